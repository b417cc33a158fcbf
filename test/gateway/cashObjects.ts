/** What the operations of cash application are about: files of banks, runs, entries, decisions. See `objects.ts`. */
import { randomUUID } from "node:crypto";
import pino from "pino";
import { CASH_TASKS } from "../../src/gateway/cash/tasks.ts";
import { runCashJob } from "../../src/gateway/cash/working.ts";
import type { World } from "./actors.ts";
import { wholeUpload } from "./reconciliationObjects.ts";

type Params = Readonly<Record<string, string>>;

const OWNER = "the organisation itself";
const OWN = { kind: "own" } as const;
const NO_ID = { id: "00000000-0000-4000-8000-000000000000" };

async function post(world: World, path: string, body: object): Promise<Params> {
  const answer = await world.ask(OWNER, "post", path, body);
  if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.body}`);
  return JSON.parse(answer.body) as Params;
}

export async function bankStatementBody(world: World): Promise<{ readonly id: string }> {
  // So many wait, and no more; those of the requests before are over.
  await world.stage.database.query("update cash_jobs set ended = 0, step = 'failed' where ended is null");
  const headers = "bankReference,date,amount,currency,account,counterparty,text";
  const table = `${headers}\n${randomUUID()},2026-11-03,1.00,EUR,1,X,Y\n`;
  const upload = await wholeUpload(world, Buffer.from(table));
  return { ...{ upload, dates: "YYYY-MM-DD", decimal: "point" }, id: randomUUID() };
}

async function newBankStatement(world: World): Promise<Params> {
  const body = await bankStatementBody(world);
  await post(world, "/v1/bank-statements", body);
  await work(world);
  return { id: body.id };
}

async function work(world: World): Promise<void> {
  const { database, now } = world.stage;
  while (await runCashJob({ database, now: () => now, logger: pino({ level: "silent" }) }, CASH_TASKS));
}

async function newRun(world: World): Promise<Params> {
  await world.stage.database.query("update cash_jobs set ended = 0, step = 'failed' where ended is null");
  const id = randomUUID();
  await post(world, "/v1/cash/runs", { id });
  await work(world);
  return { id };
}

export function billBody(): { readonly id: string } {
  return {
    ...{ id: randomUUID(), number: "77", amount: "1.00", currency: "EUR", received: "2026-11-03" },
    ...{ maturity: "2027-02-03", payerName: "Buyer SE" },
  };
}

async function newBill(world: World): Promise<Params> {
  const { id = "" } = await post(world, "/v1/cash/bills", billBody());
  return { id };
}

/** An imported item, with which bills are matched. */
const PARTY = "V-9";
const NUMBER = "R-9";

async function importItems(world: World): Promise<void> {
  const names = ["party", "number", "issueDate", "dueDate", "currency", "amount"];
  const rows = `${names.join(",")}\n${PARTY},${NUMBER},2026-11-01,2026-12-01,EUR,1000000.00\n`;
  const mapping = Object.fromEntries(names.map((name) => [name, name]));
  const common = { apply: true, side: "receivable", delimiter: ",", decimal: "point", dates: "YYYY-MM-DD" };
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  const parties = {
    kind: "parties",
    file: base64(`party,name\n${PARTY},X\n`),
    mapping: { party: "party", name: "name" },
  };
  await post(world, "/v1/imports", { id: randomUUID(), apply: true, ...parties });
  await post(world, "/v1/imports", { id: randomUUID(), kind: "openItems", file: base64(rows), mapping, ...common });
}

/** What a match by hand is called that a request is about to name. */
const next = new WeakMap<World, string>();

/** Names the match that the next entry will have. */
export function namedBody(world: World): { readonly match: string } {
  const match = randomUUID();
  next.set(world, match);
  return { match };
}

export function matchBody(match: string = randomUUID()): { readonly match: string } {
  const allocation = { item: { party: PARTY, number: NUMBER }, cash: "1.00" };
  return { match, ...{ allocations: [allocation] } };
}

async function matchable(world: World): Promise<Params> {
  await importItems(world);
  return newBill(world);
}

async function matched(world: World): Promise<Params> {
  const { id = "" } = await matchable(world);
  await post(world, `/v1/cash/entries/${id}/match`, matchBody(next.get(world)));
  next.delete(world);
  return { id };
}

/** As a run would propose it. */
async function proposed(world: World): Promise<Params> {
  const made = await matched(world);
  await world.stage.database.query("update cash_matches set state = 'proposed' where state = 'posted'");
  return made;
}

const file = { kind: "thing", make: newBankStatement, missing: NO_ID } as const;
const run = { kind: "thing", make: newRun, missing: NO_ID } as const;
const entry = { kind: "thing", make: newBill, missing: NO_ID } as const;
const match = { match: randomUUID() };

/** By the ids of the operations. */
export const CASH_OBJECTS = {
  giveBankStatement: OWN,
  listBankStatements: OWN,
  readBankStatement: file,
  followBankStatement: file,
  applyCash: OWN,
  listCashRuns: OWN,
  readCashRun: run,
  followCashRun: run,
  listCashEntries: OWN,
  sumCashEntries: OWN,
  reportCashEntries: OWN,
  listPayerAliases: OWN,
  receiveBill: OWN,
  readCashEntry: entry,
  listCashMatches: entry,
  matchCashEntry: { kind: "thing", make: matchable, missing: NO_ID, body: matchBody() },
  confirmCashMatch: { kind: "thing", make: proposed, missing: NO_ID, body: match },
  refuseCashMatch: { kind: "thing", make: proposed, missing: NO_ID, body: match },
  undoCashMatch: { kind: "thing", make: matched, missing: NO_ID, body: match },
  stateShortReason: { kind: "thing", make: matched, missing: NO_ID, body: { ...match, code: "price" } },
  renewReceipts: { kind: "thing", make: matched, missing: NO_ID, body: match },
  honourBill: { ...entry, body: { bankReference: "B-1", valueDate: "2027-02-03" } },
  dishonourBill: entry,
} as const;
