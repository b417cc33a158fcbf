import { expect } from "chai";
import { Interface, Result } from "ethers";
import fc from "fast-check";
import { encodeAbiParameters, encodeEventTopics } from "viem";
import { directoryAbi, ledgerAbi } from "../../generated/abi.ts";
import { decodeLogs } from "../../src/chain/logs.ts";
import type { RawLog } from "../../src/chain/logs.ts";
import { ChainDataError } from "../../src/chain/parameters.ts";
import type { AbiParameter } from "../../src/chain/parameters.ts";
import { keccakOfText, wordOf } from "../../src/domain/hash.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { valuesOf } from "../support/abiValues.ts";

const LEDGER: Address = `0x${"1e".repeat(20)}`;
const DIRECTORY: Address = `0x${"d1".repeat(20)}`;
const EMITTERS = { ledger: LEDGER, directory: DIRECTORY };
const HASH = keccakOfText("a hash");
const PLACE = { blockNumber: 5, blockHash: HASH, transactionHash: HASH, logIndex: 2 };

interface AbiEvent {
  readonly type: "event";
  readonly name: string;
  readonly inputs: readonly (AbiParameter & { readonly name: string })[];
}

const events: readonly (readonly [Address, AbiEvent])[] = [
  ...ledgerAbi.filter((entry) => entry.type === "event").map((event) => [LEDGER, event] as const),
  ...directoryAbi.filter((entry) => entry.type === "event").map((event) => [DIRECTORY, event] as const),
];

/** The log that a contract writes, encoded by viem. */
function logOf(address: Address, event: AbiEvent, values: readonly unknown[]): RawLog {
  const args = Object.fromEntries(event.inputs.map(({ name }, index) => [name, values[index]]));
  const data = event.inputs.filter(({ indexed }) => indexed !== true);
  return {
    address,
    topics: encodeEventTopics({ abi: [event], eventName: event.name, args }) as Hex[],
    data: encodeAbiParameters(
      data,
      data.map(({ name }) => args[name]),
    ),
    ...PLACE,
  };
}

function inDomainWords(value: unknown, name = ""): unknown {
  // A token's number is its id; all else is as it was encoded.
  return name === "id" && typeof value === "bigint" ? wordOf(value) : value;
}

describe("Decoding a log", () => {
  for (const [address, event] of events) {
    it(`gives ${event.name} with every value by its name`, () => {
      fc.assert(
        fc.property(valuesOf(event.inputs), (values) => {
          const named = event.inputs.map(({ name }, index) => [name, inDomainWords(values[index], name)] as const);
          expect(decodeLogs(EMITTERS, [logOf(address, event, values)])).to.deep.equal([
            { event: { name: event.name, ...Object.fromEntries(named) }, at: { address, ...PLACE } },
          ]);
        }),
      );
    });

    it(`gives ${event.name} as ethers does`, () => {
      const library = new Interface([event]);
      fc.assert(
        fc.property(valuesOf(event.inputs), (values) => {
          const log = logOf(address, event, values);
          const parsed = library.parseLog({ topics: [...log.topics], data: log.data })?.args;
          const named = event.inputs.map((input) => [input.name, plain(parsed?.getValue(input.name), input)] as const);
          const [decoded] = decodeLogs(EMITTERS, [log]);
          expect(comparable(decoded?.event)).to.deep.equal(
            comparable({ name: event.name, ...Object.fromEntries(named) }),
          );
        }),
        { numRuns: 20 },
      );
    });
  }

  it("leaves out what other contracts write", () => {
    const log: RawLog = { address: `0x${"99".repeat(20)}`, topics: [HASH], data: "0x", ...PLACE };
    expect(decodeLogs(EMITTERS, [log])).to.deep.equal([]);
  });

  it("knows its contracts in any spelling, and writes addresses in lower case", () => {
    const log: RawLog = {
      address: LEDGER.toUpperCase().replace("0X", "0x") as Address,
      topics: [keccakOfText("RootRevoked(address,bytes32)"), wordOf(0xabcn), HASH],
      data: "0x",
      ...PLACE,
    };
    const [revoked] = decodeLogs({ ...EMITTERS, ledger: log.address }, [log]);
    expect(revoked?.at.address).to.equal(LEDGER);
    expect(revoked?.event).to.deep.equal({ name: "RootRevoked", signer: `0x${"abc".padStart(40, "0")}`, root: HASH });
  });

  it("refuses a log of ours that our contracts do not write, and names what is wrong", () => {
    const spent = keccakOfText("NonceSpent(address,uint256)");
    const faults: readonly (readonly [Partial<RawLog>, string])[] = [
      [{ topics: [HASH] }, "topic"],
      [{ topics: [] }, "topic"],
      [{ topics: [spent] }, "topics"],
      [{ topics: [spent, HASH], data: wordOf(1) }, "signer"],
      [{ topics: [spent, wordOf(1)], data: "0x00" }, "nonce"],
    ];
    for (const [fault, field] of faults) {
      const log: RawLog = { address: LEDGER, topics: [], data: "0x", ...PLACE, ...fault };
      expect(() => decodeLogs(EMITTERS, [log]), field)
        .to.throw(ChainDataError)
        .with.property("field", field);
    }
  });

  it("refuses a list that is shorter than it says, or that holds a value that is none of its type", () => {
    const topics = [keccakOfText("ReceivableSplit(bytes32,address,uint96[],bytes32[])"), HASH, wordOf(1)];
    const dataOf = (...words: readonly bigint[]): Hex => `0x${words.map((word) => wordOf(word).slice(2)).join("")}`;
    const faults: readonly (readonly [Hex, string])[] = [
      [dataOf(64n, 96n, 2n ** 60n, 0n), "amounts"],
      [dataOf(64n, 96n, 0n, 1n), "commitments"],
      [dataOf(64n, 128n, 1n, 2n ** 96n, 0n), "amounts"],
    ];
    for (const [data, field] of faults) {
      const log: RawLog = { address: LEDGER, topics, data, ...PLACE };
      expect(() => decodeLogs(EMITTERS, [log]), data)
        .to.throw(ChainDataError)
        .with.property("field", field);
    }
  });

  it("tells the ledger's events from the directory's", () => {
    const key: RawLog = {
      address: DIRECTORY,
      topics: [keccakOfText("ViewingKeySet(address,bytes32)"), wordOf(1)],
      data: HASH,
      ...PLACE,
    };
    const root: RawLog = {
      address: LEDGER,
      topics: [keccakOfText("RootRevoked(address,bytes32)"), wordOf(1), HASH],
      data: "0x",
      ...PLACE,
    };
    expect(decodeLogs(EMITTERS, [key, root]).map(({ event }) => event.name)).to.deep.equal([
      "ViewingKeySet",
      "RootRevoked",
    ]);
    expect(() => decodeLogs(EMITTERS, [{ ...key, address: LEDGER }])).to.throw(ChainDataError, "no event");
  });
});

/** ethers gives structs and arrays alike as lists. */
function plain(value: unknown, { components }: AbiParameter): unknown {
  if (!(value instanceof Result)) return value;
  return components === undefined ? value.toArray() : value.toObject();
}

/** ethers gives every integer as bigint and addresses with a checksum. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, comparable(inDomainWords(inner, name))]),
    );
  }
  if (typeof value === "number") return BigInt(value);
  return typeof value === "string" && value.startsWith("0x") ? value.toLowerCase() : value;
}
