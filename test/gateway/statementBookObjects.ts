/** What the operations are about that state books and compare them: secrets of pairs, books, results. */
import { createHash, randomUUID } from "node:crypto";
import { writeStatementFile } from "../../src/documents/statementFile/writeStatementFile.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { statementId } from "../../src/domain/statement.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { statementCurrency } from "../../src/reconciliation/statements/openLines.ts";
import { statedBook } from "../../src/reconciliation/statements/statedBook.ts";
import { item } from "../reconciliation/books.ts";
import type { World } from "./actors.ts";
import { addressOf } from "./stage.ts";
import { KEYS, record, SECRET, setViewingKeys, workOff } from "./statementFirms.ts";

type Params = Readonly<Record<string, string>>;

const OWNER = "the organisation itself";
const OWN = { kind: "own" } as const;
const NO_ID = { id: "00000000-0000-4000-8000-000000000000" };
const LAST_DAY = 20_400;
const STATEMENT = {
  ...{ supplier: addressOf("supplier"), buyer: addressOf("buyer"), currency: statementCurrency("EUR") },
  cutOff: (LAST_DAY + 1) * 86_400,
};
const STATING = { statement: STATEMENT, lastDay: LAST_DAY, secret: Buffer.from(SECRET.slice(2), "hex") };
const BOOK = "number,date,currency,open\nINV-1,2025-05-04,EUR,1.00\n";

async function post(world: World, path: string, body: object): Promise<void> {
  const answer = await world.ask(OWNER, "post", path, body);
  if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.body}`);
}

/** The secret of the keys that both have in the directory. */
export async function pairSecretBody({ stage }: World): Promise<object> {
  const { supplier, buyer } = STATEMENT;
  await setViewingKeys(stage, supplier, buyer);
  return { supplier, buyer, keys: KEYS, secret: SECRET };
}

async function newSecret(world: World): Promise<Params> {
  await post(world, "/v1/pair-secrets", await pairSecretBody(world));
  return { keys: KEYS };
}

async function uploaded(world: World, text: string): Promise<string> {
  const [id, content] = [randomUUID(), Buffer.from(text)];
  const sha256 = `0x${createHash("sha256").update(content).digest("hex")}`;
  await post(world, "/v1/uploads", { id, name: "book.csv", length: content.length, sha256 });
  await post(world, `/v1/uploads/${id}/pieces`, { start: 0, content: content.toString("base64") });
  return id;
}

/** An own book of which nothing is known yet. */
export async function statementBookBody(world: World): Promise<{ readonly id: string }> {
  await newSecret(world);
  // So much is kept of one organisation, and no more; what the requests before left waiting is done.
  await workOff(world.stage);
  await world.stage.database.query("delete from uploads");
  const statement = { ...STATEMENT, cutOff: shownInstant(STATEMENT.cutOff) };
  const own = { id: randomUUID(), kind: "own", statement, lastDay: new Date(LAST_DAY * 86_400_000).toISOString() };
  return { ...own, lastDay: own.lastDay.slice(0, 10), book: { upload: await uploaded(world, BOOK) } } as typeof own;
}

async function newBook(world: World): Promise<Params> {
  const body = await statementBookBody(world);
  await post(world, "/v1/statement-books", body);
  await workOff(world.stage);
  return { id: body.id };
}

async function posted({ stage }: World, party: Address, root: Hex): Promise<void> {
  const posting = { party, by: party, root, version: 1, keys: KEYS, replyBy: 0 };
  await record(stage, { name: "StatementPosted", id: statementId(STATEMENT), ...STATEMENT, ...posting });
}

/** An own book that was posted, and compared with another one. */
async function comparedBook(world: World): Promise<Params> {
  const { supplier, buyer } = STATEMENT;
  const stated = (number: string, amount: bigint) =>
    statedBook({ items: [item({ number, amount, day: LAST_DAY - 210 })], later: [] }, STATING);
  const { tree, items } = stated("INV-2", 200n);
  await posted(world, buyer, tree.root);
  const own = await newBook(world);
  await posted(world, supplier, stated("INV-1", 100n).tree.root);
  const head = { statement: STATEMENT, lastDay: LAST_DAY, party: buyer, keys: KEYS, root: tree.root };
  const upload = await uploaded(world, writeStatementFile({ ...head, items, later: [] }));
  const received = { id: randomUUID(), kind: "received", statement: statementId(STATEMENT), upload };
  await post(world, "/v1/statement-books", received);
  await workOff(world.stage);
  return { ...own, document: "INV-1", place: "1" };
}

const missing = { ...NO_ID, document: "INV-1", place: "1" };
const book = { kind: "thing", make: newBook, missing } as const;
const compared = { kind: "thing", make: comparedBook, missing } as const;

/** By the ids of the operations. */
export const STATEMENT_BOOK_OBJECTS = {
  givePairSecret: OWN,
  listPairSecrets: OWN,
  forgetPairSecret: { kind: "thing", make: newSecret, missing: { keys: keccakOfText("no keys") } },
  addStatementBook: OWN,
  listStatementBooks: OWN,
  readStatementBook: book,
  readStatementFile: compared,
  proveStatementLine: compared,
  listResultLines: compared,
  proveResultLine: compared,
  dropStatementBook: book,
} as const;
