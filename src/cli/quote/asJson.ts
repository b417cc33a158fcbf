/** A quotation as one JSON value. Amounts are major units as text, dates `YYYY-MM-DD`, rates per cent as text. */
import { formatDecimal } from "../../domain/decimal.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { Claim } from "./claim.ts";
import { discountAsJson } from "./describeDiscount.ts";
import { finer, hundredths, major } from "./figures.ts";
import type { Quotation, QuotedRow } from "./quotation.ts";

/** The value that `--json` prints. */
export function quotationAsJson(quotation: Quotation): unknown {
  const { claim, at, due, rows, leftOut, replayed, notes } = quotation;
  const { code, exponent } = claim.file.money;
  return {
    at: dateOfDay(at),
    currency: code,
    exponent,
    terms: termsAsJson(claim),
    history: rows.map((row) => rowAsJson(row, exponent)),
    leftOut,
    working: workingAsJson(quotation),
    discountWorking: discountAsJson(quotation.discountWorking, exponent),
    open: major(due.open, exponent),
    discount: major(due.discount, exponent),
    charges: major(due.charges, exponent),
    payoff: major(due.payoff, exponent),
    closed: replayed.closed,
    notes,
  };
}

function termsAsJson({ terms, due, instalment, discounts, file, onLedger }: Claim): unknown {
  const { exponent } = file.money;
  return {
    amount: major(terms.amount, exponent),
    instalment: instalment && { ...instalment, percent: formatDecimal(instalment.percent) },
    dueDate: due.date,
    dueRule: due.rule,
    payableUntil: due.payableUntil,
    discounts: discounts.map(({ until, percent, sum, cost }) => ({
      until: until.date,
      rule: until.rule,
      percent: percent && formatDecimal(percent),
      sum: major(sum, exponent),
      costOfMissing: cost && { simple: hundredths(cost.simple), compounded: hundredths(cost.compounded) },
    })),
    dayCount: file.dayCount,
    graceDays: terms.graceDays,
    fixedSum: major(terms.fixedSum, exponent),
    onLedger,
  };
}

function rowAsJson({ row, step }: QuotedRow, exponent: number): unknown {
  const { entry, line, reference } = row;
  const { settled } = step;
  return {
    line,
    date: dateOfDay(entry.day),
    kind: entry.kind,
    reference: reference === "" ? undefined : reference,
    amount: "amount" in entry ? major(entry.amount, exponent) : undefined,
    settled: settled && {
      cash: major(settled.cash, exponent),
      principal: major(settled.principal, exponent),
      discount: major(settled.discount, exponent),
      charges: major(settled.charges, exponent),
    },
  };
}

function workingAsJson({ working, claim }: Quotation): unknown {
  const { exponent } = claim.file.money;
  const { denominator } = working;
  return {
    segments: working.segments.map((segment) => ({
      from: dateOfDay(segment.from + 1),
      to: dateOfDay(segment.to),
      days: segment.days,
      principal: major(segment.principal, exponent),
      percent: formatDecimal(segment.percent),
      rate: segment.source,
      interest: finer(segment.numerator, denominator, exponent),
    })),
    // The exact interest in minor units, as a fraction.
    exact: { numerator: working.numerator, denominator },
    interest: major(working.interest, exponent),
    fixedSum: major(working.fixedSum, exponent),
    settled: major(working.settled, exponent),
    charges: major(working.charges, exponent),
  };
}
