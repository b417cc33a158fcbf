import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import hre from "hardhat";
import { createPublicClient, http } from "viem";
import { parseAddresses } from "../../src/chain/addresses.ts";
import { createViemClient } from "../../src/clients/viem/client.ts";
import { countersign } from "./run.ts";

const KEY = `0x${"5e".repeat(32)}`;

describe("countersign deploy", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-"));
  let server: Awaited<ReturnType<typeof hre.network.createServer>>;
  let rpc: string;
  before(async () => {
    server = await hre.network.createServer({ network: "default" }, "127.0.0.1", 0);
    const { address, port } = await server.listen();
    rpc = `http://${address}:${port}`;
  });
  after(() => server.close());

  it("writes the address file that a client connects by, from the account the node unlocks", async () => {
    const { status, out, err } = await countersign(["deploy", "--rpc", rpc], { cwd: folder });
    expect(status, err).to.equal(0);
    expect(out).to.include("Nobody owns this ledger");
    const addresses = parseAddresses(readFileSync(path.join(folder, "countersign.31337.json"), "utf8"));
    const client = await createViemClient({ addresses, reader: createPublicClient({ transport: http(rpc) }) });
    expect((await client.stateOf(`0x${"01".repeat(32)}`)).status).to.equal(0);
  });

  it("does not deploy twice into one address file", async () => {
    const { status, err } = await countersign(["deploy", "--rpc", rpc], { cwd: folder });
    expect(status).to.equal(2);
    expect(err).to.include("exists already").and.include("--out");
  });

  it("signs with a key from the environment, and says so when that account has no ether", async () => {
    const { status, err } = await countersign(["deploy", "--rpc", rpc, "--out", path.join(folder, "own.json")], {
      env: { COUNTERSIGN_DEPLOYER_KEY: KEY },
    });
    expect(status, err).to.equal(4);
    expect(err).not.to.include(KEY.slice(2));
  });

  it("refuses what is no key without repeating it", async () => {
    const file = path.join(folder, "key");
    writeFileSync(file, "correct horse battery staple");
    const { status, err } = await countersign(["deploy", "--rpc", rpc, "--key-file", file, "--out", "x.json"]);
    expect(status).to.equal(2);
    expect(err).to.include("64 hex digits").and.not.include("horse");
  });

  it("says which address does not answer, and exits with 4", async () => {
    const { status, err } = await countersign(["deploy", "--rpc", "http://127.0.0.1:1", "--json"], { cwd: folder });
    expect(status).to.equal(4);
    expect(JSON.parse(err)).to.have.nested.property("error.code", "NODE_UNREACHABLE");
  });

  it("refuses an address that is not http", async () => {
    const { status, err } = await countersign(["deploy", "--rpc", "ftp://node"]);
    expect(status).to.equal(2);
    expect(err).to.include("ftp://node");
  });
});
