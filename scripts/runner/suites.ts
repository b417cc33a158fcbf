import { existsSync, globSync } from "node:fs";
import path from "node:path";
import { outcomeOfTests } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import { root, runScript, tool } from "./processes.ts";
import type { Running } from "./processes.ts";

const PROPERTIES = path.join("scripts", "runner", "properties.ts");

/** Where the real documents lie that the corpus suites read; they are no part of the repository. */
export const corpusData: string = path.join(root, "..", "shared", "data");

/** Folders whose tests read the sources alone. */
const PURE = ["domain", "documents", "reconciliation"];
/** Folders whose tests also need what the contracts generate, and no chain. */
const SERVED = ["gateway", "notifier", "store", "wire", "portalWords"];
/** Folders whose tests read a chain; the others on a chain act upon it. */
const FOLLOWING = ["chain", "indexer"];
/** Folders whose tests run what a user runs, on a chain of its own. */
const RUNNING = ["cli", "relayer", "story"];
/** Folders whose tests need a browser: see `scripts/browser.ts`. */
const BROWSING = ["portal"];

/** The mocha test files by what they need: see `scripts/test.ts`. */
export interface TestFiles {
  readonly pure: readonly string[];
  readonly served: readonly string[];
  readonly following: readonly string[];
  readonly running: readonly string[];
  readonly acting: readonly string[];
  /** Those that open the portal in a browser; no part of `npm test`. */
  readonly browsing: readonly string[];
  /** Those that read what the compiler wrote about the project. */
  readonly house: readonly string[];
  /** Those that read real documents beside the checkout. */
  readonly corpus: readonly string[];
}

/** Every test file once. */
export function testFiles(): TestFiles {
  const files = globSync("test/**/*.test.ts", { cwd: root }).sort();
  const folderOf = (file: string): string => file.split(path.sep)[1] ?? "";
  const within = (...folders: readonly string[]): string[] => files.filter((file) => folders.includes(folderOf(file)));
  const house = within("house", "house.test.ts");
  const corpus = within("corpus");
  const [pure, served] = [within(...PURE), within(...SERVED)];
  const [following, running, browsing] = [within(...FOLLOWING), within(...RUNNING), within(...BROWSING)];
  const taken = new Set([...house, ...corpus, ...pure, ...served, ...following, ...running, ...browsing]);
  const acting = files.filter((file) => !taken.has(file));
  return { pure, served, following, running, house, corpus, browsing, acting };
}

/** Whether the corpus lies beside the checkout. */
export function corpusIsHere(): boolean {
  return existsSync(corpusData);
}

/** Runs mocha test files on Hardhat's in-process chain; the project must have been built. */
export async function runMochaOnHardhat(files: readonly string[], running: Running = {}): Promise<Outcome> {
  if (files.length === 0) return outcomeOfTests({ code: 0, output: "", seconds: 0 });
  const args = ["test", "mocha", "--no-compile", PROPERTIES, ...files];
  return outcomeOfTests(await runScript(tool("hardhat"), args, running));
}

/**
 * Runs mocha test files that need no chain, and shows only those that fail.
 * @param chosen What mocha is told of which tests of theirs; all of them unless told.
 */
export async function runMocha(
  files: readonly string[],
  running: Running = {},
  chosen: readonly string[] = [],
): Promise<Outcome> {
  if (files.length === 0) return outcomeOfTests({ code: 0, output: "", seconds: 0 });
  // A set-up that fails may leave a server open behind it, and the run shall end and say so.
  const settings = ["--no-config", "--forbid-only", "--exit", "--timeout", "60000", "--reporter", "dot"];
  const args = [...settings, ...chosen, "--file", PROPERTIES, ...files];
  return outcomeOfTests(await runScript(tool("mocha"), args, running));
}

/** Runs the Solidity tests, all of them or those whose signature matches; the project must have been built. */
export async function runSolidityTests(grep: string | undefined, running: Running = {}): Promise<Outcome> {
  const only = grep === undefined ? [] : ["--grep", grep];
  return outcomeOfTests(await runScript(tool("hardhat"), ["test", "solidity", "--no-compile", ...only], running));
}

/**
 * Compiles the contracts and generates what the TypeScript code takes from them. @param options `--no-tests` for the
 * contracts alone, which takes a tenth of the time.
 */
export async function build(...options: readonly "--no-tests"[]): Promise<Outcome> {
  const { code, output, seconds } = await runScript(path.join(root, "scripts", "build.ts"), options);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, seconds, output };
}
