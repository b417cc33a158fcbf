import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import hre from "hardhat";
import { createPublicClient, createWalletClient, http } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { serialiseAddresses } from "../../src/chain/addresses.ts";
import type { Addresses } from "../../src/chain/addresses.ts";
import { encodeContent, seal } from "../../src/clients/sealing.ts";
import { newViewingKey } from "../../src/clients/sealingKeys.ts";
import { deployLedger } from "../../src/clients/deployment.ts";
import type { LedgerClient } from "../../src/clients/port.ts";
import { createViemClient } from "../../src/clients/viem/client.ts";
import { viemConnection } from "../../src/clients/viem/connection.ts";
import { idOf, openHeader } from "../../src/domain/commitment.ts";
import { disclose, documentRoot } from "../../src/domain/document.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address, Hex, Receivable } from "../../src/domain/receivable.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { countersign } from "./run.ts";

const MNEMONIC = "test test test test test test test test test test test junk";
const SECRET = keccakOfText("secret of the document");
const EUR: Address = "0x00000000000000000000000000000000000003d2";
const FIELDS = [
  { path: "number", value: "A-1" },
  { path: "totals.payable", value: "119.00" },
];
const SEALED_BAR = 112_000n;

describe("countersign check against a ledger", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-"));
  let server: Awaited<ReturnType<typeof hre.network.createServer>>;
  let rpc: string;
  let addresses: Addresses;
  let client: LedgerClient;
  let ledgerFile: string;
  const supplier = mnemonicToAccount(MNEMONIC);

  before(async () => {
    server = await hre.network.createServer({ network: "default" }, "127.0.0.1", 0);
    const { address, port } = await server.listen();
    rpc = `http://${address}:${port}`;
    const transport = http(rpc);
    const reader = createPublicClient({ transport });
    const wallet = createWalletClient({ account: supplier, transport });
    addresses = await deployLedger(viemConnection({ reader, wallet }), undefined, () => undefined);
    client = await createViemClient({ addresses, reader, wallet });
    ledgerFile = path.join(folder, "ledger.json");
    writeFileSync(ledgerFile, serialiseAddresses(addresses));
  });

  after(() => server.close());

  const receivable = (): Receivable => {
    const buyer = mnemonicToAccount(MNEMONIC, { addressIndex: 1 }).address.toLowerCase() as Address;
    const header = headerOf(supplier.address.toLowerCase() as Address, buyer);
    return { ...receivableOf(header, termsOf(EUR, 20_500)), document: documentRoot(FIELDS, SECRET) };
  };
  const fileFor = (id: Hex | null, value = "119.00"): string => {
    const { field, salt, proof } = disclose(FIELDS, SECRET, "totals.payable");
    const fields = [{ ...field, value, salt, proof }];
    const file = path.join(folder, `${keccakOfText(String(id) + value).slice(2, 10)}.json`);
    const root = documentRoot(FIELDS, SECRET);
    writeFileSync(file, JSON.stringify({ version: 1, chainId: null, ledger: null, receivable: id, root, fields }));
    return file;
  };
  const onChain = (): readonly string[] => ["--rpc", rpc, "--ledger-file", ledgerFile];
  const failed = async (...args: readonly string[]): Promise<{ status: number | null; code: string }> => {
    const { status, err } = await countersign([...args, "--json"]);
    return { status, code: (JSON.parse(err) as { error: { code: string } }).error.code };
  };

  it("proves a field of a sealed receivable by the root that the ledger recorded", async () => {
    // The design counts the third use: the first pays for what the supplier has for the first time.
    await client.issueMany([receivable(), receivable()]);
    const keys = await Promise.all([newViewingKey(), newViewingKey(), newViewingKey()]);
    const sealed = receivable();
    const readers = keys.map(({ publicKey }) => publicKey);
    const content = await seal(encodeContent(sealed, SECRET), readers);
    const { hash } = await client.issueSealed(openHeader(sealed), content);
    const run = await countersign(["check", fileFor(idOf(sealed.header)), ...onChain(), "--json"]);
    expect(run.status, run.err).to.equal(0);
    expect(JSON.parse(run.out)).to.include({
      root: sealed.document,
      source: "ledger",
      receivable: idOf(sealed.header),
    });
    const { gasUsed } = await createPublicClient({ transport: http(rpc) }).getTransactionReceipt({ hash });
    expect(gasUsed <= SEALED_BAR, `sealed to three readers for ${gasUsed} gas`).to.equal(true);
  });

  it("proves a field of one in the open, whose id is given beside the file", async () => {
    const open = receivable();
    await client.issue(open);
    const run = await countersign(["check", fileFor(null), ...onChain(), "--receivable", idOf(open.header)]);
    expect(run.status, run.err).to.equal(0);
    expect(run.out).to.include("totals.payable  119.00").and.include("as the ledger recorded it");
    expect(await failed("check", fileFor(idOf(open.header), "120.00"), ...onChain())).to.include({
      status: 3,
      code: "FIELD_UNPROVEN",
    });
  });

  it("proves nothing of a receivable that the ledger does not know, or that nobody names", async () => {
    const unknown = keccakOfText("nobody issued this");
    expect(await failed("check", fileFor(unknown), ...onChain())).to.deep.equal({
      status: 3,
      code: "DOCUMENT_UNKNOWN",
    });
    expect(await failed("check", fileFor(null), ...onChain())).to.deep.equal({ status: 2, code: "RECEIVABLE_MISSING" });
  });

  it("asks no node of another chain, and says so when none answers", async () => {
    const elsewhere = path.join(folder, "elsewhere.json");
    writeFileSync(elsewhere, serialiseAddresses({ ...addresses, chainId: 5 }));
    const file = fileFor(keccakOfText("x"));
    expect(await failed("check", file, "--rpc", rpc, "--ledger-file", elsewhere)).to.deep.equal({
      status: 4,
      code: "CHAIN_MISMATCH",
    });
    const silent = ["--rpc", "http://127.0.0.1:1", "--ledger-file", ledgerFile];
    expect(await failed("check", file, ...silent)).to.deep.equal({ status: 4, code: "NODE_UNREACHABLE" });
  });
});
