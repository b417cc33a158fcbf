import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { serialiseAddresses } from "../../src/chain/addresses.ts";
import type { Addresses } from "../../src/chain/addresses.ts";
import { startNode } from "../support/faultProxyNode.ts";
import type { Node } from "../support/faultProxyNode.ts";
import { countersign } from "./run.ts";
import { serving } from "./serving.ts";
import type { Serving } from "./serving.ts";

const SECRETS = {
  COUNTERSIGN_SECRET: "5e".repeat(32),
  COUNTERSIGN_OPERATOR_TOKEN: "operator-token-of-this-test-alone",
};

interface Readiness {
  readonly ready: boolean;
  readonly asOf: { readonly block: number } | null;
}

describe("countersign serve", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-serve-"));
  const running: Serving[] = [];
  let node: Node;
  let files = 0;

  before(async () => {
    node = await startNode();
  });

  after(async () => {
    for (const one of running) one.kill("SIGKILL");
    await node.close();
  });

  function ledgerFile(over: Partial<Addresses> = {}): string {
    files += 1;
    const file = path.join(folder, `ledger-${files}.json`);
    writeFileSync(file, serialiseAddresses({ ...node.addresses, ...over }));
    return file;
  }

  function settings(data: string, over: Partial<Addresses> = {}): readonly string[] {
    const place = ["--ledger-file", ledgerFile(over), "--data", path.join(folder, data), "--port", "0"];
    return ["serve", "--rpc", node.url, "--finality-depth", "2", ...place];
  }

  function start(args: readonly string[]): Serving {
    const one = serving(args, SECRETS);
    running.push(one);
    return one;
  }

  /** What it says when its index has come as far as the chain. */
  async function ready(url: string, block: number): Promise<Readiness> {
    for (;;) {
      const said = (await (await fetch(`${url}/v1/readiness`)).json()) as Readiness;
      if ((said.asOf?.block ?? -1) >= block) return said;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it("indexes, answers, gives its figures to the operator, and ends with 0 when it is told to", async () => {
    const one = start(settings("first"));
    const { url } = await one.result<{ url: string }>();
    await node.mine();
    const latest = Number(await node.request("eth_blockNumber"));
    expect((await ready(url, latest)).ready).to.equal(true);
    expect((await fetch(`${url}/`)).headers.get("content-type")).to.contain("text/html");
    expect((await fetch(`${url}/v1/demo/cast`)).status).to.equal(404);
    const headers = { authorization: `Bearer ${SECRETS.COUNTERSIGN_OPERATOR_TOKEN}` };
    const figures = await (await fetch(`${url}/metrics`, { headers })).text();
    expect(figures)
      .to.match(/^countersign_index_leading 1$/m)
      .and.match(/^countersign_index_stopped 0$/m);
    one.kill("SIGTERM");
    expect((await one.ended).status).to.equal(0);
  });

  it("is the only process on its folder, and the folder is free again after a kill", async () => {
    const args = settings("alone");
    const one = start(args);
    await one.result();
    const since = performance.now();
    const other = await countersign(args, { env: SECRETS });
    expect(other.status).to.equal(1);
    expect(other.err)
      .to.match(/is in use by process \d+/)
      .and.contain("DATABASE_URL");
    // Most of it is Node's own start.
    expect(performance.now() - since).to.be.below(30_000);
    one.kill("SIGKILL");
    await one.ended;
    const next = start(args);
    await next.result();
    next.kill("SIGINT");
    expect((await next.ended).status).to.equal(0);
  });

  it("refuses a database of another ledger", async () => {
    const one = start(settings("taken"));
    const { url } = await one.result<{ url: string }>();
    await ready(url, 0);
    one.kill("SIGTERM");
    await one.ended;
    const { directory, ledger } = node.addresses;
    const { status, err } = await countersign(settings("taken", { directory: ledger, ledger: directory }), {
      env: SECRETS,
    });
    expect(status).to.equal(1);
    expect(err).to.contain(ledger).and.contain(directory);
  });

  it("refuses a chain that is not the one of the address file", async () => {
    const empty = `0x${"e0".repeat(20)}` as const;
    const cases: readonly (readonly [over: Partial<Addresses>, said: string])[] = [
      [{ ledger: empty }, `there is no contract at ${empty}`],
      [{ chainId: 1 }, "chain 1"],
      [{ blockHash: `0x${"b0".repeat(32)}` }, "another chain of the same id, or one that was reset"],
    ];
    for (const [place, [over, said]] of cases.entries()) {
      const { status, err } = await countersign(settings(`foreign-${place}`, over), { env: SECRETS });
      expect(err).to.contain(said);
      expect(status).to.equal(4);
    }
  });

  it("has no default secrets, and repeats none that it is given", async () => {
    const cases: readonly (readonly [env: Readonly<Record<string, string>>, said: string])[] = [
      [{ COUNTERSIGN_SECRET: "" }, "COUNTERSIGN_SECRET is empty"],
      [{ COUNTERSIGN_SECRET: "hunter2" }, "COUNTERSIGN_SECRET has 7 characters"],
      [{ COUNTERSIGN_SMS_URL: "http://10.0.0.7/send" }, "COUNTERSIGN_SMS_URL has 20 characters"],
      [{ COUNTERSIGN_SMS_URL: "https://sms.example.com/" }, "COUNTERSIGN_SMS_AUTHORIZATION is not set"],
      [{ COUNTERSIGN_OPERATOR_TOKEN: "hunter2" }, "COUNTERSIGN_OPERATOR_TOKEN has 7 characters"],
    ];
    for (const [env, said] of cases) {
      const { status, err } = await countersign(settings("none"), { env: { ...SECRETS, ...env } });
      expect([status, err.includes("hunter2")]).to.deep.equal([2, false]);
      expect(err).to.contain(said);
    }
  });

  it("names every setting that will not do", async () => {
    const cases: readonly (readonly [args: readonly string[], said: string])[] = [
      [["--port", "65536"], "--port is 65536"],
      [["--origin", "https://ledger.example/path"], "--origin is https://ledger.example/path"],
      [["--finality-depth", "0"], "--finality-depth is 0"],
      [["--currency", "0x12"], "Write 0x and 40 hex digits."],
      [["--ledger-file", path.join(folder, "absent.json")], "absent.json cannot be read"],
    ];
    for (const [args, said] of cases) {
      const { status, err } = await countersign([...settings("wrong"), ...args], { env: SECRETS });
      expect(err).to.contain(said);
      expect(status).to.equal(2);
    }
  });

  it("refuses a currency that is no token", async () => {
    const { status, err } = await countersign([...settings("wrong"), "--currency", node.addresses.ledger], {
      env: SECRETS,
    });
    expect(status).to.equal(4);
    expect(err).to.contain(`--currency ${node.addresses.ledger}`);
  });

  it("says which node does not answer", async () => {
    const args = [
      "serve",
      "--ledger-file",
      ledgerFile(),
      "--rpc",
      "http://127.0.0.1:9",
      "--currency",
      node.addresses.ledger,
    ];
    const { status, err } = await countersign(args, { env: SECRETS });
    expect(status).to.equal(4);
    expect(err).to.contain("http://127.0.0.1:9");
  });
});
