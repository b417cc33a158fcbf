/**
 * No client accepts what it cannot open. The ledger sees a hash where terms are sealed, so what its party is about to
 * owe is checked here, before anything is signed or sent.
 */
import { openHeader } from "../domain/commitment.ts";
import { termsFault } from "../domain/money.ts";
import type { Address, Consent, OpenHeader, Receivable } from "../domain/receivable.ts";
import { RefusedError } from "./errors.ts";
import { refusal } from "./failures.ts";

/**
 * The opened header of a receivable whose terms a party can accept.
 * @throws RefusedError `TermsInvalid`, with the ledger's own values, for terms that the ledger would not issue.
 * @throws RangeError that names a field whose value is not one of its type.
 */
export function acceptable(receivable: Receivable): OpenHeader {
  const opened = openHeader(receivable);
  const fault = termsFault(receivable.terms);
  if (fault !== undefined) throw refusal({ name: "TermsInvalid", values: { ...fault } });
  return opened;
}

/**
 * Whoever sends an issue accepts with it if it is the buyer, and sealed terms are never opened on the way.
 * @throws RefusedError if the buyer itself would send without having signed its acceptance, which opens them.
 */
export function requireOpened(
  account: Address | undefined,
  { header: { buyer } }: OpenHeader,
  acceptance: Consent | undefined,
): void {
  if (account?.toLowerCase() !== buyer.toLowerCase() || acceptance !== undefined) return;
  const message =
    `sent by its buyer ${buyer}, this would accept terms that nobody opened: sign the acceptance of the whole ` +
    "receivable and give it along, or let another account send";
  throw new RefusedError("ArgumentInvalid", { buyer }, message);
}
