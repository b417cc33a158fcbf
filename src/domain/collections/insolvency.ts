/** Whether a notice of insolvency still counts (N08): it may have been wrong, or be over. */
import { COLLECTION_STEPS } from "./record.ts";
import type { CollectionEvent, CollectionStepTaken } from "./recordEvents.ts";

const NOTICE = COLLECTION_STEPS.indexOf("insolvencyNotice");
const WITHDRAWAL = COLLECTION_STEPS.indexOf("insolvencyWithdrawal");

/** A notice, and the step that ended it. */
export interface InsolvencyNotice<Step> {
  readonly notice: Step;
  /** Undefined while it stands. */
  readonly withdrawal: Step | undefined;
}

/** The notices of insolvency that no later step withdrew. @param told In the order of the chain, of any receivables. */
export function standingInsolvencyNotices<Told extends { readonly event: CollectionEvent }>(
  told: readonly Told[],
): readonly StepOf<Told>[] {
  return insolvencyNotices(told).flatMap(({ notice, withdrawal }) => (withdrawal === undefined ? [notice] : []));
}

/**
 * Every notice of insolvency with what withdrew it. Later is what the chain has later: when a step happened is only
 * said. A withdrawal is about the same receivable. A collector's ends the notices that it gave itself, so that no
 * agency clears its own way to whom the creditor knows to be insolvent; the creditor's ends all, its predecessor's too,
 * so that no collector stops the chase for good. The contract lets nobody else take a step.
 * @param told In the order of the chain, of any receivables.
 */
export function insolvencyNotices<Told extends { readonly event: CollectionEvent }>(
  told: readonly Told[],
): readonly InsolvencyNotice<StepOf<Told>>[] {
  let notices: InsolvencyNotice<StepOf<Told>>[] = [];
  for (const one of told) {
    if (!isStep(one)) continue;
    if (one.event.step === NOTICE) notices.push({ notice: one, withdrawal: undefined });
    if (one.event.step !== WITHDRAWAL) continue;
    notices = notices.map((given) => {
      const isEnded = given.withdrawal === undefined && ends(one.event, given.notice.event);
      return isEnded ? { ...given, withdrawal: one } : given;
    });
  }
  return notices;
}

type StepOf<Told> = Told & { readonly event: CollectionStepTaken };

function isStep<Told extends { readonly event: CollectionEvent }>(one: Told): one is StepOf<Told> {
  return one.event.name === "CollectionStepTaken";
}

function ends({ id, creditor, collector }: CollectionStepTaken, notice: CollectionStepTaken): boolean {
  return id === notice.id && (collector === creditor || collector === notice.collector);
}
