/** Intents as the interface shows them. */
import type { Addresses } from "../../chain/addresses.ts";
import { idOf } from "../../domain/commitment.ts";
import { DOMAIN_FIELDS } from "../../domain/eip712.ts";
import type { TypedMessage } from "../../domain/eip712.ts";
import { signingDomain } from "../../domain/messages.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Statement } from "../../domain/statement.ts";
import { asksForAnother, ruleAt } from "../../store/checkingRules.ts";
import type { CheckingRule } from "../../store/checkingRules.ts";
import type { StoredInvitation } from "../../store/counterparties.ts";
import type { StoredIntent } from "../../store/intents.ts";
import type { IntentSignature } from "../../store/intentSignatures.ts";
import type { ShownPackWarning } from "../../wire/countryPack.ts";
import type { Intent, ShownSigned, TypedDataJson } from "../../wire/intent.ts";
import type { IntentVerb } from "../../wire/intentVerb.ts";
import { shownAmount, shownCurrency, shownInstant } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";
import { actCall } from "./dealPlans.ts";
import type { Fate } from "./fates.ts";
import { materialOf } from "./material.ts";
import {
  asParty,
  consentsOf,
  deadlineOf,
  partOf,
  preparerFor,
  principalOf,
  rolesOf,
  signatureBy,
  signsIts,
} from "./parties.ts";
import {
  callOf,
  callsBefore,
  contractOf,
  isOfReceivable,
  isOfStatement,
  isSigned,
  otherParty,
  permitOf,
  revocationOf,
  signableOf,
} from "./plans.ts";
import type { Plan } from "./plans.ts";
import type { Reckoning } from "./reckoning.ts";
import type { Signable } from "./signables.ts";

export interface Showing {
  readonly addresses: Addresses;
  readonly tokens: Tokens;
  /** To which of those who sign. */
  readonly reader: Address;
  /** Of the reader, in the order in which they were set. */
  readonly rules: readonly CheckingRule[];
  readonly now: number;
}

export interface ShownFacts {
  readonly fate: Fate;
  /** By party, where several sign. */
  readonly signatures: ReadonlyMap<Address, IntentSignature>;
  readonly invitation: StoredInvitation | undefined;
  /** By the books of the reader. */
  readonly reckoning: Reckoning;
  /** Of country packs, for the reader. */
  readonly warnings: readonly ShownPackWarning[];
  /** Known only when the invitation is made. */
  readonly link?: string;
}

export async function shownIntent(intent: StoredIntent, facts: ShownFacts, showing: Showing): Promise<Intent> {
  const { fate, signatures, invitation, reckoning, link } = facts;
  const { tokens, reader } = showing;
  const { plan: prepared, said } = materialOf(intent);
  const plan = prepared && asParty(prepared, partOf(intent, reader));
  const currency = shownCurrency(intent.currency ?? undefined, tokens);
  const isOwn = intent.organisation === reader;
  const unverified = reckoning.kind === "unverified" || reckoning.kind === "differs";
  return {
    id: intent.id,
    verb: intent.verb as IntentVerb,
    state: fate.state,
    organisation: intent.organisation,
    parties: plan === null ? [] : shownParties(intent, plan, signatures),
    receivable: intent.receivable,
    commitment: intent.commitment,
    statement: plan !== null && isOfStatement(plan) ? shownStatement(intent, plan.statement) : null,
    notice: intent.notice,
    counterparty: isOwn || plan === null ? intent.counterparty : otherParty(plan, reader),
    currency,
    amount: intent.amount === null ? null : shownAmount(intent.amount, currency),
    said,
    preparedBy: preparerFor(intent, reader),
    preparedAt: shownInstant(intent.prepared),
    deadline: shownInstant(intent.deadline),
    checker: needsChecker(intent, { ...showing, unverified }),
    unverified,
    ...(await shownPlan(plan, intent, facts, showing)),
    signed: shownSigned(intent.parties.length > 0 ? (signatures.get(reader) ?? null) : intent.signature),
    transactions: [...fate.transactions],
    block: fate.block,
    sentDirectly: fate.sentDirectly,
    error: fate.error,
    detail: fate.detail,
    withdrawnBy: intent.withdrawnBy,
    batch: intent.batch,
    warnings: [...facts.warnings],
    invitation: shownInvitation(invitation, link),
    revocation: await shownRevocation(plan, intent, fate, showing),
  };
}

function shownStatement({ id, statement: ofIntent }: StoredIntent, statement: Statement): Intent["statement"] {
  if (ofIntent === null) throw new Error(`the intent ${id} does not say which statement it is about`);
  return { id: ofIntent, ...statement, cutOff: shownInstant(statement.cutOff) };
}

function shownParties(
  { parties }: StoredIntent,
  plan: Plan,
  signatures: ReadonlyMap<Address, IntentSignature>,
): Intent["parties"] {
  return parties.map((part) => {
    const { party, desk } = part;
    const signed = signatures.get(party);
    return {
      organisation: party,
      desk,
      roles: rolesOf(plan, principalOf(part)),
      signer: signed?.signer ?? null,
      signedAt: signed === undefined ? null : shownInstant(signed.signed),
    };
  });
}

/** Whether another than the preparer has to sign, by the rule of now; an unverified act is as one without a sum. */
export function needsChecker(
  { currency, amount }: Pick<StoredIntent, "currency" | "amount">,
  { rules, now, unverified }: Pick<Showing, "rules" | "now"> & { readonly unverified: boolean },
): boolean {
  // A balance may be below nought: what the supplier owes counts as much.
  const magnitude = amount !== null && amount < 0n ? -amount : amount;
  return currency !== null && asksForAnother(ruleAt(rules, currency, now), unverified ? null : magnitude);
}

async function shownPlan(
  plan: Plan | null,
  intent: StoredIntent,
  facts: ShownFacts,
  { addresses, reader }: Showing,
): Promise<Pick<Intent, "message" | "permit" | "call" | "before">> {
  if (plan === null) return { message: null, permit: null, call: null, before: [] };
  const others = intent.parties.filter(({ party }) => party !== reader);
  const permit = permitOf(plan, intent.deadline, addresses);
  const isBorneOut = facts.reckoning.kind !== "differs";
  const isCallable = isBorneOut && !isPermitted(plan) && (others.length === 0 || isReadersTurn(facts, others));
  const given = consentsOf({ ...intent, parties: others }, facts.signatures);
  const part = partOf(intent, reader);
  const deadline = deadlineOf(intent, part);
  const signs = isSigned(plan) && (part === undefined || signsIts(part, intent.verb));
  const sent = await callTogether(plan, intent, facts);
  return {
    message: !signs ? null : typedDataOf(signableOf(plan, deadline, addresses)),
    permit: permit === undefined ? null : typedDataOf(permit),
    call: sent ?? (isCallable ? { to: contractOf(plan, addresses), data: await callOf(plan, given) } : null),
    before: [...callsBefore(plan, addresses)],
  };
}

/** What seller and factor each send of an amendment that everybody else has signed: the second of them does it. */
async function callTogether(
  plan: Plan,
  { parties, verb, deadline }: StoredIntent,
  { fate, signatures }: ShownFacts,
): Promise<Intent["call"]> {
  const desk = parties.find((part) => !signsIts(part, verb))?.desk;
  if (desk === null || desk === undefined || fate.state !== "signed" || !isOfReceivable(plan)) return null;
  const call = await callOf(plan, consentsOf({ parties, deadline }, signatures));
  return { to: desk, data: actCall(idOf(plan.receivable.header), call) };
}

/** Whether it is for those who send nothing; who sends pays without all that. */
function isPermitted({ deed }: Plan): boolean {
  return deed.verb === "pay" && deed.through !== undefined;
}

/** Whether the reader's own consent is all that is missing; what is over shows nobody's signatures. */
function isReadersTurn({ fate, signatures }: ShownFacts, others: StoredIntent["parties"]): boolean {
  return fate.state === "partlySigned" && others.every(({ party }) => signatures.has(party));
}

/** What `eth_signTypedData_v4` takes, of a message for the ledger. */
export function typedData(message: TypedMessage, { chainId, ledger }: Addresses): TypedDataJson {
  return typedDataOf({ domain: signingDomain(chainId, ledger), message });
}

/** What `eth_signTypedData_v4` takes. */
export function typedDataOf({ domain, message: { types, primaryType, message } }: Signable): TypedDataJson {
  const fields = DOMAIN_FIELDS.filter(({ name }) => name in domain);
  const structs = Object.entries({ EIP712Domain: fields, ...types });
  return {
    types: Object.fromEntries(structs.map(([struct, fields]) => [struct, fields.map((field) => ({ ...field }))])),
    primaryType,
    domain: { ...domain, chainId: Number(domain.chainId) },
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
  intent: StoredIntent,
  { state }: Fate,
  { addresses, reader }: Showing,
): Promise<Intent["revocation"]> {
  const wasSigned = signatureBy(intent, reader) !== null;
  if (plan === null || !isSigned(plan) || !wasSigned || intent.batch !== null || state !== "withdrawn") return null;
  return revocationOf(plan, addresses);
}
