/**
 * The floor of an index: logs of a range, decoded by hand without a check, copied, and what follows from them written
 * by one set-based statement, all in one transaction a window. No header, no proof, no fork, no restart.
 */
import type { Hex } from "../../src/domain/receivable.ts";
import type { Database, Transaction } from "../../src/store/database.ts";
import type { SqlScalar } from "../../src/store/values.ts";
import { Topic } from "./chain/story.ts";
import type { ServedChain } from "./chain/start.ts";

interface FloorLog {
  readonly topics: readonly Hex[];
  readonly data: Hex;
  readonly blockNumber: Hex;
  readonly logIndex: Hex;
  readonly transactionHash: Hex;
}

/** What the events of a window change of a receivable; null is left as it was. */
interface Change {
  supplier: string | null;
  buyer: string | null;
  holder: string | null;
  currency: string | null;
  amount: bigint | null;
  dueDay: number | null;
  status: number | null;
  settled: bigint;
}

type Row = readonly SqlScalar[];

const EVENT_COLUMNS = ["block_number", "log_index", "transaction_hash", "name", "id", "data"];
const STATE_COLUMNS = ["id", "supplier", "buyer", "holder", "currency", "amount", "due_day", "status", "settled"];
const REPLACED = ["supplier", "buyer", "holder", "currency", "amount", "due_day", "status"]
  .map((column) => `${column} = coalesce(excluded.${column}, floor_states.${column})`)
  .join(", ");
const UPSERT =
  "insert into floor_states select * from staged on conflict (id) do update " +
  `set ${REPLACED}, settled = floor_states.settled + excluded.settled`;
const LOGS_IN_A_WINDOW = 20_000;
const [ISSUED, ACCEPTED] = [1, 2];

export async function makeFloor(database: Database): Promise<void> {
  await database.query(
    "create table floor_events (block_number bigint, log_index integer, transaction_hash bytea, name text, id bytea, " +
      "data bytea, primary key (block_number, log_index))",
  );
  await database.query(
    "create table floor_states (id bytea primary key, supplier bytea, buyer bytea, holder bytea, currency bytea, " +
      "amount numeric, due_day bigint, status smallint, settled numeric)",
  );
}

export async function runFloor(database: Database, { url, height, events }: ServedChain): Promise<void> {
  const span = Math.ceil((LOGS_IN_A_WINDOW * height) / events);
  for (let from = 0; from <= height; from += span) {
    const logs = await logsOf(url, from, Math.min(height, from + span - 1));
    await database.transaction((tx) => write(tx, logs));
  }
}

async function logsOf(url: string, from: number, to: number): Promise<readonly FloorLog[]> {
  const range = { fromBlock: `0x${from.toString(16)}`, toBlock: `0x${to.toString(16)}` };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_getLogs", params: [range] });
  const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
  return ((await response.json()) as { readonly result: readonly FloorLog[] }).result;
}

async function write(tx: Transaction, logs: readonly FloorLog[]): Promise<void> {
  const changes = new Map<Hex, Change>();
  const events = logs.map((log) => decode(log, changes));
  await tx.copy("floor_events", EVENT_COLUMNS, events);
  await tx.query("create temporary table staged (like floor_states) on commit drop");
  await tx.copy("staged", STATE_COLUMNS, rowsOf(changes));
  await tx.query(UPSERT);
}

function* rowsOf(changes: ReadonlyMap<Hex, Change>): Generator<Row> {
  for (const [id, change] of changes) {
    const { supplier, buyer, holder, currency, amount, dueDay, status, settled } = change;
    yield [`\\x${id.slice(2)}`, supplier, buyer, holder, currency, amount, dueDay, status, settled];
  }
}

function decode({ topics, data, ...at }: FloorLog, changes: Map<Hex, Change>): Row {
  const [topic, one = "0x", two = "0x", three = "0x"] = topics;
  const change = (id: Hex): Change => {
    const known = changes.get(id);
    if (known !== undefined) return known;
    const parties = { supplier: null, buyer: null, holder: null };
    const fresh = { ...parties, currency: null, amount: null, dueDay: null, status: null, settled: 0n };
    changes.set(id, fresh);
    return fresh;
  };
  const row = (name: string, id: Hex): Row => [
    Number(at.blockNumber),
    Number(at.logIndex),
    `\\x${at.transactionHash.slice(2)}`,
    name,
    `\\x${id.slice(2)}`,
    `\\x${data.slice(2)}`,
  ];
  switch (topic) {
    case Topic.Transfer:
      change(three).holder = addressIn(two);
      return row("Transfer", three);
    case Topic.Issued:
      Object.assign(change(one), {
        supplier: addressIn(two),
        buyer: addressIn(three),
        currency: addressIn(wordOf(data, 5)),
        amount: BigInt(`0x${wordOf(data, 6)}`),
        dueDay: Number(`0x${wordOf(data, 7)}`),
        status: ISSUED,
      });
      return row("ReceivableIssued", one);
    case Topic.Accepted:
      change(one).status = ACCEPTED;
      return row("ReceivableAccepted", one);
    default:
      change(one).settled += BigInt(`0x${wordOf(data, 0)}`);
      return row("ReceivablePaid", one);
  }
}

function addressIn(word: string): string {
  return `\\x${word.slice(-40)}`;
}

function wordOf(data: Hex, index: number): string {
  return data.slice(2 + 64 * index, 66 + 64 * index);
}
