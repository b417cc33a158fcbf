/** Cases: what a creditor does about a customer that does not pay, who advises, and the clocks that run meanwhile. */
import { z } from "zod";
import { CLAIM_ACTS, JURISDICTIONS } from "../domain/clocks/limitation.ts";
import { DEADLINE_STATES } from "../domain/clocks/deadlines.ts";
import { SECURITY_KINDS } from "../domain/cases/caseFile.ts";
import { STAGES } from "../domain/collections/policy.ts";
import { uuid } from "./act.ts";
import { insurance, insured, insurerMail, payout, subrogation } from "./caseInsurance.ts";
import { line, moment } from "./personal.ts";
import { agreedPlan } from "./paymentPlan.ts";
import { address, amount, date, hash, instant } from "./scalars.ts";
import { currency } from "./terms.ts";

export const MOST_CASE_RECEIVABLES = 200;
const text = z
  .string()
  .trim()
  .min(1)
  .max(4_000)
  .refine((one) => !one.includes("\0"), "leave out the NUL character");

/** A case to be opened. */
export const newCase = z
  .strictObject({
    id: uuid.meta({ description: "Made by the sender, so that a repeated request is the same one." }),
    customer: address,
    title: line(200),
    jurisdiction: z.enum(JURISDICTIONS).meta({ description: "By whose rules the claims expire (R52)." }),
    receivables: z.array(hash).min(1).max(MOST_CASE_RECEIVABLES),
  })
  .meta({ id: "NewCase" });

/** A security of a claim (K04). */
const security = z.strictObject({
  kind: z.enum(SECURITY_KINDS),
  giver: line(200),
  amount: amount.nullable().default(null).meta({ description: "Up to how much; null for the whole." }),
  currency: address.nullable().default(null),
  registry: line(200).nullable().default(null),
  registryNumber: line(100).nullable().default(null),
  until: date.nullable().default(null),
});

const ofReceivable = { receivable: hash };

const entryBody = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("note"), text }),
  z.strictObject({ kind: z.literal("stage"), stage: z.enum(STAGES) }),
  z.strictObject({ kind: z.literal("receivable"), ...ofReceivable }),
  z.strictObject({
    ...{ kind: z.literal("fact"), ...ofReceivable, act: z.enum(CLAIM_ACTS), day: date },
    receivedOn: date.nullable().default(null).meta({ description: "Of a demand: the day on which the debtor had it." }),
    evidence: line(400).meta({ description: "Where it is recorded." }),
  }),
  z.strictObject({ kind: z.literal("security"), security }),
  z.strictObject({ kind: z.literal("insurance"), insurance }),
  z.strictObject({ kind: z.literal("insuranceNotice"), ...ofReceivable, day: date }),
  z.strictObject({ kind: z.literal("insurancePayout"), ...ofReceivable, ...payout }),
  z.strictObject({ kind: z.literal("insolvency"), day: date, evidence: line(400) }),
  z.strictObject({ kind: z.literal("insolvencyWithdrawn"), day: date, evidence: line(400) }),
  z.strictObject({
    ...{ kind: z.literal("writeOffAsked"), ...ofReceivable, reason: text },
    evidence: hash.meta({ description: "sha-256 of a document of the organisation's that shows the loss." }),
  }),
  z.strictObject({
    ...{ kind: z.literal("writeOffDecided"), request: uuid, isApproved: z.boolean(), text },
  }),
  z.strictObject({ kind: z.literal("closed"), reason: text }),
]);

/** An entry to be made. */
export const newCaseEntry = z.strictObject({ id: uuid, entry: entryBody }).meta({ id: "NewCaseEntry" });

const caseEntry = z
  .strictObject({ id: uuid, account: address, at: instant, entry: entryBody })
  .meta({ id: "CaseEntry", description: "Never changed, and never removed." });

export const newCaseAdviser = z
  .strictObject({ adviser: address, until: moment.meta({ description: "The last instant at which it may read." }) })
  .meta({ id: "NewCaseAdviser" });

const caseAdviser = z
  .strictObject({ adviser: address, since: instant, until: instant, revoked: instant.nullable() })
  .meta({ id: "CaseAdviser" });

export const caseAdvisers = z.strictObject({ items: z.array(caseAdviser) }).meta({ id: "CaseAdvisers" });

const deadline = z
  .strictObject({
    kind: z.string().meta({
      description:
        "limitation, insuranceNotice, insuranceWaiting, insurancePayout; of a dispute that stands disputeAnswer, and " +
        "where it is assigned (R64) disputeNotice, disputeFacts, disputeBeforePayment, disputeAfterPayment.",
    }),
    day: date,
    state: z.enum(DEADLINE_STATES),
    text: z.string(),
    source: z.string(),
  })
  .meta({ id: "CaseDeadline" });

const limitation = z
  .strictObject({
    rules: z.string(),
    source: z.string(),
    from: date.meta({ description: "The due date, or the day of the last interruption." }),
    lastDay: date.nullable().meta({ description: "Null while proceedings have stopped it." }),
    state: z.enum(["running", "warning", "over", "stopped"]),
    facts: z.array(
      z.strictObject({
        ...{ act: z.enum(CLAIM_ACTS), day: date, receivedOn: date.nullable(), evidence: z.string() },
        ...{ effect: z.enum(["interrupts", "stops", "none"]), why: z.string() },
      }),
    ),
    note: z.string(),
  })
  .meta({ id: "CaseLimitation", description: "Reckoned from recorded facts; it is not legal advice." });

const caseReceivable = z
  .strictObject({
    id: hash,
    currency,
    open: amount.nullable().meta({ description: "Null while the terms are unknown here." }),
    dueDate: date.nullable(),
    closed: z.boolean(),
    writtenOff: z.boolean(),
    recovered: amount.nullable().meta({ description: "What was paid since it was written off." }),
    limitation: limitation.nullable().meta({ description: "Null where due day or rules are unknown." }),
    insured: insured.nullable(),
    subrogation: subrogation.nullable().meta({ description: "Null where no insurer paid, and of what was split." }),
    deadlines: z.array(deadline).meta({ description: "The earliest first." }),
    plans: z.array(agreedPlan).meta({ description: "Every payment plan that was agreed, in the order of the chain." }),
  })
  .meta({ id: "CaseReceivable" });

const writeOff = z
  .strictObject({
    ...{ id: uuid, receivable: hash, reason: z.string(), evidence: hash, askedBy: address, askedAt: instant },
    open: amount.nullable().meta({ description: "What was open when it was asked for; no more is approved." }),
    state: z.enum(["asked", "refused", "approved", "lapsed", "recorded"]).meta({
      description:
        "`lapsed` while more is open than when it was asked for: ask anew. `recorded` once the ledger has the " +
        "write-off; the claim stays (R49).",
    }),
    decidedBy: address.nullable(),
    decidedAt: instant.nullable(),
  })
  .meta({ id: "CaseWriteOff" });

const about = {
  ...{ id: uuid, organisation: address, customer: address, title: z.string(), jurisdiction: z.enum(JURISDICTIONS) },
  ...{ openedBy: address, openedAt: instant },
};

const caseSummary = z
  .strictObject({ ...about, role: z.enum(["creditor", "adviser"]) })
  .meta({ id: "CaseSummary", description: "`role`: what the organisation that asks is to it." });

export const cases = z.strictObject({ items: z.array(caseSummary) }).meta({ id: "Cases" });

export const caseDetail = z
  .strictObject({
    ...about,
    role: z.enum(["creditor", "adviser"]),
    stage: z.enum(STAGES),
    closed: z.boolean(),
    insolventOn: date.nullable(),
    receivables: z.array(caseReceivable),
    securities: z.array(security),
    insurance: insurance.nullable(),
    writeOffs: z.array(writeOff),
    advisers: z.array(caseAdviser).meta({ description: "Of the creditor alone; an adviser sees none." }),
    insurerMails: z.array(insurerMail).meta({ description: "What insurers were told by this case, in that order." }),
    entries: z.array(caseEntry).meta({ description: "In the order in which they were made." }),
  })
  .meta({ id: "CaseDetail" });

export type NewCase = z.output<typeof newCase>;
export type NewCaseEntry = z.output<typeof newCaseEntry>;
export type CaseEntryShown = z.output<typeof caseEntry>;
export type CaseDetail = z.output<typeof caseDetail>;
