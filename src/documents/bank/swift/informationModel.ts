import type { CreditorReference } from "../../../domain/remittance.ts";

/** What field 86 says of a transaction, whichever way the bank structures it. */
export interface Information {
  /** The three digits of the German transaction code (Geschäftsvorfallcode). */
  readonly transaction: string | undefined;
  readonly bookingText: string | undefined;
  /** The counterparty's name, account as written, and bank (BIC or a national code). */
  readonly name: string | undefined;
  readonly account: string | undefined;
  readonly bank: string | undefined;
  readonly ultimatePayer: string | undefined;
  readonly ultimatePayee: string | undefined;
  readonly endToEndId: string | undefined;
  readonly paymentInformationId: string | undefined;
  readonly mandateId: string | undefined;
  readonly creditorReference: CreditorReference | undefined;
  readonly unstructured: readonly string[];
  /** Why a payment came back; with numbered subfields it is set for other payments too. */
  readonly reason: string | undefined;
  /** Whether the information itself says that a payment comes back. */
  readonly comesBack: boolean;
}

export const EMPTY_INFORMATION: Information = {
  transaction: undefined,
  bookingText: undefined,
  name: undefined,
  account: undefined,
  bank: undefined,
  ultimatePayer: undefined,
  ultimatePayee: undefined,
  endToEndId: undefined,
  paymentInformationId: undefined,
  mandateId: undefined,
  creditorReference: undefined,
  unstructured: [],
  reason: undefined,
  comesBack: false,
};
