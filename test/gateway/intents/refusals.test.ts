/** Every way in which a contract refuses is a problem of the same name. */
import { expect } from "chai";
import * as abis from "../../../generated/abi.ts";
import { RefusedError, RetryError } from "../../../src/clients/errors.ts";
import { refusal } from "../../../src/clients/failures.ts";
import { problemOfLedger } from "../../../src/gateway/intents/refusals.ts";
import { ProblemError } from "../../../src/gateway/http/problems.ts";
import { INTENT_OPERATIONS } from "../../../src/wire/operations/intents.ts";
import { problemsOf } from "../../../src/wire/operation.ts";
import { PROBLEMS } from "../../../src/wire/problem.ts";
import { LEDGER_REFUSALS } from "../../../src/wire/refusals.ts";

const ENTRIES = Object.values(abis).flatMap((abi) => (typeof abi === "string" ? [] : [...abi]));
const NAMES = ENTRIES.flatMap((entry) => (entry.type === "error" ? [entry.name] : []));

describe("Refusals of the ledger", () => {
  it("have each a problem of its name, and what signs an intent may answer with each of them", () => {
    const solidity = [...new Set([...NAMES, "Error", "Panic", "RevertedWithoutReason", "UnrecognisedRevert"])];
    expect(NAMES.length).to.be.greaterThan(70);
    expect(solidity.filter((name) => !(name in PROBLEMS))).to.deep.equal([]);
    for (const operation of [INTENT_OPERATIONS.signIntent, INTENT_OPERATIONS.signBatch]) {
      const documented: readonly string[] = problemsOf(operation);
      expect(solidity.filter((name) => !documented.includes(name))).to.deep.equal([]);
    }
  });

  it("name no error that no contract has, but what a node or a client says", () => {
    const others = ["ArgumentInvalid", "GasNotCovered", "NodeRefused", "NodeUnreachable"];
    const known = [...NAMES, "Error", "Panic", "RevertedWithoutReason", "UnrecognisedRevert", ...others];
    expect(LEDGER_REFUSALS.filter((name) => !known.includes(name))).to.deep.equal([]);
  });

  it("are conflicts, faults of what was asked, questions of authority, or a node that must be asked again", () => {
    const own = ["SignatureInvalid", "NonceAlreadySpent"];
    for (const name of LEDGER_REFUSALS) {
      const allowed = own.includes(name) ? [401] : [403, 409, 422, 503];
      expect(allowed, name).to.include(PROBLEMS[name].status);
    }
  });

  it("keep their own sentence, and what has no name here is the gateway's own failure", () => {
    const id = `0x${"ab".repeat(32)}`;
    const told = problemOfLedger(refusal({ name: "AlreadyIssued", values: { id } }));
    expect(told).to.be.instanceOf(ProblemError).with.property("code", "AlreadyIssued");
    expect(told.message).to.contain(id);
    expect(problemOfLedger(new RetryError("NodeUnreachable", {}, "ask again"))).to.have.property("code");
    const nameless = new RefusedError("AccountMissing", {}, "no account");
    expect(problemOfLedger(nameless)).to.equal(nameless);
  });
});
