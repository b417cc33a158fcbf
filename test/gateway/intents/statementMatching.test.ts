/** Which event records which act about a statement: every kind of act against the events of all the others. */
import { expect } from "chai";
import { keccakOfText } from "../../../src/domain/hash.ts";
import type { Address, Hex } from "../../../src/domain/receivable.ts";
import { BalanceReply, statementId, sumHash } from "../../../src/domain/statement.ts";
import type { Roots } from "../../../src/domain/statement.ts";
import type { StatementState } from "../../../src/domain/statementFold.ts";
import type { StatementDeed } from "../../../src/gateway/intents/statementDeeds.ts";
import { overtakenBy, statementRecordOf } from "../../../src/gateway/intents/statementMatching.ts";
import type { StatementPlan } from "../../../src/gateway/intents/statementPlans.ts";
import type { StoredStatementEvent } from "../../../src/store/statementEvents.ts";
import { KEYS, statementBetween } from "../statementObjects.ts";

const [SUPPLIER, BUYER]: readonly [Address, Address] = [`0x${"a1".repeat(20)}`, `0x${"b2".repeat(20)}`];
const STATEMENT = statementBetween(SUPPLIER, BUYER);
const ID = statementId(STATEMENT);
const [ONE, OTHER] = [keccakOfText("one"), keccakOfText("another")];
const BEFORE = { sent: [], afterBlock: 0 };

const rootsAt = (supplierVersion: number, buyerVersion: number): Roots => {
  return { supplierRoot: ONE, supplierVersion, buyerRoot: OTHER, buyerVersion };
};

/** Each kind of act in everything by which two of a kind can differ. */
function deeds(): readonly StatementDeed[] {
  const all: StatementDeed[] = [];
  for (const [root, version, keys, replyBy] of [
    [ONE, 1, KEYS, 0],
    [OTHER, 1, KEYS, 0],
    [ONE, 2, KEYS, 0],
    [ONE, 1, ONE, 0],
    [ONE, 1, KEYS, 9],
  ] as const) {
    all.push({ verb: "postStatement", posting: { root, version, keys, replyBy, replaces: OTHER } });
  }
  for (const roots of [rootsAt(1, 1), rootsAt(2, 1), rootsAt(1, 2)]) {
    for (const sum of [1n, 2n].map((amount) => ({ amount, salt: ONE }))) {
      all.push({ verb: "agreeBalance", roots, balance: sum });
      for (const payBy of [0, 20_000]) all.push({ verb: "acknowledgeDebt", roots, debt: sum, payBy });
      for (const [result, count] of [
        [ONE, 1],
        [ONE, 2],
        [OTHER, 1],
      ] as const) {
        const exceptions = { result, count };
        all.push({ verb: "agreeBalanceExcept", roots, exceptions, balance: sum });
        all.push({ verb: "rejectBalance", roots, exceptions, balance: sum });
      }
    }
    for (const demand of [ONE, OTHER]) all.push({ verb: "receiveDemand", roots, demand });
  }
  return all;
}

const PLANS: readonly StatementPlan[] = deeds().flatMap((deed) =>
  [SUPPLIER, BUYER].map((party) => ({ deed, statement: STATEMENT, party, nonce: 1n })),
);

/** The event that the contract writes of a plan. */
function eventOf({ deed, party }: StatementPlan): StoredStatementEvent["event"] {
  const common = { id: ID, by: party };
  switch (deed.verb) {
    case "postStatement":
      return { name: "StatementPosted", ...common, ...STATEMENT, ...deed.posting, party };
    case "agreeBalance":
      return { name: "BalanceAgreed", ...common, party, roots: deed.roots, balance: sumHash(deed.balance) };
    case "agreeBalanceExcept": {
      const both = { id: ID, supplierBy: SUPPLIER, buyerBy: BUYER, ...deed.exceptions };
      return { name: "BalanceAgreedExcept", ...both, roots: deed.roots, balance: sumHash(deed.balance) };
    }
    case "rejectBalance": {
      const told = { ...common, party, ...deed.exceptions };
      return { name: "BalanceRejected", ...told, roots: deed.roots, balance: sumHash(deed.balance) };
    }
    case "acknowledgeDebt": {
      const { roots, debt, payBy } = deed;
      return { name: "DebtAcknowledged", ...common, debtor: party, roots, debt: sumHash(debt), payBy };
    }
    case "receiveDemand":
      return { name: "DemandReceived", ...common, debtor: party, roots: deed.roots, demand: deed.demand };
  }
}

function storedAt(event: StoredStatementEvent["event"], blockNumber: number): StoredStatementEvent {
  const at = { address: SUPPLIER, blockNumber, blockHash: ONE, transactionHash: OTHER, logIndex: 0 };
  return { event, at, timestamp: 0 };
}

describe("The event of an act about a statement", () => {
  it("records its own act, and of all others that which both sides sign alone", () => {
    for (const plan of PLANS) {
      const event = storedAt(eventOf(plan), 1);
      const recorded = PLANS.filter((other) => statementRecordOf(other, [event], BEFORE) !== undefined);
      const own = PLANS.filter(
        ({ deed, party }) => deed === plan.deed && (party === plan.party || deed.verb === "agreeBalanceExcept"),
      );
      expect(recorded).to.deep.equal(own);
    }
  });

  it("may be older than the intent where it happens once to a version, and was sent by the gateway elsewhere", () => {
    const isFound = (plan: StatementPlan, sent: readonly Hex[]): boolean =>
      statementRecordOf(plan, [storedAt(eventOf(plan), 5)], { sent, afterBlock: 5 }) !== undefined;
    const once = PLANS.filter((plan) => isFound(plan, [])).map(({ deed }) => deed.verb);
    expect([...new Set(once)]).to.have.members([
      ...["postStatement", "agreeBalance", "agreeBalanceExcept", "rejectBalance"],
    ]);
    expect(PLANS.every((plan) => isFound(plan, [OTHER]))).to.equal(true);
  });

  it("of another version overtakes every act about the version before, and a reply every other reply", () => {
    const side = { root: ONE, keys: KEYS, replyBy: 0, exceptions: undefined };
    const state = (supplier: number, buyer: number, reply: BalanceReply): StatementState => ({
      ...{ id: ID, statement: STATEMENT },
      supplier: { ...side, version: supplier, reply },
      buyer: { ...side, version: buyer, reply: BalanceReply.NoReply },
    });
    const codes = (plan: StatementPlan, after: StatementState): string | undefined => overtakenBy(plan, after)?.code;
    for (const plan of PLANS) {
      const { deed, party } = plan;
      const isReply = deed.verb === "agreeBalance" || deed.verb === "rejectBalance";
      if (deed.verb === "postStatement") {
        const { version } = deed.posting;
        expect(codes(plan, state(version - 1, version - 1, BalanceReply.NoReply))).to.equal(undefined);
        expect(codes(plan, state(version, version, BalanceReply.NoReply))).to.equal("RootSuperseded");
        continue;
      }
      const { supplierVersion, buyerVersion } = deed.roots;
      expect(codes(plan, state(supplierVersion, buyerVersion, BalanceReply.NoReply))).to.equal(undefined);
      expect(codes(plan, state(supplierVersion + 1, buyerVersion, BalanceReply.NoReply))).to.equal("RootSuperseded");
      expect(codes(plan, state(supplierVersion, buyerVersion + 1, BalanceReply.NoReply))).to.equal("RootSuperseded");
      // What stands at the supplier's root is the buyer's reply.
      const isTaken = deed.verb === "agreeBalanceExcept" || (isReply && party === BUYER);
      const replied = codes(plan, state(supplierVersion, buyerVersion, BalanceReply.Rejected));
      expect(replied).to.equal(isTaken ? "AlreadyReplied" : undefined);
    }
  });
});
