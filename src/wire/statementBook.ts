/** Books of statements: a firm's own, those of other firms, and what both come to. */
import { z } from "zod";
import { pageQuery } from "./access.ts";
import { uuid } from "./act.ts";
import { bookFile, code, side } from "./newReconciliation.ts";
import { moment } from "./personal.ts";
import { address, amount, cursor, date, hash, instant } from "./scalars.ts";

export const STATEMENT_BOOK_KINDS = ["own", "received"] as const;
export const STATEMENT_BOOK_STEPS = ["waiting", "working", "done", "failed"] as const;

const MOST_VERSION = 2 ** 14 - 1;
const count = z.int().min(0);
const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });
const keys = hash.meta({ description: "Hash of both viewing keys in the directory, of which the secret is made." });
const parties = { supplier: address, buyer: address };
const currencyOfStatement = address.meta({ description: "An ISO 4217 number as an address." });

export const newPairSecret = z
  .strictObject({
    ...parties,
    keys,
    secret: hash.meta({ description: "32 bytes as `countersign pair-secret` makes them of a viewing key." }),
  })
  .meta({ id: "NewPairSecret" });

export const pairSecret = z
  .strictObject({
    ...parties,
    keys,
    account: address.meta({ description: "Who gave it." }),
    given: instant,
    current: z.boolean().meta({ description: "Whether both firms still have these viewing keys." }),
  })
  .meta({ id: "PairSecret", description: "That a secret was given; the secret itself is shown to nobody." });

export const pairSecretPage = z.strictObject({ items: z.array(pairSecret), next }).meta({ id: "PairSecretPage" });

const common = { id: uuid.meta({ description: "Made by the sender, so that a repeated request is the same book." }) };

export const newStatementBook = z
  .discriminatedUnion("kind", [
    z.strictObject({
      ...common,
      kind: z.literal("own"),
      statement: z.strictObject({
        ...parties,
        currency: currencyOfStatement,
        cutOff: moment.meta({ description: "The end of the last day, where both firms say so." }),
      }),
      lastDay: date.meta({ description: "The last day that counts; it ends at the cut-off." }),
      book: bookFile,
    }),
    z.strictObject({
      ...common,
      kind: z.literal("received"),
      statement: hash.meta({ description: "The statement's id." }),
      upload: uuid.meta({ description: "The file that the other firm's gateway gave out, as a complete upload." }),
      shown: z.boolean().default(false).meta({
        description: "Whether the other firm, where it is a member here, sees the comparison, and with it both books.",
      }),
    }),
  ])
  .meta({ id: "NewStatementBook" });

export type NewStatementBook = z.output<typeof newStatementBook>;

const subject = z
  .strictObject({ ...parties, currency: currencyOfStatement, cutOff: instant })
  .meta({ id: "StatementOfBook" });
const balance = z
  .strictObject({ amount, salt: hash })
  .meta({ id: "BookBalance", description: "The chain is told the hash of both." });
const exceptions = z.strictObject({ result: hash, count: z.int().min(1) }).meta({ id: "BookExceptions" });

const acts = z
  .strictObject({
    postStatement: z
      .strictObject({ verb: z.literal("postStatement"), statement: subject, root: hash, keys: hash })
      .nullable()
      .meta({ description: "Null where this root stands already." }),
    agreeBalance: z
      .strictObject({ verb: z.literal("agreeBalance"), statement: subject, balance })
      .nullable()
      .meta({ description: "Where the other side has posted the same root." }),
    agreeBalanceExcept: z
      .strictObject({ verb: z.literal("agreeBalanceExcept"), statement: subject, exceptions, balance })
      .nullable()
      .meta({ description: "Where the two roots that stand were compared; the balance is the supplier's, for both." }),
    rejectBalance: z
      .strictObject({
        ...{ verb: z.literal("rejectBalance"), statement: subject, balance },
        exceptions: exceptions.optional(),
      })
      .nullable()
      .meta({ description: "Where the other side has posted another root." }),
  })
  .meta({
    id: "BookActs",
    description: "What can be prepared to be signed as things stand: each is a body of `POST /v1/intents`.",
  });

const result = z
  .strictObject({
    supplierRoot: hash,
    buyerRoot: hash,
    step: z.enum(STATEMENT_BOOK_STEPS),
    fault: z.string().nullable(),
    result: hash.nullable().meta({ description: "Both firms reckon the same one. Null until it is done." }),
    exceptions: count.nullable().meta({ description: "Lines of the result beside its first." }),
    matchedByRule: count.nullable().meta({
      description: "Of the exceptions, those without an amount: documents that the two books name differently.",
    }),
    reconciliation: uuid.nullable().meta({ description: "The reconciliation that shows differences and the bridge." }),
  })
  .meta({ id: "BookResult" });

export const statementBook = z
  .strictObject({
    id: uuid,
    kind: z.enum(STATEMENT_BOOK_KINDS),
    statementId: hash,
    statement: subject,
    currency: code,
    lastDay: date.nullable(),
    side: side.meta({ description: "Whose book it is." }),
    party: address,
    keys,
    shown: z.boolean(),
    account: address.meta({ description: "Who gave it." }),
    begun: instant,
    step: z.enum(STATEMENT_BOOK_STEPS),
    ended: instant.nullable(),
    fault: z.string().nullable().meta({ description: "Why it failed, and the way out." }),
    root: hash.nullable().meta({ description: "Null until it is done, as what follows from it." }),
    balance: balance.nullable(),
    items: count,
    lines: count.meta({ description: "Documents of which something is open." }),
    later: count.meta({ description: "Items of the month after the last day, in no balance." }),
    postedAs: z.int().min(1).max(MOST_VERSION).nullable().meta({
      description: "The version under which its root stands on the chain; null where it does not.",
    }),
    replaces: hash
      .nullable()
      .meta({ description: "The root that its posting would replace; null where there is none." }),
    nextVersion: z.int().min(1).nullable().meta({ description: "Of its posting; null where its root stands." }),
    result: result.nullable().meta({ description: "Of the latest comparison that it is part of." }),
    acts: acts.nullable().meta({ description: "Null of a received book, and until it is done." }),
  })
  .meta({ id: "StatementBook" });

export type ShownStatementBook = z.output<typeof statementBook>;

export const statementBookPage = z
  .strictObject({ items: z.array(statementBook), next })
  .meta({ id: "StatementBookPage" });

export const statementBookQuery = pageQuery
  .extend({ statement: hash.optional().meta({ description: "Only those of this statement." }) })
  .meta({ id: "StatementBookQuery" });

const resultLine = z.strictObject({ place: count, text: z.string(), salt: hash }).meta({ id: "ResultLine" });

export const resultLinePage = z.strictObject({ items: z.array(resultLine), next }).meta({
  id: "ResultLinePage",
  description: "The first line says what was compared and how; each other one is an exception. Each is JSON.",
});
