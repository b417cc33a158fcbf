import type { Invoice } from "../../domain/invoice.ts";
import type { Finding } from "../finding.ts";

interface Presence {
  readonly rule: string;
  readonly field: string;
  readonly what: string;
  readonly isThere: (invoice: Invoice) => boolean;
}

/** The terms without which nobody can say who owes whom how much (EN 16931-1, BR-02 to BR-16). */
const EVERYWHERE: readonly Presence[] = [
  { rule: "BR-02", field: "number", what: "invoice number (BT-1)", isThere: ({ number }) => number !== undefined },
  { rule: "BR-03", field: "issueDate", what: "issue date (BT-2)", isThere: ({ issueDate }) => issueDate !== undefined },
  { rule: "BR-05", field: "currency", what: "currency code (BT-5)", isThere: ({ currency }) => currency !== undefined },
  {
    rule: "BR-06",
    field: "seller.name",
    what: "seller name (BT-27)",
    isThere: ({ seller }) => seller.name !== undefined,
  },
  { rule: "BR-07", field: "buyer.name", what: "buyer name (BT-44)", isThere: ({ buyer }) => buyer.name !== undefined },
  total("BR-13", "taxBasis", "total without VAT (BT-109)"),
  total("BR-14", "gross", "total with VAT (BT-112)"),
  total("BR-15", "payable", "amount due for payment (BT-115)"),
  { rule: "BR-16", field: "lines[1]", what: "line (BG-25)", isThere: ({ lines }) => lines.length > 0 },
];

/** What 数电票 has no term for. */
const EUROPEAN: readonly Presence[] = [
  { rule: "BR-04", field: "typeCode", what: "type code (BT-3)", isThere: ({ typeCode }) => typeCode !== undefined },
  total("BR-12", "lineNet", "sum of line net amounts (BT-106)"),
];

/** Terms that every invoice must have and this one lacks, each by the rule of the standard that demands it. */
export function checkPresence(invoice: Invoice): readonly Finding[] {
  const demanded = invoice.syntax === "cn-einvoice" ? EVERYWHERE : [...EVERYWHERE, ...EUROPEAN];
  return demanded
    .filter(({ isThere }) => !isThere(invoice))
    .map(({ rule, field, what }) => ({
      rule,
      severity: "fatal",
      message: `The invoice has no ${what}.`,
      field,
      expected: what,
      actual: undefined,
    }));
}

function total(rule: string, term: keyof Invoice["totals"], what: string): Presence {
  return { rule, field: `totals.${term}`, what, isThere: ({ totals }) => totals[term] !== undefined };
}
