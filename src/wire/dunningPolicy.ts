/** Dunning policies: ordered levels, when they rest, to what they apply, and what departs from them for a while. */
import { z } from "zod";
import { CALENDAR_NAMES } from "../domain/businessDays.ts";
import { CHANNELS, STAGES } from "../domain/collections/policy.ts";
import { accountIn, PLACEHOLDERS, SUBJECT_PLACEHOLDERS, unknownIn } from "../domain/collections/wording.ts";
import { isTimeZone } from "../domain/timeZone.ts";
import { uuid } from "./act.ts";
import { LANGUAGES } from "./document.ts";
import { line } from "./personal.ts";
import { address, amount, cursor, date, hash, instant } from "./scalars.ts";

const MOST_LEVELS = 20;
const MOST_TEXTS = 40;
const MOST_HOLIDAYS = 400;
const MINUTES_OF_DAY = 1_440;
const FURTHEST_DAYS = 3_650;

const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });
const days = z.int().min(0).max(FURTHEST_DAYS);

export const stage = z.enum(STAGES);
export const channel = z.enum(CHANNELS).meta({ description: "The last two are acts of a person." });

const trigger = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("due"),
      days: z.int().min(-FURTHEST_DAYS).max(FURTHEST_DAYS).meta({ description: "After the due date; below 0 before." }),
    }),
    z.strictObject({
      kind: z.literal("brokenPromise"),
      days: days.meta({ description: "After it, or a plan, was broken." }),
    }),
  ])
  .meta({ id: "DunningTrigger" });

const templateName = z.string().regex(/^[A-Za-z0-9-]{1,40}$/, "write at most 40 of A-Z, a-z, 0-9 and -");
const named = (names: readonly string[]): string => names.map((name) => `{${name}}`).join(", ");

const policyText = z
  .strictObject({
    template: templateName,
    language: z.enum(LANGUAGES),
    subject: line(120).meta({ description: `What the notice is called. It may name ${named(SUBJECT_PLACEHOLDERS)}.` }),
    opening: line(2_000).meta({ description: `Before the table of items. It may name ${named(PLACEHOLDERS)}.` }),
    closing: line(2_000).meta({ description: "Before the sentences that every notice ends with; as the opening." }),
  })
  .meta({
    id: "DunningText",
    description: "Plain text without numbers of accounts. Items, interest and sums stand between as in every notice.",
  });

const dunningLevel = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "write at most 40 of a-z, 0-9 and -"),
  stage,
  trigger,
  least: amount.default("0").meta({ description: "What is open and undisputed must come to at least this." }),
  channel,
  template: templateName.meta({
    description: "Name of one of the texts; where the reader's language has none, the stage's own words are used.",
  }),
  owner: address.nullable().default(null).meta({ description: "Who answers for the item from this level on." }),
  fee: amount.default("0").meta({ description: "A recovery fee, asked for once in a cycle (R28)." }),
  escalatesTo: address.nullable().default(null),
  payWithin: days.meta({
    description: "Days that the notice gives to pay: no other level fires before they are over.",
  }),
  repeatDays: days.default(0).meta({ description: "Begins another cycle so many days later; 0 for never." }),
  isDemand: z.boolean().default(false).meta({ description: "Whether the notice says that it is a demand (R52)." }),
});

const content = {
  id: uuid.meta({ description: "Of this version: made by the sender, so that a repeated request is the same one." }),
  policy: uuid.meta({ description: "Of the policy: the same for all its versions." }),
  name: line(100),
  currency: z
    .string()
    .max(50)
    .regex(/^[A-Za-z0-9.$€£¥_-]+$/)
    .meta({ description: "A code of ISO 4217, a token that this gateway knows, or the address of one." }),
  levels: z.array(dunningLevel).min(1).max(MOST_LEVELS).meta({ description: "As they escalate: days rise." }),
  texts: z
    .array(policyText)
    .max(MOST_TEXTS)
    .default([])
    .meta({ description: "Each template and language once; a version keeps its texts as it keeps its levels." }),
  zone: line(64).refine(isTimeZone, "write a name such as Europe/Berlin, Asia/Shanghai or UTC"),
  calendar: z.enum(CALENDAR_NAMES).meta({ description: "Of the days on which nobody is reached." }),
  holidays: z.array(date).max(MOST_HOLIDAYS).default([]).meta({ description: "Further days of rest." }),
  window: z
    .strictObject({
      from: z
        .int()
        .min(0)
        .max(MINUTES_OF_DAY - 1),
      to: z.int().min(1).max(MINUTES_OF_DAY),
    })
    .meta({ description: "Local minutes of the day between which something is sent, `from` included." }),
  cap: z
    .strictObject({ perWeek: z.int().min(1).max(50), pauseDays: z.int().min(0).max(90) })
    .meta({ description: "How often one person is reached in any seven days, and days between two contacts." }),
  promises: z
    .strictObject({
      grace: z.int().min(0).max(30).meta({ description: "Business days that a promise may be late (R46: 2)." }),
      longest: z.int().min(0).max(365).meta({ description: "Days ahead; a promise of a later day pauses nothing." }),
      most: z
        .int()
        .min(0)
        .max(20)
        .meta({ description: "So many promises that are broken pause an item, plans or not." }),
    })
    .meta({ description: "What a debtor's promise does." }),
  chasesUnaccepted: z.boolean().default(false).meta({ description: "Whether what nobody accepted is chased too." }),
};

/** Writes what a policy says that no single field can be wrong about. */
type Blame = (message: string, ...path: readonly (string | number)[]) => void;

interface Levelled {
  readonly levels: readonly z.output<typeof dunningLevel>[];
  readonly texts: readonly z.output<typeof policyText>[];
  readonly window: { readonly from: number; readonly to: number };
}

export const newDunningPolicy = z
  .strictObject(content)
  .superRefine((policy, context) => {
    checkPolicy(policy, (message, ...path) => context.addIssue({ code: "custom", message, path: [...path] }));
  })
  .meta({ id: "NewDunningPolicy" });

/** A debtor is reached more firmly as time passes, never less. */
function checkPolicy({ levels, texts, window }: Levelled, blame: Blame): void {
  if (window.to <= window.from) blame("give a later minute than `from`", "window", "to");
  checkTexts(texts, levels, blame);
  const seen = new Set<string>();
  let [last, weight] = [-Infinity, -1];
  for (const [place, level] of levels.entries()) {
    const { id, trigger: when, stage: of } = level;
    if (seen.has(id)) blame(`another level is called ${id}`, "levels", place, "id");
    seen.add(id);
    const own = STAGES.indexOf(of);
    if (own < weight) blame("a level cannot be milder than the one before it", "levels", place, "stage");
    weight = Math.max(weight, own);
    checkLevel(level, (message, field) => blame(message, "levels", place, field));
    if (when.kind !== "due") continue;
    if (when.days <= last) blame("give more days than the level before it", "levels", place, "trigger", "days");
    if (of === "preDue" && when.days > 0) blame("preDue is before the due date", "levels", place, "stage");
    if (of !== "preDue" && when.days <= 0) blame("only preDue is before the due date", "levels", place, "stage");
    last = when.days;
  }
}

/** What a text names is filled in by the house, and nothing else can be. */
function checkTexts(texts: Levelled["texts"], levels: Levelled["levels"], blame: Blame): void {
  const seen = new Set<string>();
  for (const [place, text] of texts.entries()) {
    const { template, language } = text;
    if (seen.has(`${template} ${language}`)) blame("this template has a text in that language", "texts", place);
    seen.add(`${template} ${language}`);
    if (!levels.some((level) => level.template === template)) {
      blame(`no level has the template ${template}`, "texts", place, "template");
    }
    for (const field of ["subject", "opening", "closing"] as const) {
      const allowed = field === "subject" ? SUBJECT_PLACEHOLDERS : PLACEHOLDERS;
      const unknown = unknownIn(text[field], allowed);
      const message = `${unknown ?? ""} stands for nothing here: write ${named(allowed)}, and braces for nothing else`;
      if (unknown !== undefined) blame(message, "texts", place, field);
      const account = accountIn(text[field]);
      if (account === undefined) continue;
      blame(`leave out ${account}: the house says where to pay`, "texts", place, field);
    }
  }
}

function checkLevel(level: Levelled["levels"][number], blame: (message: string, field: string) => void): void {
  const { stage: of, repeatDays, payWithin, fee, isDemand } = level;
  if (of === "agency") blame("an agency is named by a placement on the ledger, and no policy hands over", "stage");
  if (of !== "preDue") {
    if (payWithin === 0) blame("leave at least a day to pay", "payWithin");
    return;
  }
  if (repeatDays > 0) blame("what is not due is reminded of once", "repeatDays");
  if (!/^0(?:\.0+)?$/.test(fee)) blame("before the due date nothing is added", "fee");
  if (isDemand) blame("nothing can be demanded before it is due", "isDemand");
}

export type NewDunningPolicy = z.output<typeof newDunningPolicy>;

export const dunningPolicy = z
  .strictObject({ ...content, version: z.int(), set: instant, setBy: address })
  .meta({ id: "DunningPolicy" });
export type ShownDunningPolicy = z.output<typeof dunningPolicy>;
export const dunningPolicyPage = z
  .strictObject({ items: z.array(dunningPolicy), next })
  .meta({ id: "DunningPolicyPage" });

export const segmentName = line(60);
const ofSegment = z.strictObject({ kind: z.literal("segment"), segment: segmentName });
const ofCustomer = z.strictObject({ kind: z.literal("customer"), customer: address });
const ofItem = z.strictObject({ kind: z.literal("item"), item: hash });
const narrowScope = z.discriminatedUnion("kind", [ofSegment, ofCustomer, ofItem]).meta({ id: "DunningNarrowScope" });
const scope = z
  .discriminatedUnion("kind", [z.strictObject({ kind: z.literal("all") }), ofSegment, ofCustomer, ofItem])
  .meta({ id: "DunningPolicyScope", description: "The narrowest decides: item, customer, segment, all." });
export type WrittenScope = z.output<typeof scope>;

export const newDunningScope = z
  .strictObject({
    scope,
    currency: content.currency,
    policy: uuid.nullable().meta({ description: "Null where none of this scope applies any more." }),
  })
  .meta({ id: "NewDunningScope" });

const dunningScope = z
  .strictObject({ scope, currency: z.string().nullable(), policy: uuid, set: instant, setBy: address })
  .meta({ id: "DunningScope" });
export const dunningScopePage = z.strictObject({ items: z.array(dunningScope), next }).meta({ id: "DunningScopePage" });

const does = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("hold") }).meta({ description: "Nothing is sent." }),
    z.strictObject({ kind: z.literal("skip"), policy: uuid, level: dunningLevel.shape.id }),
    z.strictObject({ kind: z.literal("use"), policy: uuid }),
  ])
  .meta({ id: "DunningExceptionEffect" });

export const newDunningException = z
  .strictObject({
    id: uuid,
    scope: narrowScope,
    does,
    reason: line(500),
    until: date.meta({ description: "Last day on which it counts; at most 92 days from now." }),
  })
  .meta({ id: "NewDunningException" });
export type NewDunningException = z.output<typeof newDunningException>;

export const dunningException = newDunningException
  .extend({ set: instant, setBy: address, ended: instant.nullable(), inForce: z.boolean() })
  .meta({ id: "DunningException" });
export type ShownDunningException = z.output<typeof dunningException>;
export const dunningExceptionPage = z
  .strictObject({ items: z.array(dunningException), next })
  .meta({ id: "DunningExceptionPage" });
