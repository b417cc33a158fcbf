import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { LedgerError } from "../../src/clients/errors.ts";
import type { RecordedStatement, StatementsClient } from "../../src/clients/statements.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { BalanceReply } from "../../src/domain/statement.ts";
import type { Statement } from "../../src/domain/statement.ts";
import { foldStatement, standingOf } from "../../src/domain/statementFold.ts";
import type { StatementState } from "../../src/domain/statementFold.ts";
import { following, rootsOf, setStatementStage, STATEMENT_CLIENTS } from "../support/statementStage.ts";
import type { StatementStage } from "../support/statementStage.ts";

const ROOTS = ["a1", "b2", "c3"].map((byte): Hex => `0x${byte.repeat(30)}0000`);
const BALANCE = { amount: 5n, salt: ROOTS[0] ?? "0x" };
const EXCEPTIONS = { result: ROOTS[1] ?? "0x", count: 1 };
const VALIDITY = { nonce: 1n, deadline: 4_000_000_000n };

/** What one side does; posting is as likely as all else. */
const anyMove = fc.record({
  isBuyer: fc.boolean(),
  act: fc.constantFrom("post", "post", "post", "agree", "reject", "except", "debt", "demand"),
  root: fc.nat({ max: 2 }),
});
type Move = typeof anyMove extends fc.Arbitrary<infer Value> ? Value : never;

/** Plays after which the two sides stand in every way that there is, whatever the others come to. */
const EXAMPLES: [Move[]][] = [
  [[post(false, 0), move(true, "agree"), post(true, 0), move(false, "debt"), move(false, "agree"), post(false, 1)]],
  [[post(true, 2), move(true, "except"), post(false, 2), move(true, "demand"), post(false, 1), move(true, "reject")]],
];

function move(isBuyer: boolean, act: Move["act"], root = 0): Move {
  return { isBuyer, act, root };
}

function post(isBuyer: boolean, root: number): Move {
  return move(isBuyer, "post", root);
}

async function played(
  stage: StatementStage,
  statement: Statement,
  { isBuyer, act: done, root }: Move,
): Promise<RecordedStatement> {
  const [party, client]: [Hex, StatementsClient] = isBuyer
    ? [statement.buyer, stage.buyer]
    : [statement.supplier, stage.supplier];
  const about = { statement, roots: await rootsOf(client, statement) };
  const act = { ...about, party, balance: BALANCE };
  switch (done) {
    case "post": {
      const last = await client.postedOf(statement, party);
      const replaces: Hex = `0x${last.root.slice(2).padEnd(64, "0")}`;
      return client.post(statement, following(last, replaces, { party, root: ROOTS[root] ?? "0x" }));
    }
    case "agree":
      return client.agreeBalance(act);
    case "reject":
      return client.rejectBalance(act, EXCEPTIONS);
    case "except": {
      const [supplier, buyer] = [
        await stage.supplier.sign.agreedExcept({ ...act, party: statement.supplier }, EXCEPTIONS, VALIDITY),
        await stage.buyer.sign.agreedExcept({ ...act, party: statement.buyer }, EXCEPTIONS, VALIDITY),
      ];
      return stage.stranger.agreeBalanceExcept(act, EXCEPTIONS, { supplier, buyer });
    }
    case "debt":
      return client.acknowledgeDebt({ ...about, debtor: party, debt: BALANCE, payBy: 0 });
    default:
      return client.receiveDemand({ ...about, debtor: party, demand: BALANCE.salt });
  }
}

async function expectSame(stage: StatementStage, statement: Statement, state: StatementState): Promise<void> {
  for (const side of ["supplier", "buyer"] as const) {
    const { root, version, reply } = await stage.stranger.postedOf(statement, statement[side]);
    const folded = state[side];
    expect([
      folded?.root.slice(0, 62) ?? `0x${"00".repeat(30)}`,
      folded?.version ?? 0,
      folded?.reply ?? 0,
    ]).to.deep.equal([root, version, reply]);
  }
  const isSame = state.supplier !== undefined && state.supplier.root === state.buyer?.root;
  expect(await stage.stranger.isSameRoot(statement)).to.equal(isSame);
}

describe("The fold of a statement's events", () => {
  let stage: StatementStage;
  before(async () => {
    stage = await setStatementStage(STATEMENT_CLIENTS["viem"] ?? expect.fail());
  });
  after(() => stage.chain.close());

  it("is what the contract keeps, after every act of random plays", async () => {
    const standings = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(anyMove, { minLength: 6, maxLength: 12 }), async (moves) => {
        const statement = stage.next();
        let state: StatementState | undefined;
        for (const next of moves) {
          const before = state;
          try {
            for (const { event } of (await played(stage, statement, next)).events) state = foldStatement(state, event);
          } catch (error) {
            if (!(error instanceof LedgerError)) throw error;
          }
          if (state === undefined) continue;
          if (next.act === "debt" || next.act === "demand") expect(state).to.equal(before);
          await expectSame(stage, statement, state);
          standings.add(standingOf(state));
        }
      }),
      { numRuns: EXAMPLES.length + runs(5), examples: EXAMPLES },
    );
    expect([...standings].sort()).to.deep.equal(["AGREED", "AGREED_EXCEPT", "NO_REPLY", "REJECTED", "SAME_ROOT"]);
  });

  it("tells the reasons of a rejection for as long as it stands, each beside its own", async () => {
    const statement = stage.next();
    let state: StatementState | undefined;
    const does = async (next: Move): Promise<void> => {
      for (const { event } of (await played(stage, statement, next)).events) state = foldStatement(state, event);
    };
    for (const next of [post(false, 0), post(true, 1), move(true, "reject"), move(false, "reject")]) await does(next);
    expect([state?.supplier?.exceptions, state?.buyer?.exceptions]).to.deep.equal([EXCEPTIONS, EXCEPTIONS]);
    await does(post(true, 2));
    expect([state?.supplier?.exceptions, state?.buyer?.exceptions]).to.deep.equal([EXCEPTIONS, undefined]);
  });

  it("refuses an event about what nobody has posted", () => {
    const event = { name: "NonceSpent", signer: BALANCE.salt, nonce: 1n } as const;
    expect(() => foldStatement(undefined, event)).to.throw(RangeError, "NonceSpent is about a statement");
  });

  it("leaves equal roots SAME_ROOT until both sides have agreed, and silence NO_REPLY", () => {
    const posted = { root: BALANCE.salt, version: 1, keys: BALANCE.salt, replyBy: 1 };
    const side = { ...posted, reply: BalanceReply.NoReply, exceptions: undefined };
    const agreed = { ...side, reply: BalanceReply.Agreed };
    const state = { id: BALANCE.salt, statement: stage.next() };
    expect(standingOf({ ...state, supplier: side, buyer: undefined })).to.equal("NO_REPLY");
    expect(standingOf({ ...state, supplier: side, buyer: side })).to.equal("SAME_ROOT");
    expect(standingOf({ ...state, supplier: agreed, buyer: side })).to.equal("SAME_ROOT");
    expect(standingOf({ ...state, supplier: agreed, buyer: agreed })).to.equal("AGREED");
    expect(standingOf({ ...state, supplier: agreed, buyer: undefined })).to.equal("AGREED");
  });
});
