/** Books, matches and differences as the interface writes them. */
import type { z } from "zod";
import { currencyByCode } from "../../domain/currency.ts";
import { formatDecimal, fromMinorUnits } from "../../domain/decimal.ts";
import { BOOK_SIDES } from "../../domain/ledgerItem.ts";
import type { BookSide, LedgerItem } from "../../domain/ledgerItem.ts";
import type { Hex } from "../../domain/receivable.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { Difference } from "../../reconciliation/ledgers/differences.ts";
import type { Match } from "../../reconciliation/ledgers/pool.ts";
import type { CurrencyResult, Shares } from "../../reconciliation/ledgers/reconcile.ts";
import type { Continuous } from "../../store/continuousReconciliations.ts";
import type { ResultRow } from "../../store/reconciliationRows.ts";
import type { Reconciliation } from "../../store/reconciliations.ts";
import type { continuousReconciliation } from "../../wire/continuousReconciliation.ts";
import type { BookDifference, BookItem, ShownCurrencyResult, ShownReconciliation } from "../../wire/reconciliation.ts";
import { shownInstant } from "../receivables/showing.ts";
import { zoneOf } from "./plans.ts";

/** What is kept of a difference; what both sides say of it changes, and is read with it. */
export type KeptDifference = Omit<BookDifference, "case">;

function amountIn(code: string): (units: bigint) => string {
  const exponent = currencyByCode(code)?.exponent ?? 0;
  return (units) => formatDecimal(fromMinorUnits(units, exponent));
}

function shownItem({ day, dueDay, amount, settles, receivable, ...item }: LedgerItem): BookItem {
  return {
    ...item,
    ...{ amount: amountIn(item.currency)(amount), date: dateOfDay(day), settles: [...settles] },
    ...{ dueDate: dueDay === undefined ? null : dateOfDay(dueDay), receivable: receivable ?? null },
  };
}

export function shownResult(result: CurrencyResult): ShownCurrencyResult {
  const { currency, balances, bridge, counts, values, later } = result;
  const amount = amountIn(currency);
  const shown = ({ items, matched, bornOnChain, byIdentity }: Shares<bigint>): Shares<string> => ({
    ...{ items: amount(items), matched: amount(matched) },
    ...{ bornOnChain: amount(bornOnChain), byIdentity: amount(byIdentity) },
  });
  return {
    currency,
    balances: { supplier: amount(balances.supplier), buyer: amount(balances.buyer) },
    bridge: bridge.lines.map((line) => ({ ...line, amount: amount(line.amount) })),
    counts: { supplier: { ...counts.supplier }, buyer: { ...counts.buyer } },
    values: bothSides((side) => shown(values[side])),
    later: { ...later },
  };
}

export function matchRow(currency: string, { rule, items }: Match): ResultRow {
  const body = { rule, currency, ...bothSides((side) => items[side].map(shownItem)) };
  return { kind: "match", currency, class: null, owner: null, key: null, body };
}

/** @param key What it is about. @param due Until when whoever owns it answers, `YYYY-MM-DD`. */
export function differenceRow(currency: string, difference: Difference, key: Hex, due: string): ResultRow {
  const { class: name, owner, cure, items, because, amount, isWithinTolerance } = difference;
  const body: KeptDifference = {
    ...{ key, class: name, owner, cure, due: owner === "none" ? null : due, currency },
    ...{ amount: amountIn(currency)(amount), withinTolerance: isWithinTolerance },
    ...bothSides((side) => items[side].map(shownItem)),
    because: because.map(shownItem),
  };
  return { kind: "difference", currency, class: name, owner, key, body };
}

function bothSides<Value>(of: (side: BookSide) => Value): Record<BookSide, Value> {
  const [supplier, buyer] = BOOK_SIDES;
  return { supplier: of(supplier), buyer: of(buyer) };
}

export function shownReconciliation(run: Reconciliation): ShownReconciliation {
  const { id, organisation, side, counterparty, partner, cutOff, begun, step, ended, fault, summary, unread } = run;
  return {
    ...{ id, organisation, side, counterparty, shownTo: partner, cutOff, begun: shownInstant(begun), step, fault },
    zone: zoneOf(run),
    ended: ended === null ? null : shownInstant(ended),
    // Only what `shownResult` made is kept there.
    currencies: (summary ?? []) as ShownCurrencyResult[],
    unread: unread as ShownReconciliation["unread"],
    // Only what comparing the books of a statement kept is there.
    statement: (run.plan as Partial<Pick<ShownReconciliation, "statement">>).statement ?? null,
  };
}

/** @param open How many of its differences are. */
export function shownContinuous(continuous: Continuous, open: number): z.output<typeof continuousReconciliation> {
  const { id, supplier, buyer, currency, zone, tolerance, organisation, begun, cutOff, latest } = continuous;
  return {
    ...{ id, supplier, buyer, currency, zone, tolerance, begunBy: organisation, begun: shownInstant(begun) },
    ...{ cutOff, latest, pending: continuous.wanted > continuous.served, open },
  };
}
