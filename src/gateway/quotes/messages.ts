/** What a factor signs of an offer, and how the chain names it. */
import { commitmentOf } from "../../domain/commitment.ts";
import { deskDomain, facility, offerRoot, purchaseOffer, singleOffer } from "../../domain/factoring/offerMessages.ts";
import { offerTree } from "../../domain/factoring/offerTree.ts";
import type { OfferTree } from "../../domain/factoring/offerTree.ts";
import type { TypedMessage } from "../../domain/eip712.ts";
import type { Address, Receivable } from "../../domain/receivable.ts";
import type { OfferBody } from "../../store/quoteOffers.ts";
import type { Signable } from "../intents/signables.ts";

/** The message. @throws RangeError that names a field whose value is not one of its type. */
export function messageOf(body: OfferBody): TypedMessage {
  switch (body.kind) {
    case "single":
      return singleOffer(onlyOf(body.receivables), body.conditions);
    case "several":
      return offerRoot(treeOf(body.receivables), body.conditions);
    case "facility":
      return facility(body.buyers, body.conditions);
    case "purchase":
      return purchaseOffer(onlyOf(body.receivables), body.discount);
  }
}

/** What the factor's own account signs, for its own desk. */
export function signableOf(body: OfferBody, desk: Address, chainId: number): Signable {
  return { domain: deskDomain(chainId, desk), message: messageOf(body) };
}

export function treeOf(receivables: readonly Receivable[]): OfferTree {
  return offerTree(receivables.map(commitmentOf));
}

/** The receivable of an offer for one. */
export function onlyOf(receivables: readonly Receivable[]): Receivable {
  const [only] = receivables;
  if (only === undefined || receivables.length > 1) throw new Error(`${receivables.length} receivables are not one`);
  return only;
}
