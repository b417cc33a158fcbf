/**
 * What became of a receivable: acts replayed in the order in which they were recorded, as the ledger does them.
 *
 * A receipt is reckoned on its value day (R11) over what had been recorded until then. Settling principal first, the
 * order of recording makes no difference to interest; settling charges first, it is exact in the order of value days. A
 * receipt that the bank takes back opens again what it settled, with the original due day (R36); what was credited
 * since may leave nothing due even so.
 */
import { LEDGER_ENGINE } from "./engine.ts";
import type { Engine, Standing } from "./engine.ts";
import { afterCredit, afterPayment, MAX_AMOUNT, NEW_POSITION } from "./money.ts";
import type { Allocation, Terms } from "./receivable.ts";

/** An act. Days since 1970-01-01 in the terms' own time zone, amounts minor units. */
export type HistoryEntry =
  /** Somebody pays at most `cash` on a day; what is more than the payoff is not taken. */
  | { readonly kind: "payment"; readonly day: number; readonly cash: bigint }
  /** Money arrived elsewhere, `day` its value day; the bank's reference can be used once. */
  | { readonly kind: "receipt"; readonly day: number; readonly cash: bigint; readonly reference: string }
  /** The bank took a receipt back. */
  | { readonly kind: "return"; readonly day: number; readonly reference: string }
  /** The holder lowers the claim (R32), raises it by a debit note, or lets charges go. */
  | { readonly kind: "credit" | "debit" | "waiver"; readonly day: number; readonly amount: bigint };

/** Why the ledger does not do an act, by the name of its error. */
export interface Refusal {
  readonly reason: "AlreadyClosed" | "NothingPaid" | "AmountOutOfRange" | "ReceiptKnown" | "ReceiptUnknown";
  /** The most that the amount could be, where that is the reason; minor units. */
  readonly limit?: bigint;
}

/** An act and what it did. */
export interface Step {
  readonly entry: HistoryEntry;
  /** What a payment or receipt settled, or what a return opened again. */
  readonly settled: Allocation | undefined;
  /** Nothing has changed if there is one. */
  readonly refused: Refusal | undefined;
}

export interface Replayed extends Standing {
  /** Nothing is due any more; a return opens it again, unless nothing is due even so. */
  readonly closed: boolean;
  readonly steps: readonly Step[];
}

interface Receipt {
  readonly settled: Allocation;
  readonly accrued: bigint;
  readonly returned: boolean;
}

interface State extends Standing {
  readonly closed: boolean;
  /** By reference; grows as the history goes on. */
  readonly receipts: Map<string, Receipt>;
}

type Outcome = { readonly state: State; readonly settled?: Allocation } | { readonly refused: Refusal };

/** The receivable after its acts, on the ledger's engine unless another is given. Never throws with the ledger's. */
export function replay(terms: Terms, entries: readonly HistoryEntry[], engine: Engine = LEDGER_ENGINE): Replayed {
  let state: State = { terms, position: NEW_POSITION, accrued: 0n, closed: false, receipts: new Map() };
  const steps: Step[] = [];
  for (const entry of entries) {
    const outcome = act(state, entry, engine);
    if ("refused" in outcome) {
      steps.push({ entry, settled: undefined, refused: outcome.refused });
      continue;
    }
    state = { ...outcome.state, closed: isClosed(outcome.state, entry.day, engine) };
    steps.push({ entry, settled: outcome.settled, refused: undefined });
  }
  const { position, accrued, closed } = state;
  return { terms: state.terms, position, accrued, closed, steps };
}

/** Principal and charges alike: charges of a receivable without open principal no longer depend on the day. */
function isClosed(state: State, day: number, engine: Engine): boolean {
  const { open, charges } = engine.quote(state, day);
  return open === 0n && charges === 0n;
}

function act(state: State, entry: HistoryEntry, engine: Engine): Outcome {
  if (entry.kind === "return") return takeBack(state, entry.reference);
  if (entry.kind === "receipt" && state.receipts.has(entry.reference)) return { refused: { reason: "ReceiptKnown" } };
  if (state.closed) return { refused: { reason: "AlreadyClosed" } };
  switch (entry.kind) {
    case "payment":
      return settle(state, entry.day, entry.cash, engine);
    case "receipt":
      return receive(state, entry, engine);
    case "credit":
      return credit(state, entry.amount, engine.quote(state, entry.day).open);
    case "debit":
      return debit(state, entry.amount);
    case "waiver":
      return waive(state, entry.amount, engine.quote(state, entry.day).charges);
  }
}

function settle(state: State, day: number, cash: bigint, engine: Engine): Outcome & { readonly paid?: Receipt } {
  const settled = engine.allocate(state, day, cash);
  if (settled.principal === 0n && settled.charges === 0n) return { refused: { reason: "NothingPaid" } };
  const accrued = settled.principal * engine.weight(state.terms, day);
  const position = afterPayment(state.position, settled);
  const paid = { settled, accrued, returned: false };
  return { state: { ...state, position, accrued: state.accrued + accrued }, settled, paid };
}

function receive(state: State, entry: Extract<HistoryEntry, { kind: "receipt" }>, engine: Engine): Outcome {
  const { payoff } = engine.quote(state, entry.day);
  const beyond = outOfRange(entry.cash, payoff);
  if (beyond !== undefined) return beyond;
  const outcome = settle(state, entry.day, entry.cash, engine);
  if ("refused" in outcome || outcome.paid === undefined) return outcome;
  state.receipts.set(entry.reference, outcome.paid);
  return outcome;
}

/** The carry of discounts on parts stays as it is. */
function takeBack(state: State, reference: string): Outcome {
  const receipt = state.receipts.get(reference);
  if (receipt === undefined || receipt.returned) return { refused: { reason: "ReceiptUnknown" } };
  const { settled } = receipt;
  const position = {
    ...state.position,
    settled: state.position.settled - settled.principal,
    lateDays: state.position.lateDays - settled.lateDays,
    chargesSettled: state.position.chargesSettled - settled.charges,
    discounted: state.position.discounted && settled.discount === 0n,
  };
  state.receipts.set(reference, { ...receipt, returned: true });
  return { state: { ...state, position, accrued: state.accrued - receipt.accrued }, settled };
}

function credit(state: State, amount: bigint, open: bigint): Outcome {
  return outOfRange(amount, open) ?? { state: { ...state, position: afterCredit(state.position, amount) } };
}

/** The sums of discounts stay as they were agreed. */
function debit(state: State, amount: bigint): Outcome {
  const room = MAX_AMOUNT - state.terms.amount;
  const beyond = outOfRange(amount, room > 0n ? room : 0n);
  return beyond ?? { state: { ...state, terms: { ...state.terms, amount: state.terms.amount + amount } } };
}

function waive(state: State, amount: bigint, charges: bigint): Outcome {
  const chargesSettled = state.position.chargesSettled + amount;
  return outOfRange(amount, charges) ?? { state: { ...state, position: { ...state.position, chargesSettled } } };
}

function outOfRange(amount: bigint, limit: bigint): { readonly refused: Refusal } | undefined {
  return amount > 0n && amount <= limit ? undefined : { refused: { reason: "AmountOutOfRange", limit } };
}
