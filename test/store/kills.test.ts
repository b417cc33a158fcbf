import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { runs } from "../../scripts/effort.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { freshUrl } from "./engines.ts";
import { failureOf } from "./failures.ts";

const WRITER = fileURLToPath(new URL("writer.ts", import.meta.url));
const ROUNDS = runs(10);
const LONGEST_LIFE_MILLISECONDS = 150;
const LIFE_MILLISECONDS = 20_000;

interface Life {
  /** What it found stored, by number: how many rows. */
  readonly found: ReadonlyMap<number, number>;
  /** The last number that it said was stored; 0 if it came to say nothing. */
  readonly acknowledged: number;
}

interface Living {
  /** How long it lives after so many words. */
  readonly milliseconds: number;
  /** The first tells what it found, each further one of a number that it stored; 1 unless told. */
  readonly words?: number;
  readonly whileAlive?: (pid: number) => Promise<void>;
}

/** Lets a writer live for a while, and kills it. */
async function live(
  kind: "url" | "directory",
  where: string,
  { milliseconds, words = 1, whileAlive = () => Promise.resolve() }: Living,
): Promise<Life> {
  const child = spawn(process.execPath, [WRITER, kind, where], { stdio: ["ignore", "pipe", "pipe"] });
  let complaints = "";
  child.stderr.on("data", (text: Buffer) => (complaints += text.toString()));
  const gone = once(child, "close");
  const lines: string[] = [];
  const reading = createInterface(child.stdout).on("line", (line) => lines.push(line));
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;
  while (lines.length < words && isAlive()) await Promise.race([once(reading, "line"), gone]);
  if (lines.length > 0) {
    await whileAlive(child.pid ?? 0);
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
  }
  child.kill("SIGKILL");
  const [, signal] = (await gone) as [number | null, string | null];
  if (signal !== "SIGKILL" || complaints !== "") throw new Error(`The writer ended by itself: ${complaints}`);
  const found = JSON.parse(lines[0] ?? "[]") as readonly { readonly number: number; readonly rows: number }[];
  return {
    found: new Map(found.map(({ number, rows }) => [number, rows])),
    acknowledged: Math.max(0, ...lines.slice(1).map(Number)),
  };
}

/** Nothing acknowledged is lost, nothing is there in part or twice, and no number is left out. */
function expectWhole(found: Life["found"], acknowledged: number): void {
  expect(found.size).to.be.at.least(acknowledged);
  // What was stored and not yet said when the kill came is the one that may be there too.
  expect(found.size).to.be.at.most(acknowledged + 1);
  expect([...found.keys()]).to.deep.equal(Array.from({ length: found.size }, (_, index) => index + 1));
  expect([...found.values()].every((rows) => rows === 3)).to.equal(true);
}

async function killAgainAndAgain(kind: "url" | "directory", where: string): Promise<void> {
  let acknowledged = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    // Every other life comes to store something, however slow the machine is.
    const words = 1 + (round % 2);
    const { found, ...life } = await live(kind, where, {
      milliseconds: Math.random() * LONGEST_LIFE_MILLISECONDS,
      words,
    });
    expectWhole(found, acknowledged);
    acknowledged = Math.max(life.acknowledged, found.size);
  }
  expect(acknowledged).to.be.at.least(Math.ceil(ROUNDS / 2));
}

describe("A writer that is killed at any instant", () => {
  let folder: string;
  let directory: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "countersign-kills-"));
    directory = path.join(folder, "data");
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("loses nothing that it said was stored, and doubles nothing, on either engine", async function () {
    // Each life is a process of its own, which on a busy machine takes seconds to start.
    this.timeout(2 * ROUNDS * LIFE_MILLISECONDS + 120_000);
    await Promise.all([killAgainAndAgain("directory", directory), killAgainAndAgain("url", await freshUrl())]);
  });

  it("has its directory to itself while it lives, and frees it by its death", async function () {
    this.timeout(120_000);
    const whileAlive = async (pid: number): Promise<void> => {
      const asked = performance.now();
      const refusal = await failureOf(openDatabase({ directory }));
      expect(performance.now() - asked).to.be.below(1_000);
      expect(refusal).to.include({ name: "StoreRefusedError", code: "DirectoryInUse" });
      expect(refusal).to.have.property("message").that.includes(`process ${pid} on `);
      expect(refusal).to.have.property("message").that.includes(`delete ${directory}.lock`);
    };
    await live("directory", directory, { milliseconds: 0, whileAlive });
    // Nobody removed the lock: it is taken because its owner is dead.
    expect(existsSync(`${directory}.lock`)).to.equal(true);
    const database = await openDatabase({ directory });
    expect(readFileSync(`${directory}.lock`, "utf8")).to.include(`"pid":${process.pid}`);
    await database.close();
    expect(existsSync(`${directory}.lock`)).to.equal(false);
  });
});
