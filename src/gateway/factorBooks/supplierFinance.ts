/** What a buyer discloses of supplier finance arrangements (R74): never a price, which is between seller and factor. */
import { walkBook } from "../../domain/factoring/book.ts";
import type { BookHistory } from "../../domain/factoring/book.ts";
import { supplierFinanceSums } from "../../domain/factoring/supplierFinance.ts";
import type { DisclosedPayable, PayableSums } from "../../domain/factoring/supplierFinance.ts";
import { payableChanges, payableIn } from "../../domain/factoring/supplierFinanceChanges.ts";
import type { PayableChanges } from "../../domain/factoring/supplierFinanceChanges.ts";
import { localDay } from "../../domain/money.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { bookHistoryOf, desksOfReceivables, receivablesOfBuyer } from "../../store/factorBookEvents.ts";
import { documentFactsOf } from "../../store/pairItems.ts";
import type {
  ShownPayableChanges,
  ShownSupplierFinance,
  ShownSupplierFinanceAt,
} from "../../wire/factorBookReports.ts";
import { dayOfDocument, factsOf } from "../accountStatements/reading.ts";
import { shownCurrency } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";
import { asOfBook, shownAsOf } from "./asOf.ts";
import type { AsOf } from "./asOf.ts";
import { MOST_BOOKED, tooLong } from "./reading.ts";
import { amountsIn } from "./showing.ts";

const REMARKS = [
  "An arrangement is a factor that holds, by its desk or itself. Whether it is a supplier finance arrangement (IAS " +
    "7.44G) is for the buyer to say: it has to have arranged it. Its terms (44H(a)) and the line of the balance " +
    "sheet are for the buyer to tell as well.",
  "For a payable its supplier has been paid what the factor has paid it and not got back, at most the carrying " +
    "amount; for what was bought outright all of it. Comparable are payables in the same currency.",
];

/** @throws ProblemError `AccountTooLong`, `RequestInvalid` */
export async function supplierFinanceOf(
  sql: Sql,
  buyer: Address,
  { opening, closing }: { readonly opening: string; readonly closing: string },
  tokens: Tokens,
): Promise<ShownSupplierFinance> {
  const ids = await receivablesOfBuyer(sql, buyer, MOST_BOOKED + 1);
  if (ids.length > MOST_BOOKED) throw tooLong();
  const desks = await desksOfReceivables(sql, ids);
  const at = async (date: string): Promise<PayablesAt> => {
    const asOf = await asOfBook(sql, { date });
    if (asOf === undefined) return { asOf, items: [], unknown: 0, changesSince: () => [] };
    const history = await bookHistoryOf(sql, { desks, ids }, asOf.block);
    const days = await documentDaysOf(sql, ids, history);
    const changesSince = (block: number) => shownChanges(payableChanges(history, buyer, block), tokens);
    return { asOf, ...sumsAt(asOf, { history, buyer, days }, tokens), changesSince };
  };
  const [first, last] = [await at(opening), await at(closing)];
  return {
    ...{ opening: first.items, closing: last.items },
    changes: last.changesSince(first.asOf?.block ?? -1),
    unknown: { opening: first.unknown, closing: last.unknown },
    remarks: REMARKS,
  };
}

interface PayablesAt {
  readonly asOf: AsOf | undefined;
  readonly items: ShownSupplierFinanceAt[];
  readonly unknown: number;
  readonly changesSince: (block: number) => ShownPayableChanges[];
}

function shownChanges(changes: ReadonlyMap<Address, PayableChanges>, tokens: Tokens): ShownPayableChanges[] {
  return [...changes]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, { entered, left, paid, discounted, credited, amended }]) => {
      const amount = amountsIn(currency, tokens);
      return {
        currency: shownCurrency(currency, tokens),
        ...{ entered: amount(entered), left: amount(left), paid: amount(paid), discounted: amount(discounted) },
        ...{ credited: amount(credited), amended: amount(amended) },
      };
    });
}

type DaysOf = ReadonlyMap<Hex, number>;

/** The days of invoices as their documents say, where the ledger has the hash of the number. */
async function documentDaysOf(sql: Sql, ids: readonly Hex[], history: BookHistory): Promise<DaysOf> {
  const facts = await documentFactsOf(sql, ids);
  const days = new Map<Hex, number>();
  for (const { event } of history.ledger) {
    if (event.name !== "ReceivableIssued" && event.name !== "ReceivableSealed") continue;
    const day = dayOfDocument(factsOf(facts.get(event.id), event.invoice));
    if (day !== undefined) days.set(event.id, day);
  }
  return days;
}

interface Payables {
  readonly history: BookHistory;
  readonly buyer: Address;
  readonly days: DaysOf;
}

function sumsAt(
  asOf: AsOf,
  payables: Payables,
  tokens: Tokens,
): { readonly items: ShownSupplierFinanceAt[]; readonly unknown: number } {
  const issued = new Map<Hex, number>();
  const state = walkBook(payables.history, ({ id, recorded }) => {
    if (id !== undefined && !issued.has(id)) issued.set(id, recorded.timestamp);
  });
  const byCurrency = new Map<Address, DisclosedPayable[]>();
  let unknown = 0;
  for (const id of state.receivables.keys()) {
    const owed = payableIn(state, payables.history, id, payables.buyer);
    if (owed === "sealed") unknown += 1;
    if (owed === undefined || owed === "sealed") continue;
    const { terms, ...rest } = owed;
    const recorded = localDay(terms, issued.get(id) ?? asOf.instant);
    const invoiceDay = Math.min(payables.days.get(id) ?? recorded, recorded, terms.dueDay);
    const known = byCurrency.get(terms.currency) ?? [];
    known.push({ id, ...rest, invoiceDay, dueDay: terms.dueDay });
    byCurrency.set(terms.currency, known);
  }
  const items = [...byCurrency].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { items: items.map(([currency, rows]) => shownSums(asOf, currency, rows, tokens)), unknown };
}

function shownSums(
  asOf: AsOf,
  currency: Address,
  rows: readonly DisclosedPayable[],
  tokens: Tokens,
): ShownSupplierFinanceAt {
  const amount = amountsIn(currency, tokens);
  const shown = ({ count, carrying, supplierPaid }: PayableSums) => ({
    ...{ count, carrying: amount(carrying), supplierPaid: amount(supplierPaid) },
  });
  const sums = supplierFinanceSums(rows);
  return {
    ...{ asOf: shownAsOf(asOf), currency: shownCurrency(currency, tokens), ...shown(sums) },
    byArrangement: [...sums.byArrangement].map(([key, own]) => ({ key, ...shown(own) })),
    inside: sums.inside ?? null,
    outside: sums.outside ?? null,
  };
}
