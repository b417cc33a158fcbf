import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const LAUNCHER = fileURLToPath(new URL("../../scripts/countersign.mjs", import.meta.url));

export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `countersign` as a process of its own, as a script would. */
export async function countersign(
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ran> {
  const environment: NodeJS.ProcessEnv = { ...process.env };
  delete environment["COUNTERSIGN_DEPLOYER_KEY"];
  Object.assign(environment, env);
  const child = spawn(process.execPath, [LAUNCHER, ...args], { cwd, env: environment, stdio: "pipe" });
  const text = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => (text.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (text.err += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => {
      resolve({ status, ...text });
    });
  });
}
