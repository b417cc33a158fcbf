/** Decisions of cash application for people: what, by which rule, how surely and why. */
import { visible } from "../../documents/visible.ts";
import { currencyByCode } from "../../domain/currency.ts";
import type { CashRule, PayerEvidence } from "../../domain/cashMatch.ts";
import type { CashLine, Decision, Disposition } from "../../reconciliation/cash/model.ts";
import { formatMoney } from "../money.ts";
import type { LeftOut, LeftOutReason } from "../../reconciliation/cash/bankLines.ts";
import { renderTable } from "../table.ts";
import type { Column } from "../table.ts";

const RULE_WORDS: Readonly<Record<CashRule, string>> = {
  STRUCTURED_REFERENCE: "a reference in its own field names the items, and the amount is theirs",
  REFERENCE: "the text quotes the items whole, and the amount is theirs",
  NEAR_REFERENCE: "the text comes nearest to these items' numbers, and the amount is theirs",
  REMITTANCE_ADVICE: "the payer's advice names the items, and its sum is the cash",
  EXACT_AMOUNT: "the amount is that of this open item of the payer",
  DISCOUNT: "the amount is what is open less a discount that is valid on the value date",
  TOLERANCE: "the amount differs from what is open by no more than is tolerated",
  WHOLE_STATEMENT: "the amount is all that the payer owes",
  ONE_DUE_DATE: "the amount is all that the payer owes on one due date",
  OLDEST_FIRST: "the payer agreed that its oldest items are settled first",
  SUBSET_SUM: "these items come to the amount",
  PARTS: "it is a part of this item, alone or with other payments",
  THIRD_PARTY_REFERENCE: "the text quotes an item of somebody else, or in another currency",
  UNAPPLIED: "the payer is known, but nothing that it owes fits",
  UNIDENTIFIED: "nobody knows the payer",
  SHORT: "less was paid than is open",
  OVER: "more was paid than is open",
  DUPLICATE: "the same amount with the same number was paid before",
  REPEATED_LINE: "the bank's reference was there before",
  NOT_INCOMING: "the money did not come in",
};
const PAYER_WORDS: Readonly<Record<PayerEvidence, string>> = {
  ACCOUNT: "payer by account",
  NAME: "payer by name",
  REFERENCE: "payer by the numbers it quotes",
  ALIAS: "payer by a learned alias",
  NONE: "payer unknown",
};
const HEADINGS: Readonly<Record<Disposition, string>> = {
  POST: "Would be posted",
  PROPOSE: "Proposed, for somebody to confirm",
  EXCEPTION: "Exceptions",
};
const DISPOSITIONS = Object.keys(HEADINGS) as readonly Disposition[];
const MOST_ITEMS = 6;
const PER_CENT = 100;

/** Why a line is decided as it is, as one sentence. */
export function reasonOf({ rule, confidence, explanation }: Decision): string {
  const { payer, candidates, solutions, contested } = explanation;
  const several = solutions > 1 ? `; ${solutions} readings fit, so nothing is posted` : "";
  const rivals = contested ? "; another line would take the same, so one of them can be confirmed" : "";
  const among = candidates > 1 ? ` among ${candidates} items` : "";
  const sure = confidence > 0 ? ` (${(confidence / PER_CENT).toString()} %)` : "";
  return `${RULE_WORDS[rule]}${several}${rivals}; ${PAYER_WORDS[payer]}${among}${sure}`;
}

const LEFT_OUT_WORDS: Readonly<Record<LeftOutReason, string>> = {
  NOT_BOOKED: "the bank has not booked it",
  TOLD_BEFORE: "another statement tells of it under the same reference of the bank",
  RETURNED: "it was returned or reversed",
  RETURN: "it takes back a payment",
  CURRENCY_UNKNOWN: "its currency is not current, or has other decimals",
  NO_DATE: "it has neither a value date nor a booking date",
};

/** What of the statements is not applied: with its lines, all of their turnover has a place. */
export function describeLeftOut(leftOut: readonly LeftOut[]): readonly string[] {
  if (leftOut.length === 0) return [];
  const columns: readonly Column<LeftOut>[] = [
    { title: "left out", of: ({ line }) => visible(line) },
    { title: "amount", of: ({ amount, exponent }) => formatMoney(amount, exponent), align: "right" },
    { title: "currency", of: ({ currency }) => currency },
    { title: "because", of: ({ reason }) => LEFT_OUT_WORDS[reason] },
  ];
  return ["", renderTable(columns, leftOut)];
}

/** A decision with the line that it is about. */
export interface Decided {
  readonly line: CashLine;
  readonly decision: Decision;
}

const COLUMNS: readonly Column<Decided>[] = [
  { title: "line", of: ({ line }) => visible(line.reference) },
  { title: "payer", of: ({ line }) => visible(line.payerName) },
  { title: "amount", of: ({ line }) => `${money(line.amount, line.currency)} ${line.currency}`, align: "right" },
  { title: "items", of: ({ decision }) => itemsOf(decision) },
  { title: "rule", of: ({ decision }) => decision.rule },
  { title: "because", of: ({ decision }) => reasonOf(decision) },
];

function money(amount: bigint, currency: string): string {
  return formatMoney(amount, currencyByCode(currency)?.exponent ?? 0);
}

function itemsOf({ allocations }: Decision): string {
  const shown = allocations.slice(0, MOST_ITEMS).map(({ item }) => visible(item));
  const more = allocations.length > MOST_ITEMS ? [`and ${allocations.length - MOST_ITEMS} more`] : [];
  return [...shown, ...more].join(", ");
}

/** Sums by currency and disposition, in minor units; in each currency they are the cash of all lines. */
export interface CurrencySums {
  readonly currency: string;
  readonly lines: number;
  readonly cash: bigint;
  readonly posted: bigint;
  readonly proposed: bigint;
  readonly excepted: bigint;
}

export function sumsOf(decided: readonly Decided[]): readonly CurrencySums[] {
  const currencies = [...new Set(decided.map(({ line }) => line.currency))].toSorted();
  return currencies.map((currency) => {
    const own = decided.filter(({ line }) => line.currency === currency);
    const sum = (disposition?: Disposition): bigint =>
      own
        .filter(({ decision }) => disposition === undefined || decision.disposition === disposition)
        .reduce((total, { line }) => total + line.amount, 0n);
    const parts = { posted: sum("POST"), proposed: sum("PROPOSE"), excepted: sum("EXCEPTION") };
    return { currency, lines: own.length, cash: sum(), ...parts };
  });
}

export function describe(decided: readonly Decided[]): readonly string[] {
  const tables = DISPOSITIONS.flatMap((disposition) => {
    const own = decided.filter(({ decision }) => decision.disposition === disposition);
    return own.length === 0 ? [] : ["", `${HEADINGS[disposition]}: ${own.length}`, renderTable(COLUMNS, own)];
  });
  const sums = sumsOf(decided).map(({ currency, lines, cash, posted, proposed, excepted }) => {
    const parts = [posted, proposed, excepted].map((part) => money(part, currency)).join(" + ");
    return `${currency}: ${lines} lines, posted + proposed + exceptions = ${parts} = ${money(cash, currency)}`;
  });
  return [...tables, "", ...sums];
}
