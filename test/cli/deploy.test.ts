import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import hre from "hardhat";
import { createPublicClient, http, toHex } from "viem";
import { mnemonicToAccount, privateKeyToAccount } from "viem/accounts";
import { parseAddresses } from "../../src/chain/addresses.ts";
import type { Addresses } from "../../src/chain/addresses.ts";
import { createViemClient } from "../../src/clients/viem/client.ts";
import { openAddressFile } from "../../src/cli/addressFile.ts";
import { countersign } from "./run.ts";

/** An account without ether. */
const KEY = `0x${"5e".repeat(32)}` as const;
/** The accounts that every Hardhat chain funds. */
const FUNDED = mnemonicToAccount("test test test test test test test test test test test junk", { addressIndex: 3 });
const FUNDED_KEY = toHex(FUNDED.getHdKey().privateKey ?? new Uint8Array());

function errorIn(err: string): { readonly code: string; readonly message: string } {
  return (JSON.parse(err) as { error: { code: string; message: string } }).error;
}

async function listen(listener: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Listens, does something, and listens no more. */
async function withServer(listener: RequestListener, act: (url: string) => Promise<void>): Promise<void> {
  const { server, url } = await listen(listener);
  try {
    await act(url);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** A JSON-RPC node that knows these methods and no other. */
function nodeWith(answers: Readonly<Record<string, unknown>>): RequestListener {
  return (request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const { id, method } = JSON.parse(body) as { id: number; method: string };
      const known = method in answers;
      const answer = known ? { result: answers[method] } : { error: { code: -32601, message: `no ${method}` } };
      response.setHeader("content-type", "application/json").end(JSON.stringify({ jsonrpc: "2.0", id, ...answer }));
    });
  };
}

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
    expect(out)
      .to.include("Nobody owns this ledger")
      .and.match(/^factoring {3}0x[0-9a-f]{40}$/m);
    const addresses = parseAddresses(readFileSync(path.join(folder, "countersign.31337.json"), "utf8"));
    const client = await createViemClient({ addresses, reader: createPublicClient({ transport: http(rpc) }) });
    expect((await client.stateOf(`0x${"01".repeat(32)}`)).status).to.equal(0);
  });

  it("does not deploy twice into one address file", async () => {
    const { status, err } = await countersign(["deploy", "--rpc", rpc], { cwd: folder });
    expect(status).to.equal(2);
    expect(err).to.include("exists already").and.include("--out");
  });

  it("names the account that has no ether, and leaves no file behind", async () => {
    const out = path.join(folder, "poor.json");
    const { status, err } = await countersign(["deploy", "--rpc", rpc, "--out", out, "--json"], {
      env: { COUNTERSIGN_DEPLOYER_KEY: KEY },
    });
    expect(status, err).to.equal(4);
    expect(errorIn(err).code).to.equal("GasNotCovered");
    expect(errorIn(err).message).to.include(privateKeyToAccount(KEY).address.toLowerCase());
    expect(errorIn(err).message).to.include("nothing was deployed");
    expect(err).not.to.include(KEY.slice(2));
    expect(existsSync(out)).to.equal(false);
  });

  it("signs with the key in a file, and tells of each contract as it is deployed", async () => {
    const [keyFile, out] = [path.join(folder, "funded.key"), path.join(folder, "funded.json")];
    writeFileSync(keyFile, `${FUNDED_KEY}\n`);
    const { status, err } = await countersign(["deploy", "--rpc", rpc, "--key-file", keyFile, "--out", out], {
      env: { COUNTERSIGN_DEPLOYER_KEY: "the file goes before this" },
    });
    expect(status, err).to.equal(0);
    expect(err).to.include(`from ${FUNDED.address}`);
    const told = [...err.matchAll(/^ +(\w+) at 0x[0-9a-f]{40}$/gm)].map(([, name]) => name);
    const ledger = ["directory", "amendments", "adjustments", "ledger", "lens"];
    expect(told).to.deep.equal([...ledger, "statements", "desk", "factoring", "collections"]);
    const { block } = parseAddresses(readFileSync(out, "utf8"));
    const { transactions } = await createPublicClient({ transport: http(rpc) }).getBlock({
      blockNumber: BigInt(block),
      includeTransactions: true,
    });
    expect(transactions.map(({ from }) => from)).to.deep.equal([FUNDED.address.toLowerCase()]);
  });

  it("gives one JSON object, and nothing on standard error, under --json", async () => {
    const out = path.join(folder, "json.json");
    const run = await countersign(["deploy", "--rpc", rpc, "--out", out, "--json"], {
      env: { COUNTERSIGN_DEPLOYER_KEY: FUNDED_KEY },
    });
    expect([run.status, run.err]).to.deep.equal([0, ""]);
    expect(JSON.parse(run.out)).to.deep.equal({ file: out, ...parseAddresses(readFileSync(out, "utf8")) });
  });

  it("sends nothing when the address file's folder does not exist", async () => {
    const reader = createPublicClient({ transport: http(rpc), cacheTime: 0 });
    const before = await reader.getBlockNumber();
    const out = path.join(folder, "missing", "ledger.json");
    const { status, err } = await countersign(["deploy", "--rpc", rpc, "--out", out, "--json"]);
    expect(status).to.equal(2);
    expect(errorIn(err).code).to.equal("ADDRESS_FILE_UNWRITABLE");
    expect(errorIn(err).message).to.include("missing").and.include("--out");
    expect(await reader.getBlockNumber()).to.equal(before);
  });

  it("gives the addresses in its message when they cannot be written", () => {
    const hex = (digit: string, length: number): `0x${string}` => `0x${digit.repeat(length)}`;
    const where = { ledger: hex("1", 40), directory: hex("2", 40), lens: hex("3", 40) };
    const addresses: Addresses = { chainId: 1, ...where, block: 7, blockHash: hex("4", 64) };
    const file = openAddressFile(path.join(folder, "lost.json"));
    file.discard();
    expect(() => {
      file.write(addresses);
    }).to.throw(addresses.ledger);
  });

  const blanks: readonly (readonly [string, string])[] = [
    ["empty", ""],
    ["blank", " \n"],
    ["words", "correct horse battery staple"],
    ["nought", `0x${"00".repeat(32)}`],
  ];
  for (const [what, text] of blanks) {
    it(`takes neither a file nor a variable that holds no key (${what}) for one that was not given`, async () => {
      const file = path.join(folder, `${what}.key`);
      writeFileSync(file, text);
      // Nothing listens there: what is given is checked before the node is asked.
      const args = ["deploy", "--rpc", "http://127.0.0.1:1", "--json"];
      const runs = await Promise.all([
        countersign([...args, "--key-file", file]),
        countersign(args, { env: { COUNTERSIGN_DEPLOYER_KEY: text } }),
      ]);
      for (const { status, err } of runs) {
        expect(status).to.equal(2);
        expect(errorIn(err).code).to.equal("KEY_INVALID");
        expect(err).to.include("64 hex digits").and.not.include("horse");
      }
    });
  }

  it("asks for a key where the node unlocks no account, or does not know such accounts at all", async () => {
    for (const answers of [{ eth_chainId: "0x1", eth_accounts: [] }, { eth_chainId: "0x1" }]) {
      await withServer(nodeWith(answers), async (url) => {
        const { status, err } = await countersign(["deploy", "--rpc", `${url}/?apikey=geheim`, "--json"], {
          cwd: folder,
        });
        expect(status).to.equal(4);
        expect(errorIn(err).code).to.equal("KEY_MISSING");
        expect(err).to.include("--key-file").and.not.include("geheim");
      });
    }
    expect(existsSync(path.join(folder, "countersign.1.json"))).to.equal(false);
  });

  const strangers: readonly (readonly [string, RequestListener, string, string])[] = [
    [
      "refuses by HTTP",
      (_, response) => response.writeHead(401).end("who are you?"),
      "NODE_REFUSED",
      "HTTP status 401",
    ],
    [
      "speaks HTML",
      (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>"),
      "NODE_NOT_JSON_RPC",
      "not as an Ethereum JSON-RPC node",
    ],
    ["answers something else", nodeWith({ eth_chainId: {} }), "NODE_NOT_JSON_RPC", "check the address"],
    ["knows no chain", nodeWith({}), "NODE_REFUSED", "no eth_chainId"],
  ];
  for (const [what, listener, code, said] of strangers) {
    it(`says of a server that ${what} what is wrong with it, and nothing of its address but the origin`, async () => {
      await withServer(listener, async (url) => {
        const secret = url.replace("//", "//user:geheim@");
        const { status, err } = await countersign(["deploy", "--rpc", `${secret}/v3/geheim?apikey=geheim`, "--json"]);
        expect(status, err).to.equal(4);
        expect(errorIn(err).code).to.equal(code);
        expect(errorIn(err).message).to.include(said).and.include(url).and.not.include("geheim");
      });
    });
  }

  it("says that the node fell silent when it does so before the deployment, without its address", async () => {
    const answers = { eth_chainId: "0x1", eth_accounts: [FUNDED.address] };
    await withServer(nodeWith(answers), async (url) => {
      const { status, out, err } = await countersign(["deploy", "--rpc", `${url}/geheim`], { cwd: folder });
      expect([status, out]).to.deep.equal([4, ""]);
      expect(err)
        .to.include("countersign: ")
        .and.not.include("geheim")
        .and.not.match(/^ +at /m);
    });
  });

  it("says which address does not answer, and exits with 4", async () => {
    const { status, err } = await countersign(["deploy", "--rpc", "http://127.0.0.1:1/geheim", "--json"]);
    expect(status).to.equal(4);
    expect(errorIn(err).code).to.equal("NODE_UNREACHABLE");
    expect(err).to.include("http://127.0.0.1:1:").and.not.include("geheim");
  });

  it("refuses an address that is not http", async () => {
    const { status, err } = await countersign(["deploy", "--rpc", "ftp://me:geheim@node/geheim"]);
    expect(status).to.equal(2);
    expect(err).to.include("ftp://node").and.not.include("geheim");
    expect((await countersign(["deploy", "--rpc", "geheim"])).err)
      .to.include("http")
      .and.not.include("geheim");
  });
});
