/**
 * What is due on a day, with everything that led to it: the result of `countersign quote`, in values and not in
 * words.
 */
import { discountWorkingOf } from "../../domain/discountWorking.ts";
import type { DiscountWorking } from "../../domain/discountWorking.ts";
import { PRINCIPAL_FIRST } from "../../domain/money.ts";
import { replay } from "../../domain/history.ts";
import type { Refusal, Replayed, Step } from "../../domain/history.ts";
import type { Quote } from "../../domain/receivable.ts";
import { dateOfDay, TermsError } from "../../domain/terms.ts";
import { workingOf } from "../../domain/working.ts";
import type { Working } from "../../domain/working.ts";
import type { Claim } from "./claim.ts";
import { major } from "./figures.ts";
import type { HistoryRow } from "./historyFile.ts";

export interface QuotedRow {
  readonly row: HistoryRow;
  readonly step: Step;
}

export interface Quotation {
  readonly claim: Claim;
  /** Day number. */
  readonly at: number;
  readonly rows: readonly QuotedRow[];
  /** Rows after the day, which count for nothing on it (R42). */
  readonly leftOut: number;
  readonly replayed: Replayed;
  readonly working: Working;
  readonly discountWorking: DiscountWorking;
  readonly due: Quote;
  /** What a reader should know beside the figures. */
  readonly notes: readonly string[];
}

/** A row of the history that the ledger would not do. */
export class RowRefused extends TermsError {}

/**
 * @throws RowRefused for a row that the ledger would not do. @throws TermsError for a rate that the terms do not
 * give.
 */
export function quotationOf(claim: Claim, history: readonly HistoryRow[], at: number): Quotation {
  const counted = history.filter(({ entry }) => entry.day <= at);
  const entries = counted.map(({ entry }) => entry);
  const replayed = replay(claim.terms, entries, claim.engine);
  const rows = counted.flatMap((row, i): readonly QuotedRow[] => {
    const step = replayed.steps[i];
    return step === undefined ? [] : [{ row, step }];
  });
  for (const { row, step } of rows) if (step.refused !== undefined) throw refusal(row, step.refused, claim);
  const working = workingOf(replayed, claim.file.lateInterest, claim.file.dayCount, at);
  const discountWorking = discountWorkingOf(replayed, at);
  const due = claim.engine.quote(replayed, at);
  const leftOut = history.length - counted.length;
  return { claim, at, rows, leftOut, replayed, working, discountWorking, due, notes: notesOf(claim, rows) };
}

function refusal({ line, entry, reference }: HistoryRow, { reason, limit = 0n }: Refusal, claim: Claim): RowRefused {
  const { exponent } = claim.file.money;
  const field = `line ${line}, `;
  const amountField = `${field}amount`;
  const sum = "cash" in entry ? entry.cash : "amount" in entry ? entry.amount : 0n;
  switch (reason) {
    case "AlreadyClosed":
      return new RowRefused(`${field}kind`, `"${entry.kind}"`, "nothing is due any more by then: drop the row");
    case "NothingPaid":
      return new RowRefused(amountField, major(sum, exponent), "it settles nothing: drop the row, or correct it");
    case "ReceiptKnown":
      return new RowRefused(`${field}reference`, `"${reference}"`, "a bank's reference counts once: drop the row");
    case "ReceiptUnknown":
      return new RowRefused(`${field}reference`, `"${reference}"`, "no receipt of that reference stands: correct it");
    case "AmountOutOfRange": {
      const what = LIMITS[entry.kind] ?? "can be";
      const most = `${major(limit, exponent)} that ${what} on ${dateOfDay(entry.day)}`;
      const wayOut = `write more than 0 and at most the ${most}`;
      return new RowRefused(amountField, major(sum, exponent), wayOut);
    }
  }
}

const LIMITS: Readonly<Record<string, string>> = {
  receipt: "pay everything off",
  credit: "are open",
  waiver: "are due in charges",
  debit: "the claim can still rise by",
};

function notesOf(claim: Claim, rows: readonly QuotedRow[]): readonly string[] {
  const notes: string[] = [];
  const days = rows.flatMap(({ row: { entry } }) =>
    entry.kind === "payment" || entry.kind === "receipt" ? [entry.day] : [],
  );
  const inOrder = days.every((day, i) => i === 0 || day >= (days[i - 1] ?? day));
  if (!inOrder && claim.terms.allocation !== PRINCIPAL_FIRST) {
    notes.push("money is recorded out of the order of its days; charges are settled first, so that order decides");
  }
  for (const { row, step } of rows) {
    const { entry, line } = row;
    if (entry.kind !== "payment" || step.settled === undefined || step.settled.cash >= entry.cash) continue;
    const rest = major(entry.cash - step.settled.cash, claim.file.money.exponent);
    notes.push(`line ${line}: ${rest} of it was not needed and is not taken`);
  }
  if (!claim.onLedger) notes.push("reckoned off the chain: the ledger knows flat rates by act/365 or act/360 only");
  return notes;
}
