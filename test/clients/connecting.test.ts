import { expect } from "chai";
import type { Addresses } from "../../src/chain/addresses.ts";
import { deployLedger } from "../../src/clients/deployment.ts";
import { RefusedError } from "../../src/clients/errors.ts";
import { readEvents } from "../../src/clients/shared.ts";
import { ethersConnection } from "../../src/clients/ethers/connection.ts";
import { viemConnection } from "../../src/clients/viem/connection.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { ethersPartsOf, openChain, Role, walletOf } from "../support/chain.ts";
import type { TestChain } from "../support/chain.ts";
import { FACTORING_CLIENTS } from "../support/factoringStage.ts";
import { address, CLIENTS, failureOf } from "../support/stage.ts";

const HASH = keccakOfText("a paper");

for (const [library, connect] of Object.entries(CLIENTS)) {
  describe(`Connecting over ${library}`, () => {
    let chain: TestChain;
    before(async () => {
      chain = await openChain();
    });
    after(() => chain.close());

    async function refusalOf(over: Partial<Addresses>): Promise<unknown> {
      return failureOf(connect({ ...chain, addresses: { ...chain.addresses, ...over } }, Role.Buyer));
    }

    it("tells whose account acts", async () => {
      expect((await connect(chain, Role.Factor)).account).to.equal(address.factor);
      expect((await connect(chain, undefined)).account).to.equal(undefined);
    });

    it("refuses the node of another chain, with both numbers", async () => {
      const refusal = await refusalOf({ chainId: 1 });
      expect(refusal).to.be.instanceOf(RefusedError).with.property("code", "WrongChain");
      expect(refusal).to.have.deep.property("values", { expected: 1, actual: 31_337 });
    });

    it("refuses a chain that was begun anew, or is not up to date", async () => {
      const { blockHash } = chain.addresses;
      const anew = await refusalOf({ blockHash: HASH });
      expect(anew).to.be.instanceOf(RefusedError).with.property("code", "WrongChain");
      expect(anew).to.have.deep.property("values", { expected: HASH, actual: blockHash });
      const behind = await refusalOf({ block: 1_000_000 });
      expect(behind).to.have.deep.property("values", { expected: blockHash, actual: "" });
    });
  });
}

describe("Deploying", () => {
  let chain: TestChain;
  before(async () => {
    chain = await openChain();
  });
  after(() => chain.close());

  it("gives a ledger that knows its directory and its lens, and where it starts, over either library", async () => {
    const viem = viemConnection({ reader: chain.reader, wallet: walletOf(chain.provider, Role.Buyer) });
    const ethers = await ethersConnection(ethersPartsOf(chain.provider, Role.Buyer));
    for (const connection of [viem, ethers]) {
      const addresses = await deployLedger(connection, { interval: 10, limit: 5_000 });
      const asked = async (to: Address, signature: string): Promise<string> => {
        const data = `0x${keccakOfText(signature).slice(2, 10)}` as const;
        return `0x${(await connection.call({ to, data })).slice(-40)}`;
      };
      expect(await asked(addresses.ledger, "directory()")).to.equal(addresses.directory);
      expect(await asked(addresses.lens, "receivables()")).to.equal(addresses.ledger);
      expect(await asked(addresses.statements ?? "0x", "directory()")).to.equal(addresses.directory);
      expect(await asked(addresses.collections ?? "0x", "ledger()")).to.equal(addresses.ledger);
      expect(addresses.chainId).to.equal(31_337);
      expect(await connection.blockHash(addresses.block)).to.equal(addresses.blockHash);
      expect(addresses.block).to.equal(Number(await chain.reader.getBlockNumber()) - 8);
    }
  });
});

describe("The progress of a deployment", () => {
  it("names each contract and its address, in their order", async () => {
    const chain = await openChain();
    const told: (readonly [string, Address])[] = [];
    const connection = viemConnection({ reader: chain.reader, wallet: walletOf(chain.provider, Role.Buyer) });
    const waiting = { interval: 10, limit: 5_000 };
    const addresses = await deployLedger(connection, waiting, (...one) => told.push(one));
    const { directory, ledger, lens, statements, factoring, collections } = addresses;
    const codes = await connection.call({ to: ledger, data: `0x${keccakOfText("codes()").slice(2, 10)}` });
    const [adjustments, amendments] = [codes.slice(2, 66), codes.slice(66)].map((word) => `0x${word.slice(-40)}`);
    const [, desk = expect.fail()] = told[6] ?? [];
    // The code that desks run is nobody's desk itself.
    const onlooker = await FACTORING_CLIENTS.viem({ ...chain, addresses }, undefined);
    expect(await onlooker.deskOf(address.buyer)).not.to.equal(desk);
    expect(told).to.deep.equal([
      ["directory", directory],
      ["amendments", amendments],
      ["adjustments", adjustments],
      ["ledger", ledger],
      ["lens", lens],
      ["statements", statements],
      ["desk", desk],
      ["factoring", factoring],
      ["collections", collections],
    ]);
    await chain.close();
  });
});

describe("Reading events", () => {
  it("asks for pages that a node grants, without a gap", async () => {
    const pages: (readonly number[])[] = [];
    const addresses = { chainId: 1, ledger: address.buyer, directory: address.factor, lens: address.agent };
    const logs = (_: readonly Address[], from: number, to: number): Promise<[]> => {
      pages.push([from, to]);
      return Promise.resolve([]);
    };
    const connection = { ...(await ethersConnection({ provider: {} as never })), logs };
    await readEvents(connection, { ...addresses, block: 0, blockHash: HASH }, 7, 12_006);
    expect(pages).to.deep.equal([
      [7, 5_006],
      [5_007, 10_006],
      [10_007, 12_006],
    ]);
  });
});
