/** Intents as the interface shows them. */
import type { Addresses } from "../../chain/addresses.ts";
import { DOMAIN_FIELDS } from "../../domain/eip712.ts";
import type { TypedMessage } from "../../domain/eip712.ts";
import { signingDomain } from "../../domain/messages.ts";
import type { Address } from "../../domain/receivable.ts";
import { asksForAnother, ruleAt } from "../../store/checkingRules.ts";
import type { CheckingRule } from "../../store/checkingRules.ts";
import type { StoredInvitation } from "../../store/counterparties.ts";
import type { IntentSignature, StoredIntent } from "../../store/intents.ts";
import type { Intent, IntentVerb, ShownSigned, TypedDataJson } from "../../wire/intent.ts";
import { shownAmount, shownCurrency, shownInstant } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";
import type { Fate } from "./fates.ts";
import { materialOf } from "./material.ts";
import { callOf, callsBefore, messageOf, revocationOf } from "./plans.ts";
import type { Plan } from "./plans.ts";

export interface Showing {
  readonly addresses: Addresses;
  readonly tokens: Tokens;
  /** Of the organisation, in the order in which they were set. */
  readonly rules: readonly CheckingRule[];
  readonly now: number;
}

export interface ShownFacts {
  readonly fate: Fate;
  readonly invitation: StoredInvitation | undefined;
  /** Known only when the invitation is made. */
  readonly link?: string;
}

export async function shownIntent(
  intent: StoredIntent,
  { fate, invitation, link }: ShownFacts,
  showing: Showing,
): Promise<Intent> {
  const { plan } = materialOf(intent);
  const { addresses, tokens } = showing;
  const currency = shownCurrency(intent.currency ?? undefined, tokens);
  return {
    id: intent.id,
    verb: intent.verb as IntentVerb,
    state: fate.state,
    receivable: intent.receivable,
    commitment: intent.commitment,
    counterparty: intent.counterparty,
    currency,
    amount: intent.amount === null ? null : shownAmount(intent.amount, currency),
    preparedBy: intent.preparedBy,
    preparedAt: shownInstant(intent.prepared),
    deadline: shownInstant(intent.deadline),
    checker: needsChecker(intent, showing),
    ...(await shownPlan(plan, intent, addresses)),
    signed: shownSigned(intent.signature),
    transactions: [...fate.transactions],
    block: fate.block,
    sentDirectly: fate.sentDirectly,
    error: fate.error,
    detail: fate.detail,
    batch: intent.batch,
    invitation: shownInvitation(invitation, link),
    revocation: await shownRevocation(plan, intent, fate, addresses.ledger),
  };
}

/** Whether another than the preparer has to sign, by the rule of now. */
export function needsChecker(
  { currency, amount }: Pick<StoredIntent, "currency" | "amount">,
  { rules, now }: Pick<Showing, "rules" | "now">,
): boolean {
  return currency !== null && asksForAnother(ruleAt(rules, currency, now), amount);
}

async function shownPlan(
  plan: Plan | null,
  { deadline }: StoredIntent,
  addresses: Addresses,
): Promise<Pick<Intent, "message" | "call" | "before">> {
  if (plan === null) return { message: null, call: null, before: [] };
  const { ledger } = addresses;
  return {
    message: typedData(messageOf(plan, deadline), addresses),
    call: { to: ledger, data: await callOf(plan) },
    before: [...callsBefore(plan, ledger)],
  };
}

/** What `eth_signTypedData_v4` takes. */
export function typedData({ types, primaryType, message }: TypedMessage, addresses: Addresses): TypedDataJson {
  const { name, version = "", verifyingContract } = signingDomain(addresses.chainId, addresses.ledger);
  const structs = Object.entries({ EIP712Domain: DOMAIN_FIELDS, ...types });
  return {
    types: Object.fromEntries(structs.map(([struct, fields]) => [struct, fields.map((field) => ({ ...field }))])),
    primaryType,
    domain: { name, version, chainId: addresses.chainId, verifyingContract },
    message: asText(message) as Record<string, unknown>,
  };
}

/** Integers that JSON's numbers do not hold are text; wallets read them so. */
function asText(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asText(inner)]));
}

export function shownSigned(signature: IntentSignature | null): ShownSigned | null {
  if (signature === null) return null;
  const { signer, handedInBy, mandate, signed } = signature;
  return {
    signer,
    handedInBy,
    mandate: mandate === null ? null : { document: mandate.document, until: shownInstant(mandate.until) },
    at: shownInstant(signed),
  };
}

function shownInvitation(invitation: StoredInvitation | undefined, link: string | undefined): Intent["invitation"] {
  if (invitation === undefined) return null;
  return { link: link ?? null, expires: shownInstant(invitation.expires), joinedBy: invitation.joinedBy };
}

/** What voids a signature that was given for what is withdrawn now. */
async function shownRevocation(
  plan: Plan | null,
  { signature, batch }: StoredIntent,
  { state }: Fate,
  ledger: Address,
): Promise<Intent["revocation"]> {
  if (plan === null || signature === null || batch !== null || state !== "withdrawn") return null;
  return { to: ledger, data: await revocationOf({ nonce: plan.nonce }) };
}
