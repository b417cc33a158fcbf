/** What an organisation wants to do about a statement, before anybody signs it. */
import { z } from "zod";
import { moment } from "./personal.ts";
import { address, amount, date, hash } from "./scalars.ts";
import { statementConsent } from "./statementConsent.ts";

const MOST_EXCEPTIONS = 2 ** 32 - 1;

/** Which statement, by all that makes it this one. */
const subject = z
  .strictObject({
    supplier: address,
    buyer: address,
    currency: address.meta({ description: "ERC-20 token, or an ISO 4217 number as an address." }),
    cutOff: moment.meta({ description: "At which instant the items are open." }),
  })
  .meta({ id: "StatementSubject", description: "The open items of one pair in one currency at one instant." });

const sum = amount.meta({
  description: "In the currency of the statement: above zero what the buyer owes, below zero what the supplier does.",
});
const balance = z
  .strictObject({ amount: sum, salt: hash.meta({ description: "From the pair's books, the same on both sides." }) })
  .meta({ id: "Balance", description: "The signer sees it; the chain is told its hash alone." });
const debt = z
  .strictObject({
    amount: amount.meta({ description: "In the currency of the statement, above zero." }),
    salt: hash.optional().meta({ description: "Absent: a random one is made, and kept with the intent." }),
  })
  .meta({ id: "Debt", description: "The signer sees it; the chain is told its hash alone." });
const exceptions = z
  .strictObject({
    result: hash.meta({ description: "Merkle root over the outcome of the reconciliation." }),
    count: z.int().min(0).max(MOST_EXCEPTIONS),
  })
  .meta({ id: "Exceptions" });

const MOST_VERSION = 2 ** 14 - 1;
const version = z.int().min(0).max(MOST_VERSION);
const common = {
  statement: subject,
  versions: z.strictObject({ supplier: version, buyer: version }).optional().meta({
    description: "Which versions were looked at, 0 for none: refused if a side has posted another one since.",
  }),
};

/**
 * The fields of the acts about a statement, by their verbs. All but a posting are about the roots as both sides have
 * posted them last, which the gateway reads from the chain: a signature over them is worth nothing once a side posts
 * another version.
 */
export const STATEMENT_ACT_FIELDS = {
  postStatement: {
    statement: subject,
    root: hash.meta({ description: "Merkle root over the organisation's own open items." }),
    keys: hash.meta({ description: "Hash of the viewing keys from which the salts were derived." }),
    replyBy: moment.optional().meta({ description: "Until when a reply is asked for; silence is none." }),
  },
  agreeBalance: { ...common, balance: balance.meta({ description: "What the other side's root comes to." }) },
  agreeBalanceExcept: {
    ...common,
    exceptions,
    balance: balance.meta({ description: "What the supplier's root comes to." }),
    theirs: statementConsent.optional().meta({
      description: "What the other side has signed at a gateway of its own; absent where it signs at this one.",
    }),
  },
  rejectBalance: {
    ...common,
    exceptions: exceptions.optional().meta({ description: "Why, as far as the organisation says." }),
    balance: balance.meta({ description: "What the organisation's own books come to." }),
  },
  acknowledgeDebt: {
    ...common,
    debt,
    payBy: date.optional().meta({ description: "The day by which it will be paid, if one is named." }),
  },
  receiveDemand: { ...common, demand: hash.meta({ description: "Hash of the demand as it was received." }) },
} as const;
