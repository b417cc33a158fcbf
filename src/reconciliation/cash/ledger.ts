/**
 * What has been posted, by the bank's reference of each line: posting twice posts once, and undoing gives back the
 * state before. Items themselves are never changed; what is open of them is reckoned from the ledger.
 */
import type { BillState } from "../../domain/cashMatch.ts";
import { CashError } from "./errors.ts";
import type { CashLine, Decision, OpenItem } from "./model.ts";

export interface LedgerEntry {
  readonly decision: Decision;
  /** Days since 1970-01-01. */
  readonly valueDate: number;
  /** Undefined for cash. */
  readonly bill: BillState | undefined;
}

/** Posted decisions by the bank's reference of their line. */
export type CashLedger = ReadonlyMap<string, LedgerEntry>;

export const EMPTY_LEDGER: CashLedger = new Map();

/**
 * Posts the decisions that say POST and are not there yet; what is there stays as it is.
 * @throws CashError `TRANSITION_REFUSED` for a decision whose line is not given
 */
export function post(ledger: CashLedger, decisions: Iterable<Decision>, lines: readonly CashLine[]): CashLedger {
  const dates = new Map(lines.map(({ reference, valueDate }) => [reference, valueDate]));
  const after = new Map(ledger);
  for (const decision of decisions) {
    if (decision.disposition !== "POST" || after.has(decision.line)) continue;
    const bill = decision.kind === "BILL" ? "BILL_RECEIVED" : undefined;
    const valueDate = dates.get(decision.line);
    if (valueDate === undefined) {
      throw new CashError("TRANSITION_REFUSED", "line", decision.line, "it is not among the lines; give its line too");
    }
    after.set(decision.line, { decision, valueDate, bill });
  }
  return after;
}

/**
 * A proposal, or what an exception suggests, as somebody confirmed it.
 * @throws CashError `TRANSITION_REFUSED` for what names no item: nothing is posted to nowhere
 */
export function confirm(decision: Decision): Decision {
  if (decision.allocations.length === 0) {
    throw new CashError("TRANSITION_REFUSED", "line", decision.line, "it names no item; say what it pays first");
  }
  return { ...decision, disposition: "POST" };
}

/** The ledger without a line. @throws CashError `TRANSITION_REFUSED` if it is not there, or is a bill past maturity */
export function undo(ledger: CashLedger, line: string): CashLedger {
  const { bill } = entryOf(ledger, line);
  if (bill === "HONOURED" || bill === "DISHONOURED") {
    throw new CashError("TRANSITION_REFUSED", "line", line, `its bill is ${bill} already; undo that at the bank first`);
  }
  const after = new Map(ledger);
  after.delete(line);
  return after;
}

/** The bill was paid at maturity: only now its items are settled. @throws CashError `TRANSITION_REFUSED` */
export function honour(ledger: CashLedger, line: string): CashLedger {
  return withBill(ledger, line, "HONOURED");
}

/** The bill was not paid: its items are open again, due when they were due. @throws CashError `TRANSITION_REFUSED` */
export function dishonour(ledger: CashLedger, line: string): CashLedger {
  return withBill(ledger, line, "DISHONOURED");
}

function withBill(ledger: CashLedger, line: string, bill: BillState): CashLedger {
  const entry = entryOf(ledger, line);
  if (entry.bill !== "BILL_RECEIVED") {
    const wayOut = `it is ${entry.bill ?? "cash"} and cannot become ${bill}; only a received bill can`;
    throw new CashError("TRANSITION_REFUSED", "line", line, wayOut);
  }
  return new Map(ledger).set(line, { ...entry, bill });
}

function entryOf(ledger: CashLedger, line: string): LedgerEntry {
  const entry = ledger.get(line);
  if (entry === undefined) throw new CashError("TRANSITION_REFUSED", "line", line, "it is not posted; post it first");
  return entry;
}

/** Minor units of one item; open + underBill + settled = its amount. */
export interface ItemState {
  readonly open: bigint;
  /** Promised by bills that are not honoured yet: still owed, but not to be matched again. */
  readonly underBill: bigint;
  readonly settled: bigint;
}

/** What the ledger makes of items, by their ids. */
export function statesOf(items: readonly OpenItem[], ledger: CashLedger): ReadonlyMap<string, ItemState> {
  const states = new Map<string, ItemState>();
  for (const { id, amount } of items) states.set(id, { open: amount, underBill: 0n, settled: 0n });
  for (const { decision, bill } of ledger.values()) {
    if (bill === "DISHONOURED") continue;
    for (const { item, cash, discount, difference } of decision.allocations) {
      const state = states.get(item);
      if (state === undefined) continue;
      const taken = cash + discount + difference;
      const promised = bill === "BILL_RECEIVED" ? taken : 0n;
      states.set(item, {
        open: state.open - taken,
        underBill: state.underBill + promised,
        settled: state.settled + taken - promised,
      });
    }
  }
  return states;
}

/** Items with what is left to match of them; due days are those they always had. */
export function openAfter(items: readonly OpenItem[], ledger: CashLedger): readonly OpenItem[] {
  const states = statesOf(items, ledger);
  return items.map((item) => ({ ...item, amount: states.get(item.id)?.open ?? item.amount }));
}

/** Lines that nothing is posted for. */
export function undecided(lines: readonly CashLine[], ledger: CashLedger): readonly CashLine[] {
  return lines.filter(({ reference }) => !ledger.has(reference));
}

/** A payment of an item that is known from before, so that a second one is recognised. */
export interface PaidBefore {
  readonly item: string;
  /** The whole line, in minor units. */
  readonly amount: bigint;
  /** Days since 1970-01-01. */
  readonly valueDate: number;
}

export function paidBefore(ledger: CashLedger): readonly PaidBefore[] {
  return [...ledger.values()].flatMap(({ decision, valueDate }) => {
    const amount = decision.allocations.reduce((sum, { cash }) => sum + cash, decision.unapplied);
    return decision.allocations.map(({ item }) => ({ item, amount, valueDate }));
  });
}
