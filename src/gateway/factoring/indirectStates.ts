/** What became of indirect payments: what the chain says of them, and nothing that anybody ticks off. */
import { ClaimReason, Source } from "../../domain/factoring/deal.ts";
import { claimOpenOn, withoutFallen } from "../../domain/factoring/dealFold.ts";
import type { DealState } from "../../domain/factoring/dealFold.ts";
import { factorDay } from "../../domain/factoring/waterfall.ts";
import { ReceiptStatus } from "../../domain/receipts.ts";
import type { Hex } from "../../domain/receivable.ts";
import { holdingsOf } from "../../store/assignments.ts";
import type { Sql } from "../../store/database.ts";
import { dealsOfReceivables } from "../../store/deals.ts";
import type { IndirectPayment } from "../../store/indirectPayments.ts";
import { statesOf } from "../../store/readModel.ts";
import type { ShownIndirectPayment } from "../../wire/indirectPayment.ts";

export type IndirectState = ShownIndirectPayment["state"];

/** In their order. @param now Unix seconds. */
export async function indirectStatesOf(
  sql: Sql,
  payments: readonly IndirectPayment[],
  now: number,
): Promise<readonly IndirectState[]> {
  const ids = [...new Set(payments.map(({ receivable }) => receivable))];
  const deals = await dealsOfReceivables(sql, ids);
  const states = await statesOf(sql, ids);
  const holdings = await holdingsOf(sql, ids);
  return payments.map((payment): IndirectState => {
    const { receivable, bankRef, dismissed, factor } = payment;
    if (dismissed !== null) return "dismissed";
    const own = (deals.get(receivable) ?? []).filter((deal) => deal.factor === factor);
    const receipts = states.get(receivable)?.state.receipts;
    const inDeal = own
      .map(({ state }) => stateIn(withoutFallen(state, receipts), bankRef, now))
      .find((state) => state !== undefined);
    if (inDeal !== undefined) return inDeal;
    const receipt = receipts?.get(bankRef);
    if (receipt?.status === ReceiptStatus.Recorded) return "recorded";
    return holdings.get(receivable)?.owner === factor ? "open" : "reassigned";
  });
}

/** What a deal says of money under a bank reference; undefined where it says nothing. */
function stateIn(state: DealState, bankRef: Hex, now: number): IndirectState | undefined {
  const claim = state.claims.find(({ reason, evidence }) => reason === ClaimReason.Misdirected && evidence === bankRef);
  if (claim !== undefined) {
    const isOpen = state.live && claimOpenOn(state, claim, factorDay(state.terms.utcOffset, now)) > 0n;
    return isOpen ? "claimed" : "settled";
  }
  const taken = state.receipts.find((receipt) => receipt.bankRef === bankRef);
  if (taken === undefined) return undefined;
  return taken.source === Source.SellerReceipt ? "turnedOver" : "recorded";
}
