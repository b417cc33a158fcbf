/** What the blocks of a remittance advice come to. */
import type { BankAmount } from "./bankAmount.ts";
import type { RemittanceAdvice, StructuredRemittance } from "./remittance.ts";

/** A credit note takes from what is paid (ISO 20022 external document type). */
const CREDIT_NOTE = "CREN";

/**
 * What a block adds to the payment: what it says is remitted, or else what follows from its figures: due - discounts -
 * credited + adjustments. A block that is about a credit note takes away. Undefined where its figures are of more than
 * one currency, or there are none.
 */
export function remittedBy({ documents, amounts }: StructuredRemittance): BankAmount | undefined {
  const { due, discounts, credited, adjustments, remitted } = amounts;
  const isCreditNote = documents.length > 0 && documents.every(({ type }) => type === CREDIT_NOTE);
  if (remitted !== undefined) return isCreditNote ? { ...remitted, amount: -remitted.amount } : remitted;
  const taken = [...discounts, ...(credited === undefined ? [] : [credited])];
  const parts = [
    ...(due === undefined ? [] : [isCreditNote ? negated(due) : due]),
    ...taken.map(negated),
    ...adjustments.map(({ amount, currency, exponent }) => ({ amount, currency, exponent })),
  ];
  return sumOf(parts);
}

/** What all blocks come to; undefined where one of them has no figures, or they are of more than one currency. */
export function adviceTotal({ lines }: Pick<RemittanceAdvice, "lines">): BankAmount | undefined {
  const parts = lines.map(remittedBy);
  return parts.includes(undefined) ? undefined : sumOf(parts.filter((part) => part !== undefined));
}

function negated(money: BankAmount): BankAmount {
  return { ...money, amount: -money.amount };
}

function sumOf(parts: readonly BankAmount[]): BankAmount | undefined {
  const [first] = parts;
  if (first === undefined || parts.some(({ currency }) => currency !== first.currency)) return undefined;
  return { ...first, amount: parts.reduce((sum, { amount }) => sum + amount, 0n) };
}
