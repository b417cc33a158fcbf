/**
 * Events a second that the index writes, beside the floor: the same events and states copied as prepared lines into
 * tables that have a primary key and nothing else, the states by way of a staging table and `on conflict`. Both run in
 * turns, batch by batch, on both engines. Folding and decoding are not part of either.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { append } from "../../src/store/chainTables.ts";
import type { Database, Transaction } from "../../src/store/database.ts";
import { bodyOf } from "../../src/store/eventBody.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { upsertStates } from "../../src/store/readModel.ts";
import { rowOfState, STATE_COLUMNS } from "../../src/store/stateRow.ts";
import { bytes } from "../../src/store/values.ts";
import type { SqlScalar } from "../../src/store/values.ts";
import { startPostgres } from "../../test/store/postgresServer.ts";
import { batches } from "./storeLoad.ts";
import type { Batch } from "./storeLoad.ts";

const ISSUED_IN_A_BATCH = 2_500;
const EVENT_COLUMNS = ["block_number", "log_index", "transaction_hash", "name", "id", "body"];

interface Prepared {
  readonly events: readonly (readonly SqlScalar[])[];
  readonly states: readonly (readonly SqlScalar[])[];
}

function prepare({ events, states }: Batch): Prepared {
  return {
    events: events.map(({ event, at }) => [
      at.blockNumber,
      at.logIndex,
      bytes(at.transactionHash),
      event.name,
      "id" in event ? bytes(event.id) : null,
      bodyOf(event),
    ]),
    states: states.map(rowOfState),
  };
}

async function makeFloor(database: Database): Promise<void> {
  await database.query(
    "create table floor_events (block_number bigint, log_index integer, transaction_hash bytea, name text, id bytea, " +
      "body text, primary key (block_number, log_index))",
  );
  await database.query("create table floor_states (like receivables)");
  await database.query("alter table floor_states add primary key (id)");
}

async function writeFloor(tx: Transaction, { events, states }: Prepared): Promise<void> {
  await tx.copy("floor_events", EVENT_COLUMNS, events);
  await tx.query("create temporary table staged (like receivables) on commit drop");
  await tx.copy("staged", STATE_COLUMNS, states);
  const changes = STATE_COLUMNS.map((column) => `${column} = excluded.${column}`).join(", ");
  await tx.query(`insert into floor_states select * from staged on conflict (id) do update set ${changes}`);
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function measure(database: Database, load: readonly Batch[]): Promise<void> {
  await migrate(database);
  await makeFloor(database);
  let [ours, floor, events] = [0, 0, 0];
  for (const batch of load) {
    const prepared = prepare(batch);
    floor += await seconds(() => database.transaction((tx) => writeFloor(tx, prepared)));
    ours += await seconds(() =>
      database.transaction(async (tx) => {
        await append(tx, batch);
        await upsertStates(tx, batch.states);
      }),
    );
    events += batch.events.length;
  }
  const rate = (time: number): string =>
    Math.round(events / time)
      .toLocaleString("en")
      .padStart(9);
  const ratio = (floor / ours).toFixed(2);
  process.stdout.write(`${database.engine.padEnd(12)}${rate(floor)}${rate(ours)}${ratio.padStart(8)}\n`);
}

const load = batches(Number(process.argv[2] ?? 12), ISSUED_IN_A_BATCH);
const folder = mkdtempSync(path.join(tmpdir(), "countersign-bench-"));
const server = await startPostgres();
process.stdout.write("events/s        floor     index   ratio\n");
for (const options of [{ url: server.url("postgres") }, { directory: path.join(folder, "data") }]) {
  const database = await openDatabase(options);
  await measure(database, load);
  await database.close();
}
await server.stop();
rmSync(folder, { recursive: true, force: true });
