import { expect } from "chai";
import fc from "fast-check";
import { encodeErrorResult } from "viem";
import { ledgerAbi, organisationAbi } from "../../generated/abi.ts";
import { decodeRevert } from "../../src/chain/reverts.ts";
import { sentenceOf } from "../../src/clients/sentences.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { valueOf } from "../support/abiValues.ts";

const ID = keccakOfText("a receivable");
const DIGEST = keccakOfText("a batch");
/** What its sentence says in other words. */
const REWORDED = ["deadline", "readyAt", "reason", "str"];

interface AbiError {
  readonly type: "error";
  readonly name: string;
  readonly inputs: readonly { readonly name: string; readonly type: string }[];
}

function refusedWith(data: Hex): string {
  return sentenceOf(decodeRevert(data));
}

describe("The sentence of an organisation's refusal", () => {
  const errors: readonly AbiError[] = organisationAbi.filter((entry) => entry.type === "error");
  for (const error of errors) {
    it(`of ${error.name} names every value and a way out`, () => {
      const { inputs } = error;
      fc.assert(
        fc.property(fc.tuple(...inputs.map((input) => valueOf(input))), (args) => {
          const data = encodeErrorResult({ abi: [error], errorName: error.name, args });
          expect(decodeRevert(data).name).to.equal(error.name);
          const sentence = refusedWith(data);
          expect(sentence).to.match(/^\S.*: \S|; this is a fault of the contract: /s);
          for (const [place, { name }] of inputs.entries()) {
            if (!REWORDED.includes(name)) expect(sentence).to.include(String(args[place]));
          }
        }),
        { numRuns: 20 },
      );
    });
  }

  it("of a batch says what the failing call said", () => {
    const reason = encodeErrorResult({ abi: ledgerAbi, errorName: "AlreadyClosed", args: [ID] });
    const data = encodeErrorResult({ abi: organisationAbi, errorName: "CallFailed", args: [1n, reason] });
    const own = sentenceOf({ name: "AlreadyClosed", values: { id: ID } });
    expect(own).to.include("nothing is due");
    expect(refusedWith(data)).to.equal(
      `call 1 of the batch, counted from 0, failed, and all of the batch with it: ${own}`,
    );
    const silent = encodeErrorResult({ abi: organisationAbi, errorName: "CallFailed", args: [0n, "0x"] });
    expect(refusedWith(silent)).to.include("a contract refused without saying why: ");
  });

  it("is told from the ledger's of the same name, which says who signed", () => {
    const own = encodeErrorResult({ abi: organisationAbi, errorName: "SignatureInvalid", args: [DIGEST] });
    expect(refusedWith(own)).to.include("enough members of now").and.include(DIGEST);
    const spent = encodeErrorResult({ abi: organisationAbi, errorName: "NonceAlreadySpent", args: [7n] });
    expect(refusedWith(spent)).to.include("the organisation has used or voided the nonce 7:");
  });

  it("gives instants as people write them", () => {
    const args = [1_767_225_600n] as const;
    const waiting = encodeErrorResult({ abi: organisationAbi, errorName: "RecoveryNotReady", args });
    expect(refusedWith(waiting)).to.include("from 2026-01-01T00:00:00.000Z on");
    const expired = encodeErrorResult({ abi: organisationAbi, errorName: "SignatureExpired", args });
    expect(refusedWith(expired)).to.include("good until 2026-01-01T00:00:00.000Z");
  });
});
