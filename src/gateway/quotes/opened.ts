/** Receivables as requests and offers need them: opened, and whether they can be sold or paid early as they stand. */
import { openPrincipal, localDay } from "../../domain/money.ts";
import { Assignability, decodePolicy } from "../../domain/policy.ts";
import { nameOf, Status } from "../../domain/receivable.ts";
import type { Address, Hex, Receivable } from "../../domain/receivable.ts";
import type { ReceivableState } from "../../domain/receivableState.ts";
import { contentOf } from "../../store/contents.ts";
import type { Sql } from "../../store/database.ts";
import { statesOf } from "../../store/readModel.ts";
import { ProblemError } from "../http/problems.ts";

/** A receivable that somebody has issued. */
export interface Opened {
  readonly id: Hex;
  readonly state: ReceivableState;
  /** Undefined where its terms are sealed to others. */
  readonly receivable: Receivable | undefined;
}

/** One whose terms are known here. */
export interface Quotable extends Opened {
  readonly receivable: Receivable;
  /** Principal not yet paid or credited, minor units. */
  readonly open: bigint;
  /** Of the terms' own time zone, since 1970-01-01. */
  readonly today: number;
  /** From today to the due date; below nought where it is overdue. */
  readonly daysLeft: number;
}

/** Receivables by their ids, in the order in which they are named; one that nobody has issued has no entry. */
export async function openedOf(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Hex, Opened>> {
  const states = await statesOf(sql, ids);
  const opened = new Map<Hex, Opened>();
  for (const id of ids) {
    const state = states.get(id)?.state;
    if (state?.agreed === undefined) continue;
    const { header, document, openTerms: terms } = state.agreed;
    const kept = terms === undefined ? (await contentOf(sql, state.commitment))?.receivable : undefined;
    opened.set(id, { id, state, receivable: terms === undefined ? kept : { header, terms, document } });
  }
  return opened;
}

/** @param now Unix seconds. @returns undefined where the terms are sealed to others */
export function quotable({ id, state, receivable }: Opened, now: number): Quotable | undefined {
  if (receivable === undefined) return undefined;
  const { terms } = receivable;
  const today = localDay(terms, now);
  return { id, state, receivable, open: openPrincipal(terms, state), today, daysLeft: terms.dueDay - today };
}

/** @throws ProblemError `ContentSealed` */
export function requireQuotable(opened: Opened, now: number): Quotable {
  const found = quotable(opened, now);
  if (found !== undefined) return found;
  const wayOut = "give the gateway its content first, or let its sender seal it to this gateway too";
  throw new ProblemError("ContentSealed", `the terms of receivable ${opened.id} are sealed to others: ${wayOut}`);
}

/** Why a receivable cannot be sold as it stands, whatever the offer; undefined if it can. @param seller Its holder. */
export function unsaleable({ state, receivable, open, daysLeft }: Quotable, seller: Address): string | undefined {
  const { holder, writtenOff, disputed } = state;
  if (holder !== seller) return "somebody else holds it";
  const why = unpayable({ state, open, daysLeft });
  if (why !== undefined) return why;
  if (writtenOff) return "it is written off";
  if (disputed > 0n) return "the buyer disputes it: resolve that first";
  if (decodePolicy(receivable.header.policy).assignability === Assignability.NotAtAll) {
    return "its policy lets nobody buy it";
  }
  return undefined;
}

/** Why nobody can pay it early; undefined if its buyer can. */
export function unpayable({
  state: { status, closed },
  open,
  daysLeft,
}: Pick<Quotable, "state" | "open" | "daysLeft">): string | undefined {
  if (status !== Status.Accepted) return `it is ${nameOf(Status, status)}: its buyer has to accept it first`;
  if (closed || open === 0n) return "nothing is due on it any more";
  return daysLeft < 0 ? "it is overdue" : undefined;
}

/** The buyer has to let it go to somebody by name. */
export function needsConsent({ state, receivable }: Quotable): boolean {
  return state.locked && decodePolicy(receivable.header.policy).assignability === Assignability.WithConsent;
}

/** @param at The part and the field. */
export function receivableUnfit(id: Hex, why: string, at?: string): ProblemError {
  const faults = at === undefined ? [] : [{ at, message: why }];
  const detail = `receivable ${id}: ${why}; leave it out, or come back once that has changed`;
  return new ProblemError("ReceivableUnfit", detail, { faults });
}
