/** Whose signatures an act takes, as what, and which of them stand. */
import { Outcome, Status, ZERO_HASH } from "../../domain/receivable.ts";
import type { Address, Consent, Receivable } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import type { StoredParty } from "../../store/intentParties.ts";
import type { StoredIntent } from "../../store/intents.ts";
import type { IntentSignature } from "../../store/intentSignatures.ts";
import { PARTY_ROLES } from "../../wire/intent.ts";
import type { PartyRole } from "../../wire/intent.ts";
import type { IntentVerb } from "../../wire/intentVerb.ts";
import type { Deed } from "./deeds.ts";
import { mandateFor } from "./mandates.ts";
import { isOfCollection, isOfReceivable, isOfStatement } from "./plans.ts";
import type { Plan } from "./plans.ts";
import type { Consents } from "./signables.ts";

/** How a receivable stands when an act on it is prepared. */
export interface Standing {
  readonly holder: Address;
  readonly status: Status;
}

/**
 * Whose consents a deed takes, in the order in which the ledger asks for them; undefined where anybody may. Whoever is
 * named twice has to consent twice.
 */
export function signersOf(
  deed: Deed,
  { header: { supplier, buyer } }: Receivable,
  { holder, status }: Standing,
): readonly Address[] | undefined {
  switch (deed.verb) {
    case "issue":
      return [supplier];
    case "accept":
    case "query":
    case "reject":
    case "advise":
    case "dispute":
    case "consentTransfer":
      return [buyer];
    case "resolve":
      return [deed.outcome === Outcome.Withdrawn ? buyer : holder];
    case "reverseReceipt":
      return holder === deed.recorded.holder ? [holder] : [holder, deed.recorded.holder];
    case "amend":
      return [...(holder === supplier ? [holder] : [holder, supplier]), ...(status === Status.Accepted ? [buyer] : [])];
    case "debit":
      return [holder, buyer];
    case "pay":
      return undefined;
    default:
      return [holder];
  }
}

/** As what a party signs what takes several. */
export function rolesOf(plan: Plan, party: Address): PartyRole[] {
  const roles = bearersOf(plan);
  return PARTY_ROLES.filter((role) => roles[role] === party);
}

/** Who is what in an act that takes several. */
function bearersOf(plan: Plan): Partial<Record<PartyRole, Address>> {
  if (isOfStatement(plan)) return { supplier: plan.statement.supplier, buyer: plan.statement.buyer };
  if (isOfCollection(plan)) {
    const [first, second] = plan.between;
    return plan.deed.verb === "agreePlan" ? { creditor: first, debtor: second } : { supplier: first, buyer: second };
  }
  if (!isOfReceivable(plan)) return {};
  const { deed, holder, receivable } = plan;
  const { supplier, buyer } = receivable.header;
  if (deed.verb === "reverseReceipt") return { holder, recorder: deed.recorded.holder };
  return { holder, ...(deed.verb === "amend" ? { supplier } : {}), buyer };
}

/** An organisation's part in an act of several; undefined where it has none, or the act takes one signature. */
export function partOf({ parties }: StoredIntent, organisation: Address): StoredParty | undefined {
  return parties.find(({ party }) => party === organisation);
}

/** For whom the ledger takes what a party signs: its desk, or itself. */
export function principalOf({ party, desk }: Pick<StoredParty, "party" | "desk">): Address {
  return desk ?? party;
}

/**
 * Whether a party signs its part. A factor signs no amendment of what its desk holds: it sends it with the seller once
 * all others have signed, and the second of the two does it.
 */
export function signsIts({ desk }: Pick<StoredParty, "desk">, verb: string): boolean {
  return desk === null || verb !== "amend";
}

/** The plan as a party signs it. */
export function asParty<Kind extends Plan>(plan: Kind, part: StoredParty | undefined): Kind {
  return part === undefined ? plan : { ...plan, party: principalOf(part), nonce: part.nonce };
}

/** Until when a party's message holds: its own instant where it was signed at another gateway, or else the intent's. */
export function deadlineOf(intent: Pick<StoredIntent, "deadline">, part: StoredParty | undefined): number {
  return part?.deadline ?? intent.deadline;
}

/** The signature of one of those who sign an intent. */
export function signatureBy(intent: StoredIntent, organisation: Address): IntentSignature | null {
  if (intent.parties.length > 0) return partOf(intent, organisation)?.signature ?? null;
  return intent.organisation === organisation ? intent.signature : null;
}

/** Who prepared an intent for an organisation; null where nobody did. */
export function preparerFor(intent: StoredIntent, organisation: Address): Address | null {
  const part = partOf(intent, organisation);
  return part === undefined ? intent.preparedBy : part.preparedBy;
}

/**
 * The signatures of an act of several that hold still: one that an agent gave under a mandate that is over or revoked
 * counts as missing until the act is signed by all, so that its party may sign again.
 * @param now Unix seconds.
 */
export async function standingSignatures(
  sql: Sql,
  { parties, signature: complete, verb }: StoredIntent,
  now: number,
): Promise<ReadonlyMap<Address, IntentSignature>> {
  const standing = new Map<Address, IntentSignature>();
  for (const { party, desk, signature } of parties) {
    if (signature === null) continue;
    const principal = principalOf({ party, desk });
    const isAgent = complete === null && signature.signer !== principal;
    const holds =
      !isAgent || "mandate" in (await mandateFor(sql, principal, signature.signer, verb as IntentVerb, now));
    if (holds) standing.set(party, signature);
  }
  return standing;
}

/** What the ledger takes for consents. */
export function consentsOf(
  intent: Pick<StoredIntent, "parties" | "deadline">,
  signatures: ReadonlyMap<Address, IntentSignature>,
): Consents {
  const consents = new Map<Address, Consent>();
  for (const part of intent.parties) {
    const { party, nonce } = part;
    const signed = signatures.get(party);
    if (signed !== undefined)
      consents.set(principalOf(part), consentOf(signed, { deadline: deadlineOf(intent, part), nonce }));
  }
  return consents;
}

/** A signature of one message. */
export function consentOf(
  { signer, signature }: IntentSignature,
  { deadline, nonce }: { readonly deadline: number; readonly nonce: bigint },
): Consent {
  return { signer, signature, nonce, deadline: BigInt(deadline), count: 0n, policy: ZERO_HASH, proof: [] };
}
