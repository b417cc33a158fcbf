/** A command that goes on until it is told to end. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const LAUNCHER = fileURLToPath(new URL("../../scripts/countersign.mjs", import.meta.url));

export interface Serving {
  /** What it printed as its result: one JSON object each. */
  result<Value>(): Promise<Value>;
  /** How it ended. */
  readonly ended: Promise<{ readonly status: number | null; readonly err: string }>;
  kill(signal: NodeJS.Signals): void;
}

/** @param results How many JSON objects it prints before it serves; the last one is its `result`. */
export function serving(args: readonly string[], env: Readonly<Record<string, string>>, results = 1): Serving {
  const child = spawn(process.execPath, [LAUNCHER, "--json", ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  const ended = new Promise<{ status: number | null; err: string }>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, err }));
  });
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const printed = new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
      // Each object is printed with its braces on lines of their own.
      if ([...out.matchAll(/^}$/gm)].length >= results) resolve(out);
    });
    void ended.then(({ status }) => reject(new Error(`it ended with ${String(status)} before it served: ${err}`)));
  });
  // Whoever never asks for the result learns of the end from `ended`.
  printed.catch(() => undefined);
  return {
    ended,
    kill: (signal) => child.kill(signal),
    async result<Value>() {
      const text = await printed;
      return JSON.parse(text.slice(text.lastIndexOf("\n{\n") + 1)) as Value;
    },
  };
}
