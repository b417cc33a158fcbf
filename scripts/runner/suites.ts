import { existsSync, globSync } from "node:fs";
import path from "node:path";
import { outcomeOfTests } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import { root, runScript, tool } from "./processes.ts";
import type { Running } from "./processes.ts";

const PROPERTIES = path.join("scripts", "runner", "properties.ts");

/** Where the real documents lie that the corpus suites read; they are no part of the repository. */
export const corpusData: string = path.join(root, "..", "shared", "data");

/**
 * The mocha test files by what they need: a compiled project, what the compiler wrote about it, the sources alone, or
 * the corpus beside them.
 */
export function testFiles(): { chain: string[]; house: string[]; pure: string[]; corpus: string[] } {
  const files = globSync("test/**/*.test.ts", { cwd: root }).sort();
  const inFolder = (file: string, name: string): boolean => file.startsWith(path.join("test", name) + path.sep);
  const isHouse = (file: string): boolean => file === path.join("test", "house.test.ts") || inFolder(file, "house");
  const isPure = (file: string): boolean => inFolder(file, "domain") || inFolder(file, "documents");
  return {
    chain: files.filter((file) => !isHouse(file) && !isPure(file) && !inFolder(file, "corpus")),
    pure: files.filter(isPure),
    house: files.filter(isHouse),
    corpus: files.filter((file) => inFolder(file, "corpus")),
  };
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

/** Runs mocha test files that need no chain, and shows only those that fail. */
export async function runMocha(files: readonly string[], running: Running = {}): Promise<Outcome> {
  if (files.length === 0) return outcomeOfTests({ code: 0, output: "", seconds: 0 });
  const settings = ["--no-config", "--forbid-only", "--timeout", "60000", "--reporter", "dot"];
  const args = [...settings, "--file", PROPERTIES, ...files];
  return outcomeOfTests(await runScript(tool("mocha"), args, running));
}

/** Runs the Solidity tests, all of them or those whose signature matches; the project must have been built. */
export async function runSolidityTests(grep: string | undefined, running: Running = {}): Promise<Outcome> {
  const only = grep === undefined ? [] : ["--grep", grep];
  return outcomeOfTests(await runScript(tool("hardhat"), ["test", "solidity", "--no-compile", ...only], running));
}

/** Compiles the contracts and generates what the TypeScript code takes from them. */
export async function build(): Promise<Outcome> {
  const { code, output, seconds } = await runScript(path.join(root, "scripts", "build.ts"), []);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, seconds, output };
}
