import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { Refusal, root } from "../runtime.mjs";

const LONGEST_WAIT_SECONDS = 900;
const POLL_MILLISECONDS = 250;

const generated = path.join(root, "generated");

/** Marks that an installation runs in this checkout. */
export const lockFile = path.join(generated, "bootstrap.lock");

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== "ESRCH";
  }
}

/** Takes the lock of this checkout, or returns who has it. A lock is taken over only from a dead process. */
function takeLock() {
  try {
    mkdirSync(generated, { recursive: true });
    writeFileSync(lockFile, JSON.stringify({ pid: process.pid, host: os.hostname() }), { flag: "wx" });
    return undefined;
  } catch (error) {
    if (error.code !== "EEXIST") {
      throw new Refusal(`${generated} cannot be written (${error.code}).`, [
        "The packages are not installed yet, and installing needs a folder that this user may write.",
      ]);
    }
  }
  try {
    const holder = JSON.parse(readFileSync(lockFile, "utf8"));
    if (holder.host !== os.hostname() || (holder.pid !== process.pid && isAlive(holder.pid))) return holder;
    rmSync(lockFile, { force: true });
  } catch {
    // The holder has just released it, or has not finished writing it.
  }
  return { pid: 0, host: os.hostname() };
}

/** Waits until no other installation runs in this checkout, and takes its place. */
export async function acquireLock() {
  for (let waited = 0, told = 0; ; waited += POLL_MILLISECONDS / 1000) {
    const holder = takeLock();
    if (holder === undefined) return;
    if (holder.pid !== 0 && holder.pid !== told) {
      told = holder.pid;
      process.stderr.write(`Another installation runs (process ${holder.pid} on ${holder.host}); waiting for it.\n`);
    }
    if (waited > LONGEST_WAIT_SECONDS) {
      throw new Refusal(`${lockFile} has been held for ${LONGEST_WAIT_SECONDS} seconds.`, [
        "If no installation is running, delete that file and try again.",
      ]);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
}

/** Ends what `acquireLock` began. */
export function releaseLock() {
  try {
    if (JSON.parse(readFileSync(lockFile, "utf8")).pid === process.pid) rmSync(lockFile, { force: true });
  } catch {
    // It is gone already.
  }
}
