import { spawnSync } from "node:child_process";
import os from "node:os";
import { expect } from "chai";
import { Checkout, version } from "./checkout.ts";
import type { Ended } from "./checkout.ts";

describe("A fresh checkout", () => {
  let checkout: Checkout;
  before(function () {
    // The false npm is a shell script.
    if (process.platform === "win32") this.skip();
  });
  beforeEach(() => {
    checkout = new Checkout();
  });
  afterEach(() => {
    checkout.discard();
  });

  async function bootstrap(environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return checkout.run("bootstrap.mjs", environment);
  }

  it("installs under the pinned Node, once", async () => {
    expect((await bootstrap()).code).to.equal(0);
    expect(checkout.installations()).to.equal(1);
    expect(await bootstrap()).to.deep.equal({ code: 0, output: "" });
    expect(checkout.installations()).to.equal(1);
    expect(checkout.has("generated/bootstrap.lock")).to.equal(false);
  });

  it("installs again when the lock file has changed, or when the runtime is gone", async () => {
    await bootstrap();
    checkout.lock({ "node_modules/a": { version: "2.0.0" } });
    await bootstrap();
    expect(checkout.installations()).to.equal(2);
    checkout.remove("node_modules/node");
    await bootstrap();
    expect(checkout.installations()).to.equal(3);
  });

  it("installs again after an installation that failed half way", async () => {
    expect((await bootstrap({ NPM_ERROR: "EINTEGRITY" })).code).to.equal(1);
    checkout.write("node_modules/a/package.json", "{}");
    expect((await bootstrap()).code).to.equal(0);
    expect(checkout.installations()).to.equal(2);
  });

  it("accepts what somebody installed by hand if it is what the lock file says", async () => {
    checkout.installByHand();
    expect((await bootstrap()).code).to.equal(0);
    expect(checkout.installations()).to.equal(0);
    expect(checkout.has("node_modules/.installed")).to.equal(true);
  });

  it("does not accept another version, a missing folder, or packages that the lock file does not name", async () => {
    const spoilers = [
      () => checkout.lock({ "node_modules/a": { version: "1.0.1" } }),
      () => checkout.remove("node_modules/a"),
      () => checkout.lock({}),
      () => checkout.remove("node_modules/@nomicfoundation/edr"),
    ];
    for (const [index, spoil] of spoilers.entries()) {
      checkout.discard();
      checkout = new Checkout();
      checkout.installByHand();
      spoil();
      await bootstrap();
      expect(checkout.installations(), `case ${index}`).to.equal(1);
    }
  });

  it("installs once when it is started twice at a time", async () => {
    const [first, second] = await Promise.all([bootstrap({ NPM_SECONDS: "1" }), bootstrap({ NPM_SECONDS: "1" })]);
    expect([first.code, second.code]).to.deep.equal([0, 0]);
    expect(checkout.installations()).to.equal(1);
    expect(first.output + second.output).to.contain("Another installation runs");
  });

  it("takes over from an installation that was killed", async () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    checkout.write("generated/bootstrap.lock", JSON.stringify({ pid, host: os.hostname() }));
    expect((await bootstrap()).code).to.equal(0);
    expect(checkout.installations()).to.equal(1);
  });

  const troubles: readonly (readonly [name: string, environment: Readonly<Record<string, string>>, advice: string])[] =
    [
      ["no network", { NPM_ERROR: "ENOTFOUND" }, "registry cannot be reached"],
      ["a lock file that does not fit", { NPM_ERROR: "EUSAGE" }, `node@${version} --call "npm install"`],
      ["a folder that cannot be written", { NPM_ERROR: "EACCES" }, "writable"],
      ["a full disk", { NPM_ERROR: "ENOSPC" }, "disk is full"],
      ["an error that it does not know", { NPM_ERROR: "EODD" }, "npm's message stands above"],
      ["an npm that is too old", { NPM_VERSION: "9.8.1" }, "npm 10 or newer"],
      ["no npm at all", { PATH: "/nowhere" }, "npm does not start"],
      ["install scripts that did not run", { NO_RUNTIME: "1" }, "ignore-scripts"],
      ["a missing native part", { NO_NATIVE: "1" }, "native part"],
    ];
  for (const [name, environment, advice] of troubles) {
    it(`explains ${name}, and leaves no lock behind`, async () => {
      const { code, output } = await bootstrap(environment);
      expect(code).to.equal(1);
      expect(output).to.contain("countersign: ").and.to.contain(advice).and.not.to.contain("    at ");
      expect(checkout.has("generated/bootstrap.lock")).to.equal(false);
    });
  }

  describe("started by its command", () => {
    const program = `
      const [act = "", code = "0"] = process.argv.slice(2);
      if (act === "wait") {
        process.on("SIGTERM", () => process.exit(7));
        setTimeout(() => process.exit(8), 20_000);
        console.log("send SIGTERM");
      } else if (act === "die") process.kill(process.pid, "SIGKILL");
      else process.exitCode = Number(code);
    `;

    /** A pin above this Node makes this Node the older one, so that the launcher has to start another. */
    function pin(pinned: string): void {
      checkout.write("package.json", JSON.stringify({ type: "module", devDependencies: { node: pinned } }));
      checkout.write("src/cli/main.ts", program);
      checkout.write("generated/abi.ts", "");
    }

    it("says what to do when nothing is installed", async () => {
      pin(version);
      const { code, output } = await checkout.run("countersign.mjs");
      expect(code).to.equal(1);
      expect(output).to.contain("npm start");
    });

    for (const pinned of [version, "999.0.0"]) {
      it(`passes exit codes and signals through under a pin of ${pinned}`, async () => {
        await bootstrap();
        pin(pinned);
        expect((await checkout.run("countersign.mjs", {}, ["exit", "3"])).code).to.equal(3);
        expect((await checkout.run("countersign.mjs", {}, ["wait"])).code).to.equal(7);
      });
    }

    it("reports a program that a signal ended as a shell does", async () => {
      await bootstrap();
      pin("999.0.0");
      expect((await checkout.run("countersign.mjs", {}, ["die"])).code).to.equal(128 + 9);
    });
  });
});
