import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { decodeFactoringLogs } from "../../src/chain/logs.ts";
import { LedgerError } from "../../src/clients/errors.ts";
import { viemConnection } from "../../src/clients/viem/connection.ts";
import { claimedOn, outstandingOn } from "../../src/domain/factoring/dealFold.ts";
import { EMPTY_FACTORING, foldFactoring, inUseUnder } from "../../src/domain/factoring/factoringFold.ts";
import type { FactoringState } from "../../src/domain/factoring/factoringFold.ts";
import { noticeHash, NoticeReply } from "../../src/domain/factoring/notice.ts";
import { OfferKind } from "../../src/domain/factoring/offer.ts";
import { factorDay, feesDue } from "../../src/domain/factoring/waterfall.ts";
import { keyOf } from "../../src/domain/fold.ts";
import type { Item } from "../support/receivables.ts";
import { connectViem } from "../support/chain.ts";
import { anyMove, played } from "../support/factoringMoves.ts";
import type { Move, Play } from "../support/factoringMoves.ts";
import { plainTerms, setFactoring } from "../support/factoringStage.ts";
import type { FactoringStage } from "../support/factoringStage.ts";
import { address, setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";

const YEAR = 365 * 86_400;

/** Plays after which everything has happened that there is, whatever the others come to. */
const EXAMPLES: [Move[]][] = [
  [moves("sellOne", "wait", "buyBack", "sellOne", "pay", "receive", "reverse", "charge", "propose", "credit", "repay")],
  [moves("draw", "notify", "reply", "freeze", "pay", "thaw", "turnOver", "reassign", "void", "wait")],
  [moves("sellSeveral", "wait", "pay", "pay", "pay", "reassign")],
];

function moves(...acts: readonly Move["act"][]): Move[] {
  return acts.map((act) => ({ act, item: 0, part: 401 }));
}

describe("The fold of the events of factoring", () => {
  let stage: Stage;
  let own: FactoringStage;
  let state: FactoringState;
  let next: number;
  before(async () => {
    stage = await setStage(connectViem);
    own = await setFactoring(stage);
    [state, next] = [EMPTY_FACTORING, 0];
  });
  after(() => stage.chain.close());

  async function follow(): Promise<void> {
    const { reader, addresses } = stage.chain;
    const factoring = addresses.factoring ?? expect.fail();
    const latest = Number(await reader.getBlockNumber());
    const logs = await viemConnection({ reader }).logs([factoring, own.desk], next, latest);
    state = foldFactoring(state, decodeFactoringLogs({ factoring, isDesk: (desk) => desk === own.desk }, logs));
    next = latest + 1;
  }

  async function expectSame({ items, facility, notices }: Play): Promise<void> {
    const now = await stage.chain.now();
    for (const item of items) for (const instant of [now, now + YEAR]) await expectDeal(item, instant);
    for (const deal of state.deals.values()) {
      const of = { desk: own.desk, offer: deal.offer };
      expect(await own.asStranger.inUse(deal.offer)).to.equal(inUseUnder(state, of));
      const ofBuyer = inUseUnder(state, { ...of, buyer: address.buyer });
      expect(await own.asStranger.inUse(deal.offer, address.buyer)).to.equal(ofBuyer);
      expect(await own.asStranger.isSpent(deal.nonce)).to.equal(deal.kind !== OfferKind.Facility);
    }
    for (const nonce of [facility.nonce, 1n, 400n, 402n]) {
      expect(await own.asStranger.isSpent(nonce)).to.equal(state.deskNonces.has(keyOf(own.desk, nonce)));
    }
    for (const account of [address.factor, address.supplier]) {
      const owed = state.owed.get(keyOf(own.desk, account, stage.chain.freezing))?.amount ?? 0n;
      expect(await own.asStranger.owedTo(account, stage.chain.freezing)).to.equal(owed);
    }
    for (const { hash, reply } of state.notices.values()) {
      expect((await own.stranger.noticeOf(hash)).reply).to.equal(reply);
    }
    for (const notice of notices) expect(state.notices.get(noticeHash(notice))?.content).to.deep.equal(notice);
  }

  async function expectDeal({ id }: Item, instant: number): Promise<void> {
    const deal = state.deals.get(keyOf(own.desk, id));
    if (deal?.live !== true) {
      const refused = await own.asStranger.dealOf(id, instant).catch((error: unknown) => error);
      expect(refused).to.include({ code: "DealUnknown" });
      return;
    }
    const { money, terms } = deal;
    const day = factorDay(terms.utcOffset, instant);
    const fees = feesDue(money, terms, day);
    expect(await own.asStranger.dealOf(id, instant)).to.deep.equal({ terms, funds: money.funds, fees });
    const [claimed, outstanding] = [claimedOn(deal, day), outstandingOn(deal, day)];
    expect(claimed >= 0n && claimed <= outstanding, "claims never exceed what is outstanding").to.equal(true);
  }

  it("is what the contracts keep, after every act of random plays", async function () {
    this.timeout(300_000);
    const told = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(anyMove, { minLength: 6, maxLength: 14 }), async (acts) => {
        const terms = { ...(await plainTerms(stage.chain, 300)), currency: stage.chain.freezing };
        const items = [
          await stage.accepted({ terms }),
          await stage.accepted({ terms }),
          await stage.accepted({ terms }),
        ];
        const currency = stage.chain.freezing;
        const play = { items, facility: own.conditions({ currency }), taken: [], notices: [] };
        const before = new Set(state.deals.keys());
        for (const move of acts) {
          try {
            await played({ stage, own, move, play });
          } catch (error) {
            if (!(error instanceof LedgerError)) throw error;
          }
          await follow();
          await expectSame(play);
        }
        for (const account of [address.factor, address.supplier]) await stage.chain.freeze(account, false);
        for (const [key, deal] of state.deals) if (!before.has(key)) told.add(`kind ${deal.kind}`);
      }),
      { numRuns: EXAMPLES.length + runs(6), examples: EXAMPLES },
    );
    expect([...told].sort()).to.deep.equal(["kind 0", "kind 1", "kind 2"]);
    const deals = [...state.deals.values()];
    expect(
      deals.some(({ number }) => number > 1),
      "a receivable that came back was sold again",
    ).to.equal(true);
    expect(deals.some(({ claims }) => claims.length > 0)).to.equal(true);
    expect(deals.some(({ proposals }) => proposals.length > 0)).to.equal(true);
    expect([...state.notices.values()].some(({ reply }) => reply !== NoticeReply.None)).to.equal(true);
  });
});
