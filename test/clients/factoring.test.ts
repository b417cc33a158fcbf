import { expect } from "chai";
import { parseAddresses, serialiseAddresses } from "../../src/chain/addresses.ts";
import { LedgerError } from "../../src/clients/errors.ts";
import { ClaimReason, Recipient, Source } from "../../src/domain/factoring/deal.ts";
import { NO_RECOURSE } from "../../src/domain/factoring/offer.ts";
import {
  facility,
  offerHash,
  offerRoot,
  purchaseOffer,
  singleOffer,
} from "../../src/domain/factoring/offerMessages.ts";
import { offerTree } from "../../src/domain/factoring/offerTree.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { demoCurrencyAbi } from "../../generated/abi.ts";
import { EVIDENCE, FACTORING_CLIENTS, namesOf, plainTerms, setFactoring, today } from "../support/factoringStage.ts";
import type { FactoringStage } from "../support/factoringStage.ts";
import type { Item } from "../support/receivables.ts";
import { address, CLIENTS, failureOf, order, setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";
import { approve } from "../support/token.ts";

const DAY = 86_400;

async function refusalOf(act: Promise<unknown>): Promise<LedgerError> {
  const failure = await failureOf(act);
  if (failure instanceof LedgerError) return failure;
  throw failure;
}

for (const library of ["viem", "ethers"] as const) {
  describe(`A client of factoring over ${library}`, () => {
    let stage: Stage;
    let play: FactoringStage;
    before(async () => {
      stage = await setStage(CLIENTS[library] ?? expect.fail());
      play = await setFactoring(stage, FACTORING_CLIENTS[library]);
    });
    after(() => stage.chain.close());

    /** A receivable of 100,000.00. */
    async function accepted(days = 60): Promise<Item> {
      return stage.accepted({ terms: await plainTerms(stage.chain, days) });
    }

    function balanceOf(account: `0x${string}`): Promise<bigint> {
      const { reader, currency } = stage.chain;
      return reader.readContract({
        address: currency,
        abi: demoCurrencyAbi,
        functionName: "balanceOf",
        args: [account],
      });
    }

    it("opens a desk once, at the address that is known beforehand, for the factor alone", async () => {
      expect(await play.asStranger.factor()).to.equal(address.factor);
      expect(namesOf(await play.supplier.open(address.factor))).to.deep.equal([]);
      const { events } = await play.supplier.open(address.agent);
      const desk = await play.stranger.deskOf(address.agent);
      expect(events.map(({ event }) => event)).to.deep.equal([{ name: "DeskOpened", factor: address.agent, desk }]);
    });

    it("sells by sending, and pays 15,433.33 to the seller of what the debtor pays after 60 days (R54)", async () => {
      const item = await accepted();
      const sale = await play.single(item);
      const before = await balanceOf(address.supplier);
      const sold = await play.supplier.sell(play.desk, [sale]);
      const { conditions: c } = sale;
      const { seller, currency, nonce } = c;
      const { feeRate, basis, recourseDays } = c.price;
      expect(sold.events.map(({ event }) => event)).to.deep.equal([
        {
          ...{ name: "ReceivableSold", id: item.id, buyer: address.buyer, kind: 0, nonce, currency },
          ...{ offer: offerHash(singleOffer(item.receivable, c)), open: 10_000_000n, advance: 8_000_000n },
          ...{ commission: 50_000n, day: await today(stage.chain) },
          terms: { seller, feeRate, basis, recourseDays, utcOffset: 0 },
        },
      ]);
      expect((await balanceOf(address.supplier)) - before).to.equal(8_000_000n);
      // Credited by 3,000.00 after the sale, which seller and factor decide together.
      const reduction = { id: item.id, opened: item.terms, amount: 300_000n, reason: EVIDENCE };
      const call = await stage.supplier.calls.credit(reduction);
      expect(namesOf(await play.asFactor.act(item.id, call))).to.deep.equal(["ActProposed"]);
      expect(namesOf(await play.asSupplier.act(item.id, call))).to.deep.equal(["ActDone"]);
      await stage.chain.wait(60 * DAY - 1_000);
      const now = await stage.chain.now();
      expect(await play.asStranger.dealOf(item.id, now)).to.deep.include({ funds: 8_000_000n, fees: 156_667n });
      await stage.buyer.pay(order(item));
      expect((await balanceOf(address.supplier)) - before).to.equal(9_543_333n);
      expect(await balanceOf(play.desk)).to.equal(0n);
      expect(namesOf(await play.asStranger.reassign(item.id, item.terms))).to.deep.equal(["ReceivableReassigned"]);
      expect(await refusalOf(play.asStranger.dealOf(item.id, now))).to.include({ code: "DealUnknown" });
    });

    it("sells several under one root, each once and for the nonce of its place", async () => {
      const items = [await accepted(), await accepted(), await accepted()];
      const sales = await play.several(items);
      const [first = expect.fail(), ...others] = sales;
      await play.supplier.sell(play.desk, [first]);
      const sold = await play.supplier.sell(play.desk, others);
      const offer = offerHash(offerRoot(offerTree(items.map(({ commitment }) => commitment)), first.conditions));
      const { nonce } = first.conditions;
      expect(sold.events.map(({ event }) => ("offer" in event ? [event.offer, event.nonce] : []))).to.deep.equal([
        [offer, nonce + 1n],
        [offer, nonce + 2n],
      ]);
      expect(await play.asStranger.isSpent(nonce + 2n)).to.equal(true);
      expect(await play.asStranger.isSpent(nonce + 3n)).to.equal(false);
    });

    it("draws on a facility within its limits, and frees them as funds come back", async () => {
      const agreed = play.conditions({ limit: 16_000_000n });
      const items = [await accepted(), await accepted(), await accepted()];
      const sales = await Promise.all(items.map((item) => play.drawn(item, agreed)));
      const [one = expect.fail(), other = expect.fail(), third = expect.fail()] = sales;
      const offer = offerHash(facility(one.buyers, agreed));
      await play.supplier.sell(play.desk, [one, other]);
      expect(await play.asStranger.inUse(offer)).to.equal(16_000_000n);
      expect(await play.asStranger.inUse(offer, address.buyer)).to.equal(16_000_000n);
      const refused = await refusalOf(play.supplier.sell(play.desk, [third]));
      expect(refused).to.include({ code: "LimitExceeded" });
      expect(refused.message).to.include("8000000 minor units more do not fit a limit of 16000000");
      const { id, terms } = items[0] ?? expect.fail();
      await play.asSupplier.buyBack(id, terms);
      expect(await play.asStranger.inUse(offer)).to.equal(8_000_000n);
      await play.supplier.sell(play.desk, [third]);
      await play.asFactor.spendNonces(agreed.nonce, 1);
      expect(await play.asStranger.isSpent(agreed.nonce)).to.equal(true);
    });

    it("buys outright at a discount for the factor itself (R55)", async () => {
      const item = await accepted();
      const discount = {
        ...{ seller: address.supplier, rate: 80_000, basis: 360, extraDays: 0, minPrice: 9_866_667n, advices: 0 },
        ...{ until: 4_000_000_000, nonce: play.conditions().nonce },
      };
      await approve(stage.chain, address.supplier, play.desk, item.id);
      const signature = await play.factor.sign.purchaseOffer(play.desk, item.receivable, discount);
      const { events } = await play.asSupplier.purchase(item.receivable, discount, signature);
      expect(events.map(({ event }) => event)).to.deep.equal([
        {
          ...{ name: "ReceivablePurchased", id: item.id, seller: address.supplier, nonce: discount.nonce },
          ...{ offer: offerHash(purchaseOffer(item.receivable, discount)), currency: stage.chain.currency },
          ...{ open: 10_000_000n, price: 9_866_667n },
        },
      ]);
      expect((await stage.onlooker.stateOf(item.id)).holder).to.equal(address.factor);
    });

    it("sells many at once by the desk's own hand", async () => {
      const items = [await accepted(), await accepted()];
      for (const { id } of items) await approve(stage.chain, address.supplier, play.desk, id);
      const sales = await play.several(items);
      expect(namesOf(await play.asSupplier.sellMany(sales))).to.deep.equal(["ReceivableSold", "ReceivableSold"]);
    });

    it("takes receipts in and gives them back, and claims what the seller keeps", async () => {
      const item = await accepted();
      await play.supplier.sell(play.desk, [await play.single(item, play.conditions({ advices: 1 }))]);
      const day = await today(stage.chain);
      const receipt = { bankRef: keccakOfText("a first entry"), cash: 9_000_000n, valueDay: day };
      const recorded = await play.asFactor.recordReceipt(item.id, item.terms, receipt, Recipient.Factor);
      const taken = { toFunds: 8_000_000n, toFees: 50_000n, toSeller: 950_000n };
      expect(recorded.events.map(({ event }) => event)).to.deep.equal([
        { name: "DealPaid", id: item.id, source: Source.FactorReceipt, shared: taken, day, bankRef: receipt.bankRef },
      ]);
      const { bankRef } = receipt;
      const of = { bankRef, holder: play.desk, principal: 9_000_000n, discount: 0n, charges: 0n, lateDays: 0n };
      const reversal = { recorded: of, receipt: { source: Source.FactorReceipt, ...taken, day }, evidence: EVIDENCE };
      expect(namesOf(await play.asFactor.reverseReceipt(item.id, item.terms, reversal))).to.deep.equal([
        "DealReceiptReversed",
      ]);
      const advice = { bankRef: keccakOfText("a second entry"), cash: 5_000n, valueDay: day };
      await stage.buyer.advise({ receivable: item.receivable, advice });
      const kept = await play.asFactor.recordReceipt(item.id, item.terms, advice, Recipient.SellerKept);
      const claim = { name: "ClaimRaised", id: item.id, seller: address.supplier, amount: 5_000n } as const;
      expect(kept.events.map(({ event }) => event)).to.deep.equal([
        { ...claim, reason: ClaimReason.Misdirected, evidence: advice.bankRef },
      ]);
      const turned = { bankRef: keccakOfText("a third entry"), cash: 1_000n, valueDay: day };
      const paid = await play.asSupplier.recordReceipt(item.id, item.terms, turned, Recipient.SellerTurnedOver);
      expect(namesOf(paid)).to.deep.equal(["DealPaid"]);
      expect(namesOf(await play.asStranger.repay(item.id, item.terms, 7n))).to.deep.equal(["DealPaid"]);
      await play.asFactor.chargeBack(item.id, item.terms, ClaimReason.Warranty, EVIDENCE);
      const refused = await refusalOf(play.asFactor.chargeBack(item.id, item.terms, ClaimReason.Recourse, EVIDENCE));
      expect(refused).to.include({ code: "ClaimForbidden" });
      expect(refused.message).to.include("its days are not over");
    });

    it("keeps cash for whom the currency does not pay, and pays it out later", async () => {
      const { chain } = stage;
      const terms = { ...(await plainTerms(chain, 30)), currency: chain.freezing };
      const item = await stage.accepted({ terms });
      await play.supplier.sell(play.desk, [await play.single(item)]);
      await chain.freeze(address.factor, true);
      await stage.buyer.pay(order(item));
      const owed = await play.asStranger.owedTo(address.factor, chain.freezing);
      expect(owed).to.equal(8_050_000n);
      await chain.freeze(address.factor, false);
      expect(namesOf(await play.asStranger.withdraw(address.factor, chain.freezing))).to.deep.equal(["CashWithdrawn"]);
      expect(await play.asStranger.owedTo(address.factor, chain.freezing)).to.equal(0n);
      const nothing = await refusalOf(play.asStranger.withdraw(address.factor, chain.freezing));
      expect(nothing).to.include({ code: "NothingOutstanding" });
    });

    it("says what stands in the way in words, with the values", async () => {
      const item = await accepted();
      const sale = await play.single(item, play.conditions({ price: { recourseDays: NO_RECOURSE }, minTenor: 61 }));
      const tenor = await refusalOf(play.supplier.sell(play.desk, [sale]));
      expect(tenor).to.include({ code: "NotSaleable" });
      expect(tenor.message).to.include("the days to its due date are not those of the offer");
      const forged = { ...(await play.single(item)), signature: sale.signature };
      expect(await refusalOf(play.supplier.sell(play.desk, [forged]))).to.include({ code: "SignatureInvalid" });
      expect(await refusalOf(play.asStranger.spendNonces(1n, 1))).to.include({ code: "CallerInvalid" });
    });

    it("is refused for an address file from before there was any factoring", async () => {
      const text = serialiseAddresses(stage.chain.addresses).replace(/ +"factoring".*\n/, "");
      const addresses = parseAddresses(text);
      const refused = await refusalOf(FACTORING_CLIENTS[library]({ ...stage.chain, addresses }, undefined));
      expect(refused.message).to.include('deploy anew, or add "factoring"');
    });
  });
}
