/** Opening cases and making entries. All of an act is done, or nothing. */
import { randomUUID } from "node:crypto";
import { caseFile, CaseEntryError, withEntry } from "../../domain/cases/caseFile.ts";
import type { CaseEntry, CaseEntryBody, CaseFile } from "../../domain/cases/caseFile.ts";
import { taggedJson } from "../../store/taggedJson.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import {
  addCase,
  addCaseEntry,
  caseEntriesOf,
  caseFor,
  casesAgainst,
  countCases,
  lockCase,
} from "../../store/cases.ts";
import type { StoredCase } from "../../store/cases.ts";
import type { Sql, Transaction } from "../../store/database.ts";
import { ownsOriginal } from "../../store/documents.ts";
import { lockInsolvencyPair } from "../../store/insolvency.ts";
import { takesPart } from "../../store/participation.ts";
import { statesOf } from "../../store/readModel.ts";
import type { NewCase, NewCaseEntry } from "../../wire/case.ts";
import { MOST_CASE_RECEIVABLES } from "../../wire/case.ts";
import { idTaken, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import { dayAt } from "../disputes/reading.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { showToAdvisers } from "./advisers.ts";
import { askedAsSaid, bodyFrom } from "./entries.ts";
import { caseItems } from "./facts.ts";
import { tellInsolvency } from "./insolvency.ts";
import { isDivided, subrogationFor } from "./payouts.ts";

/** Of one organisation, open or closed. */
const MOST_CASES = 5_000;
const MOST_ENTRIES = 5_000;
/** Entries after which somebody may have to be told of an insolvency. */
const TELLING: ReadonlySet<CaseEntryBody["kind"]> = new Set([
  "insolvency",
  "insolvencyWithdrawn",
  "insurance",
] as const);

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
  { organisation, account, key }: Member,
  id: string,
  { id: entryId, entry }: NewCaseEntry,
): Promise<StoredCase> {
  const said = bodyFrom(entry, tokens);
  if (key !== undefined) checkPerson(said);
  return database.transaction(async (tx) => {
    const one = await lockCase(tx, organisation, id);
    if (one === undefined) throw notFound();
    const entries = await caseEntriesOf(tx, id);
    const known = entries.find((other) => other.id === entryId);
    if (known !== undefined) {
      const kept = known.body.kind === "writeOffAsked" ? askedAsSaid(known.body) : known.body;
      if (known.account === account && taggedJson(kept) === taggedJson(ordered(said, kept))) return one;
      throw idTaken("an entry");
    }
    if (entries.length >= MOST_ENTRIES) throw quotaReached(MOST_ENTRIES, "entries: open another case");
    const body = await withOpen(tx, said);
    const made = { id: entryId, account, at: now(), body };
    const file = checkEntry(entries, made);
    await checkMeans(tx, one, body);
    if (body.kind === "insurancePayout") await checkPayout(tx, one, file, body, now());
    await addCaseEntry(tx, id, made);
    if (TELLING.has(body.kind)) await tellInsolvency(tx, { organisation, debtor: one.customer }, now());
    if (body.kind === "receivable") await showToAdvisers(tx, one, body.receivable, now());
    return one;
  });
}

/** A key acts in the name of whoever made it, and others hold it: it is nobody's second person. @throws ProblemError */
function checkPerson({ kind }: CaseEntryBody): void {
  if (kind !== "writeOffAsked" && kind !== "writeOffDecided") return;
  throw new ProblemError("ScopeMissing", `${kind} is for people, two of them, and not for keys: sign in yourself`);
}

/** A write-off is asked for of what is open now, so that nobody approves another sum. */
async function withOpen(sql: Sql, body: CaseEntryBody): Promise<CaseEntryBody> {
  if (body.kind !== "writeOffAsked") return body;
  const [item] = await caseItems(sql, [body.receivable]);
  return item?.open === undefined ? body : { ...body, open: item.open };
}

/** The database orders the fields of what it keeps: the same content is compared in the same order. */
function ordered(body: unknown, like: unknown): unknown {
  if (typeof body !== "object" || body === null || typeof like !== "object" || like === null) return body;
  const fields = body as Readonly<Record<string, unknown>>;
  const names = new Set([...Object.keys(like), ...Object.keys(fields)]);
  const of = like as Readonly<Record<string, unknown>>;
  return Object.fromEntries([...names].map((name) => [name, ordered(fields[name], of[name])]));
}

/** @returns the case with it. @throws ProblemError */
function checkEntry(entries: readonly CaseEntry[], made: CaseEntry): CaseFile {
  try {
    const file = withEntry(caseFile(entries), made);
    if (file.receivables.length > MOST_CASE_RECEIVABLES) {
      throw quotaReached(MOST_CASE_RECEIVABLES, "receivables in the case: open another");
    }
    return file;
  } catch (error) {
    if (!(error instanceof CaseEntryError)) throw error;
    throw unfitEntry(error.field, error.message);
  }
}

type Payout = Extract<CaseEntryBody, { readonly kind: "insurancePayout" }>;

/**
 * No insurer pays more of a claim than is left of it, whichever case it is entered in.
 * @param file With the payout. @throws ProblemError
 */
async function checkPayout(
  tx: Transaction,
  { id, organisation, customer }: StoredCase,
  file: CaseFile,
  { receivable, currency, day }: Payout,
  now: number,
): Promise<void> {
  const [item] = await caseItems(tx, [receivable]);
  if (item?.terms?.currency !== currency) {
    throw unfitEntry("currency", `the receivable is not in ${currency}, or its terms are sealed to others`);
  }
  if (day > dayAt(item.terms, now)) throw unfitEntry("day", "the day is yet to come: enter what was paid");
  if (isDivided(item)) throw unfitEntry("receivable", "it was split: enter what was paid of each of its parts");
  // Of two payouts that are entered in two cases at once the later one sees the other.
  await lockInsolvencyPair(tx, { organisation, debtor: customer });
  const payouts = [...file.payouts];
  for (const other of await casesAgainst(tx, organisation, customer)) {
    if (other !== id) payouts.push(...caseFile(await caseEntriesOf(tx, other)).payouts);
  }
  if ((subrogationFor(item, { payouts })?.overpaid ?? 0n) > 0n) {
    throw unfitEntry("amount", "it is more than was open and the creditor's own: enter what was paid of the principal");
  }
}

function unfitEntry(field: string, message: string): ProblemError {
  return new ProblemError("RequestInvalid", message, { faults: [{ at: `body.entry.${field}`, message }] });
}

/** What an entry names must be the organisation's own. @throws ProblemError `NotFound` */
async function checkMeans(sql: Sql, { organisation, customer }: StoredCase, body: CaseEntryBody): Promise<void> {
  if (body.kind === "receivable") await checkClaim(sql, organisation, customer, body.receivable);
  if (body.kind === "writeOffAsked" && body.open === undefined) {
    throw unfitEntry("receivable", "its terms are sealed to others, so that nobody sees what is open: open them first");
  }
  const isProven = body.kind === "writeOffAsked" || body.kind === "insurancePayout";
  if (isProven && !(await ownsOriginal(sql, body.evidence, organisation))) throw notFound();
}
