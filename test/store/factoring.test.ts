import { expect } from "chai";
import fc from "fast-check";
import { deskAbi, factoringAbi } from "../../generated/abi.ts";
import type { AbiParameter } from "../../src/chain/parameters.ts";
import { NoticeReply } from "../../src/domain/factoring/notice.ts";
import { OfferKind } from "../../src/domain/factoring/offer.ts";
import { outstandingOn } from "../../src/domain/factoring/dealFold.ts";
import type { RecordedFactoringEvent } from "../../src/domain/factoring/factoringEvents.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { noticesOf, noticesOfReceivable } from "../../src/store/assignmentNotices.ts";
import { append, dropAbove, eventsAfter } from "../../src/store/chainTables.ts";
import type { Database } from "../../src/store/database.ts";
import { dealsOfReceivables, inUseOf, movementsOf } from "../../src/store/deals.ts";
import { deskOf, factorOf, owedTo, spentDeskNonces } from "../../src/store/desks.ts";
import { feedConcerning } from "../../src/store/feed.ts";
import { filingsAgainst, filingsBy } from "../../src/store/filings.ts";
import { openBook } from "../gateway/book.ts";
import type { Book } from "../gateway/book.ts";
import { valueOf } from "../support/abiValues.ts";
import { ENGINES, freshDatabase } from "./engines.ts";
import { BUYER, claimed, DESK, EURX, FACTOR, filed, noticeOf, notified } from "./factoringRows.ts";
import { paid, purchased, reassigned, SELLER, sold } from "./factoringRows.ts";
import { address, block, hash } from "./rows.ts";

const [ONE, TWO, THREE] = [hash(0x111), hash(0x222), hash(0x333)] as const;
const FACILITY = { kind: OfferKind.Facility, offer: hash(0xfac), nonce: 99n };
const OTHER = { factor: address(0xf2), desk: address(0xdf) };

type Entry = { readonly type: string; readonly name?: string; readonly inputs?: readonly AbiParameter[] };
const SHAPES = [...(factoringAbi as readonly Entry[]), ...(deskAbi as readonly Entry[])].filter(
  ({ type, name }) => type === "event" && name !== "EIP712DomainChanged",
);

/** An event of every name, with every value that the chain could give its fields. */
const anyEvents = fc.tuple(
  ...SHAPES.map(({ name, inputs = [] }) => {
    const fields = inputs.map((input) => [input.name ?? "", valueOf(input)] as const);
    return fc.record({ name: fc.constant(name), ...Object.fromEntries(fields) }, { noNullPrototype: true });
  }),
) as unknown as fc.Arbitrary<readonly RecordedFactoringEvent["event"][]>;

/** The zero is shown from the border on, and no database keeps it. */
function withoutZeros<Value>(value: Value): Value {
  if (typeof value === "string") return value.replaceAll("\0", "\ufffd") as Value;
  if (Array.isArray(value)) return value.map(withoutZeros) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutZeros(inner)])) as Value;
}

for (const engine of ENGINES) {
  describe(`Factoring in ${engine}`, () => {
    let database: Database;
    let book: Book;
    beforeEach(async () => {
      database = await freshDatabase(engine);
      book = openBook(database);
    });

    async function opened(): Promise<void> {
      await book.assign({ name: "DeskOpened", factor: FACTOR, desk: DESK });
      await book.assign({ name: "DeskOpened", ...OTHER });
    }

    async function toldTo(organisation: Address): Promise<readonly string[]> {
      const entries = await feedConcerning(database, organisation, { after: 0, through: 1_000 }, 0);
      return entries.map(({ kind, event }) => (kind === "recorded" ? event.name : `${event.name} taken back`));
    }

    it("keeps every event as it was written, texts of any script included", async () => {
      let number = 0;
      await fc.assert(
        fc.asyncProperty(anyEvents, async (all) => {
          number += 1;
          const at = block(number);
          const factoringEvents = withoutZeros(all).map((event, logIndex) => ({
            event,
            at: { address: DESK, blockNumber: number, blockHash: at.hash, transactionHash: hash(1), logIndex },
            concerned: [SELLER, FACTOR],
            currency: logIndex % 2 === 0 ? EURX : undefined,
          }));
          await database.transaction((tx) => append(tx, { blocks: [at], events: [], factoringEvents }));
          const found = await eventsAfter(database, { blockNumber: number, logIndex: -1 }, 100);
          const expected = factoringEvents.map(({ event, at: place }) => ({ event, at: place }));
          expect(found.map(({ event, at: place }) => ({ event, at: place }))).to.deep.equal(expected);
        }),
        { numRuns: 25 },
      );
    });

    it("knows whose desk is whose, what is in use, and what is spent", async () => {
      await opened();
      expect([await deskOf(database, FACTOR), await factorOf(database, DESK)]).to.deep.equal([DESK, FACTOR]);
      expect([await deskOf(database, SELLER), await factorOf(database, SELLER)]).to.deep.equal([undefined, undefined]);
      await book.trade(DESK, sold(ONE, FACILITY), sold(TWO, FACILITY), sold(THREE));
      await book.trade(DESK, paid(ONE, 3_000_000n));
      await book.trade(DESK, { name: "NonceSpent", nonce: 2n ** 256n - 1n });
      expect(await inUseOf(database, DESK, FACILITY.offer)).to.equal(13_000_000n);
      expect(await inUseOf(database, DESK, FACILITY.offer, BUYER)).to.equal(13_000_000n);
      expect(await inUseOf(database, DESK, FACILITY.offer, SELLER)).to.equal(0n);
      expect(await inUseOf(database, DESK, sold(THREE).offer)).to.equal(0n);
      expect(await inUseOf(database, OTHER.desk, FACILITY.offer)).to.equal(0n);
      const spent = await spentDeskNonces(database, DESK, [7n, 99n, 2n ** 256n - 1n]);
      expect([...spent].sort()).to.deep.equal([2n ** 256n - 1n, 7n]);
      expect((await spentDeskNonces(database, OTHER.desk, [7n])).size).to.equal(0);
    });

    it("keeps each sale of a receivable apart, with what moved of it", async () => {
      await opened();
      await book.trade(DESK, sold(ONE));
      const shared = { toFunds: 8_000_000n, toFees: 50_000n, toSeller: 5n };
      await book.trade(DESK, claimed(ONE, 9n), paid(ONE, 0n, { shared, day: 20_000 }), reassigned(ONE));
      await book.trade(OTHER.desk, sold(ONE, { nonce: 3n, advance: 1n }));
      await book.trade(DESK, sold(ONE, { nonce: 8n, advance: 6_000_000n }));
      const deals = (await dealsOfReceivables(database, [ONE])).get(ONE) ?? expect.fail();
      expect(deals.map(({ state, factor }) => [factor, state.number, state.live, state.money.funds])).to.deep.equal([
        [FACTOR, 1, false, 0n],
        [OTHER.factor, 1, true, 1n],
        [FACTOR, 2, true, 6_000_000n],
      ]);
      expect(deals[0]?.state.claims).to.deep.equal([{ reason: 0, amount: 9n, evidence: hash(0xe), repaidBefore: 0n }]);
      expect(outstandingOn(deals[2]?.state ?? expect.fail(), 20_060)).to.equal(6_130_000n);
      const moved = await movementsOf(database, { desk: DESK, id: ONE });
      expect(moved.map(({ name, number, toFunds, toSeller }) => [name, number, toFunds, toSeller])).to.deep.equal([
        ["ReceivableSold", 1, -8_000_000n, 0n],
        ["ClaimRaised", 1, 0n, 0n],
        ["DealPaid", 1, 8_000_000n, 5n],
        ["ReceivableReassigned", 1, 0n, 0n],
        ["ReceivableSold", 2, -6_000_000n, 0n],
      ]);
    });

    it("finds purchases, waiting cash, notices and filings by whom and what they are about", async () => {
      await opened();
      await book.trade(DESK, purchased(ONE), purchased(TWO, { nonce: 9n }));
      const bought = await database.query("select id, factor, nonce from purchases order by log_index");
      expect(bought).to.deep.equal([
        { id: ONE, factor: FACTOR, nonce: 8n },
        { id: TWO, factor: FACTOR, nonce: 9n },
      ]);
      const owed = { account: SELLER, currency: EURX };
      await book.trade(DESK, { name: "CashOwed", ...owed, amount: 5n }, { name: "CashOwed", ...owed, amount: 2n });
      expect(await owedTo(database, SELLER)).to.deep.equal([{ desk: DESK, currency: EURX, amount: 7n }]);
      await book.trade(DESK, { name: "CashWithdrawn", ...owed, amount: 7n });
      expect(await owedTo(database, SELLER)).to.deep.equal([]);
      const [first, second] = [notified([ONE, TWO, ONE]), notified([TWO], { proof: hash(4) })];
      await book.assign(first, second);
      const { notice, debtor } = first;
      const reply = { name: "NoticeReplied", notice, debtor, by: BUYER } as const;
      await book.assign({ ...reply, reply: NoticeReply.Received, reason: hash(0) });
      await book.assign({ ...reply, reply: NoticeReply.Refused, reason: hash(6) });
      const found = await noticesOfReceivable(database, TWO);
      expect(found.map(({ state }) => [state.hash, state.reply, state.reason])).to.deep.equal([
        [notice, NoticeReply.Refused, hash(6)],
        [second.notice, NoticeReply.None, undefined],
      ]);
      expect(found[0]?.state).to.deep.include({ content: noticeOf([ONE, TWO, ONE]), ids: [ONE, TWO, ONE] });
      expect(await noticesOfReceivable(database, THREE)).to.deep.equal([]);
      const pageOf = (after?: Parameters<typeof noticesOf>[2]) =>
        noticesOf(database, { role: "debtor", party: BUYER }, after, 1);
      const [last = expect.fail()] = await pageOf();
      expect(last.state.hash).to.equal(second.notice);
      expect((await pageOf(last)).map(({ state }) => state.hash)).to.deep.equal([notice]);
      await book.assign(filed("all of it"), filed("one", [ONE]), filed("another's", [], BUYER));
      const numbers = async (id?: Hex): Promise<readonly string[]> =>
        (await filingsAgainst(database, SELLER, id)).map(({ filing }) => filing.number);
      expect([await numbers(), await numbers(ONE), await numbers(TWO)]).to.deep.equal([
        ["all of it", "one"],
        ["all of it", "one"],
        ["all of it"],
      ]);
      expect((await filingsBy(database, FACTOR)).map(({ ids }) => ids)).to.deep.equal([[], [ONE], []]);
    });

    it("tells seller and factor of a deal, the three parties of a notice, and nobody else of either", async () => {
      await opened();
      await book.trade(DESK, sold(ONE), paid(ONE, 1n), claimed(ONE, 2n));
      await book.assign(notified([ONE]), filed("0123"));
      const deal = ["ReceivableSold", "DealPaid", "ClaimRaised"];
      expect(await toldTo(SELLER)).to.deep.equal([...deal, "AssignmentNotified", "FilingRecorded"]);
      expect(await toldTo(FACTOR)).to.deep.equal(["DeskOpened", ...deal, "AssignmentNotified", "FilingRecorded"]);
      expect(await toldTo(BUYER)).to.deep.equal(["AssignmentNotified"]);
      expect(await toldTo(OTHER.factor)).to.deep.equal(["DeskOpened"]);
      expect(await toldTo(DESK)).to.deep.equal([]);
      const entries = await feedConcerning(database, SELLER, { after: 0, through: 1_000 }, 0);
      expect(entries.map(({ currency }) => currency)).to.deep.equal([EURX, EURX, EURX, null, null]);
    });

    it("tells a factor what the ledger records of what its desk holds, also once that is taken back", async () => {
      await opened();
      await book.write({ name: "Transfer", id: ONE, from: SELLER, to: DESK });
      expect(await toldTo(FACTOR)).to.deep.equal(["DeskOpened", "Transfer"]);
      expect(await toldTo(OTHER.factor)).to.deep.equal(["DeskOpened"]);
      await book.trade(DESK, sold(ONE));
      await database.transaction((tx) => dropAbove(tx, 2));
      expect((await toldTo(FACTOR)).slice(-2)).to.deep.equal(["ReceivableSold taken back", "Transfer taken back"]);
      expect((await toldTo(SELLER)).filter((name) => name.startsWith("ReceivableSold"))).to.have.lengthOf(2);
      expect(await database.query("select 1 from deal_movements")).to.deep.equal([]);
    });
  });
}
