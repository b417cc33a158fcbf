/** Messages that no clear-signing descriptor is for: permits of currencies, and decisions on requests for approval. */
import { displayOf, nestedDisplay } from "../../../clients/clearSigning/display.ts";
import type { Display, Field } from "../../../clients/clearSigning/display.ts";
import { account, currency, instant, money, plain } from "../../../clients/clearSigning/formats.ts";
import type { Format } from "../../../clients/clearSigning/formats.ts";
import { MESSAGE_INTENTS } from "../../../clients/clearSigning/intents.ts";
import { leavesOfMessage } from "../../../clients/clearSigning/leaves.ts";
import { APPROVAL_TYPES } from "../../../domain/duties/approvalMessage.ts";
import type { TypedStructs } from "../../../domain/eip712.ts";
import { MESSAGE_TYPES } from "../../../domain/messageTypes.ts";
import { PERMIT_TYPES } from "../../../domain/permit.ts";
import { PERMIT2_TYPES } from "../../../domain/permit2.ts";
import { LOOSE } from "./looseMessages.ts";

/** Where the currency of an amount is that of the contract which is signed for. */
export const SIGNED_FOR = "@.to";

interface OtherMessage {
  readonly types: TypedStructs;
  readonly display: Display;
  readonly signed: "currency" | "permit2" | "approval";
}

const PERMIT = shownAs(
  "Let the ledger move money",
  {
    owner: account("Payer"),
    spender: account("May move it"),
    value: inCurrency("Ledger may move", SIGNED_FOR),
    deadline: instant("Valid until"),
  },
  ["nonce"],
);

const TRANSFER = shownAs(
  MESSAGE_INTENTS.Payment,
  {
    "permitted.token": currency("Currency"),
    "permitted.amount": inCurrency("Ledger may move", "permitted.token"),
    spender: account("May move it"),
    deadline: instant("Valid until"),
  },
  ["nonce"],
);

const PAYMENT = displayOf("Payment", MESSAGE_INTENTS.Payment, leavesOfMessage(MESSAGE_TYPES, "Payment"));

const DECISION = shownAs("Decide on a request for approval", {
  text: plain("This means"),
  organisation: account("Organisation"),
  approval: plain("Request"),
  kind: plain("Asked for"),
  subject: plain("Subject"),
  customer: account("Customer"),
  hasAmount: plain("Names an amount"),
  amount: inCurrency("Amount", "currency"),
  currency: currency("Currency"),
  asker: account("Asked by"),
  isApproved: plain("Approved"),
  reason: plain("Reason"),
  deadline: instant("Valid until"),
});

export const OTHERS: Readonly<Record<string, OtherMessage>> = {
  Permit: { types: PERMIT_TYPES, display: PERMIT, signed: "currency" },
  PermitWitnessTransferFrom: {
    types: PERMIT2_TYPES,
    display: nestedDisplay("witness", PAYMENT, TRANSFER),
    signed: "permit2",
  },
  ...LOOSE,
  ApprovalDecision: { types: APPROVAL_TYPES, display: DECISION, signed: "approval" },
};

function inCurrency(label: string, tokenPath: string): Format {
  return { ...money(label), params: { tokenPath } };
}

function shownAs(intent: string, formats: Readonly<Record<string, Format>>, excluded: readonly string[] = []): Display {
  const fields = Object.entries(formats).map(([path, format]): Field => ({ path, ...format }));
  return { intent, fields, required: Object.keys(formats), excluded };
}
