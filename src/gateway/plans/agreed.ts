/** The plans that the chain has of a receivable, as they stand. */
import type { PaymentPlan } from "../../domain/collections/paymentPlan.ts";
import { judgePlans } from "../../domain/plans/standing.ts";
import type { AgreedPlan, JudgedPlan, PlannedReceivable } from "../../domain/plans/standing.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { StoredCollectionEvent } from "../../store/collectionEvents.ts";

/**
 * Of one receivable, in the order of the chain. @param kept What opens them, by their hashes.
 * @param ofWhole The plan that stood when the receivable was made as a part of another.
 */
export function agreedPlansIn(
  events: readonly StoredCollectionEvent[],
  kept: ReadonlyMap<Hex, PaymentPlan> | undefined,
  ofWhole: AgreedPlan | undefined,
): readonly AgreedPlan[] {
  const own = events.flatMap(({ event, at, timestamp: agreedAt }): AgreedPlan[] => {
    if (event.name !== "PlanAgreed") return [];
    const { plan: id, creditor } = event;
    return [{ id, creditor, agreedAt, at, plan: kept?.get(id), ofWhole: false }];
  });
  return ofWhole === undefined ? own : [ofWhole, ...own];
}

/** What plans do to the chase of an item. */
export interface PlannedItem {
  readonly isPlanned: boolean;
  /** When the original terms counted again, unix seconds, once for each plan that was not kept. */
  readonly brokenAt: readonly number[];
  /** The last plan, where it is the one that was not kept. */
  readonly broken: { readonly plan: Hex; readonly brokenOn: number } | undefined;
  readonly judged: readonly JudgedPlan[];
}

/** @param now Unix seconds. */
export function plannedItem(agreed: readonly AgreedPlan[], of: PlannedReceivable, now: number): PlannedItem {
  const judged = judgePlans(agreed, of, now);
  const last = judged.at(-1);
  const brokenOn = last?.standing?.brokenOn;
  return {
    isPlanned: judged.some(({ putsOff }) => putsOff),
    brokenAt: judged.flatMap(({ brokenAt }) => brokenAt ?? []),
    broken: last === undefined || brokenOn === undefined ? undefined : { plan: last.id, brokenOn },
    judged,
  };
}
