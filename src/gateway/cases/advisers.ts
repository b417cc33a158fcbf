/** Letting advisers read a case and its receivables, and ending that. */
import { randomUUID } from "node:crypto";
import { caseFile } from "../../domain/cases/caseFile.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import {
  addAdvisersGrant,
  addCaseAdviser,
  caseAdvisersOf,
  caseEntriesOf,
  endCaseAdviser,
  lockCase,
} from "../../store/cases.ts";
import type { CaseAdviser, StoredCase } from "../../store/cases.ts";
import type { Transaction } from "../../store/database.ts";
import { addGrantIn, revokeGrant } from "../../store/grants.ts";
import { MOST_GRANTS } from "../access/grants.ts";
import { idTaken, instantInvalid, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound } from "../http/problems.ts";

const MOST_ADVISERS = 20;

/** @throws ProblemError */
export async function nameAdviser(
  { database, now }: GatewayDeps,
  { organisation, account }: Member,
  id: string,
  { adviser, until }: { readonly adviser: Address; readonly until: number },
): Promise<readonly CaseAdviser[]> {
  if (until <= now()) throw instantInvalid("body.until", "give a moment that is yet to come");
  return database.transaction(async (tx) => {
    const one = await lockCase(tx, organisation, id);
    if (one === undefined) throw notFound();
    if (adviser === organisation || adviser === one.customer) {
      throw instantInvalid("body.adviser", "name another organisation than your own and the customer's");
    }
    const advisers = await caseAdvisersOf(tx, id);
    const standing = advisers.filter((other) => other.revoked === null && other.until >= now());
    if (standing.some((other) => other.adviser === adviser)) throw idTaken("an adviser");
    if (standing.length >= MOST_ADVISERS) throw quotaReached(MOST_ADVISERS, "advisers: end the part of one first");
    const { receivables } = caseFile(await caseEntriesOf(tx, id));
    const grant = await grantTo(tx, one, { adviser, until, account }, receivables, now());
    await addCaseAdviser(tx, id, { adviser, account, since: now(), until, grants: [grant] });
    return caseAdvisersOf(tx, id);
  });
}

/** What is added to a case is shown to those who advise on it. */
export async function showToAdvisers(tx: Transaction, one: StoredCase, receivable: Hex, now: number): Promise<void> {
  for (const adviser of await caseAdvisersOf(tx, one.id)) {
    if (adviser.revoked !== null || adviser.until < now) continue;
    await addAdvisersGrant(tx, one.id, adviser, await grantTo(tx, one, adviser, [receivable], now));
  }
}

async function grantTo(
  tx: Transaction,
  { organisation }: StoredCase,
  { adviser, until, account }: Pick<CaseAdviser, "adviser" | "until" | "account">,
  receivables: readonly Hex[],
  now: number,
): Promise<string> {
  const id = randomUUID();
  const scope = { counterparty: null, receivables, issuedFrom: null, issuedTo: null };
  const grant = { id, grantor: organisation, grantee: adviser, kind: "audit", ...scope, since: now, until } as const;
  switch (await addGrantIn(tx, { ...grant, account }, MOST_GRANTS)) {
    case "full":
      throw quotaReached(MOST_GRANTS, "grants in force: take one back first");
    case "added":
      return id;
    default:
      // It was sold meanwhile, and is no longer the organisation's to show.
      throw notFound();
  }
}

/** Whether the adviser had a part; what it was let see with it is taken back. */
export async function endAdviser(
  { database, now }: GatewayDeps,
  { organisation }: Member,
  id: string,
  adviser: Address,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    if ((await lockCase(tx, organisation, id)) === undefined) return false;
    const grants = await endCaseAdviser(tx, id, adviser, now());
    for (const grant of grants ?? []) await revokeGrant(tx, organisation, grant, now());
    return grants !== undefined;
  });
}
