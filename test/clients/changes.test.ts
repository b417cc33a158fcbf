import { expect } from "chai";
import type { Recorded } from "../../src/clients/submit.ts";
import { ClarificationAction, ClarificationReason } from "../../src/domain/clarification.ts";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import { accelerated, debited, parts } from "../../src/domain/derived.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { Status, ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import { itemOf } from "../support/receivables.ts";
import { address, CLIENTS, order, setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";

const HASH = keccakOfText("a paper");
const FAR = 4_000_000_000n;

function eventsOf({ events }: Recorded): unknown[] {
  return events.map(({ event }) => event);
}

for (const [library, connect] of Object.entries(CLIENTS)) {
  describe(`A ledger client over ${library} that changes an agreement`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage(connect);
    });
    after(() => stage.chain.close());

    it("queries and rejects with Peppol's codes (R75)", async () => {
      const { id, header: opened } = await stage.issued();
      const asked = { reason: ClarificationReason.DEL, action: ClarificationAction.PIN, text: HASH };
      const told = { reason: ClarificationReason.OTH, action: ClarificationAction.CNF, text: HASH };
      const { buyer, onlooker } = stage;
      expect(eventsOf(await buyer.query({ opened, clarification: asked }))).to.deep.equal([
        { name: "ReceivableQueried", id, by: address.buyer, ...asked },
      ]);
      expect((await onlooker.stateOf(id)).status).to.equal(Status.Queried);
      expect(eventsOf(await buyer.reject({ opened, clarification: told }))).to.deep.equal([
        { name: "ReceivableRejected", id, by: address.buyer, ...told },
      ]);
      expect((await onlooker.stateOf(id)).status).to.equal(Status.Rejected);
    });

    it("amends with the consents of holder, supplier and buyer, carried by a stranger (R59)", async () => {
      const { id, receivable } = await stage.accepted();
      await stage.supplier.transfer(id, address.factor);
      const terms = { ...receivable.terms, lateRate: 1, graceDays: 7 };
      const amended = { ...receivable, header: { ...receivable.header, revision: 3, policy: 2 }, terms };
      const sign = (party: "factor" | "supplier" | "buyer"): ReturnType<typeof stage.buyer.sign.amendment> =>
        stage[party].sign.amendment(receivable, { amended, party: address[party] }, { nonce: 1n, deadline: FAR });
      const consents = { holder: await sign("factor"), supplier: await sign("supplier"), buyer: await sign("buyer") };
      const [event] = eventsOf(await stage.relayer.amend({ receivable, amended }, consents)).slice(-1);
      expect(event).to.deep.equal({
        name: "ReceivableAmended",
        id,
        by: address.factor,
        supplierBy: address.supplier,
        buyerBy: address.buyer,
        policy: 2,
        revision: 3,
        terms,
        document: receivable.document,
        disputed: 0n,
        closed: false,
      });
      expect(await stage.onlooker.stateOf(id)).to.include({ commitment: itemOf(amended).commitment.slice(0, 62) });
    });

    it("debits with both consents, as the next revision that anybody can derive", async () => {
      const { id, receivable } = await stage.accepted();
      const act = { amount: 5_000n, reason: HASH };
      const validity = { nonce: 2n, deadline: FAR };
      const buyer = await stage.buyer.sign.debit(receivable, { party: address.buyer, ...act }, validity);
      const [, event] = eventsOf(await stage.supplier.debit({ receivable, ...act }, { buyer }));
      const commitment = commitmentOf(debited(receivable, 5_000n));
      expect(event).to.deep.equal({
        name: "ReceivableDebited",
        id,
        by: address.supplier,
        buyerBy: address.buyer,
        ...act,
        disputed: 0n,
        commitment,
      });
    });

    it("calls a later line due because an earlier one is in default", async () => {
      const { id, receivable } = await stage.accepted({ header: { line: 1 }, terms: { accelerationDays: 3 } });
      const { header, terms } = receivable;
      const late = { discountDay1: 0, discount1: 0n, dueDay: terms.dueDay - 40 };
      const overdue = await stage.accepted({ header: { invoice: header.invoice }, terms: late });
      const recorded = await stage.supplier.accelerate({ receivable, overdue: overdue.receivable });
      const dueDay = terms.dueDay - 30;
      const commitment = commitmentOf(accelerated(receivable, dueDay));
      const by = address.supplier;
      expect(eventsOf(recorded)).to.deep.equal([
        { name: "ReceivableAccelerated", id, by, overdue: overdue.id, dueDay, commitment },
      ]);
    });

    it("splits, and pays a part as any other receivable (R69)", async () => {
      const { id, receivable } = await stage.accepted({ header: { policy: 4 }, terms: { discount1: 1_999n } });
      const amounts = [33_333n, 33_333n, 33_334n];
      const state = await stage.onlooker.stateOf(id);
      const split = eventsOf(await stage.supplier.split({ receivable, amounts }));
      const derived = parts(receivable, state, amounts);
      expect(split.slice(0, 3)).to.deep.equal(
        derived.map(({ header }) => ({ name: "Transfer", from: ZERO_ADDRESS, to: address.supplier, id: idOf(header) })),
      );
      const commitments = derived.map(commitmentOf);
      expect(split[3]).to.deep.equal({ name: "ReceivableSplit", id, by: address.supplier, amounts, commitments });
      const discounts = derived.map(({ terms }) => terms.discount1);
      expect(discounts.reduce((sum, discount) => sum + discount, 0n)).to.equal(1_999n);
      for (const part of derived) {
        const [paid] = eventsOf(await stage.buyer.pay(order(itemOf(part))));
        expect(paid).to.include({ name: "ReceivablePaid", discount: part.terms.discount1, closed: true });
      }
    });

    it("writes off and cancels, each with its reason", async () => {
      const [kept, gone] = [await stage.issued(), await stage.issued()];
      const by = address.supplier;
      expect(eventsOf(await stage.supplier.writeOff({ opened: kept.header, reason: HASH }))).to.deep.equal([
        { name: "ReceivableWrittenOff", id: kept.id, by, reason: HASH },
      ]);
      expect(eventsOf(await stage.supplier.cancel({ opened: gone.header, reason: HASH }))).to.deep.equal([
        { name: "ReceivableCancelled", id: gone.id, by, reason: HASH },
      ]);
      expect(await stage.onlooker.stateOf(kept.id)).to.include({ writtenOff: true, status: Status.Issued });
      expect((await stage.onlooker.stateOf(gone.id)).status).to.equal(Status.Cancelled);
    });

    it("consents to one transfer of what is locked, which uses the consent up", async () => {
      const { id, header: opened } = await stage.accepted({ header: { policy: 1 } });
      const [by, to] = [address.buyer, address.factor];
      expect(eventsOf(await stage.buyer.consentTransfer({ opened, to }))).to.deep.equal([
        { name: "TransferConsented", id, by, to },
      ]);
      expect((await stage.onlooker.stateOf(id)).transferee).to.equal(to);
      await stage.supplier.transfer(id, to);
      expect(await stage.onlooker.stateOf(id)).to.include({ holder: to, transferee: ZERO_ADDRESS, locked: true });
    });

    it("opens the terms where a capped agent wants it, for every act on the header", async () => {
      const { receivable, header: opened } = await stage.issued();
      const inputOf = async ({ hash }: Recorded): Promise<string> =>
        (await stage.chain.reader.getTransaction({ hash })).input;
      const { terms } = receivable;
      const salt = terms.salt.slice(2);
      expect(await inputOf(await stage.supplier.writeOff({ opened, terms, reason: HASH }))).to.include(salt);
      expect(await inputOf(await stage.supplier.cancel({ opened, reason: HASH }))).not.to.include(salt);
    });
  });
}
