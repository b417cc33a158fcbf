import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import hre from "hardhat";
import { createPublicClient, createWalletClient, http } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { serialiseAddresses } from "../../src/chain/addresses.ts";
import { readStatementProof, unprovenLines } from "../../src/cli/statementProofFile.ts";
import { deployLedger } from "../../src/clients/deployment.ts";
import { viemConnection } from "../../src/clients/viem/connection.ts";
import { createViemStatements } from "../../src/clients/viem/statements.ts";
import type { Address } from "../../src/domain/receivable.ts";
import type { Statement } from "../../src/domain/statement.ts";
import { documentKey } from "../../src/domain/statementLeaf.ts";
import { first, following, treeOf } from "../support/statementStage.ts";
import { countersign } from "./run.ts";

const MNEMONIC = "test test test test test test test test test test test junk";
const supplier = mnemonicToAccount(MNEMONIC);
const STATEMENT: Statement = {
  supplier: supplier.address.toLowerCase() as Address,
  buyer: `0x${"22".repeat(20)}`,
  currency: "0x00000000000000000000000000000000000003d2",
  cutOff: 1_700_000_000,
};
const DOCUMENT = documentKey(STATEMENT, "INV-1");
const TREE = treeOf(STATEMENT, [
  { document: DOCUMENT, amount: 119_00n },
  { document: documentKey(STATEMENT, "CN-1"), amount: -5n },
]);
const { line, proof } = TREE.proofOf(DOCUMENT);
const LINE = { ...line, amount: line.amount.toString(), proof };
const FILE = {
  version: 1,
  statement: { ...STATEMENT, cutOff: "2023-11-14T22:13:20Z" },
  party: STATEMENT.supplier,
  root: TREE.root,
  lines: [LINE],
};
const folder = mkdtempSync(path.join(tmpdir(), "countersign-"));

function written(content: unknown, name = "lines.json"): string {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe("A file of a statement's lines", () => {
  it("says in the words of the domain what it shows, and proves it under its root", () => {
    const read = readStatementProof(written(FILE));
    expect(read).to.deep.equal({
      statement: STATEMENT,
      party: STATEMENT.supplier,
      root: TREE.root,
      lines: [{ line, proof }],
    });
    expect(read && unprovenLines(read, TREE.root)).to.deep.equal([]);
    expect(read && unprovenLines(read, DOCUMENT)).to.deep.equal([DOCUMENT]);
  });

  it("is told from a file about something else", () => {
    expect(readStatementProof(written({ version: 1, fields: [] }))).to.equal(undefined);
    expect(readStatementProof(written([]))).to.equal(undefined);
    expect(readStatementProof(written(null))).to.equal(undefined);
  });

  const faults: readonly (readonly [string, unknown, string])[] = [
    ["without a root", { ...FILE, root: undefined }, "root: "],
    ["of another version", { ...FILE, version: 2 }, "version: "],
    ["with a field that it does not have", { ...FILE, colour: "red" }, "colour"],
    ["without lines", { ...FILE, lines: [] }, "lines: "],
    ["with one line twice", { ...FILE, lines: [LINE, LINE] }, "lines.1.document: another line"],
    ["of a third party", { ...FILE, party: `0x${"33".repeat(20)}` }, "party: it is neither"],
    [
      "with a moment that is none",
      { ...FILE, statement: { ...FILE.statement, cutOff: "2023-13-14T22:13:20Z" } },
      "cutOff",
    ],
    ["with an amount in decimals", { ...FILE, lines: [{ ...LINE, amount: "119.00" }] }, "lines.0.amount"],
    ["with an amount that fits no word", { ...FILE, lines: [{ ...LINE, amount: "9".repeat(49) }] }, "lines.0.amount"],
    [
      "with a proof deeper than any",
      { ...FILE, lines: [{ ...LINE, proof: Array(33).fill(DOCUMENT) }] },
      "lines.0.proof",
    ],
  ];
  for (const [name, content, fault] of faults) {
    it(`is refused ${name}, by the field at fault`, () => {
      expect(() => readStatementProof(written(content)))
        .to.throw(fault)
        .with.property("code", "STATEMENT_PROOF_INVALID");
    });
  }
});

describe("countersign check of a statement's lines", () => {
  let server: Awaited<ReturnType<typeof hre.network.createServer>>;
  let onChain: readonly string[];
  let post: (next: Parameters<typeof first>[0], version: number) => Promise<unknown>;

  before(async () => {
    server = await hre.network.createServer({ network: "default" }, "127.0.0.1", 0);
    const { address, port } = await server.listen();
    const rpc = `http://${address}:${port}`;
    const transport = http(rpc);
    const reader = createPublicClient({ transport, cacheTime: 0 });
    const wallet = createWalletClient({ account: supplier, transport });
    const waiting = { interval: 10, limit: 5_000 };
    const addresses = await deployLedger(viemConnection({ reader, wallet }), waiting);
    const client = await createViemStatements({ addresses, reader, wallet, waiting });
    post = (next, version) =>
      client.post(STATEMENT, version === 1 ? first(next) : following({ version: version - 1 }, TREE.root, next));
    const ledgerFile = written({}, "ledger.json");
    writeFileSync(ledgerFile, serialiseAddresses(addresses));
    onChain = ["--rpc", rpc, "--ledger-file", ledgerFile];
  });
  after(() => server.close());

  it("proves them under a root that is given, and says which are not", async () => {
    const proven = await countersign(["check", written(FILE), "--root", TREE.root, "--json"]);
    expect(proven.status, proven.err).to.equal(0);
    expect(JSON.parse(proven.out)).to.deep.equal({
      root: TREE.root,
      source: "given",
      statement: FILE.statement,
      party: FILE.party,
      ...{ version: null, reply: null, sameRoot: null },
      lines: [{ document: DOCUMENT, amount: "11900" }],
    });
    const raised = { ...FILE, lines: [{ ...LINE, amount: "11901" }] };
    const { status, err } = await countersign(["check", written(raised), "--root", TREE.root]);
    expect([status, err.includes(DOCUMENT)], err).to.deep.equal([3, true]);
  });

  it("proves them under the root that stands on the chain, and no longer under one that was replaced", async () => {
    const unposted = await countersign(["check", written(FILE), ...onChain]);
    expect([unposted.status, unposted.err.includes("has posted nothing")], unposted.err).to.deep.equal([3, true]);
    await post({ party: STATEMENT.supplier, root: TREE.root }, 1);
    const proven = await countersign(["check", written(FILE), ...onChain]);
    expect(proven.status, proven.err).to.equal(0);
    expect(proven.out).to.include(`${DOCUMENT}  11900 minor units`).and.include("posted as version 1; reply: NoReply");
    await post({ party: STATEMENT.supplier, root: DOCUMENT }, 2);
    const replaced = await countersign(["check", written(FILE), ...onChain]);
    expect([replaced.status, replaced.err.includes("another root, as version 2")], replaced.err).to.deep.equal([
      3,
      true,
    ]);
  });
});
