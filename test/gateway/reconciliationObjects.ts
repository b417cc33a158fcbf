/** What the operations are about that compare books: uploads, reconciliations, differences. See `objects.ts`. */
import { createHash, randomUUID } from "node:crypto";
import pino from "pino";
import { runReconciliation } from "../../src/gateway/reconciliations/running.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { World } from "./actors.ts";

type Params = Readonly<Record<string, string>>;

const OWNER = "the organisation itself";
const OWN = { kind: "own" } as const;
const NO_ID = { id: "00000000-0000-4000-8000-000000000000" };
const BOOK = Buffer.from("number,date,currency,open\nINV-1,2026-05-04,EUR,1.00\n");
const EMPTY_BOOK = Buffer.from("number,date,currency,open\n");

async function post(world: World, path: string, body: object): Promise<Params> {
  const answer = await world.ask(OWNER, "post", path, body);
  if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.body}`);
  return JSON.parse(answer.body) as Params;
}

export function uploadBody(content: Buffer = BOOK): { id: string; name: string; length: number; sha256: string } {
  const sha256 = `0x${createHash("sha256").update(content).digest("hex")}`;
  return { id: randomUUID(), name: "book.csv", length: content.length, sha256 };
}

async function newUpload(world: World): Promise<Params> {
  // So much is kept of one organisation, and no more; the uploads of the requests before are forgotten.
  await world.stage.database.query("delete from uploads");
  const { id } = uploadBody();
  await post(world, "/v1/uploads", { ...uploadBody(), id });
  return { id };
}

export async function wholeUpload(world: World, content: Buffer): Promise<string> {
  const body = uploadBody(content);
  await post(world, "/v1/uploads", body);
  await post(world, `/v1/uploads/${body.id}/pieces`, { start: 0, content: content.toString("base64") });
  return body.id;
}

/** A book of one invoice, uploaded. */
export async function wholeBook(world: World): Promise<string> {
  await world.stage.database.query("delete from uploads");
  return wholeUpload(world, BOOK);
}

/** A comparison of two books of which one has an invoice more. */
export async function reconciliationBody(world: World): Promise<{ readonly id: string }> {
  const [supplier, buyer] = [await wholeUpload(world, BOOK), await wholeUpload(world, EMPTY_BOOK)];
  return {
    ...{ id: randomUUID(), side: "supplier", counterparty: "Buyer SE", cutOff: "2026-06-30" },
    ...{ books: { supplier: { upload: supplier }, buyer: { upload: buyer } } },
  };
}

async function newReconciliation(world: World): Promise<Params> {
  const { database, now } = world.stage;
  const body = await reconciliationBody(world);
  // So many wait, and no more; those of the requests before are over.
  await database.query("update reconciliations set ended = 0 where ended is null");
  await post(world, "/v1/reconciliations", body);
  const deps = { database, now: () => now, logger: pino({ level: "silent" }) };
  while (await runReconciliation(deps));
  return { id: body.id };
}

async function newDifference(world: World): Promise<Params> {
  const { id = "" } = await newReconciliation(world);
  const { body } = await world.ask(OWNER, "get", `/v1/reconciliations/${id}/differences`, undefined);
  const { items } = JSON.parse(body) as { items: readonly { key: string }[] };
  return { id, key: items[0]?.key ?? "" };
}

const upload = { kind: "thing", make: newUpload, missing: NO_ID } as const;
const reconciliation = { kind: "thing", make: newReconciliation, missing: NO_ID } as const;
const missing = { ...NO_ID, key: keccakOfText("no difference") };
const difference = { kind: "thing", make: newDifference, missing } as const;

/** By the ids of the operations. */
export const RECONCILIATION_OBJECTS = {
  beginUpload: OWN,
  addPiece: { ...upload, body: { start: 0, content: BOOK.toString("base64") } },
  readUpload: upload,
  dropUpload: upload,
  reconcile: OWN,
  listReconciliations: OWN,
  readReconciliation: reconciliation,
  followReconciliation: reconciliation,
  listDifferences: reconciliation,
  listMatches: reconciliation,
  reportReconciliation: reconciliation,
  readReplies: difference,
  replyToDifference: { ...difference, body: { id: randomUUID(), kind: "comment", text: "hello" } },
} as const;
