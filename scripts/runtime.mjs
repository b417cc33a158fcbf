// Facts about this checkout that must be readable before anything is installed and under any Node, old ones included.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** Absolute path of the checkout. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** The parsed package.json of a checkout. */
export function manifest(folder) {
  return JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
}

/** The exact Node version that a checkout is built with, for example `24.1.0`. */
export function pinnedVersion(folder) {
  return manifest(folder).devDependencies.node;
}

/** Where the pinned runtime lies once it is installed. */
export function runtimePath(folder) {
  return path.join(folder, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
}

/** The version that the installed runtime itself reports, or "" where none starts. */
export function installedVersion(folder) {
  const asked = spawnSync(runtimePath(folder), ["--version"], { encoding: "utf8" });
  return asked.status === 0 ? asked.stdout.trim().replace(/^v/, "") : "";
}

/** A reason not to go on that its reader can do something about. */
export class Refusal extends Error {
  constructor(problem, advice) {
    super(problem);
    this.advice = advice;
  }
}

/** Prints what went wrong and what to do about it on standard error. */
export function explain(problem, advice) {
  process.stderr.write(`countersign: ${problem}\n${advice.map((line) => `  ${line}\n`).join("")}`);
}
