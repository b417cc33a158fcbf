import { spawn, spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { root } from "./sources.ts";

/** The version that the checkouts of these tests pin: the one that runs the tests. */
export const version: string = process.versions.node;

/**
 * Stands in for npm. It installs a link to this Node and a native part that loads, unless it is told to fail, and notes
 * what it was asked.
 */
const NPM = `#!/bin/sh
echo "$@" >> "$ASKED"
if [ "$1" = "--version" ]; then echo "\${NPM_VERSION:-11.0.0}"; exit 0; fi
if [ -n "$NPM_ERROR" ]; then echo "npm error code $NPM_ERROR" >&2; exit 1; fi
sleep "\${NPM_SECONDS:-0}"
mkdir -p node_modules/node/bin node_modules/@nomicfoundation/edr
if [ -z "$NO_RUNTIME" ]; then ln -sf "$RUNTIME" node_modules/node/bin/node; fi
if [ -z "$NO_NATIVE" ]; then echo "module.exports = {};" > node_modules/@nomicfoundation/edr/index.js; fi
`;

const LOCKED = { "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "1.0.0", optional: true } };

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** A checkout in a temporary folder with the project's own start scripts, a small lock file and a false npm. */
export class Checkout {
  readonly folder: string = mkdtempSync(path.join(os.tmpdir(), "checkout-"));
  readonly #binaries: string = path.join(this.folder, "bin");

  constructor() {
    for (const name of ["bootstrap.mjs", "bootstrap", "runtime.mjs", "countersign.mjs"]) {
      cpSync(path.join(root, "scripts", name), path.join(this.folder, "scripts", name), { recursive: true });
    }
    this.write("package.json", JSON.stringify({ type: "module", devDependencies: { node: version } }));
    this.lock(LOCKED);
    this.write("bin/npm", NPM);
    chmodSync(path.join(this.#binaries, "npm"), 0o755);
  }

  write(file: string, text: string): void {
    const full = path.join(this.folder, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, text);
  }

  has(file: string): boolean {
    return existsSync(path.join(this.folder, file));
  }

  lock(packages: Readonly<Record<string, object>>): void {
    this.write(
      "package-lock.json",
      JSON.stringify({ packages: { "": { devDependencies: { node: version } }, ...packages } }),
    );
  }

  /** What somebody's own installation leaves: npm's list of it, the folders, and what the false npm brings. */
  installByHand(): void {
    spawnSync(path.join(this.#binaries, "npm"), ["ci"], { cwd: this.folder, env: this.#environment({}) });
    this.remove("asked.log");
    this.write(
      "node_modules/.package-lock.json",
      JSON.stringify({ packages: { "node_modules/a": { version: "1.0.0" } } }),
    );
    this.write("node_modules/a/package.json", "{}");
  }

  remove(file: string): void {
    rmSync(path.join(this.folder, file), { recursive: true, force: true });
  }

  /** How often npm was asked to install. */
  installations(): number {
    const file = path.join(this.folder, "asked.log");
    const asked = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    return asked.filter((line) => line.includes(`--package=node@${version} --call npm ci`)).length;
  }

  #environment(added: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
    const tools = [this.#binaries, "/usr/bin", "/bin"].join(path.delimiter);
    return { PATH: tools, ASKED: path.join(this.folder, "asked.log"), RUNTIME: process.execPath, ...added };
  }

  /** Runs one of the start scripts to its end, or until it is sent a signal after it has printed something. */
  async run(
    script: string,
    added: Readonly<Record<string, string>> = {},
    args: readonly string[] = [],
  ): Promise<Ended> {
    const child = spawn(process.execPath, [path.join(this.folder, "scripts", script), ...args], {
      cwd: os.tmpdir(),
      env: this.#environment(added),
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        output += chunk;
        if (chunk.includes("send SIGTERM")) child.kill("SIGTERM");
      });
    }
    const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
    return { code, output };
  }

  discard(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
