import { expect } from "chai";
import { Outcome, Status, ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import type { Recorded } from "../../src/clients/submit.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { address, CLIENTS, order, setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";

const HASH = keccakOfText("a paper");
const DAY = 86_400;

function eventsOf({ events }: Recorded): unknown[] {
  return events.map(({ event }) => event);
}

for (const [library, connect] of Object.entries(CLIENTS)) {
  describe(`A ledger client over ${library}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage(connect);
    });
    after(() => stage.chain.close());

    it("issues a receivable in the open and gives its token to the supplier", async () => {
      const { receivable, id, commitment } = await stage.draft();
      const recorded = await stage.supplier.issue(receivable);
      const { header, terms, document } = receivable;
      expect(eventsOf(recorded)).to.deep.equal([
        { name: "Transfer", from: ZERO_ADDRESS, to: address.supplier, id },
        { name: "ReceivableIssued", id, by: address.supplier, ...header, terms, document },
      ]);
      const block = await stage.chain.reader.getBlock();
      expect(recorded.blockNumber).to.equal(Number(block.number));
      expect(recorded.events.map(({ at }) => at)).to.deep.equal(
        [0, 1].map((logIndex) => ({
          address: stage.chain.addresses.ledger,
          blockNumber: Number(block.number),
          blockHash: block.hash,
          transactionHash: recorded.hash,
          logIndex,
        })),
      );
      expect(await stage.onlooker.stateOf(id)).to.deep.equal({
        commitment: commitment.slice(0, 62),
        status: Status.Issued,
        holder: address.supplier,
        closed: false,
        locked: false,
        settled: 0n,
        credited: 0n,
        disputed: 0n,
        lateDays: 0n,
        chargesSettled: 0n,
        carry: 0n,
        discounted: false,
        advices: 0,
        writtenOff: false,
        part: false,
        transferee: ZERO_ADDRESS,
        listening: false,
      });
    });

    it("issues several at once", async () => {
      const items = [await stage.draft(), await stage.draft()];
      await stage.supplier.issueMany(items.map(({ receivable }) => receivable));
      const states = await Promise.all(items.map(({ id }) => stage.onlooker.stateOf(id)));
      expect(states.map(({ status }) => status)).to.deep.equal([Status.Issued, Status.Issued]);
    });

    it("issues sealed terms", async () => {
      const { header, id } = await stage.draft();
      const [, sealed] = eventsOf(await stage.supplier.issueSealed(header, "0xc0ffee"));
      const { terms, document } = header;
      expect(sealed).to.deep.equal({
        name: "ReceivableSealed",
        id,
        by: address.supplier,
        ...header.header,
        terms,
        document,
        content: "0xc0ffee",
      });
    });

    it("accepts, and so makes the receivable payable", async () => {
      const { id, receivable, commitment } = await stage.issued();
      expect(eventsOf(await stage.buyer.accept(receivable))).to.deep.equal([
        { name: "ReceivableAccepted", id, by: address.buyer, commitment },
      ]);
      expect((await stage.onlooker.stateOf(id)).status).to.equal(Status.Accepted);
    });

    it("pays in full with the discount of the day", async () => {
      const item = await stage.accepted();
      const [paid] = eventsOf(await stage.buyer.pay(order(item)));
      expect(paid).to.deep.equal({
        name: "ReceivablePaid",
        id: item.id,
        payer: address.buyer,
        holder: address.supplier,
        principal: 100_000n,
        discount: 2_000n,
        charges: 0n,
        lateDays: 0n,
        closed: true,
      });
      expect((await stage.onlooker.stateOf(item.id)).closed).to.equal(true);
    });

    it("pays in parts that carry fractions of a discount on parts", async () => {
      const item = await stage.accepted({ terms: { discountOnParts: true, discount1: 3_333n } });
      const events = eventsOf(await stage.buyer.pay(order(item, 1_000n)));
      const { carry } = await stage.onlooker.stateOf(item.id);
      expect(events[1]).to.deep.equal({ name: "DiscountCarried", id: item.id, carry });
    });

    it("quotes what will be due, late interest and fixed sum included", async () => {
      const { id, terms, receivable } = await stage.accepted();
      const due = receivable.terms.dueDay * DAY;
      const late = await stage.onlooker.quote(id, terms, due + 97 * DAY);
      // 1,000.00 at 10.15 % for 97 days is 26.97 (V5 at a tenth); the fixed sum is 40.00.
      expect(late).to.deep.equal({ open: 100_000n, discount: 0n, charges: 6_697n, payoff: 106_697n, daysLate: 97n });
      const early = await stage.onlooker.quote(id, terms, due - 25 * DAY);
      expect(early).to.deep.equal({ open: 100_000n, discount: 2_000n, charges: 0n, payoff: 98_000n, daysLate: 0n });
    });

    it("pays several at once", async () => {
      const items = [await stage.accepted(), await stage.accepted()];
      const events = eventsOf(await stage.buyer.payMany(items.map((item) => order(item, 500n))));
      expect(events).to.have.lengthOf(2);
      const states = await Promise.all(items.map(({ id }) => stage.onlooker.stateOf(id)));
      expect(states.map(({ settled }) => settled)).to.deep.equal([500n, 500n]);
    });

    it("credits, and closes what a credit brings to zero", async () => {
      const { id, terms: opened } = await stage.accepted();
      const [credited] = eventsOf(await stage.supplier.credit({ id, opened, amount: 1n, reason: HASH }));
      expect(credited).to.deep.equal({
        name: "ReceivableCredited",
        id,
        by: address.supplier,
        principal: 1n,
        reason: HASH,
        closed: false,
      });
      await stage.supplier.credit({ id, opened, amount: 99_999n, reason: HASH });
      expect(await stage.onlooker.stateOf(id)).to.include({ closed: true, credited: 100_000n, settled: 100_000n });
    });

    it("disputes an amount, which the buyer withdraws in part and the holder concedes in part", async () => {
      const { id, receivable } = await stage.accepted();
      const disputed = await stage.buyer.dispute({ receivable, amount: 5_000n, code: 7, evidence: HASH });
      expect(eventsOf(disputed)).to.deep.equal([
        {
          name: "ReceivableDisputed",
          id,
          by: address.buyer,
          amount: 5_000n,
          disputed: 5_000n,
          code: 7,
          evidence: HASH,
        },
      ]);
      const act = { receivable, evidence: HASH };
      await stage.buyer.resolve({ ...act, amount: 1_000n, outcome: Outcome.Withdrawn });
      const conceded = await stage.supplier.resolve({ ...act, amount: 4_000n, outcome: Outcome.Conceded });
      expect(eventsOf(conceded)).to.deep.equal([
        {
          name: "DisputeResolved",
          id,
          by: address.supplier,
          outcome: Outcome.Conceded,
          amount: 4_000n,
          disputed: 0n,
          evidence: HASH,
        },
        { name: "ReceivableCredited", id, by: address.supplier, principal: 4_000n, reason: HASH, closed: false },
      ]);
      expect(await stage.onlooker.stateOf(id)).to.include({ disputed: 0n, credited: 4_000n });
    });

    it("keeps the cash of a holder that cannot be paid, and hands it over once", async () => {
      const currency = stage.chain.freezing;
      const item = await stage.accepted({ terms: { currency } });
      await stage.chain.freeze(address.supplier, true);
      const cash = { id: item.id, holder: address.supplier, currency, amount: 98_000n };
      const [, kept] = eventsOf(await stage.buyer.pay(order(item)));
      expect(kept).to.deep.equal({ name: "CashKept", ...cash });
      expect(await stage.onlooker.keptFor(address.supplier, currency, item.id)).to.equal(98_000n);
      await stage.chain.freeze(address.supplier, false);
      const claimed = await stage.stranger.claim(item.id, address.supplier, currency);
      expect(eventsOf(claimed)).to.deep.equal([{ name: "CashClaimed", ...cash }]);
      expect(await stage.onlooker.keptFor(address.supplier, currency, item.id)).to.equal(0n);
    });

    it("lets a holder listen, keeps what it does not take, and ends that with the transfer", async () => {
      const item = await stage.accepted();
      expect(eventsOf(await stage.supplier.listen(item.id))[0]).to.include({ name: "ListeningBegun", id: item.id });
      expect(await stage.onlooker.stateOf(item.id)).to.include({ listening: true, locked: false });
      const cash = { id: item.id, holder: address.supplier, currency: stage.chain.currency, amount: 1_000n };
      const [, kept] = eventsOf(await stage.buyer.pay(order(item, 1_000n)));
      expect(kept, "it is no contract").to.deep.equal({ name: "CashKept", ...cash });
      const claimed = await stage.supplier.claim(item.id, address.supplier, cash.currency);
      expect(eventsOf(claimed)).to.deep.equal([{ name: "CashClaimed", ...cash }]);
      await stage.supplier.transfer(item.id, address.factor);
      expect(await stage.onlooker.stateOf(item.id)).to.include({ listening: false, holder: address.factor });
      const paid = eventsOf(await stage.buyer.pay(order(item)));
      expect(paid.length === 1 && paid[0]).to.include({ name: "ReceivablePaid", holder: address.factor });
    });

    it("transfers a receivable, whose new holder is paid from then on", async () => {
      const item = await stage.accepted();
      const transferred = await stage.supplier.transfer(item.id, address.factor);
      expect(eventsOf(transferred)).to.deep.equal([
        { name: "Transfer", from: address.supplier, to: address.factor, id: item.id },
      ]);
      const [paid] = eventsOf(await stage.buyer.pay(order(item)));
      expect(paid).to.include({ name: "ReceivablePaid", holder: address.factor });
    });

    it("lets the ledger move money of the account and takes that back", async () => {
      const item = await stage.accepted();
      await stage.stranger.allow(stage.chain.currency, 999n);
      await stage.stranger.pay(order(item, 999n));
      expect((await stage.onlooker.stateOf(item.id)).settled).to.equal(999n);
    });

    it("voids a nonce and takes back a root", async () => {
      const { stranger, onlooker } = stage;
      expect(eventsOf(await stranger.spendNonce(300n))).to.deep.equal([
        { name: "NonceSpent", signer: address.stranger, nonce: 300n },
      ]);
      expect(await onlooker.isSpent(address.stranger, 300n)).to.equal(true);
      expect(await onlooker.isSpent(address.stranger, 299n)).to.equal(false);
      expect(eventsOf(await stranger.revoke(HASH))).to.deep.equal([
        { name: "RootRevoked", signer: address.stranger, root: HASH },
      ]);
      expect(await onlooker.isRevoked(address.stranger, HASH)).to.equal(true);
      expect(await onlooker.isRevoked(address.buyer, HASH)).to.equal(false);
    });

    it("reads every event that it was told of, block by block", async () => {
      const first = await stage.draft();
      const issued = await stage.supplier.issue(first.receivable);
      const accepted = await stage.buyer.accept(first.receivable);
      const read = await stage.onlooker.events(issued.blockNumber, accepted.blockNumber);
      expect(read).to.deep.equal([...issued.events, ...accepted.events]);
    });
  });
}
