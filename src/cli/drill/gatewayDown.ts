/**
 * The gateway and its database are gone. The ledger goes on, another gateway's index follows it, and a new one is made
 * of the last backup and the chain: what people had brought by the backup and what the chain says are as they were.
 * What they brought after it is lost. The first gateway is closed in good order here: nothing tears its database.
 */
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { idOf } from "../../domain/commitment.ts";
import type { Hex, Receivable } from "../../domain/receivable.ts";
import { backUp, checkBackup, restore } from "../../store/backup.ts";
import type { Database } from "../../store/database.ts";
import { putMember } from "../../store/members.ts";
import { statesOf } from "../../store/readModel.ts";
import { firmAt, told } from "../demo/firm.ts";
import type { Firm } from "../demo/firm.ts";
import { NAMES } from "../demo/world.ts";
import type { Checks } from "./checks.ts";
import { comesTrue, serveDrill } from "./serving.ts";
import type { DrillGateway } from "./serving.ts";
import { FACE } from "./stage.ts";
import type { DrillStage } from "./stage.ts";

const MOST_MEMBERS = 10;
const SUPPLIER = "musterwerk";

export async function drillGatewayDown(stage: DrillStage, checks: Checks): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "countersign-drill-"));
  const running: DrillGateway[] = [];
  try {
    await play(stage, checks, { file: path.join(folder, "drill.backup"), running });
  } finally {
    await Promise.allSettled(running.map((gateway) => gateway.close()));
    await rm(folder, { recursive: true, force: true });
  }
}

interface Place {
  readonly file: string;
  /** What is closed in the end. */
  readonly running: DrillGateway[];
}

async function play(stage: DrillStage, checks: Checks, { file, running }: Place): Promise<void> {
  const items = [await stage.accepted(), await stage.accepted()];
  const ids = items.map(({ header }) => idOf(header));
  const first = await serveDrill(stage);
  const other = await serveDrill(stage);
  running.push(first, other);
  const known = await comesTrue(stage, async () => (await settledIn(first.database, ids)).length === ids.length);
  checks.add("the gateway knows what the chain says", known, `${ids.length} receivables`);
  const now = Math.floor(Date.now() / 1_000);
  const person = { account: stage.world.addressOf("shili"), role: "reader", name: "A colleague", email: null } as const;
  await putMember(first.database, stage.supplier, { ...person, added: now }, MOST_MEMBERS);
  const made = await backUp(first.database, file, now);
  const checked = await checkBackup(file);
  checks.add("the backup is whole", checked.rows === made.rows, `${checked.rows} rows`);
  await first.close();
  running.splice(running.indexOf(first), 1);

  await stage.pay(items[0] as Receivable);
  const follows = await comesTrue(stage, async () => (await settledIn(other.database, ids)).includes(FACE));
  checks.add("the ledger goes on, and another gateway's index follows it", follows, "a payment while it was down");
  const shown = await openAt(other.url, stage, ids);
  checks.add("whoever signs in there is shown it", shown[0] === "0" && shown[1] !== "0", `open: ${shown.join(", ")}`);

  const database = await stage.openDatabase();
  const restored = await restore(database, file);
  checks.add("the backup is restored", restored.rows === made.rows, `${restored.rows} of ${made.rows} rows`);
  const second = await serveDrill(stage, database);
  running.push(second);
  const isEqual = await comesTrue(stage, async () => (await rowsOf(database)) === (await rowsOf(other.database)));
  const rows = (JSON.parse(await rowsOf(database)) as unknown[]).length;
  checks.add("the index, built anew from the chain, is equal to the other gateway's", isEqual, `${rows} receivables`);
  const gateway = await signedInAt(second.url, stage);
  const members = told(await gateway.GET("/v1/members")).items;
  const isBack = members.some(({ account, name }) => account === person.account && name === person.name);
  checks.add("a member noted before the backup is there again", isBack, `${members.length} members`);
  const again = await openAt(second.url, stage, ids);
  checks.add("whoever signs in is shown the same again", again.join() === shown.join(), `open: ${again.join(", ")}`);
}

/** As the supplier. */
async function signedInAt(url: string, { chain }: DrillStage): Promise<Firm["gateway"]> {
  const key = chain.keys[NAMES.indexOf(SUPPLIER)];
  if (key === undefined) throw new Error("the chain has no key of the supplier");
  return (await firmAt(SUPPLIER, key, url)).gateway;
}

/** What is open of each, as a gateway shows it to the supplier. */
async function openAt(url: string, stage: DrillStage, ids: readonly Hex[]): Promise<readonly (string | null)[]> {
  const gateway = await signedInAt(url, stage);
  const read = async (id: Hex) => told(await gateway.GET("/v1/receivables/{id}", { params: { path: { id } } })).open;
  return Promise.all(ids.map(read));
}

/** What was settled of each receivable that the index knows, minor units. */
async function settledIn(database: Database, ids: readonly Hex[]): Promise<readonly bigint[]> {
  return [...(await statesOf(database, ids)).values()].map(({ state }) => state.settled);
}

async function rowsOf(database: Database): Promise<string> {
  const rows = await database.query<{ row: string }>("select r::text as row from receivables r order by id");
  return JSON.stringify(rows.map(({ row }) => row));
}
