/** The calls that a seller's own wallet sends to take offers. */
import { deskApproval, ledgerMulticall, purchaseCall, saleTransfer } from "../../clients/factoringCalls.ts";
import { commitmentOf } from "../../domain/commitment.ts";
import { OfferKind } from "../../domain/factoring/offer.ts";
import type { Sale } from "../../domain/factoring/offer.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { OfferBody, QuoteOffer } from "../../store/quoteOffers.ts";
import type { TakingCall } from "../../store/quoteTakings.ts";
import { treeOf } from "./messages.ts";
import type { Quotable } from "./opened.ts";

/** An offer, and what is to be sold under it. */
export interface Taken {
  readonly offer: QuoteOffer;
  readonly receivables: readonly Quotable[];
}

const KINDS = { single: OfferKind.Single, several: OfferKind.Several, facility: OfferKind.Facility } as const;

/**
 * All sales with a reserve and all approvals in one call of the ledger; then the purchases, each of which its desk
 * makes. @param ledger Its address.
 */
export async function callsOf(taken: readonly Taken[], ledger: Address): Promise<readonly TakingCall[]> {
  const [sales, approvals, purchases]: [Hex[], Hex[], TakingCall[]] = [[], [], []];
  for (const { offer, receivables } of taken) {
    const { body, desk, seller } = offer;
    const signature = signatureOf(offer);
    for (const { receivable, id } of receivables) {
      if (body.kind === "purchase") {
        approvals.push(await deskApproval(desk, id));
        purchases.push({ does: "purchase", to: desk, data: await purchaseCall(receivable, body.discount, signature) });
      } else {
        sales.push(await saleTransfer(seller, desk, saleOf(body, receivable, signature)));
      }
    }
  }
  const both = [...sales, ...approvals];
  const [only] = both;
  if (only === undefined) return purchases;
  const data = both.length === 1 ? only : await ledgerMulticall(both);
  return [{ does: sales.length > 0 ? "sell" : "approve", to: ledger, data }, ...purchases];
}

type AdvanceBody = Exclude<OfferBody, { readonly kind: "purchase" }>;

function saleOf(body: AdvanceBody, receivable: Quotable["receivable"], signature: Hex): Sale {
  const { conditions, buyers } = body;
  const common = { receivable, conditions, kind: KINDS[body.kind], buyers, signature };
  if (body.kind !== "several") return { ...common, index: 0, count: 0, proof: [] };
  const tree = treeOf(body.receivables);
  const index = body.receivables.findIndex((one) => commitmentOf(one) === commitmentOf(receivable));
  return { ...common, index, count: tree.count, proof: tree.proofOf(index) };
}

function signatureOf({ id, signature }: QuoteOffer): Hex {
  if (signature === null) throw new Error(`the offer ${id} is not signed`);
  return signature;
}
