/**
 * Answers a second of the gateway's list and detail, beside bare Express routes on the same database that do one
 * indexed select and nothing else. Client and server are processes of their own; the two are asked in turns, in either
 * order, over connections that stay open. The gateway keeps answers while nothing changes; of what is called
 * "changed" something has changed each time, and all of it is read and made anew.
 *
 * `node scripts/bench/gateway.ts [receivables] [PostgreSQL|PGlite] [seconds of a turn] [turns] [connections]`
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Engine } from "../../src/store/database.ts";
import { startPostgres } from "../../test/store/postgresServer.ts";
import { PAGE } from "./gatewayServer.ts";
import type { Served } from "./gatewayServer.ts";

const SERVER = fileURLToPath(new URL("gatewayServer.ts", import.meta.url));
const ENGINES: readonly Engine[] = ["PostgreSQL", "PGlite"];
const WARM_SECONDS = 1.5;

const [receivables = "100000", only = "", turnSeconds = "2", turns = "5", connections = "8"] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });

interface Question {
  readonly url: string;
  readonly token?: string;
}

type Ask = (turn: number) => Question;

function get({ url, token }: Question): Promise<number> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers }, (response) => {
      let length = 0;
      response.on("data", (chunk: Buffer) => (length += chunk.length));
      response.on("end", () => {
        if (response.statusCode === 200) resolve(length);
        else reject(new Error(`${url} answers ${response.statusCode ?? "nothing"}`));
      });
    });
    asked.on("error", reject);
    asked.end();
  });
}

/** Answers a second while so many connections ask without a pause. */
async function rate(ask: Ask, seconds: number): Promise<number> {
  const start = performance.now();
  const end = start + seconds * 1_000;
  let answers = 0;
  const asking = async (): Promise<void> => {
    while (performance.now() < end) {
      await get(ask(answers));
      answers += 1;
    }
  };
  await Promise.all(Array.from({ length: Number(connections) }, asking));
  return (answers * 1_000) / (performance.now() - start);
}

function questions({
  gateway,
  changing,
  bare,
  parties,
}: Served): Readonly<Record<string, readonly [bare: Ask, ours: Ask]>> {
  const party = (turn: number): Served["parties"][number] => {
    const found = parties[turn % parties.length];
    if (found === undefined) throw new Error("nobody asks");
    return found;
  };
  const id = (turn: number): string => party(turn).ids[(turn * 7919) % party(turn).ids.length] ?? "";
  const bareList: Ask = (turn) => ({ url: `${bare}/list/${party(turn).party}` });
  const bareDetail: Ask = (turn) => ({ url: `${bare}/detail/${id(turn)}` });
  const list =
    (origin: string): Ask =>
    (turn) => ({ url: `${origin}/v1/receivables?role=supplier&limit=${PAGE}`, token: party(turn).token });
  const detail =
    (origin: string): Ask =>
    (turn) => ({ url: `${origin}/v1/receivables/${id(turn)}`, token: party(turn).token });
  return {
    list: [bareList, list(gateway)],
    detail: [bareDetail, detail(gateway)],
    "list, changed": [bareList, list(changing)],
    "detail, changed": [bareDetail, detail(changing)],
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function measure(engine: Engine, served: Served): Promise<void> {
  for (const [name, [bare, ours]] of Object.entries(questions(served))) {
    for (const ask of [bare, ours]) await rate(ask, WARM_SECONDS);
    const rates: { bare: number[]; ours: number[]; ratio: number[] } = { bare: [], ours: [], ratio: [] };
    for (let turn = 0; turn < Number(turns); turn += 1) {
      const order = turn % 2 === 0 ? [bare, ours] : [ours, bare];
      const [first, second] = [
        await rate(order[0] ?? bare, Number(turnSeconds)),
        await rate(order[1] ?? ours, Number(turnSeconds)),
      ];
      const [theirs, own] = turn % 2 === 0 ? [first, second] : [second, first];
      rates.bare.push(theirs);
      rates.ours.push(own);
      rates.ratio.push(own / theirs);
    }
    const shown = [rates.bare, rates.ours].map((one) => Math.round(median(one)).toLocaleString("en").padStart(9));
    const ratio = median(rates.ratio).toFixed(2).padStart(8);
    process.stdout.write(`${engine.padEnd(12)}${name.padEnd(16)}${shown.join("")}${ratio}\n`);
  }
}

async function run(engine: Engine, url: string | undefined): Promise<void> {
  const args = [SERVER, receivables, ...(url === undefined ? [] : [url])];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  await measure(engine, JSON.parse(line) as Served);
  child.kill();
  await once(child, "exit");
}

process.stdout.write(`${Number(receivables).toLocaleString("en")} receivables, ${connections} connections\n`);
process.stdout.write("answers/s                      bare  gateway   ratio\n");
for (const engine of ENGINES) {
  if (only !== "" && only !== engine) continue;
  if (engine === "PGlite") await run(engine, undefined);
  else {
    const server = await startPostgres();
    await run(engine, server.url("postgres"));
    await server.stop();
  }
}
agent.destroy();
