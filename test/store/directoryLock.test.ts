import { expect } from "chai";
import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { lockDirectory } from "../../src/store/directoryLock.ts";
import { StoreRefusedError } from "../../src/store/errors.ts";

describe("The lock of a directory", () => {
  let folder: string;
  let directory: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "countersign-lock-"));
    directory = path.join(folder, "data");
    file = `${directory}.lock`;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function refusal(named = directory): StoreRefusedError {
    try {
      lockDirectory(named).release();
    } catch (error) {
      if (error instanceof StoreRefusedError) return error;
      throw error;
    }
    throw new Error("the lock was given");
  }

  /** A lock file as some process would have left it. */
  function leave(owner: Readonly<Record<string, unknown>> | string): void {
    mkdirSync(directory, { recursive: true });
    writeFileSync(file, typeof owner === "string" ? owner : JSON.stringify({ host: hostname(), ...owner }));
  }

  /** The id of a process that has just ended. */
  function deadPid(): number {
    return spawnSync(process.execPath, ["--version"]).pid;
  }

  it("names its owner, and is gone when it is released", () => {
    const lock = lockDirectory(directory);
    expect(lock.file).to.equal(file);
    expect(JSON.parse(readFileSync(file, "utf8"))).to.include({ pid: process.pid, host: hostname() });
    lock.release();
    expect(existsSync(file)).to.equal(false);
  });

  it("is refused to the same process too, with the way out", () => {
    const lock = lockDirectory(directory);
    const { code, message } = refusal();
    expect(code).to.equal("DirectoryInUse");
    expect(message).to.include(`process ${process.pid} (this one)`);
    expect(message).to.include("DATABASE_URL");
    lock.release();
  });

  it("is one lock by whatever way the directory is named", () => {
    const lock = lockDirectory(directory);
    const link = path.join(folder, "link");
    symlinkSync(directory, link);
    expect(refusal(link).code).to.equal("DirectoryInUse");
    expect(refusal(`${folder}/x/../data/`).code).to.equal("DirectoryInUse");
    lock.release();
  });

  it("is released once: a second release leaves the next owner's lock alone", () => {
    const first = lockDirectory(directory);
    first.release();
    const second = lockDirectory(directory);
    first.release();
    expect(existsSync(file)).to.equal(true);
    second.release();
  });

  it("is taken from a process that is dead", () => {
    leave({ pid: deadPid() });
    const lock = lockDirectory(directory);
    expect(JSON.parse(readFileSync(file, "utf8"))).to.include({ pid: process.pid });
    lock.release();
  });

  it("is not taken because it is old", () => {
    leave({ pid: process.ppid });
    utimesSync(file, new Date("2001-01-01"), new Date("2001-01-01"));
    expect(refusal().message).to.include(`process ${process.ppid} on ${hostname()}`);
  });

  it("is not taken from another machine, whose processes nobody here can see", () => {
    leave({ pid: deadPid(), host: "elsewhere" });
    expect(refusal().message).to.include("on elsewhere");
  });

  for (const content of ["", "{", "[]", '{"pid":"1"}', '{"pid":1}']) {
    it(`is not taken when it cannot be told whose it is: ${content}`, () => {
      leave(content);
      expect(refusal().message).to.include(`delete ${file}`);
    });
  }

  it("is taken from a dead process whose number another has by now", function () {
    // Only Linux tells when a process started.
    if (!existsSync("/proc/self/stat")) this.skip();
    leave({ pid: process.pid, started: "1" });
    lockDirectory(directory).release();
  });

  it("is refused while another process is taking it from the dead one", () => {
    leave({ pid: deadPid() });
    writeFileSync(`${file}.turn`, JSON.stringify({ pid: process.ppid, host: hostname() }));
    expect(refusal().message).to.include(`delete ${file}.turn`);
    expect(existsSync(file)).to.equal(true);
  });

  it("goes to one of many processes that find a dead one's at the same instant", async () => {
    leave({ pid: deadPid() });
    const module = new URL("../../src/store/directoryLock.ts", import.meta.url).href;
    const start = Date.now() + 1_500;
    const script = `
      const { lockDirectory } = await import(${JSON.stringify(module)});
      while (Date.now() < ${start}) {}
      try { lockDirectory(${JSON.stringify(directory)}); process.stdout.write("given"); }
      catch (error) { process.stdout.write(error.code); }
      setInterval(() => undefined, 1_000);`;
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] }),
    );
    const answers = await Promise.all(children.map(answerOf));
    for (const child of children) child.kill("SIGKILL");
    await Promise.all(children.map((child) => once(child, "exit")));
    expect(answers.sort()).to.deep.equal(["DirectoryInUse", "DirectoryInUse", "DirectoryInUse", "given"]);
  });

  async function answerOf(child: ChildProcess): Promise<string> {
    if (child.stdout === null) throw new Error("the child has no voice");
    const [text] = (await once(child.stdout, "data")) as [Buffer];
    return text.toString();
  }
});
