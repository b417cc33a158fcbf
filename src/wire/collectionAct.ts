/** What an organisation wants to do about the collection of a receivable, before anybody signs it. */
import { z } from "zod";
import { CHANNELS, STAGES } from "../domain/collections/policy.ts";
import { COLLECTION_STEPS, CONTACT_OUTCOMES, RECORD_KINDS } from "../domain/collections/record.ts";
import { collectionSchedule } from "./collectionEvent.ts";
import { moment } from "./personal.ts";
import { PLAN_FIELDS, planConsent } from "./planTerms.ts";
import { address, amount, date, hash } from "./scalars.ts";

const MILLION = 1_000_000;

const receivable = hash;
const text = z.string().min(1).max(20_000);
const happened = moment.optional().meta({ description: "When it happened; absent for now." });

/** What was said, or the hash of it. */
const content = {
  text: text.optional().meta({
    description: "What was said, or a note of it. The chain is told its salted hash alone, both parties read it here.",
  }),
  content: hash.optional().meta({
    description:
      "Instead of the text, its hash: of a dunning notice of the organisation's own its `contentHash`, whose text is " +
      "then read here by both parties; of anything else a salted hash, which the organisation opens itself.",
  }),
};

const words = { text: text.meta({ description: "The debtor's words; the chain is told their salted hash alone." }) };
const answered = {
  receivable,
  record: hash.optional().meta({ description: "`content` of the record that it answers; absent for none." }),
};
const payment = {
  amount: amount.meta({ description: "In the currency of the receivable, no more than is open." }),
  payBy: date.meta({ description: "The day by which it is to be paid; today at the earliest." }),
  text: words.text.optional(),
};

/** The fields of the acts about collection, by their verbs. */
export const COLLECTION_ACT_FIELDS = {
  agreeSchedule: {
    role: z.enum(["supplier", "buyer"]).meta({ description: "What the organisation is towards the other one." }),
    other: address.meta({ description: "Who signs it beside the organisation." }),
    schedule: collectionSchedule,
  },
  adoptSchedule: { receivable },
  recordCollection: {
    receivable,
    kind: z.enum(RECORD_KINDS).default("contact").meta({
      description: "A demand says beside a contact that payment was demanded, which can interrupt limitation (R52).",
    }),
    stage: z.enum(STAGES),
    channel: z.enum(CHANNELS),
    outcome: z.enum(CONTACT_OUTCOMES),
    happened,
    nextDay: date.optional().meta({ description: "When the next act is meant, if one is." }),
    ...content,
    claim: amount.optional().meta({
      description:
        "Principal that it asks for, no more than is open and undisputed. Absent: none is named, unless a schedule " +
        "was adopted and a part is disputed, and then all that is undisputed.",
    }),
  },
  takeCollectionStep: { receivable, step: z.enum(COLLECTION_STEPS), happened, ...content },
  placeCollection: {
    receivable,
    collector: address.meta({ description: "An agency, a lawyer, or the supplier as servicer, under its own key." }),
    stages: z.array(z.enum(STAGES)).max(STAGES.length).meta({ description: "That it may record." }),
    maySteps: z.boolean().default(false).meta({ description: "Whether it may take steps too." }),
    fee: z.int().min(0).max(MILLION).meta({ description: "Of what it collects, parts per million." }),
    until: moment.meta({ description: "Last instant of the placement." }),
    terms: hash.meta({ description: "Hash of what was agreed with the collector." }),
  },
  recallCollection: {
    receivable,
    other: address.meta({
      description: "The collector whom the creditor recalls, or the creditor it is given back to.",
    }),
    reason: text.meta({ description: "Why, in words; the chain is told its salted hash alone." }),
  },
  replyToCollection: { ...answered, ...words },
  promiseToPay: { ...answered, ...payment },
  requestExtension: { ...answered, ...payment },
  agreePlan: {
    receivable,
    ...PLAN_FIELDS,
    text: text.optional().meta({ description: "Why, for the other side; the chain is told nothing of it." }),
    theirs: planConsent.optional().meta({
      description: "What the other side has signed at a gateway of its own; absent where it signs at this one.",
    }),
  },
} as const;
