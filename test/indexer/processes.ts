/** Index processes that tests start and kill. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Fate } from "./victim.ts";

const VICTIM = fileURLToPath(new URL("victim.ts", import.meta.url));
const PATIENCE_MILLISECONDS = 60_000;

export interface Ended {
  readonly signal: string | null;
  readonly code: number | null;
  readonly complaints: string;
}

export interface IndexProcess {
  /** Resolves when it has said that it has a role; rejects when it ends before. */
  has(role: string): Promise<void>;
  readonly ended: Promise<Ended>;
  /** As the kernel does it: at once, whatever it is doing. */
  kill(): Promise<Ended>;
}

export function startIndex(fate: Fate): IndexProcess {
  const child = spawn(process.execPath, [VICTIM, JSON.stringify(fate)], { stdio: ["ignore", "pipe", "pipe"] });
  let complaints = "";
  child.stderr.on("data", (text: Buffer) => (complaints += text.toString()));
  const roles = new Set<string>();
  const reading = createInterface(child.stdout).on("line", (line) => roles.add(line));
  const patience = setTimeout(() => child.kill("SIGTERM"), PATIENCE_MILLISECONDS);
  const ended = once(child, "close").then(([code, signal]: readonly (number | string | null)[]): Ended => {
    clearTimeout(patience);
    return { code: code as number | null, signal: signal as string | null, complaints };
  });
  return {
    ended,
    async has(role) {
      while (!roles.has(role)) {
        const end = await Promise.race([once(reading, "line").then(() => undefined), ended]);
        if (end !== undefined && !roles.has(role)) throw new Error(`it ended before it was ${role}: ${end.complaints}`);
      }
    },
    kill() {
      child.kill("SIGKILL");
      return ended;
    },
  };
}
