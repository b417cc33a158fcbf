/**
 * What a factor signs. An offer is for the factor's own desk, and for nobody else's; its struct hash is how events name
 * it. Shapes are those of `OfferMessages.sol`.
 */
import { hashStruct, structsOf } from "../eip712.ts";
import type { SigningDomain, TypedField, TypedMessage } from "../eip712.ts";
import { signingDomain } from "../messages.ts";
import type { Address, Hex, Receivable } from "../receivable.ts";
import { OFFER_STRUCTS } from "./offer.ts";
import type { BuyerLimit, Conditions, Discount } from "./offer.ts";

const RECEIVABLE: TypedField = { name: "receivable", type: "Receivable" };
const CONDITIONS: TypedField = { name: "conditions", type: "Conditions" };

/** Every struct of every offer. */
export const OFFER_TYPES = {
  ...OFFER_STRUCTS,
  Offer: [RECEIVABLE, CONDITIONS],
  OfferRoot: [{ name: "root", type: "bytes32" }, { name: "count", type: "uint32" }, CONDITIONS],
  Facility: [{ name: "buyers", type: "BuyerLimit[]" }, CONDITIONS],
  PurchaseOffer: [RECEIVABLE, { name: "discount", type: "Discount" }],
} as const;

/** An offer, by its primary type. */
export type OfferMessageName = Exclude<keyof typeof OFFER_TYPES, keyof typeof OFFER_STRUCTS>;

/** The domain of offers for a factor's desk. */
export function deskDomain(chainId: number, desk: Address): SigningDomain {
  return signingDomain(chainId, desk);
}

/** An offer for one receivable. */
export function singleOffer(receivable: Receivable, conditions: Conditions): TypedMessage {
  return messageOf("Offer", { receivable, conditions });
}

/** An offer for the receivables under a root. @param root, count As `offerTree` gives them. */
export function offerRoot(
  { root, count }: { readonly root: Hex; readonly count: number },
  conditions: Conditions,
): TypedMessage {
  return messageOf("OfferRoot", { root, count, conditions });
}

/** A standing offer for whatever some buyers accepted. */
export function facility(buyers: readonly BuyerLimit[], conditions: Conditions): TypedMessage {
  return messageOf("Facility", { buyers, conditions });
}

/** An offer to buy one receivable outright. */
export function purchaseOffer(receivable: Receivable, discount: Discount): TypedMessage {
  return messageOf("PurchaseOffer", { receivable, discount });
}

/** How events and limits name an offer. @throws RangeError that names a field whose value is not one of its type. */
export function offerHash({ types, primaryType, message }: TypedMessage): Hex {
  return hashStruct(types, primaryType, message);
}

function messageOf(primaryType: OfferMessageName, message: Readonly<Record<string, unknown>>): TypedMessage {
  return { types: structsOf(OFFER_TYPES, primaryType), primaryType, message };
}
