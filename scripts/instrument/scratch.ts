/** A copy of the project in which the contracts are others, to compile and test it beside the real one. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root, runScript, tool } from "../runner/processes.ts";
import type { Ending, Running } from "../runner/processes.ts";

const COPIED = [
  "package.json",
  "hardhat.config.ts",
  "scripts/effort.ts",
  "scripts/mergedTests.ts",
  "generated/permit2.hex",
];
const COPIED_FOLDERS = ["contracts", "test/contracts"];

/** Leaves a file alone that already says so, so that the compiler's cache holds. */
function write(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A project of its own below `generated/`, which lasts, so that a second run compiles only what has changed. */
export class Scratch {
  readonly folder: string;

  /** @param contracts Sources that replace or join those of the project, by their path from its root. */
  constructor(name: string, contracts: ReadonlyMap<string, string>) {
    this.folder = path.join(root, "generated", "scratch", name);
    for (const name of COPIED_FOLDERS) rmSync(path.join(this.folder, name), { recursive: true, force: true });
    for (const name of [...COPIED, ...COPIED_FOLDERS]) {
      cpSync(path.join(root, name), path.join(this.folder, name), { recursive: true });
    }
    const modules = path.join(this.folder, "node_modules");
    if (!existsSync(modules)) symlinkSync(path.join(root, "node_modules"), modules);
    for (const [file, text] of contracts) write(path.join(this.folder, file), text);
  }

  /** Runs Hardhat on the copy. */
  async hardhat(args: readonly string[], running: Running = {}): Promise<Ending> {
    return runScript(tool("hardhat"), ["--config", path.join(this.folder, "hardhat.config.ts"), ...args], running);
  }
}
