/** What an intent about collection is signed and called as. */
import { collectionsAbi } from "../../../generated/abi.ts";
import { collectionVerbsBy } from "../../clients/collections.ts";
import type { CollectionVerbs } from "../../clients/collections.ts";
import type { RecordAct } from "../../clients/collectionSigning.ts";
import { encoding } from "../../clients/shared.ts";
import { encode } from "../../clients/viem/encode.ts";
import type { PaymentPlan } from "../../domain/collections/paymentPlan.ts";
import { planAgreement } from "../../domain/collections/planMessages.ts";
import type { Placement, Schedule } from "../../domain/collections/record.ts";
import * as messages from "../../domain/collections/recordMessages.ts";
import type { Collecting, OpenAnswer, StepTaken } from "../../domain/collections/recordMessages.ts";
import { openHeader } from "../../domain/commitment.ts";
import type { TypedMessage } from "../../domain/eip712.ts";
import type { Validity } from "../../domain/messages.ts";
import type { Address, Hex, OpenHeader, Receivable } from "../../domain/receivable.ts";
import { consents } from "./signables.ts";
import type { Consents, Signable } from "./signables.ts";

export type CollectionDeed =
  | { readonly verb: "agreeSchedule"; readonly supplier: Address; readonly buyer: Address; readonly schedule: Schedule }
  | {
      readonly verb: "adoptSchedule";
      readonly id: Hex;
      readonly opened: Receivable;
      readonly schedule: Schedule;
      readonly creditor: Address;
      /** Whether its supplier holds it, so that anybody may send it. */
      readonly isAnybodys: boolean;
    }
  | { readonly verb: "recordCollection"; readonly of: Collecting; readonly act: RecordAct }
  | { readonly verb: "takeCollectionStep"; readonly of: Collecting; readonly step: StepTaken }
  | { readonly verb: "placeCollection"; readonly id: Hex; readonly creditor: Address; readonly placement: Placement }
  | { readonly verb: "recallCollection"; readonly of: Collecting; readonly reason: Hex }
  | {
      readonly verb: "replyToCollection" | "promiseToPay" | "requestExtension";
      readonly id: Hex;
      readonly opened: OpenHeader;
      readonly answer: OpenAnswer;
    }
  | PlanDeed;

/** Creditor and debtor agree on a payment plan. */
export interface PlanDeed {
  readonly verb: "agreePlan";
  readonly id: Hex;
  readonly opened: Receivable;
  readonly creditor: Address;
  readonly plan: PaymentPlan;
  /** A request of the debtor's, by its payment; or the proposal, by its intent, whose place it takes. */
  readonly answers: string | null;
}

/** Everything that message and call are made of. */
export interface CollectionPlan {
  readonly deed: CollectionDeed;
  /** The two whom it is between: supplier and buyer, creditor and debtor, or creditor and collector. */
  readonly between: readonly [Address, Address];
  /** For whom it is done; where both sides sign, whose message this is. */
  readonly party: Address;
  /** Of the party's message. */
  readonly nonce: bigint;
}

/** The contract of collections, and its chain. */
interface Place {
  readonly chainId: number;
  readonly contract: Address;
}

/** Nobody acts here: calls are made for others to send. */
const CALLS: CollectionVerbs<Hex> = collectionVerbsBy((name, args) => encode(collectionsAbi, name, args), encoding);

/** What the party signs. */
export function signableOf(plan: CollectionPlan, deadline: number, { chainId, contract }: Place): Signable {
  return { domain: messages.collectionsDomain(chainId, contract), message: messageOf(plan, deadline) };
}

function messageOf({ deed, party, nonce }: CollectionPlan, deadline: number): TypedMessage {
  const validity: Validity = { nonce, deadline: BigInt(deadline) };
  switch (deed.verb) {
    case "agreeSchedule":
      return messages.collectionSchedule(deed.supplier, deed.buyer, deed.schedule, party, validity);
    case "adoptSchedule":
      return messages.collectionAdoption(deed.opened, deed.creditor, deed.schedule, validity);
    case "recordCollection":
      return messages.collectionRecord(deed.of, deed.act.record, deed.act.claim?.amount ?? 0n, validity);
    case "takeCollectionStep":
      return messages.collectionStep(deed.of, deed.step, validity);
    case "placeCollection":
      return messages.collectionPlacement(deed.id, deed.creditor, deed.placement, validity);
    case "recallCollection":
      return messages.collectionRecall(deed.of, party, deed.reason, validity);
    case "agreePlan":
      return planAgreement(deed.opened, deed.creditor, deed.plan, party, validity);
    default:
      return messages.debtorAnswer(deed.id, party, deed.answer, validity);
  }
}

/**
 * The data of the call. @param given Whose consent is missing, or an agent of that party, has to send it itself.
 * @throws LedgerError for values that do not fit the call.
 */
export function callOf({ deed, party }: CollectionPlan, given: Consents): Promise<Hex> {
  const consent = given.get(party);
  switch (deed.verb) {
    case "agreeSchedule": {
      const { supplier, buyer, schedule } = deed;
      const both = { ...consents("supplier", given.get(supplier)), ...consents("buyer", given.get(buyer)) };
      return CALLS.agreeSchedule(supplier, buyer, schedule, both);
    }
    case "adoptSchedule":
      return CALLS.adopt(deed.id, deed.opened, deed.schedule, deed.creditor, consent);
    case "recordCollection":
      return CALLS.record(deed.of, deed.act, consent);
    case "takeCollectionStep":
      return CALLS.takeStep(deed.of, deed.step, consent);
    case "placeCollection":
      return CALLS.place(deed.id, deed.creditor, deed.placement, consent);
    case "recallCollection":
      return CALLS.recall(deed.of, party, deed.reason, consent);
    case "agreePlan": {
      const { id, opened, creditor, plan } = deed;
      const debtor = opened.header.buyer;
      const both = { ...consents("creditor", given.get(creditor)), ...consents("debtor", given.get(debtor)) };
      return CALLS.agreePlan(id, openHeader(opened), creditor, plan, both);
    }
    default:
      return CALLS.answer(deed.id, deed.opened, deed.answer, undefined, consent);
  }
}

/** Voids the number of the party's message. */
export function revocationOf({ nonce }: CollectionPlan): Promise<Hex> {
  return CALLS.spendNonce(nonce);
}

/** What takes no signature, since anybody may send it. */
export function isAnybodys({ deed }: CollectionPlan): boolean {
  return deed.verb === "adoptSchedule" && deed.isAnybodys;
}

/** Whether both sides sign it, in the order in which it is between them. */
export function isJoint({ deed }: Pick<CollectionPlan, "deed">): boolean {
  return deed.verb === "agreeSchedule" || deed.verb === "agreePlan";
}

/** Whom it is with. */
export function otherParty({ between: [one, other] }: CollectionPlan, party: Address): Address {
  return party === one ? other : one;
}
