/** What departs from customers' bands, over HTTP: proposed by one member, approved by another. */
import { contentHash } from "../../domain/credit/canonical.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Transaction } from "../../store/database.ts";
import { lookAgain } from "../../store/dunningItems.ts";
import type { StoredOverride } from "../../store/scoreOverrides.ts";
import {
  decideOverride,
  endOverride,
  eraseOverrideTexts,
  keepOverride,
  overrideById,
  overridesBefore,
} from "../../store/scoreOverrides.ts";
import type { SCORE_OPERATIONS } from "../../wire/operations/scores.ts";
import type { NewCreditOverride } from "../../wire/score.ts";
import { idTaken, instantInvalid, quotaReached } from "../access/refusals.ts";
import { eligibility, readStaff } from "../approvals/eligible.ts";
import { eraseTexts } from "../approvals/erasing.ts";
import { useApproval } from "../approvals/using.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { checkTerms } from "./policies.ts";
import { shownOverride } from "./showing.ts";

type Own =
  "proposeCreditOverride" | "listCreditOverrides" | "decideCreditOverride" | "endCreditOverride" | "eraseOverrideTexts";

const DAY = 86_400;
const MOST_OVERRIDES = 20;
/** A year: whatever lasts longer belongs into the policy. */
const LONGEST_DAYS = 366;

export function overrideHandlers(deps: GatewayDeps): Pick<Handlers<typeof SCORE_OPERATIONS>, Own> {
  const { database, config, now } = deps;
  const cursors = createCursors(config.secret);
  return {
    proposeCreditOverride: async ({ member, body }) => {
      const { stored, isNew } = await propose(deps, member, body);
      return { status: isNew ? 201 : 200, body: shownOverride(stored, now()) };
    },
    listCreditOverrides: async ({ member: { organisation }, query: { customer, ...query } }) => {
      const list = JSON.stringify(["credit overrides", organisation, customer]);
      const read = (before: number, limit: number) => overridesBefore(database, organisation, customer, before, limit);
      const placeOf = ({ number }: StoredOverride): number => number;
      const { rows, next } = await pageOf({ cursors, list, first: Number.MAX_SAFE_INTEGER, placeOf, read }, query);
      return { status: 200, body: { items: rows.map((row) => shownOverride(row, now())), next } };
    },
    decideCreditOverride: async ({ member, params: { id }, body }) => {
      return { status: 200, body: shownOverride(await decide(deps, member, id, body), now()) };
    },
    eraseOverrideTexts: ({ member, params: { id } }) =>
      eraseTexts(deps, member, { kind: "credit override", id, erase: eraseOverrideTexts }),
    endCreditOverride: async ({ member: { organisation, account }, params: { id } }) => {
      await database.transaction(async (tx) => {
        const known = await overrideById(tx, organisation, id);
        const isEnded = await endOverride(tx, organisation, id, { by: account, at: now() });
        if (known === undefined || !isEnded) throw notFound();
        await lookAgain(tx, organisation, known.customer, now());
      });
      return { status: 204, body: undefined };
    },
  };
}

/** @throws ProblemError `RequestInvalid`, `IdTaken`, `QuotaReached` */
async function propose(
  { database, now }: GatewayDeps,
  { organisation, account }: Member,
  { id, customer, until, reason, ...body }: NewCreditOverride,
): Promise<{ readonly stored: StoredOverride; readonly isNew: boolean }> {
  const at = now();
  if (body.terms !== null) checkTerms(body.terms, "body.terms");
  const content = contentHash({ customer, until, reason, ...body });
  const untilDay = dayNumber(until);
  const today = Math.floor(at / DAY);
  const kept = await database.transaction(async (tx) => {
    const known = await overrideById(tx, organisation, id);
    if (known !== undefined) return { stored: known, isNew: false };
    if (untilDay < today || untilDay > today + LONGEST_DAYS) {
      const [first, last] = [dateOfDay(today), dateOfDay(today + LONGEST_DAYS)];
      throw instantInvalid("body.until", `give a day from ${first} to ${last}: an override ends by itself`);
    }
    const override = { organisation, id, customer, origin: "person" as const, score: null, content, body, reason };
    return keepOverride(tx, { ...override, untilDay, proposedBy: account, proposed: at }, MOST_OVERRIDES);
  });
  if (kept === undefined) throw quotaReached(MOST_OVERRIDES, "overrides of the customer: end some");
  if (kept.stored.content !== content) throw idTaken("another override");
  return kept;
}

/**
 * One person proposes, another one approves, who was there by then; whoever proposed may decline. A machine's key is
 * no person.
 * @throws ProblemError `NotFound`, `CheckerMissing`, `OverrideOver`, `ApprovalMissing`
 */
async function decide(
  { database, now }: GatewayDeps,
  { organisation, account, key }: Member,
  id: string,
  { decision, word }: { readonly decision: "approved" | "declined"; readonly word: string },
): Promise<StoredOverride> {
  const at = now();
  return database.transaction(async (tx) => {
    const known = await overrideById(tx, organisation, id);
    if (known === undefined) throw notFound();
    if (isSameAgain(known, account, decision)) return known;
    if (decision === "approved") await checkPerson(tx, known, account, { isKey: key !== undefined, at });
    if (!(await decideOverride(tx, organisation, id, { decision, by: account, word, at }))) {
      throw new ProblemError("OverrideOver", `the override ${id} is decided, ended or over: propose another one`);
    }
    if (decision === "approved") await approveOverride(tx, known, account, at);
    await lookAgain(tx, organisation, known.customer, now());
    const stored = await overrideById(tx, organisation, id);
    if (stored === undefined) throw notFound();
    return stored;
  });
}

/**
 * What it says of limits or of days takes the approvals of a raised limit, for whatever sum: it may outlast the band
 * for which it was meant, and so come to any. @throws ProblemError `ApprovalMissing`
 */
async function approveOverride(
  tx: Transaction,
  { organisation, id, customer, body, proposedBy }: StoredOverride,
  actor: Address,
  at: number,
): Promise<void> {
  if (body.raisedLimit === null && body.longestNetDays === null) return;
  const need = { organisation, kind: "limitChange", subject: `override ${id}`, customer } as const;
  const people = { actor, beneficiary: proposedBy ?? actor };
  await useApproval(tx, { ...need, ...people, amount: null, currency: null }, at);
}

function isSameAgain({ decision, decidedBy }: StoredOverride, account: Address, said: string): boolean {
  return decision === said && decidedBy === account;
}

/**
 * Whoever proposed does not approve, by whichever account, and nobody who came later or without the power to.
 * @throws ProblemError `CheckerMissing`
 */
async function checkPerson(
  tx: Transaction,
  { organisation, id, proposedBy, proposed }: StoredOverride,
  account: Address,
  { isKey, at }: { readonly isKey: boolean; readonly at: number },
): Promise<void> {
  if (isKey) {
    throw new ProblemError(
      "CheckerMissing",
      "a key of a machine approves nothing: let a member sign in and approve it",
    );
  }
  // Nobody asked for a reward.
  if (proposedBy === null) return;
  const asked = { asker: proposedBy, asked: proposed, duty: "approveCredit", escalatesTo: null } as const;
  const found = await eligibility(
    tx,
    await readStaff(tx, organisation, at),
    { ...asked, escalates: proposed, amount: null, currency: null },
    account,
  );
  if (!("why" in found)) return;
  throw new ProblemError("CheckerMissing", `${account} cannot approve ${id}, ${found.why}: let another member do it`);
}
