/** What the operations are about that keep a pair compared: the pair, its books, its differences. See `objects.ts`. */
import { randomUUID } from "node:crypto";
import pino from "pino";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { beginRuns } from "../../src/gateway/reconciliations/continuing.ts";
import { runReconciliation } from "../../src/gateway/reconciliations/running.ts";
import { areCounterparties } from "../../src/store/organisations.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import type { World } from "./actors.ts";
import { accepting, DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { wholeBook } from "./reconciliationObjects.ts";
import { addressOf } from "./stage.ts";

const USD: Address = `0x${(840).toString(16).padStart(40, "0")}`;
type Params = Readonly<Record<string, string>>;

const OWNER = "the organisation itself";
const NO_ID = { id: "00000000-0000-4000-8000-000000000000" };

async function post(world: World, path: string, body: object): Promise<Params> {
  const answer = await world.ask(OWNER, "post", path, body);
  if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.body}`);
  return JSON.parse(answer.body) as Params;
}

/** With a firm that has accepted something, in another currency. */
export async function continuousBody({ stage, supplier }: World): Promise<object> {
  const counterparty = addressOf("partner");
  if (!(await areCounterparties(stage.database, supplier, counterparty))) {
    const accepted = receivableOf(headerOf(supplier, counterparty), termsOf(USD, FIRST_INSTANT / DAY));
    await stage.book.write(...issuing(accepted), accepting(accepted));
  }
  return { id: randomUUID(), side: "supplier", counterparty, currency: "EUR" };
}

/** One for the pair, however often it is asked for. */
const newPair = async (world: World): Promise<Params> => {
  const { id = "" } = await post(world, "/v1/continuous-reconciliations", await continuousBody(world));
  return { id };
};

/** A file of the organisation's book of which the other side has nothing. */
export async function bookBody(world: World): Promise<object> {
  // So many wait to be read, and no more; those of the requests before were refused.
  await world.stage.database.query("update continuous_books set state = 'refused' where state = 'waiting'");
  return { id: randomUUID(), how: "replace", file: { upload: await wholeBook(world) } };
}

const newDifference = async (world: World): Promise<Params> => {
  const { database, now } = world.stage;
  const { id = "" } = await newPair(world);
  const path = `/v1/continuous-reconciliations/${id}`;
  const list = async (): Promise<readonly { readonly key: string }[]> => {
    const { body } = await world.ask(OWNER, "get", `${path}/differences`, undefined);
    return (JSON.parse(body) as { items: readonly { key: string }[] }).items;
  };
  const [known] = await list();
  if (known !== undefined) return { id, key: known.key };
  await post(world, `${path}/books`, await bookBody(world));
  await database.query("update reconciliations set ended = 0 where ended is null");
  const deps = { database, now: () => now + 10, logger: pino({ level: "silent" }) };
  await beginRuns(deps);
  while (await runReconciliation(deps));
  const [found] = await list();
  return { id, key: found?.key ?? "" };
};

const pair = { kind: "thing", make: newPair, missing: NO_ID } as const;
const missing = { ...NO_ID, key: keccakOfText("no difference") };
const difference = { kind: "thing", make: newDifference, missing } as const;

/** By the ids of the operations. */
export const CONTINUOUS_OBJECTS = {
  beginContinuous: { kind: "own" },
  listContinuous: { kind: "own" },
  readContinuous: pair,
  giveContinuousBook: { ...pair, body: { id: randomUUID(), how: "add", file: { upload: randomUUID() } } },
  listContinuousBooks: pair,
  listContinuousDifferences: pair,
  listContinuousRuns: pair,
  readContinuousReplies: difference,
  replyToContinuous: { ...difference, body: { id: randomUUID(), kind: "comment", text: "hello" } },
} as const;
