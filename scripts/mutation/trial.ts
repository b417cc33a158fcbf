/** Runs the Solidity tests while one mutant is alive. */
import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { tool } from "../runner/processes.ts";
import type { Mutant } from "./mutants.ts";

export type Verdict = "killed" | "timed out" | "survived";

export interface Trial {
  readonly verdict: Verdict;
  /** The test that failed first; empty where none did. */
  readonly by: string;
}

/** A handful of runs for each fuzz test, and one play for each invariant. */
const FACTOR = "0.001";
const SECONDS = 300;
const PLAYS = "Invariants.t.sol";

/** The names of the tests that fail, as they come; a suite's name stands before its tests. */
class Reading {
  readonly failed: string[] = [];
  passed = 0;
  #suite = "";
  #rest = "";

  read(chunk: string): void {
    const lines = (this.#rest + stripVTControlCharacters(chunk)).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) {
      this.#suite = /^ {2}(\S+\.sol:\w+)$/.exec(line)?.[1] ?? this.#suite;
      const name = /^ {4}\d+\) (.+)$/.exec(line)?.[1];
      if (name !== undefined) this.failed.push(`${this.#suite} ${name}`);
      if (/^ {4}✔ /.test(line)) this.passed++;
    }
  }
}

/**
 * Runs test files and stops at the first failure that is not expected.
 * @returns the first such failure, or undefined; and all that failed.
 */
async function run(
  folder: string,
  files: readonly string[],
  mutant: number,
  isExpected: (name: string) => boolean,
): Promise<{ failure: string | undefined; reading: Reading; slow: boolean }> {
  const config = path.join(folder, "mutation.config.ts");
  const paths = files.map((file) => path.join(folder, file));
  const child = spawn(
    process.execPath,
    [tool("hardhat"), "--config", config, "test", "solidity", "--no-compile", ...paths],
    {
      cwd: folder,
      env: { ...process.env, NO_COLOR: "1", COUNTERSIGN_FUZZ_FACTOR: FACTOR, COUNTERSIGN_MUTANT: String(mutant) },
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  const reading = new Reading();
  const failure = (): string | undefined => reading.failed.find((name) => !isExpected(name));
  let slow = false;
  const timer = setTimeout(() => {
    slow = true;
    child.kill("SIGKILL");
  }, SECONDS * 1000);
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    reading.read(chunk);
    if (failure() !== undefined) child.kill("SIGKILL");
  });
  await new Promise((resolve) => child.on("close", resolve));
  clearTimeout(timer);
  return { failure: failure(), reading, slow };
}

/** What fails although no mutant is alive, because the contracts are larger and dearer. @throws where nothing ran. */
export async function failingWithout(folder: string): Promise<Set<string>> {
  const all = new Set<string>();
  for (const files of [testFiles(folder), [`test/contracts/${PLAYS}`]]) {
    const { reading } = await run(folder, files, 0, () => true);
    if (reading.passed <= reading.failed.length)
      throw new Error(`Most tests fail in ${folder}, even without a mutant.`);
    for (const name of reading.failed) all.add(name);
  }
  return all;
}

function testFiles(folder: string): string[] {
  const files = globSync("test/contracts/**/*.t.sol", { cwd: folder }).sort();
  return files.filter((file) => path.basename(file) !== PLAYS);
}

/** The tests that are named after the mutant's function or file, or have their folder for it. */
function nearest(files: readonly string[], { file, within }: Mutant): string[] {
  const names = [within.replace(/^_/, ""), path.basename(file, ".sol")].map((name) => name.toLowerCase());
  return files.filter((test) => {
    const name = path.basename(test, ".t.sol").toLowerCase();
    const isOrganisation = file.includes("/accounts/") && test.includes("/accounts/");
    return isOrganisation || names.some((wanted) => wanted !== "" && (name.startsWith(wanted) || wanted === name));
  });
}

/** Tries the nearest tests first, then the others, then the plays. */
export async function tryMutant(folder: string, mutant: Mutant, expected: ReadonlySet<string>): Promise<Trial> {
  const files = testFiles(folder);
  const first = nearest(files, mutant);
  const rest = files.filter((file) => !first.includes(file));
  for (const stage of [first, rest, [`test/contracts/${PLAYS}`]]) {
    if (stage.length === 0) continue;
    const { failure, slow } = await run(folder, stage, mutant.id, (name) => expected.has(name));
    if (failure !== undefined) return { verdict: "killed", by: failure };
    if (slow) return { verdict: "timed out", by: "" };
  }
  return { verdict: "survived", by: "" };
}
