/** The messages that parties signed about a receivable, with their signatures, as far as the chain recorded them. */
import { commitmentOf } from "../../domain/commitment.ts";
import { consentOf, envelopeMessage } from "../../domain/envelope.ts";
import type { UnsignedEnvelope } from "../../domain/envelope.ts";
import { contentHash, issuedSubject } from "../../domain/messages.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { batchOf } from "../../store/intentBatches.ts";
import { intentsWhere } from "../../store/intents.ts";
import type { StoredIntent } from "../../store/intents.ts";
import type { IntentSignature } from "../../store/intentSignatures.ts";
import { bytes } from "../../store/values.ts";
import type { TypedDataJson } from "../../wire/intent.ts";
import type { GatewayDeps } from "../deps.ts";
import { fatesOf } from "../intents/fates.ts";
import { materialOf } from "../intents/material.ts";
import { asParty, deadlineOf, principalOf } from "../intents/parties.ts";
import type { CollectionPlan } from "../intents/collectionPlans.ts";
import { isOfCollection, isOfReceivable, signableOf } from "../intents/plans.ts";
import type { Plan } from "../intents/plans.ts";
import type { ReceivablePlan } from "../intents/receivablePlans.ts";
import { typedData, typedDataOf } from "../intents/showing.ts";
import { shownInstant } from "../receivables/showing.ts";

/** A signed message. */
export interface SignedConsent {
  /** Unique among those of a receivable. */
  readonly name: string;
  readonly verb: string;
  readonly party: Address;
  readonly signer: Address;
  readonly signature: Hex;
  readonly signedAt: string;
  readonly typedData: TypedDataJson;
  /** Where one signature covers many: what this receivable's leaf is of, and its siblings. */
  readonly leaf: { readonly subject: Hex; readonly proof: readonly Hex[] } | null;
}

/**
 * What the gateway sent to the chain is there for everybody to read. What a party signed and then sent by itself may
 * never have been shown to anybody, and is given to that party alone.
 */
export async function consentsOf(
  { database, addresses, now }: GatewayDeps,
  reader: Address,
  ids: readonly Hex[],
): Promise<readonly SignedConsent[]> {
  const about = "receivable = any($1) and signer is not null order by prepared, id limit 500";
  const intents = await intentsWhere(database, about, [ids.map(bytes)]);
  const fates = await fatesOf(database, intents, now());
  const consents: SignedConsent[] = [];
  for (const [index, intent] of intents.entries()) {
    const fate = fates[index];
    const { plan } = materialOf(intent);
    if (fate?.state !== "recorded" || plan === null || !isSignedHere(plan)) continue;
    if (fate.sentDirectly && intent.organisation !== reader) continue;
    consents.push(...(await signedOf(database, addresses, intent, plan)));
  }
  // A payment through Permit2 is signed for that contract, and not for the ledger.
  const places = new Set([addresses.ledger, addresses.collections].map((place) => place?.toLowerCase()));
  return consents.filter((one) => places.has(one.typedData.domain.verifyingContract.toLowerCase()));
}

/** What a receivable and its collection are signed as. */
type ActPlan = ReceivablePlan | CollectionPlan;

function isSignedHere(plan: Plan): plan is ActPlan {
  return isOfReceivable(plan) || isOfCollection(plan);
}

async function signedOf(
  sql: Sql,
  addresses: GatewayDeps["addresses"],
  intent: StoredIntent,
  plan: ActPlan,
): Promise<readonly SignedConsent[]> {
  const { id, verb, parties, signature, batch } = intent;
  if (batch !== null) return isOfReceivable(plan) ? batched(sql, addresses, intent, plan) : [];
  if (parties.length === 0) {
    if (signature === null) return [];
    const message = typedDataOf(signableOf(plan, intent.deadline, addresses));
    return [{ name: id, verb, party: plan.party, ...shown(signature), typedData: message, leaf: null }];
  }
  return parties.flatMap((part, place): SignedConsent[] => {
    if (part.signature === null) return [];
    const message = typedDataOf(signableOf(asParty(plan, part), deadlineOf(intent, part), addresses));
    const party = principalOf(part);
    return [{ name: `${id}-${place}`, verb, party, ...shown(part.signature), typedData: message, leaf: null }];
  });
}

async function batched(
  sql: Sql,
  addresses: GatewayDeps["addresses"],
  { id, verb, batch, organisation }: StoredIntent,
  { deed, receivable }: ReceivablePlan,
): Promise<readonly SignedConsent[]> {
  const stored = batch === null ? undefined : await batchOf(sql, batch);
  if (stored === undefined || stored.signature === null) return [];
  // Only what was prepared here is in the table.
  const { envelope } = stored.body as { readonly envelope: UnsignedEnvelope };
  const commitment = commitmentOf(receivable);
  const { proof } = consentOf({ ...envelope, ...stored.signature }, commitment);
  const subject = deed.verb === "issue" ? issuedSubject(commitment, contentHash(deed.sealed ?? undefined)) : commitment;
  const message = typedData(envelopeMessage(envelope), addresses);
  const leaf = { subject, proof };
  return [{ name: id, verb, party: organisation, ...shown(stored.signature), typedData: message, leaf }];
}

function shown({
  signer,
  signature,
  signed,
}: IntentSignature): Pick<SignedConsent, "signer" | "signature" | "signedAt"> {
  return { signer, signature, signedAt: shownInstant(signed) };
}
