/** A quotation in words for the terminal. */
import { formatDecimal } from "../../domain/decimal.ts";
import { timesFactor } from "../../domain/lateRate.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { WorkingSegment } from "../../domain/working.ts";
import { formatMoney } from "../money.ts";
import { renderTable } from "../table.ts";
import type { Column } from "../table.ts";
import type { Claim } from "./claim.ts";
import { describeDiscount } from "./describeDiscount.ts";
import { finer, hundredths } from "./figures.ts";
import type { Quotation, QuotedRow } from "./quotation.ts";

type Show = (units: bigint) => string;

/** The quotation, line by line. */
export function* describeQuotation(quotation: Quotation): Generator<string> {
  const { claim, at, due, replayed } = quotation;
  const { code, exponent } = claim.file.money;
  const show: Show = (units) => `${formatMoney(units, exponent)}${code === undefined ? "" : ` ${code}`}`;
  yield* describeClaim(claim, show);
  yield* describeHistory(quotation, exponent);
  yield* describeDiscount(quotation.discountWorking, claim, show);
  yield* describeWorking(quotation, show);
  yield "";
  yield `On ${dateOfDay(at)}${replayed.closed ? ", closed: nothing is due any more" : ""}`;
  const figures = [
    ["open amount", due.open],
    ["discount", -due.discount],
    ["charges", due.charges],
    ["payoff", due.payoff],
  ] as const;
  const width = Math.max(...figures.map(([, units]) => show(units).length));
  for (const [name, units] of figures) yield `  ${name.padEnd(12)} ${show(units).padStart(width)}`;
  if (quotation.notes.length > 0) yield "";
  for (const note of quotation.notes) yield `! ${note}`;
}

function* describeClaim(claim: Claim, show: Show): Generator<string> {
  const { terms, due, instalment, discounts, file } = claim;
  const part =
    instalment === undefined
      ? ""
      : `, instalment ${instalment.line} of ${instalment.of}: ${formatDecimal(instalment.percent)} %`;
  yield "Terms";
  yield `  amount ${show(terms.amount)}${part}`;
  yield `  due ${due.date} (${due.rule})`;
  if (due.payableUntil !== undefined) yield `  not late until ${due.payableUntil}`;
  for (const { until, percent, sum, cost } of discounts) {
    const share = percent === undefined ? "" : ` (${formatDecimal(percent)} %)`;
    yield `  discount ${show(sum)}${share} until ${until.date} (${until.rule})`;
    if (cost !== undefined) {
      const [simple, compounded] = [hundredths(cost.simple), hundredths(cost.compounded)];
      yield `    not taking it costs ${simple} % a year, ${compounded} % compounded (R9)`;
    }
  }
  if (terms.slidingRate > 0) {
    yield `  sliding discount ${formatDecimal(file.slidingDiscount)} % a year for the days before the due date (R14)`;
  }
  yield `  late interest ${rateWords(claim)}`;
  if (terms.graceDays > 0) yield `  ${terms.graceDays} days of grace; beyond them, all days count`;
  if (terms.fixedSum > 0n) yield `  fixed sum ${show(terms.fixedSum)} as soon as anything is late (R20)`;
}

function rateWords({ file: { lateInterest: rate, dayCount } }: Claim): string {
  if (rate.kind === "flat") return `${formatDecimal(rate.percent)} % a year, ${dayCount}`;
  const { policy, factor, margin } = rate;
  const how = {
    float: "floating by half-year",
    fixed: "fixed at the half-year of default",
    "fixed-on": "fixed on an agreed day",
  }[policy.kind];
  return `reference rate${timesFactor(factor)} + ${formatDecimal(margin)} %, ${how}, ${dayCount} (R18, R19)`;
}

function* describeHistory({ rows, leftOut, at }: Quotation, exponent: number): Generator<string> {
  if (rows.length > 0) {
    yield "";
    yield "History";
    for (const line of renderTable(historyColumns(exponent), rows).split("\n")) yield `  ${line}`;
  }
  if (leftOut > 0) yield `  ${leftOut} later than ${dateOfDay(at)}, left out (R42)`;
}

function historyColumns(exponent: number): readonly Column<QuotedRow>[] {
  const money = (title: string, of: (row: QuotedRow) => bigint | undefined): Column<QuotedRow> => ({
    title,
    align: "right",
    of: (row) => {
      const units = of(row);
      return units === undefined ? "" : formatMoney(units, exponent);
    },
  });
  const taken = ({ row, step }: QuotedRow, units: bigint | undefined): bigint | undefined => {
    const back = row.entry.kind === "return" || row.entry.kind === "credit" || row.entry.kind === "waiver";
    return units === undefined || step.refused !== undefined ? undefined : back ? -units : units;
  };
  return [
    { title: "date", of: ({ row }) => dateOfDay(row.entry.day) },
    { title: "kind", of: ({ row }) => row.entry.kind },
    { title: "reference", of: ({ row }) => row.reference },
    money("amount", (row) => taken(row, "amount" in row.row.entry ? row.row.entry.amount : row.step.settled?.cash)),
    money("principal", (row) => taken(row, row.step.settled?.principal)),
    money("discount", (row) => taken(row, row.step.settled?.discount)),
    money("charges", (row) => taken(row, row.step.settled?.charges)),
  ];
}

function* describeWorking({ working, claim }: Quotation, show: Show): Generator<string> {
  const { segments, numerator, denominator, interest, fixedSum, settled, charges } = working;
  const { exponent } = claim.file.money;
  if (segments.length === 0 && settled === 0n) return;
  yield "";
  yield "Late interest, segment by segment";
  const columns: readonly Column<WorkingSegment>[] = [
    { title: "from", of: ({ from }) => dateOfDay(from + 1) },
    { title: "to", of: ({ to }) => dateOfDay(to) },
    { title: "days", align: "right", of: ({ days }) => `${days}` },
    { title: "principal", align: "right", of: ({ principal }) => formatMoney(principal, exponent) },
    { title: "% a year", align: "right", of: ({ percent }) => formatDecimal(percent) },
    { title: "interest", align: "right", of: (segment) => finer(segment.numerator, denominator, exponent) },
    { title: "rate", of: ({ source }) => source },
  ];
  for (const line of renderTable(columns, segments).split("\n")) yield `  ${line}`;
  yield `  sum ${finer(numerator, denominator, exponent)}, rounded once, half up: ${show(interest)} (R25)`;
  if (fixedSum > 0n) yield `  + fixed sum ${show(fixedSum)}`;
  if (settled > 0n) yield `  - charges paid or waived ${show(settled)}`;
  yield `  = charges due ${show(charges)}`;
}
