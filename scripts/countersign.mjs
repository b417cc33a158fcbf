#!/usr/bin/env node
// Starts the command line under the pinned Node, from any working directory and whatever Node started this file.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import * as module from "node:module";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { explain, pinnedVersion, root, runtimePath } from "./runtime.mjs";

const entry = path.join(root, "src", "cli", "main.ts");
/** Node keeps here what it compiled; where it cannot be written, the command starts as it would without. */
const COMPILED = path.join(root, "generated", "compiled");
// A terminal sends Ctrl-C to parent and child alike; passing it on would make one keystroke count twice.
const FORWARDED = process.stdin.isTTY ? ["SIGTERM", "SIGHUP"] : ["SIGINT", "SIGTERM", "SIGHUP"];

function runUnderPinnedNode() {
  const child = spawn(runtimePath(root), [entry, ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
  });
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  if (process.stdin.isTTY) process.on("SIGINT", () => {});
  child.on("error", (error) => {
    explain(`the installed Node does not start (${error.message}).`, [
      `Run \`npm ci\` in ${root} to install it again.`,
    ]);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    // 128 + the signal's number is what a shell reports for a process that a signal ended.
    process.exitCode = signal === null ? code : 128 + os.constants.signals[signal];
  });
}

/** What the command line takes from the compiled contracts is not committed; the first start makes it. */
function build() {
  if (existsSync(path.join(root, "generated", "abi.ts"))) return true;
  const script = path.join(root, "scripts", "build.ts");
  // Standard output belongs to the command that was asked for.
  return spawnSync(runtimePath(root), [script, "--no-tests"], { cwd: root, stdio: ["ignore", 2, 2] }).status === 0;
}

const [major] = process.versions.node.split(".").map(Number);
const [pinned] = pinnedVersion(root).split(".").map(Number);
if (!existsSync(runtimePath(root))) {
  explain("its packages are not installed yet.", [`Run \`npm start\` once in ${root}, then try again.`]);
  process.exitCode = 1;
} else if (!build()) {
  explain("its contracts do not compile; the compiler's words stand above.", [`Run \`npm start\` in ${root}.`]);
  process.exitCode = 1;
} else if (major >= pinned) {
  process.argv[1] = entry;
  module.enableCompileCache(COMPILED);
  await import(pathToFileURL(entry).href);
} else {
  runUnderPinnedNode();
}
