/** Two books of one pair: how far comparing them is, what came out, what both sides say of it. */
import { z } from "zod";
import { REPLY_KINDS, RESOLUTIONS } from "../domain/differenceReply.ts";
import { CURES, DIFFERENCE_CLASSES, MATCH_RULES, OWNERS, RECONCILIATION_STEPS } from "../domain/ledgerDifference.ts";
import { ITEM_KINDS } from "../domain/ledgerItem.ts";
import { pageQuery } from "./access.ts";
import { uuid } from "./act.ts";
import { code, side } from "./newReconciliation.ts";
import { address, amount, cursor, date, hash, instant } from "./scalars.ts";

export const count = z.int().min(0);
export const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });

const sides = <Value extends z.ZodType>(value: Value) => z.strictObject({ supplier: value, buyer: value });

const shares = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({
    items: value,
    matched: value,
    bornOnChain: value.meta({ description: "Of the items, those that are receivables of the ledger." }),
    byIdentity: value.meta({ description: "Of those matched, by the ledger's identity and not by a rule." }),
  });
const counts = shares(count).meta({ id: "BookCounts" });
const values = shares(amount).meta({ id: "BookValues", description: "Sums of magnitudes." });

const bridgeLine = z
  .strictObject({
    class: z.enum(DIFFERENCE_CLASSES),
    count,
    amount: amount.meta({ description: "What the buyer's balance has more by these." }),
  })
  .meta({ id: "BridgeLine" });

export const currencyResult = z
  .strictObject({
    currency: z.string(),
    balances: sides(amount).meta({ description: "What the buyer owes, as each side's book has it." }),
    bridge: z.array(bridgeLine).meta({ description: "From the supplier's balance to the buyer's, exactly." }),
    counts: sides(counts),
    values: sides(values),
    later: sides(count).meta({ description: "Items after the cut-off, in no balance." }),
  })
  .meta({ id: "CurrencyResult" });

const unread = z
  .strictObject({
    sealed: count.meta({ description: "Nobody here can read their terms." }),
    tokens: count.meta({ description: "In money that is no currency of ISO 4217." }),
  })
  .meta({ id: "UnreadReceivables", description: "Open receivables of the pair that are in no book." });

const ofStatement = z
  .strictObject({ id: hash, supplierRoot: hash, buyerRoot: hash })
  .meta({ id: "ReconciledStatement", description: "The statement whose books were compared, and their roots." });

export const reconciliation = z
  .strictObject({
    id: uuid,
    organisation: address,
    side,
    counterparty: z.string(),
    shownTo: address.nullable(),
    cutOff: date,
    zone: z.string(),
    begun: instant,
    step: z.enum(RECONCILIATION_STEPS),
    ended: instant.nullable(),
    fault: z.string().nullable().meta({ description: "Why it failed, and the way out." }),
    currencies: z.array(currencyResult).meta({ description: "Empty until it is done." }),
    unread: unread.nullable().meta({ description: "Null until it is done, and where no book has the ledger's items." }),
    statement: ofStatement.nullable().meta({ description: "Null of books that are of no statement." }),
  })
  .meta({ id: "Reconciliation" });

export type ShownReconciliation = z.output<typeof reconciliation>;
export type ShownCurrencyResult = z.output<typeof currencyResult>;

export const reconciliationPage = z
  .strictObject({ items: z.array(reconciliation), next })
  .meta({ id: "ReconciliationPage" });

const bookItem = z
  .strictObject({
    place: z.string().meta({ description: "Where it stands in its file." }),
    kind: z.enum(ITEM_KINDS),
    number: z.string(),
    order: z.string(),
    date,
    dueDate: date.nullable(),
    currency: z.string(),
    amount: amount.meta({ description: "Above zero for what the buyer owes." }),
    settles: z.array(z.string()),
    disputed: z.boolean(),
    assignedTo: z.string(),
    receivable: hash.nullable(),
  })
  .meta({ id: "BookItem" });

export type BookItem = z.output<typeof bookItem>;

const items = z.array(bookItem);

export const bookMatch = z
  .strictObject({ rule: z.enum(MATCH_RULES), currency: z.string(), supplier: items, buyer: items })
  .meta({ id: "BookMatch" });

export const caseState = z
  .strictObject({
    state: z.enum(["open", "proposed", "settled"]),
    resolution: z.enum(RESOLUTIONS).nullable(),
    proposedBy: side.nullable(),
    proposal: uuid.nullable().meta({ description: "The reply that proposed it; whoever accepts or rejects names it." }),
    replies: count,
  })
  .meta({ id: "DifferenceCase", description: "Settled is only what one side proposed and the other accepted." });

export const bookDifference = z
  .strictObject({
    key: hash.meta({ description: "What it is about; the same in every reconciliation of the pair that finds it." }),
    class: z.enum(DIFFERENCE_CLASSES),
    owner: z.enum(OWNERS),
    cure: z.enum(CURES),
    due: date.nullable().meta({ description: "Until when its owner answers; null of what clears by itself." }),
    currency: z.string(),
    amount: amount.meta({ description: "What the buyer's balance has more by it." }),
    withinTolerance: z.boolean(),
    supplier: items,
    buyer: items,
    because: items.meta({ description: "Why: a later item, one in another currency, the original of a double." }),
    case: caseState,
  })
  .meta({ id: "BookDifference" });

export type BookDifference = z.output<typeof bookDifference>;

export const matchPage = z.strictObject({ items: z.array(bookMatch), next }).meta({ id: "BookMatchPage" });
export const differencePage = z
  .strictObject({ items: z.array(bookDifference), next })
  .meta({ id: "BookDifferencePage" });

export const reconciliationQuery = pageQuery
  .extend({
    made: z.enum(["here", "elsewhere"]).default("here").meta({
      description: "Those of the organisation, or those that others made and show to it.",
    }),
  })
  .meta({ id: "ReconciliationQuery" });

export const matchQuery = pageQuery.extend({ currency: code.optional() }).meta({ id: "BookMatchQuery" });
export const differenceQuery = pageQuery
  .extend({
    class: z.enum(DIFFERENCE_CLASSES).optional(),
    owner: z.enum(OWNERS).optional(),
    currency: code.optional(),
  })
  .meta({ id: "BookDifferenceQuery" });

const MOST_TEXT = 4_000;
const text = z.string().max(MOST_TEXT).default("").meta({ description: "Plain text, for people." });
const reply = { id: uuid, text };

export const newReply = z
  .discriminatedUnion("kind", [
    z.strictObject({ ...reply, kind: z.literal("propose"), resolution: z.enum(RESOLUTIONS) }),
    z.strictObject({ ...reply, kind: z.enum(["accept", "reject"]), proposal: uuid }),
    z.strictObject({ ...reply, kind: z.enum(["comment", "withdraw"]) }),
  ])
  .meta({
    id: "NewReply",
    description:
      "A proposal stands until the other side accepts or rejects it or makes its own, or its side withdraws it. No " +
      "side settles a difference alone, and what was said of another class or amount of it binds nobody any more.",
  });

export const differenceReply = z
  .strictObject({
    id: uuid,
    side,
    organisation: address,
    account: address,
    kind: z.enum(REPLY_KINDS),
    resolution: z.enum(RESOLUTIONS).nullable(),
    proposal: uuid.nullable(),
    class: z.enum(DIFFERENCE_CLASSES).meta({ description: "What the difference was then." }),
    amount: amount.meta({ description: "What it was then." }),
    text: z.string(),
    at: instant,
  })
  .meta({ id: "DifferenceReply" });

export const replies = z
  .strictObject({ items: z.array(differenceReply), case: caseState })
  .meta({ id: "DifferenceReplies" });
