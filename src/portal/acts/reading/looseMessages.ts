/** Messages that no contract reads: bank accounts, frame contracts, consents to references, grades. */
import type { Display, Field } from "../../../clients/clearSigning/display.ts";
import { account, currency, instant, plain } from "../../../clients/clearSigning/formats.ts";
import type { Format } from "../../../clients/clearSigning/formats.ts";
import type { TypedStructs } from "../../../domain/eip712.ts";
import { CONSENT_TYPES } from "../../../domain/partyFile/consent.ts";
import { ATTESTATION_TYPES, REVOCATION_TYPES } from "../../../domain/partyFile/grades.ts";

/** A payee's bank account, as the gateway prepares it. */
const BANK_ACCOUNT_TYPES: TypedStructs = {
  BankAccount: [
    { name: "text", type: "string" },
    { name: "payee", type: "address" },
    ...["scheme", "bankCode", "account", "holder", "bank", "currency"].map((name) => ({ name, type: "string" })),
    { name: "since", type: "uint256" },
    { name: "until", type: "uint256" },
  ],
};

/** A frame contract, as the gateway prepares it. */
const FRAME_CONTRACT_TYPES: TypedStructs = {
  FrameContract: [
    { name: "text", type: "string" },
    { name: "supplier", type: "address" },
    { name: "buyer", type: "address" },
    { name: "version", type: "uint32" },
    { name: "from", type: "string" },
    { name: "previous", type: "bytes32" },
    { name: "policy", type: "bytes32" },
  ],
};

const MEANING = plain("This means");

interface LooseMessage {
  readonly types: TypedStructs;
  readonly display: Display;
  readonly signed: "approval";
}

/** By primary type. They are signed under the domain of the ledger. */
export const LOOSE: Readonly<Record<string, LooseMessage>> = {
  BankAccount: loose(BANK_ACCOUNT_TYPES, "State our bank account", {
    text: MEANING,
    payee: account("Payee"),
    scheme: plain("Account scheme"),
    bankCode: plain("Bank code"),
    account: plain("Account number"),
    holder: plain("Account holder"),
    bank: plain("Bank"),
    currency: plain("Currency"),
    since: instant("From"),
    until: instant("Until"),
  }),
  FrameContract: loose(FRAME_CONTRACT_TYPES, "Agree a frame contract", {
    text: plain("What is agreed"),
    supplier: account("Supplier"),
    buyer: account("Buyer"),
    version: plain("Version"),
    from: plain("From"),
    previous: plain("Replaces contract"),
    policy: plain("Rules hash"),
  }),
  TradeReferenceConsent: loose(CONSENT_TYPES, "Let somebody see how we pay", {
    text: MEANING,
    id: plain("Consent"),
    buyer: account("Buyer"),
    reader: account("Reader"),
    "currencies.[]": currency("Currency"),
    from: plain("From"),
    to: plain("Until"),
    until: instant("Valid until"),
  }),
  GradeAttestation: loose(ATTESTATION_TYPES, "Attest a grade", {
    text: MEANING,
    agency: account("Agency that grades"),
    subject: account("Subject"),
    legalId: plain("Legal id"),
    grade: plain("Grade"),
    scale: plain("Scale"),
    asOf: plain("As of"),
    expires: plain("Expires"),
    statement: plain("Statement hash"),
  }),
  GradeRevocation: loose(REVOCATION_TYPES, "Revoke a grade", {
    text: MEANING,
    agency: account("Agency that grades"),
    attestation: plain("Attestation"),
  }),
};

function loose(types: TypedStructs, intent: string, formats: Readonly<Record<string, Format>>): LooseMessage {
  const fields = Object.entries(formats).map(([path, format]): Field => ({ path, ...format }));
  return { types, display: { intent, fields, required: Object.keys(formats), excluded: [] }, signed: "approval" };
}
