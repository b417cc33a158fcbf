import { expect } from "chai";
import { Interface, Result } from "ethers";
import fc from "fast-check";
import { encodeAbiParameters, encodeEventTopics } from "viem";
import { deskAbi, factoringAbi } from "../../generated/abi.ts";
import { decodeFactoringLogs, desksOpenedIn } from "../../src/chain/logs.ts";
import type { RawLog } from "../../src/chain/logs.ts";
import { ChainDataError } from "../../src/chain/parameters.ts";
import type { AbiParameter } from "../../src/chain/parameters.ts";
import { keccakOfText, wordOf, wordOfHex } from "../../src/domain/hash.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { valuesOf } from "../support/abiValues.ts";

const FACTORING: Address = `0x${"fa".repeat(20)}`;
const DESK: Address = `0x${"de".repeat(20)}`;
const STRANGER: Address = `0x${"99".repeat(20)}`;
const EMITTERS = { factoring: FACTORING, isDesk: (address: Address) => address === DESK };
const HASH = keccakOfText("a hash");
const PLACE = { blockNumber: 5, blockHash: HASH, transactionHash: HASH, logIndex: 2 };

interface AbiEvent {
  readonly type: "event";
  readonly name: string;
  readonly inputs: readonly (AbiParameter & { readonly name: string })[];
}

const events: readonly (readonly [Address, AbiEvent])[] = [
  ...factoringAbi.filter((entry) => entry.type === "event").map((event) => [FACTORING, event] as const),
  ...deskAbi.filter((entry) => entry.type === "event").map((event) => [DESK, event] as const),
];

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

/** Values that compare whatever a library gives numbers and structs as; the zero is shown, not kept. */
function plain(value: unknown, parameter?: AbiParameter): unknown {
  if (typeof value === "bigint" || typeof value === "number") return value.toString();
  if (typeof value === "string") return value.replaceAll("\0", "\ufffd").toLowerCase();
  if (value instanceof Result && parameter?.components !== undefined) {
    return Object.fromEntries(
      parameter.components.map((member, index) => [member.name, plain(value[index], member)] as const),
    );
  }
  if (Array.isArray(value)) return Array.from(value as unknown[], (inner) => plain(inner));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}

function filingOf(register: Hex): RawLog {
  const event = events.find(([, { name }]) => name === "FilingRecorded")?.[1] ?? expect.fail();
  const texts = { register: "R", office: "", number: "" };
  const filing = { ...texts, filedAt: 1, until: 0, secured: DESK, debtor: DESK, collateral: HASH, document: HASH };
  const log = logOf(FACTORING, event, [DESK, DESK, DESK, filing, []]);
  // The register's text is the only one of a byte.
  const at = log.data.lastIndexOf(`${wordOf(1).slice(2)}52`);
  const text = register.slice(2).padEnd(64, "0");
  const length = wordOf((register.length - 2) / 2).slice(2);
  return { ...log, data: `${log.data.slice(0, at)}${length}${text}${log.data.slice(at + 128)}` as Hex };
}

function registerIn(log: RawLog): unknown {
  const [recorded] = decodeFactoringLogs(EMITTERS, [log]);
  return recorded?.event.name === "FilingRecorded" ? recorded.event.filing.register : undefined;
}

describe("Decoding a log of factoring", () => {
  for (const [address, event] of events) {
    it(`gives ${event.name} of ${address === DESK ? "a desk" : "the contract"} as viem and ethers have it`, () => {
      const library = new Interface([event]);
      fc.assert(
        fc.property(valuesOf(event.inputs), (values) => {
          const log = logOf(address, event, values);
          const [decoded] = decodeFactoringLogs(EMITTERS, [log]);
          expect(decoded?.at).to.deep.equal({ address, ...PLACE });
          const own = event.inputs.map(({ name }, index) => [name, plain(values[index])] as const);
          expect(plain(decoded?.event)).to.deep.equal({
            name: event.name.toLowerCase(),
            ...Object.fromEntries(own),
          });
          const parsed = library.parseLog({ topics: [...log.topics], data: log.data })?.args;
          const theirs = event.inputs.map((input) => [input.name, plain(parsed?.getValue(input.name), input)] as const);
          expect(Object.fromEntries(own)).to.deep.equal(Object.fromEntries(theirs));
        }),
        { numRuns: 40 },
      );
    });
  }

  it("leaves out what is neither the contract's nor a desk's", () => {
    const [, event] = events[0] ?? expect.fail();
    const log: RawLog = { address: STRANGER, topics: [HASH], data: "0x", ...PLACE };
    expect(decodeFactoringLogs(EMITTERS, [log])).to.deep.equal([]);
    expect(event.type).to.equal("event");
  });

  it("shows what is no text, and the zero that no database keeps, as such", () => {
    expect(registerIn(filingOf("0x5a4457"))).to.equal("ZDW");
    expect(registerIn(filingOf("0x41004200"))).to.equal("A\ufffdB\ufffd");
    expect(registerIn(filingOf("0xff41c0"))).to.equal("\ufffdA\ufffd");
  });

  it("refuses a struct that lies beyond what there is, and names what is wrong", () => {
    const log = filingOf("0x52");
    for (const offset of [2n ** 255n, 10_000n, 2n ** 64n]) {
      const data: Hex = `${log.data.slice(0, 66)}${wordOf(offset).slice(2)}${log.data.slice(130)}` as Hex;
      expect(() => decodeFactoringLogs(EMITTERS, [{ ...log, data }]), offset.toString()).to.throw(ChainDataError);
    }
  });

  it("tells which desks were opened, of the contract alone", () => {
    const topics = [keccakOfText("DeskOpened(address,address)"), wordOfHex(STRANGER), wordOfHex(DESK)];
    const log: RawLog = { address: FACTORING, topics, data: "0x", ...PLACE };
    expect(desksOpenedIn(FACTORING, [log])).to.deep.equal([DESK]);
    expect(desksOpenedIn(FACTORING, [{ ...log, address: STRANGER }])).to.deep.equal([]);
  });
});
