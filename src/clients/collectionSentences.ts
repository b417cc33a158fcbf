/** One sentence for every way in which collections refuse: what is wrong with which values, and the way out. */
import type { CollectionsErrorName } from "../chain/reverts.ts";

type Sentence = (values: Readonly<Record<string, string>>) => string;

/** As an instant that no calendar has is written. */
const NEVER = `second ${2n ** 256n - 1n}`;

/** Of what the ledger does not refuse in the same words. */
export const COLLECTION_SENTENCES: Readonly<Record<CollectionsErrorName, Sentence>> = {
  ClaimMissing: (v) =>
    `a part of receivable ${v["id"]} is disputed, and its agreed schedule lets the rest alone be chased: name the ` +
    `claim and open the terms`,
  ClaimOutOfRange: (v) =>
    `the claim of ${v["amount"]} about receivable ${v["id"]} is nothing, or more than the ${v["undisputed"]} that is ` +
    `open and undisputed: claim no more than that`,
  ContentMismatch: (v) => `the body that came along does not hash to ${v["content"]}: send the very content, or none`,
  DemandTooEarly: (v) =>
    `nothing is demanded of receivable ${v["id"]} before its due date: record a contact, or a later stage`,
  NotCreditor: (v) =>
    `${v["creditor"]} is not the creditor of receivable ${v["id"]}: that is its holder, or the factor of a desk`,
  NothingToCollect: (v) =>
    `nothing can be due of receivable ${v["id"]}: it is unknown, rejected, cancelled, split or paid`,
  NotPlaced: (v) =>
    `${v["creditor"]} has not placed receivable ${v["id"]} with ${v["collector"]} for this, or no longer: let it be ` +
    `placed, or act as the creditor`,
  PaymentInvalid: (v) =>
    `the payment ${v["payment"]} does not fit: a promise, a request for time and a plan name one, a reply none`,
  PlacementInvalid: (v) =>
    `the ${v["field"]} of the placement is wrong: name somebody else than the creditor, a scope, a fee of at most a ` +
    `million parts per million, and an end that is still to come`,
  RecordInFuture: (v) => `${v["doneAt"]} has not come yet: record what has happened`,
  ScheduleAlreadyAdopted: (v) => `the schedule counts for receivable ${v["id"]} already: nothing more is needed`,
  ScheduleInvalid: () =>
    `this schedule cannot be agreed: give days from -1000 to 3000 that never fall from stage to stage, 32767 for ` +
    `never, and cycles of 0 or 7 to 4000 days`,
  ScheduleNotAgreed: (v) =>
    `${v["supplier"]} and ${v["buyer"]} have agreed on no schedule of collection, or on another: let both sign one ` +
    `first, and name that`,
  ScheduleOutdated: (v) => `receivable ${v["id"]} was amended since its schedule was adopted: adopt it again`,
  StageAlreadyRecorded: (v) =>
    `stage ${v["stage"]} of receivable ${v["id"]} was recorded in cycle ${v["cycle"]} or later: wait for ` +
    `the next one`,
  StageTooEarly: ({ id, stage, earliest = "" }) => {
    const when = earliest === NEVER ? "never: record another stage" : `from ${earliest} on: wait until then`;
    return `the agreed schedule of receivable ${id} allows stage ${stage} ${when}`;
  },
};
