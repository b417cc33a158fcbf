import { expect } from "chai";
import type { Recorded } from "../../src/clients/submit.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ReceiptStatus } from "../../src/domain/receipts.ts";
import { address, CLIENTS, setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";

const HASH = keccakOfText("a paper");
const BANK_REF = keccakOfText("a bank's reference");
const FAR = 4_000_000_000n;
const DAY = 86_400;

function eventsOf({ events }: Recorded): unknown[] {
  return events.map(({ event }) => event);
}

for (const [library, connect] of Object.entries(CLIENTS)) {
  describe(`Money that moved outside the chain, over ${library}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage(connect);
    });
    after(() => stage.chain.close());

    async function today(): Promise<number> {
      return Math.floor(((await stage.chain.now()) + 3_600) / DAY);
    }

    it("is advised, recorded with its value date, and reversed after a sale by recorder and holder", async () => {
      const { id, receivable, terms: opened } = await stage.accepted();
      const { buyer, supplier, factor, onlooker } = stage;
      const valueDay = await today();
      const receipt = { bankRef: BANK_REF, cash: 40_000n, valueDay };
      expect(eventsOf(await buyer.advise({ receivable, advice: receipt }))).to.deep.equal([
        { name: "ReceiptAdvised", id, by: address.buyer, ...receipt },
      ]);
      expect(await onlooker.receiptStatusOf(id, BANK_REF)).to.equal(ReceiptStatus.Advised);
      expect((await onlooker.stateOf(id)).advices).to.equal(1);
      const settled = { principal: 40_000n, discount: 0n, charges: 0n, lateDays: 0n };
      const recorded = { bankRef: BANK_REF, holder: address.supplier, ...settled };
      expect(eventsOf(await supplier.recordReceipt({ id, opened, receipt }))).to.deep.equal([
        {
          name: "ReceiptRecorded",
          id,
          by: address.supplier,
          ...recorded,
          valueDay,
          advised: true,
          closed: false,
        },
      ]);
      expect(await onlooker.receiptStatusOf(id, BANK_REF)).to.equal(ReceiptStatus.Recorded);
      await supplier.transfer(id, address.factor);
      const signed = { party: address.supplier, bankRef: BANK_REF, evidence: HASH };
      const recorder = await supplier.sign.reversal(receivable, signed, { nonce: 1n, deadline: FAR });
      const act = { id, opened, recorded, evidence: HASH };
      const [, reversed] = eventsOf(await factor.reverseReceipt(act, { recorder }));
      const what = { bankRef: BANK_REF, ...settled, evidence: HASH, closed: false };
      expect(reversed).to.deep.equal({ name: "ReceiptReversed", id, by: address.factor, ...what });
      expect(await onlooker.receiptStatusOf(id, BANK_REF)).to.equal(ReceiptStatus.Reversed);
      expect(await onlooker.stateOf(id)).to.include({ settled: 0n, advices: 0 });
    });

    it("settles what it would have settled on its value date, discount included (R11)", async () => {
      const { id, terms: opened } = await stage.accepted();
      const valueDay = await today();
      await stage.chain.wait(60 * DAY);
      const receipt = { bankRef: BANK_REF, cash: 98_000n, valueDay };
      const [recorded] = eventsOf(await stage.supplier.recordReceipt({ id, opened, receipt }));
      expect(recorded).to.include({ principal: 100_000n, discount: 2_000n, charges: 0n, closed: true });
    });

    it("is of a currency that no call moves, too", async () => {
      const currency = `0x${(978).toString(16).padStart(40, "0")}` as const;
      const { id, terms: opened } = await stage.accepted({ terms: { currency } });
      const receipt = { bankRef: BANK_REF, cash: 98_000n, valueDay: await today() };
      await stage.supplier.recordReceipt({ id, opened, receipt });
      expect((await stage.onlooker.stateOf(id)).closed).to.equal(true);
    });

    it("leaves no charges that the holder cannot waive", async () => {
      const { id, terms: opened, receivable } = await stage.accepted();
      await stage.chain.wait(60 * DAY);
      const { charges } = await stage.onlooker.quote(id, opened, await stage.chain.now());
      const waived = await stage.supplier.waive({ id, opened, amount: charges, reason: HASH });
      expect(eventsOf(waived)).to.deep.equal([
        { name: "ChargesWaived", id, by: address.supplier, charges, reason: HASH, closed: false },
      ]);
      expect(charges > receivable.terms.fixedSum).to.equal(true);
      expect((await stage.onlooker.stateOf(id)).chargesSettled).to.equal(charges);
    });
  });
}
