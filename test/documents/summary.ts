import { formatDecimal } from "../../src/domain/decimal.ts";
import type { DiscountTier, DueRule } from "../../src/domain/paymentTerms.ts";
import { readTerms } from "../../src/documents/terms/readTerms.ts";

/** What was read, in one line: "30 days" "2% in 10 days" "late 9% per year" "penalty 10%". */
export function summary(text: string): readonly string[] {
  const { due, discounts, lateInterest, penalties } = readTerms(text);
  return [
    ...(due === undefined ? [] : [describeDue(due)]),
    ...discounts.map(describeTier),
    ...(lateInterest === undefined ? [] : [`late ${formatDecimal(lateInterest.percent)}% per ${lateInterest.per}`]),
    ...penalties.map((percent) => `penalty ${formatDecimal(percent)}%`),
  ];
}

function describeDue(due: DueRule): string {
  switch (due.kind) {
    case "afterDays":
      return `${due.days} days${due.from === "unstated" ? "" : ` from ${due.from}`}`;
    case "onDate":
      return `on ${due.date}`;
    case "immediately":
      return "immediately";
    case "onEvent":
      return `with ${due.event}`;
    case "endOfMonth":
      return `${due.days} days eom`;
    case "dayOfNextMonth":
      return `day ${due.day} of next month`;
  }
}

function describeTier({ percent, until, base }: DiscountTier): string {
  const end = until.kind === "onDate" ? `until ${until.date}` : `in ${until.days} days`;
  return `${formatDecimal(percent)}% ${end}${base === undefined ? "" : ` of ${formatDecimal(base)}`}`;
}
