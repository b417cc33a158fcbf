import { expect } from "chai";
import { meaningOf } from "../../src/chain/rpcLimits.ts";
import { RANGE_WORDINGS, VENDORS } from "../support/faultProxyWords.ts";
import type { Vendor } from "../support/faultProxyWords.ts";

const ASKED = { from: 1_000, to: 60_999, limit: 2_048 };

/** What each vendor's sentence offers for the question above; the others leave it to the reader to ask for less. */
const OFFERS: Readonly<Partial<Record<Vendor, number>>> = {
  alchemy: 2_048,
  alchemyFree: 2_048,
  infura: 2_048,
  infuraRange: 2_048,
  quicknode: 2_048,
  ankrDistance: 2_048,
  tenderly: 2_048,
  erigon: 2_048,
  reth: 60_000,
  morph: 2_048,
};

const MORE_SENTENCES: readonly (readonly [string, number | undefined])[] = [
  ["query returned more than 10000 results", undefined],
  ["requested too many blocks from 0 to 5000, maximum is set to 2048", 2_048],
  ["Max range: 800", 800],
  ["exceed maximum block range: 50000", 50_000],
  ["eth_getLogs is limited to 1024 block range. Please check the parameter requirements", 1_024],
  ["please limit the query to at most 1,000 blocks", 1_000],
  ["query exceeds max block range 100", 100],
  ["block range is too wide (maximum 1024)", 1_024],
  ["eth_getLogs range is too large, max is 10k blocks", 10_000],
  ["ranges over 10000 blocks are not supported on freetier", 10_000],
  ["Maximum allowed number of requested blocks is 3500", 3_500],
  ["Block range limit exceeded. See more details at https://docs.chainstack.com/docs/limits", undefined],
  ["Requested range exceeds maximum RPC range limit", undefined],
  ["backend response too large", undefined],
  ["response size should not greater than 10000000 bytes", undefined],
  ["query returns too many logs, narrow your filter: 20000", undefined],
  ["query timeout exceeded", undefined],
];

describe("The words of providers", () => {
  for (const vendor of VENDORS) {
    it(`are understood when ${vendor} finds a range too wide`, () => {
      const { code, message, data } = RANGE_WORDINGS[vendor](ASKED);
      const words = `${message} ${JSON.stringify(data ?? "")}`;
      expect(meaningOf("eth_getLogs", code, words)).to.deep.equal({ kind: "too wide", blocks: OFFERS[vendor] });
    });
  }

  for (const [words, blocks] of MORE_SENTENCES) {
    it(`are understood: ${words}`, () => {
      expect(meaningOf("eth_getLogs", -32_000, words)).to.deep.equal({ kind: "too wide", blocks });
    });
  }

  it("never make a question other than one for logs too wide", () => {
    expect(meaningOf("eth_getCode", -32_602, "block range is too wide")).to.deep.equal({ kind: "refused" });
  });

  it("tell too often from too wide though both have one code", () => {
    expect(meaningOf("eth_getLogs", -32_005, "project ID request rate exceeded").kind).to.equal("too often");
    expect(meaningOf("eth_getLogs", -32_005, "query returned more than 10000 results").kind).to.equal("too wide");
  });

  for (const words of [
    "daily request count exceeded, request rate limited",
    "Your app has exceeded its compute units per second capacity",
    "Too Many Requests",
    "monthly quota reached",
  ]) {
    it(`are understood when a provider is busy: ${words}`, () => {
      expect(meaningOf("eth_getBlockByNumber", -32_000, words)).to.deep.equal({ kind: "too often" });
    });
  }

  for (const words of [
    "header not found",
    "unknown block",
    "block range extends beyond current head block",
    "One of the blocks specified in filter (fromBlock, toBlock or blockHash) cannot be found.",
    "blockHash cannot be found",
  ]) {
    it(`are understood when a node lacks a block: ${words}`, () => {
      expect(meaningOf("eth_getLogs", -32_000, words)).to.deep.equal({ kind: "no such block" });
    });
  }

  for (const [code, words] of [
    [-32_601, "Method not found"],
    [-32_004, "Method eth_getBlockReceipts is not supported"],
    [-32_000, "the method eth_getBlockReceipts does not exist/is not available"],
  ] as const) {
    it(`are understood when a node lacks a method: ${words}`, () => {
      expect(meaningOf("eth_getBlockReceipts", code, words)).to.deep.equal({ kind: "no such method" });
    });
  }
});
