/** Whether a notice of insolvency still counts (N08): it may have been wrong, or be over. */
import { COLLECTION_STEPS } from "./record.ts";
import type { CollectionEvent, CollectionStepTaken } from "./recordEvents.ts";

const NOTICE = COLLECTION_STEPS.indexOf("insolvencyNotice");
const WITHDRAWAL = COLLECTION_STEPS.indexOf("insolvencyWithdrawal");

/**
 * The notices of insolvency that no later step withdrew. Later is what the chain has later: when a step happened is
 * only said. A withdrawal is about the same receivable. A collector's ends the notices that it gave itself, so that no
 * agency clears its own way to whom the creditor knows to be insolvent; the creditor's ends all, its predecessor's too,
 * so that no collector stops the chase for good. The contract lets nobody else take a step.
 * @param told In the order of the chain, of any receivables.
 */
export function standingInsolvencyNotices<Told extends { readonly event: CollectionEvent }>(
  told: readonly Told[],
): readonly StepOf<Told>[] {
  let standing: StepOf<Told>[] = [];
  for (const one of told) {
    if (!isStep(one)) continue;
    if (one.event.step === NOTICE) standing.push(one);
    if (one.event.step === WITHDRAWAL) standing = standing.filter(({ event }) => !ends(one.event, event));
  }
  return standing;
}

type StepOf<Told> = Told & { readonly event: CollectionStepTaken };

function isStep<Told extends { readonly event: CollectionEvent }>(one: Told): one is StepOf<Told> {
  return one.event.name === "CollectionStepTaken";
}

function ends({ id, creditor, collector }: CollectionStepTaken, notice: CollectionStepTaken): boolean {
  return id === notice.id && (collector === creditor || collector === notice.collector);
}
