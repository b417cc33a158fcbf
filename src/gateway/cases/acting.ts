/** Opening cases, making entries, and letting advisers read. All of an act is done, or nothing. */
import { randomUUID } from "node:crypto";
import { caseFile, CaseEntryError, withEntry } from "../../domain/cases/caseFile.ts";
import type { CaseEntry, CaseEntryBody } from "../../domain/cases/caseFile.ts";
import { taggedJson } from "../../store/taggedJson.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import {
  addAdvisersGrant,
  addCase,
  addCaseAdviser,
  addCaseEntry,
  caseAdvisersOf,
  caseEntriesOf,
  caseFor,
  countCases,
  endCaseAdviser,
  lockCase,
} from "../../store/cases.ts";
import type { CaseAdviser, StoredCase } from "../../store/cases.ts";
import type { Sql, Transaction } from "../../store/database.ts";
import { ownsOriginal } from "../../store/documents.ts";
import { addGrantIn, revokeGrant } from "../../store/grants.ts";
import { takesPart } from "../../store/participation.ts";
import { statesOf } from "../../store/readModel.ts";
import type { NewCase, NewCaseEntry } from "../../wire/case.ts";
import { MOST_CASE_RECEIVABLES } from "../../wire/case.ts";
import { MOST_GRANTS } from "../access/grants.ts";
import { idTaken, instantInvalid, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { bodyFrom } from "./entries.ts";

/** Of one organisation, open or closed. */
const MOST_CASES = 5_000;
const MOST_ENTRIES = 5_000;
const MOST_ADVISERS = 20;

/** Asked again with the same id and content it is the same case. @throws ProblemError */
export async function openCase({ database, now }: GatewayDeps, member: Member, body: NewCase): Promise<StoredCase> {
  const { organisation, account } = member;
  const { id, customer, title, jurisdiction, receivables } = body;
  return database.transaction(async (tx) => {
    const known = await caseFor(tx, organisation, id, now());
    if (known !== undefined) {
      const isSame = known.organisation === organisation && known.customer === customer && known.title === title;
      if (isSame && known.jurisdiction === jurisdiction) return known;
      throw idTaken("a case");
    }
    if ((await countCases(tx, organisation)) >= MOST_CASES) throw quotaReached(MOST_CASES, "cases");
    for (const receivable of receivables) await checkClaim(tx, organisation, customer, receivable);
    const one = { id, organisation, customer, title, jurisdiction, account, opened: now() };
    if (!(await addCase(tx, one))) throw idTaken("a case");
    for (const receivable of new Set(receivables)) {
      const entry = { id: randomUUID(), account, at: now(), body: { kind: "receivable", receivable } } as const;
      await addCaseEntry(tx, id, entry);
    }
    return one;
  });
}

/** @throws ProblemError `NotFound` for what is no claim of the organisation's on the customer */
async function checkClaim(sql: Sql, organisation: Address, customer: Address, receivable: Hex): Promise<void> {
  if (!(await takesPart(sql, organisation, receivable))) throw notFound();
  const header = (await statesOf(sql, [receivable])).get(receivable)?.state.agreed?.header;
  if (header?.buyer !== customer || customer === organisation) throw notFound();
}

/** Asked again with the same id and content it is the same entry. @throws ProblemError */
export async function makeEntry(
  { database, tokens, now }: GatewayDeps,
  { organisation, account }: Member,
  id: string,
  { id: entryId, entry }: NewCaseEntry,
): Promise<StoredCase> {
  const body = bodyFrom(entry, tokens);
  return database.transaction(async (tx) => {
    const one = await lockCase(tx, organisation, id);
    if (one === undefined) throw notFound();
    const entries = await caseEntriesOf(tx, id);
    const known = entries.find((other) => other.id === entryId);
    if (known !== undefined) {
      if (known.account === account && taggedJson(known.body) === taggedJson(ordered(body, known.body))) return one;
      throw idTaken("an entry");
    }
    if (entries.length >= MOST_ENTRIES) throw quotaReached(MOST_ENTRIES, "entries: open another case");
    const made = { id: entryId, account, at: now(), body };
    checkEntry(entries, made);
    await checkMeans(tx, one, body);
    await addCaseEntry(tx, id, made);
    if (body.kind === "receivable") await showToAdvisers(tx, one, body.receivable, now());
    return one;
  });
}

/** The database orders the fields of what it keeps: the same content is compared in the same order. */
function ordered(body: unknown, like: unknown): unknown {
  if (typeof body !== "object" || body === null || typeof like !== "object" || like === null) return body;
  const fields = body as Readonly<Record<string, unknown>>;
  const names = new Set([...Object.keys(like), ...Object.keys(fields)]);
  const of = like as Readonly<Record<string, unknown>>;
  return Object.fromEntries([...names].map((name) => [name, ordered(fields[name], of[name])]));
}

function checkEntry(entries: readonly CaseEntry[], made: CaseEntry): void {
  try {
    const file = withEntry(caseFile(entries), made);
    if (file.receivables.length > MOST_CASE_RECEIVABLES) {
      throw quotaReached(MOST_CASE_RECEIVABLES, "receivables in the case: open another");
    }
  } catch (error) {
    if (!(error instanceof CaseEntryError)) throw error;
    const at = `body.entry.${error.field}`;
    throw new ProblemError("RequestInvalid", error.message, { faults: [{ at, message: error.message }] });
  }
}

/** What an entry names must be the organisation's own. @throws ProblemError `NotFound` */
async function checkMeans(sql: Sql, { organisation, customer }: StoredCase, body: CaseEntryBody): Promise<void> {
  if (body.kind === "receivable") await checkClaim(sql, organisation, customer, body.receivable);
  if (body.kind === "writeOffAsked" && !(await ownsOriginal(sql, body.evidence, organisation))) throw notFound();
}

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
async function showToAdvisers(tx: Transaction, one: StoredCase, receivable: Hex, now: number): Promise<void> {
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
