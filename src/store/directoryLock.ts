/**
 * One process a directory. PGlite takes no lock of its own, and two processes on one directory lose what either was
 * told is stored, without an error. The lock is a file beside the directory that names its owner; it is taken from an
 * owner that is provably dead, and never because of its age.
 */
import { linkSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { StoreRefusedError } from "./errors.ts";

export interface DirectoryLock {
  readonly file: string;
  release(): void;
}

interface Owner {
  readonly pid: number;
  readonly host: string;
  /** When the process started, in the kernel's own count, so that a number given again is no owner; where known. */
  readonly started: string | undefined;
}

let taken = 0;

/**
 * Takes the directory for this process, and makes it if it is not there.
 * @throws StoreRefusedError "DirectoryInUse" that names the owner and the way out.
 */
export function lockDirectory(directory: string): DirectoryLock {
  mkdirSync(directory, { recursive: true });
  // One directory has one lock, by whatever way it was named.
  const file = `${realpathSync(directory)}.lock`;
  const owner: Owner = { pid: process.pid, host: hostname(), started: lifeOf(process.pid)?.started };
  if (!create(file, owner)) {
    refuseUnlessDead(directory, file);
    steal(directory, file, owner);
  }
  let held = true;
  const release = (): void => {
    if (held) rmSync(file, { force: true });
    held = false;
  };
  return { file, release };
}

/**
 * Makes the file with its content in one step, so that no other process ever reads half of it; false if it is there.
 */
function create(file: string, owner: Owner): boolean {
  taken += 1;
  const draft = `${file}.${owner.pid}.${taken}`;
  writeFileSync(draft, JSON.stringify(owner), { flag: "wx" });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Only one process at a time may remove a dead one's lock, or the second would remove the first one's new lock. */
function steal(directory: string, file: string, owner: Owner): void {
  const turn = `${file}.turn`;
  if (!create(turn, owner)) throw inUse(directory, turn, ownerIn(turn));
  try {
    refuseUnlessDead(directory, file);
    rmSync(file, { force: true });
    if (!create(file, owner)) throw inUse(directory, file, ownerIn(file));
  } finally {
    rmSync(turn, { force: true });
  }
}

function refuseUnlessDead(directory: string, file: string): void {
  const owner = ownerIn(file);
  if (owner !== "gone" && !isDead(owner)) throw inUse(directory, file, owner);
}

/** Who the file says has the directory; "gone" if it was released meanwhile, undefined if it says nothing sensible. */
function ownerIn(file: string): Owner | "gone" | undefined {
  try {
    const { pid, host, started } = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, unknown>>;
    if (!Number.isSafeInteger(pid) || typeof host !== "string") return undefined;
    return { pid: Number(pid), host, started: typeof started === "string" ? started : undefined };
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT" ? "gone" : undefined;
  }
}

function isDead(owner: Owner | undefined): boolean {
  if (owner?.host !== hostname()) return false;
  const life = lifeOf(owner.pid);
  if (life === undefined) return !answers(owner.pid);
  return life.ended || (owner.started !== undefined && owner.started !== life.started);
}

/** What the kernel tells of a process, where it tells anything. */
function lifeOf(pid: number): { readonly started: string | undefined; readonly ended: boolean } | undefined {
  try {
    // The name of the program, in brackets, may hold anything; what follows are the state and numbers.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return { started: fields[19], ended: fields[0] === "Z" || fields[0] === "X" };
  } catch {
    return undefined;
  }
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}

function inUse(directory: string, file: string, owner: Owner | "gone" | undefined): StoreRefusedError {
  const who =
    owner === "gone" || owner === undefined
      ? "a process that cannot be told"
      : `process ${owner.pid}${owner.pid === process.pid ? " (this one)" : ""} on ${owner.host}`;
  return new StoreRefusedError(
    "DirectoryInUse",
    `The database in ${directory} is in use by ${who}. Stop that process, or set DATABASE_URL to a PostgreSQL ` +
      `server, which several processes may use. If you are sure that it runs no more, delete ${file}.`,
  );
}
