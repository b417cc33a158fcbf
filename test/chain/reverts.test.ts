import { expect } from "chai";
import fc from "fast-check";
import { encodeErrorResult, stringToHex } from "viem";
import {
  collectionsAbi,
  demoCurrencyAbi,
  deskAbi,
  directoryAbi,
  factoringAbi,
  ledgerAbi,
} from "../../generated/abi.ts";
import { decodeRevert } from "../../src/chain/reverts.ts";
import type { AbiParameter } from "../../src/chain/parameters.ts";
import { sentenceOf } from "../../src/clients/sentences.ts";
import { wordOf } from "../../src/domain/hash.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { valueOf } from "../support/abiValues.ts";

interface AbiError {
  readonly type: "error";
  readonly name: string;
  readonly inputs: readonly (AbiParameter & { readonly name: string })[];
}

const SOLIDITY: readonly AbiError[] = [
  { type: "error", name: "Error", inputs: [{ name: "reason", type: "string" }] },
  { type: "error", name: "Panic", inputs: [{ name: "code", type: "uint256" }] },
];
const errors: readonly AbiError[] = [
  ...SOLIDITY,
  ...[...ledgerAbi, ...directoryAbi, ...demoCurrencyAbi, ...factoringAbi, ...deskAbi, ...collectionsAbi].filter(
    (entry) => entry.type === "error",
  ),
];

/** `field` and `why` are text in a word; everything else is as it was encoded. */
function isText(name: string | undefined): boolean {
  return name === "field" || name === "why";
}

function encoded(inputs: AbiError["inputs"]): fc.Arbitrary<unknown[]> {
  const text = fc.constantFrom("amount", "discountDay1", "buyer", "charges");
  return fc.tuple(...inputs.map((input) => (isText(input.name) ? text : valueOf(input))));
}

/** The bytes that a contract reverts with, encoded by viem. */
function bytesOf(error: AbiError, values: readonly unknown[]): Hex {
  const args = values.map((value, index) =>
    isText(error.inputs[index]?.name) ? stringToHex(String(value), { size: 32 }) : value,
  );
  return encodeErrorResult({ abi: [error], errorName: error.name, args });
}

function named(error: AbiError, values: readonly unknown[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(error.inputs.map(({ name }, index) => [name, values[index]]));
}

describe("Decoding a revert", () => {
  for (const error of errors) {
    it(`gives ${error.name} with its values, and a sentence with a way out`, () => {
      fc.assert(
        fc.property(encoded(error.inputs), (values) => {
          const revert = decodeRevert(bytesOf(error, values));
          expect(revert).to.deep.equal({ name: error.name, values: named(error, values) });
          expect(sentenceOf(revert)).to.match(/^\S.*: \S|; this is a fault of the contract: /s);
        }),
      );
    });

    it(`says every value of ${error.name} in its sentence, in words where there are some`, () => {
      // What is put in people's words has tests of its own: dates, addresses, currencies.
      const reworded = ["HeaderInvalid", "TermsInvalid", "AmendmentInvalid", "PaidOffChain"].includes(error.name);
      const written = [
        "status",
        "verb",
        "deadline",
        "from",
        "until",
        "valueDay",
        "today",
        "code",
        ...["stage", "earliest", "doneAt"],
        ...(error.name === "ClarificationInvalid" ? ["reason", "action"] : []),
        ...(error.name === "NoticeAnswered" ? ["reply"] : []),
        ...(reworded ? ["value", "currency"] : []),
      ];
      fc.assert(
        fc.property(encoded(error.inputs), (values) => {
          const sentence = sentenceOf({ name: error.name, values: named(error, values) } as Parameters<
            typeof sentenceOf
          >[0]);
          for (const [name, value] of Object.entries(named(error, values))) {
            if (!written.includes(name) && error.name !== "StringTooLong") expect(sentence).to.include(String(value));
          }
        }),
        { numRuns: 10 },
      );
    });
  }

  it("says statuses, verbs and instants in words", () => {
    const id = wordOf(1);
    expect(sentenceOf({ name: "StatusForbids", values: { id, status: 1, verb: 5 } })).to.match(
      /^nobody can pay receivable 0x0+1 while it is issued, only while it is accepted: /,
    );
    const expired = sentenceOf({ name: "ConsentExpired", values: { signer: "0xab", deadline: 1_767_225_600n } });
    expect(expired).to.include("good until 2026-01-01T00:00:00.000Z");
    const early = { id, stage: 3, earliest: 1_767_225_600n };
    expect(sentenceOf({ name: "StageTooEarly", values: early })).to.include("final from 2026-01-01T00:00:00.000Z on");
    const closed = sentenceOf({ name: "StageTooEarly", values: { ...early, earliest: 2n ** 256n - 1n } });
    expect(closed).to.include("allows stage final never: ");
    const later = sentenceOf({ name: "RecordInFuture", values: { doneAt: 1_767_225_600n } });
    expect(later).to.match(/^2026-01-01T00:00:00.000Z has not come yet: /);
    const never = sentenceOf({ name: "ConsentExpired", values: { signer: "0xab", deadline: 2n ** 256n - 1n } });
    expect(never).to.match(/good until second \d{78}: /);
    expect(sentenceOf({ name: "Panic", values: { code: 17n } })).to.include("became too large or fell below zero");
    expect(sentenceOf({ name: "Panic", values: { code: 99n } })).to.include("failed (99)");
  });

  it("keeps the bytes of a revert that it does not know, or that is cut off", () => {
    const panic = bytesOf({ type: "error", name: "Panic", inputs: [{ name: "code", type: "uint256" }] }, [1n]);
    const unknown: readonly Hex[] = ["0xdeadbeef", "0xde", panic.slice(0, 20) as Hex];
    for (const data of unknown) {
      expect(decodeRevert(data)).to.deep.equal({ name: "UnrecognisedRevert", values: { data } });
    }
    expect(decodeRevert("0x")).to.deep.equal({ name: "RevertedWithoutReason", values: {} });
  });
});
