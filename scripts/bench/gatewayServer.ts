/**
 * A gateway on a database of so many receivables, and beside it the bare Express routes that it is measured against:
 * one indexed select each, through the same driver. Given: how many, and a server's URL or nothing for PGlite. With
 * `--one-supplier` all of them are one's own, and the gateway serves the portal as well.
 */
import { createHash, randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import process from "node:process";
import { fileURLToPath } from "node:url";
import express from "express";
import pino from "pino";
import { Registry } from "prom-client";
import { wordOf } from "../../src/domain/hash.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { createGateway } from "../../src/gateway/gateway.ts";
import type { GatewayConfig } from "../../src/gateway/deps.ts";
import { append, moveCursor } from "../../src/store/chainTables.ts";
import type { Database } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { upsertStates } from "../../src/store/readModel.ts";
import { openSignIn } from "../../src/store/signIns.ts";
import { bytes } from "../../src/store/values.ts";
import { rounds } from "./storeLoad.ts";

/** What the client needs to ask. */
export interface Served {
  readonly gateway: string;
  /** The same, where something has changed whenever it looks. */
  readonly changing: string;
  readonly bare: string;
  /** Parties, a session's token of each, and some of their receivables. */
  readonly parties: readonly { readonly party: Address; readonly token: string; readonly ids: readonly Hex[] }[];
}

const NOW = 1_790_000_000;
const HOUR = 3_600;
const ISSUED_IN_A_ROUND = 2_500;
const ASKING = 20;
const IDS = 200;
export const PAGE = 50;
const PLENTY = { requests: 1_000_000_000, seconds: 60 };
const FOR_ONE = "--one-supplier";
const PORTAL = fileURLToPath(new URL("../../generated/portal", import.meta.url));
const isForOne = process.argv.includes(FOR_ONE);
const NOBODY: Address = `0x${"1f".repeat(20)}`;

const CONFIG: GatewayConfig = {
  origin: new URL("http://127.0.0.1"),
  version: "1",
  secret: randomBytes(32),
  operatorToken: randomBytes(32).toString("hex"),
  sessionSeconds: HOUR,
  nonceSeconds: HOUR,
  bodyBytes: 65_536,
  organisationLimit: PLENTY,
  strangerLimit: PLENTY,
  behindSeconds: HOUR,
  memberSeconds: 1,
  closeSeconds: 1,
  trustedProxies: [],
};

async function fill(database: Database, receivables: number): Promise<void> {
  let last = 0;
  for (const batch of rounds(Math.ceil(receivables / ISSUED_IN_A_ROUND), ISSUED_IN_A_ROUND)) {
    await database.transaction(async (tx) => {
      await append(tx, batch);
      await upsertStates(tx, batch.states);
    });
    last = batch.blocks.at(-1)?.number ?? last;
  }
  const point = { number: last, hash: wordOf(last) };
  await database.transaction((tx) => moveCursor(tx, undefined, { folded: point, final: point }));
  await database.query("analyze");
}

/** Columns as they go into JSON. */
const COLUMNS =
  "id, supplier, buyer, holder, invoice, line, revision, status, closed, written_off, part, currency, due_day, " +
  "amount::text, settled::text, credited::text, disputed::text, issued_block, changed_block";

async function serveBare(database: Database): Promise<string> {
  const app = express();
  app.get("/detail/:id", async (request, response) => {
    const found = await database.query(`select ${COLUMNS} from receivables where id = $1`, [
      bytes(request.params.id as Hex),
    ]);
    response.json(found[0]);
  });
  app.get("/list/:party", async (request, response) => {
    const list =
      `select ${COLUMNS} from receivables where supplier = $1 order by coalesce(due_day, ` + `4294967296), id limit $2`;
    response.json(await database.query(list, [bytes(request.params.party as Hex), PAGE]));
  });
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function serveGateway(database: Database): Promise<string> {
  const gateway = createGateway({
    config: CONFIG,
    database,
    addresses: { chainId: 1, ledger: NOBODY, directory: NOBODY, lens: NOBODY, block: 1, blockHash: wordOf(1) },
    now: () => NOW,
    // Lines are made, and go nowhere.
    logger: pino(pino.destination("/dev/null")),
    metrics: new Registry(),
    tokens: new Map(),
    portal: isForOne ? PORTAL : undefined,
    simulate: () => Promise.resolve(undefined),
    signedByContract: () => Promise.resolve(false),
  });
  return `http://127.0.0.1:${await gateway.listen(0)}`;
}

/** Looks as well, and never finds the tables as they were. */
function changing(database: Database): Database {
  let changes = 0;
  return {
    ...database,
    async query<Row extends object>(...asked: Parameters<Database["query"]>): Promise<readonly Row[]> {
      const rows = await database.query<Row>(...asked);
      if (!Object.hasOwn(rows[0] ?? {}, "standing") || Object.hasOwn(rows[0] ?? {}, "id")) return rows;
      changes += 1;
      return [{ standing: String(changes) } as unknown as Row];
    },
  };
}

/** The list of one firm is then as long as the table. */
async function giveToOne(database: Database): Promise<void> {
  const [first] = await database.query<{ supplier: Address }>("select supplier from receivables order by id limit 1");
  if (first === undefined) throw new Error("there is no receivable");
  await database.query("update receivables set supplier = $1, holder = $1", [bytes(first.supplier)]);
  await database.query("vacuum analyze receivables");
}

async function signIn(database: Database, party: Address): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const hashOf = (text: string): Hex => `0x${createHash("sha256").update(text).digest("hex")}`;
  const expires = NOW + HOUR;
  const session = { organisation: party, account: party, expires, tokenHash: hashOf(token) };
  await openSignIn(database, { ...session, nonceHash: hashOf(`nonce of ${token}`), nonceExpires: expires }, NOW);
  return token;
}

if (import.meta.main) {
  const [receivables = "100000", url] = process.argv.slice(2).filter((argument) => argument !== FOR_ONE);
  process.once("SIGTERM", () => process.exit(0));
  process.stdin.resume().once("end", () => process.exit(0));
  const database = await openDatabase(url === undefined ? { directory: undefined } : { url });
  await migrate(database);
  await fill(database, Number(receivables));
  if (isForOne) await giveToOne(database);
  const parties = await database.query<{ party: Address }>(
    "select distinct supplier as party from receivables order by 1 limit $1",
    [ASKING],
  );
  const asking = await Promise.all(
    parties.map(async ({ party }) => {
      const own = "select id from receivables where supplier = $1 order by id limit $2";
      const found = await database.query<{ id: Hex }>(own, [bytes(party), IDS]);
      return { party, token: await signIn(database, party), ids: found.map(({ id }) => id) };
    }),
  );
  const served: Served = {
    gateway: await serveGateway(database),
    changing: await serveGateway(changing(database)),
    bare: await serveBare(database),
    parties: asking,
  };
  process.stdout.write(`${JSON.stringify(served)}\n`);
}
