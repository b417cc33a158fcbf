/** One suite for both engines: each is opened once, and every test starts with empty tables. */
import type { Database, Engine } from "../../src/store/database.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { dropTables, emptyTables } from "./emptying.ts";
import { startPostgres } from "./postgresServer.ts";
import type { PostgresServer } from "./postgresServer.ts";

export const ENGINES: readonly Engine[] = ["PGlite", "PostgreSQL"];

let server: Promise<PostgresServer> | undefined;
const opened = new Map<Engine, Promise<Database>>();
let databases = 0;

/** The server of this run of the tests. */
export function postgresServer(): Promise<PostgresServer> {
  server ??= startPostgres();
  return server;
}

/** The address of a database of its own on the server. */
export async function freshUrl(): Promise<string> {
  const admin = await openDatabase({ url: (await postgresServer()).url("postgres") });
  databases += 1;
  const name = `test_${databases}`;
  await admin.query(`create database ${name}`);
  await admin.close();
  return (await postgresServer()).url(name);
}

/** The engine's database for tests, without a table. */
export async function emptyDatabase(engine: Engine): Promise<Database> {
  const database = await (opened.get(engine) ?? open(engine));
  await dropTables(database);
  return database;
}

/** The engine's database for tests, with empty tables. */
export async function freshDatabase(engine: Engine): Promise<Database> {
  const database = await (opened.get(engine) ?? open(engine));
  await emptyTables(database);
  return database;
}

function open(engine: Engine): Promise<Database> {
  const opening = openOwn(engine);
  opened.set(engine, opening);
  return opening;
}

after(async () => {
  for (const database of opened.values()) await (await database).close();
  await (await server)?.stop();
});

/** A database that the test closes itself. */
export async function openOwn(engine: Engine): Promise<Database> {
  return openDatabase(engine === "PGlite" ? { directory: undefined } : { url: await freshUrl() });
}
