import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { ledgerAbi } from "../../generated/abi.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { Outcome } from "../../src/domain/receivable.ts";
import { createMirror } from "../support/mirror.ts";
import type { Mirror } from "../support/mirror.ts";
import { MOVES } from "../support/moves.ts";
import { hireAgent, make } from "../support/play.ts";
import type { Move, Play } from "../support/play.ts";
import { SCENES } from "../support/scenes.ts";
import { address, CLIENTS, order, setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";
import { appoint, approve } from "../support/token.ts";

const HASH = keccakOfText("a paper");

/** Moves that need luck to succeed, or that matter most, come more often. */
const OFTEN = [
  ...["pay", "pay", "payBySignature", "payMany", "claim", "wait", "credit", "dispute", "resolve", "transfer"],
  ...["amend", "split", "consentTransfer", "recordReceipt", "recordReceipt", "reverseReceipt", "waive", "debit"],
];

/** A move and the numbers that it draws. */
interface Turn {
  readonly move: Move;
  readonly numbers: readonly number[];
}

const anyTurn: fc.Arbitrary<Turn> = fc.record({
  move: fc.constantFrom(...Object.keys(MOVES), ...OFTEN).map((name) => MOVES[name] ?? expect.fail(name)),
  numbers: fc.array(fc.nat({ max: 2 ** 30 }), { minLength: 4, maxLength: 40 }),
});

function turns(minLength: number, maxLength: number): fc.Arbitrary<Turn[]> {
  return fc.array(anyTurn, { minLength, maxLength });
}

async function playAll(all: readonly Turn[], play: Omit<Play, "draw">, mirror: Mirror): Promise<void> {
  for (const { move, numbers } of all) {
    let drawn = 0;
    const draw = (limit: number): number => {
      drawn += 1;
      return (numbers[drawn % numbers.length] ?? 0) % limit;
    };
    await make(move, { ...play, draw });
    await mirror.follow();
  }
}

describe("fold(events) == storage", () => {
  let stage: Stage;
  before(async () => {
    stage = await setStage(CLIENTS["viem"] ?? expect.fail("there is no client"));
    await hireAgent(stage);
  });
  after(() => stage.chain.close());

  /** Plays on the chain as it is and puts it back, failed or not, so that the next play starts where this one did. */
  async function onTrial(play: () => Promise<void>): Promise<void> {
    const putBack = await bookmark();
    try {
      await play();
    } finally {
      await putBack();
    }
  }

  /** Remembers the chain as it is, and puts it back. */
  async function bookmark(): Promise<() => Promise<void>> {
    const { provider } = stage.chain;
    const point = await provider.request({ method: "evm_snapshot" });
    return async () => {
      await provider.request({ method: "evm_revert", params: [point] });
    };
  }

  it("after every block of random play", async () => {
    await fc.assert(
      fc.asyncProperty(turns(20, 80), (all) =>
        onTrial(async () => {
          const mirror = await createMirror(stage.chain);
          await playAll(all, { stage, items: [] }, mirror);
          await mirror.compareAll();
        }),
      ),
      { numRuns: runs(15) },
    );
  });

  it("after a reorganisation: the rows above the fork are dropped, and folding goes on", async () => {
    await fc.assert(
      fc.asyncProperty(turns(5, 30), turns(1, 20), turns(0, 20), (common, lost, instead) =>
        onTrial(async () => {
          const mirror = await createMirror(stage.chain);
          const items: Play["items"] = [];
          await playAll(common, { stage, items }, mirror);
          const fork = mirror.state();
          const reorganise = await bookmark();
          await playAll(lost, { stage, items: [...items] }, mirror);
          await reorganise();
          await mirror.follow();
          expect(mirror.state()).to.deep.equal(fork);
          await playAll(instead, { stage, items }, mirror);
          await mirror.compareAll();
        }),
      ),
      { numRuns: runs(8) },
    );
  });

  it("when everything happens that the ledger can record", async () => {
    const mirror = await createMirror(stage.chain);
    const { supplier, buyer, factor, relayer, chain } = stage;
    const over = { terms: { currency: chain.freezing, discountOnParts: true, discount1: 333n } };
    const [first, second] = [await stage.accepted(over), await stage.accepted(over)];
    await supplier.issueSealed((await stage.draft()).header, "0x5ea1ed");
    await supplier.transfer(first.id, address.factor);
    await mirror.follow();
    await chain.freeze(address.factor, true);
    await buyer.payMany([order(first, 500n), order(second, 501n)]);
    await buyer.payMany([order(first, 502n), order(first, 503n)]);
    await chain.freeze(address.factor, false);
    await mirror.follow();
    await relayer.claim(first.id, address.factor, chain.freezing);
    await factor.listen(first.id);
    await mirror.follow();
    await buyer.pay(order(first, 11n));
    await factor.claim(first.id, address.factor, chain.freezing);
    await factor.transfer(first.id, address.supplier);
    await supplier.listen(first.id);
    await supplier.transfer(first.id, address.factor);
    await mirror.follow();
    await factor.credit({ id: first.id, opened: first.terms, amount: 9n, reason: HASH });
    const { receivable } = first;
    await buyer.dispute({ receivable, amount: 70n, code: 1, evidence: HASH });
    await buyer.resolve({ receivable, amount: 30n, outcome: Outcome.Withdrawn, evidence: HASH });
    await factor.resolve({ receivable, amount: 40n, outcome: Outcome.Conceded, evidence: HASH });
    await mirror.follow();
    await chain.wait(100 * 86_400);
    await buyer.pay(order(first, 5_000n));
    await buyer.pay(order(first));
    await buyer.spendNonce(255n);
    await buyer.spendNonce(256n);
    await buyer.revoke(HASH);
    await mirror.follow();
    for (const yes of [true, false]) await appoint(chain, address.supplier, address.relayer, yes);
    await approve(chain, address.supplier, address.relayer, second.id);
    await mirror.follow();
    await relayer.transfer(second.id, address.factor, address.supplier);
    await mirror.follow();
    // Two parts of 25 earn half a unit of discount each, so that nothing is carried in the end but the mark remains.
    const third = await stage.accepted({ terms: { discountOnParts: true } });
    await buyer.pay(order(third, 24n));
    await buyer.pay(order(third, 25n));
    await mirror.follow();
    expect(mirror.state().receivables.get(third.id)).to.include({ settled: 50n, carry: 0n, detailed: true });
    for (const scene of SCENES) await scene(stage, mirror);
    await mirror.compareAll();
    const recorded: readonly string[] = ledgerAbi.flatMap((entry) => (entry.type === "event" ? [entry.name] : []));
    expect([...mirror.seen].sort()).to.deep.equal(recorded.filter((name) => name !== "EIP712DomainChanged").sort());
  });
});
