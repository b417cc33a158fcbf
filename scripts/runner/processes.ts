import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

/** Absolute path of the checkout. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** How a process ended. `code` is 0 only where it ended by itself and reported success. */
export interface Ending {
  readonly code: number;
  /** Standard output and error in the order they came, without colours. */
  readonly output: string;
  readonly seconds: number;
}

export interface Running {
  /** Shows the output while it comes. */
  readonly live?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  /** Kills the process, which then counts as failed. */
  readonly signal?: AbortSignal;
}

/** The script behind a package's command. @throws Error where the package is not installed or has no such command. */
export function tool(name: string, command: string = name): string {
  const folder = path.join(root, "node_modules", name);
  const { bin } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as {
    bin?: string | Readonly<Record<string, string>>;
  };
  const file = typeof bin === "string" ? bin : bin?.[command];
  if (file === undefined) throw new Error(`The package ${name} has no command ${command}.`);
  return path.join(folder, file);
}

/** What one process compiled of the sources the next one need not: the tests start hundreds. */
const COMPILED = path.join(root, "generated", "compiled");

function environmentOf(added: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const colours = process.stdout.isTTY ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" };
  const binaries = [path.join(root, "node_modules", ".bin"), process.env["PATH"]].join(path.delimiter);
  return { ...process.env, ...colours, PATH: binaries, NODE_COMPILE_CACHE: COMPILED, ...added };
}

/** Runs a Node script with arguments from the root of the checkout and waits for its end. */
export async function runScript(
  script: string,
  args: readonly string[],
  { live = false, environment = {}, signal }: Running = {},
): Promise<Ending> {
  const started = performance.now();
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env: environmentOf(environment),
    stdio: ["ignore", "pipe", "pipe"],
    ...(signal === undefined ? {} : { signal, killSignal: "SIGKILL" }),
  });
  const chunks: string[] = [];
  for (const [stream, shown] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      chunks.push(chunk);
      if (live) shown.write(chunk);
    });
  }
  const code = await new Promise<number>((resolve) => {
    child.on("error", (error) => {
      chunks.push(`${error.message}\n`);
      resolve(1);
    });
    child.on("close", (exitCode) => {
      resolve(exitCode ?? 1);
    });
  });
  return { code, output: stripVTControlCharacters(chunks.join("")), seconds: (performance.now() - started) / 1000 };
}
