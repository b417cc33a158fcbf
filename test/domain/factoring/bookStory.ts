/** A factor, its desk, and what it bought from one seller who sold to one buyer. */
import { commitmentOf, idOf, termsHash } from "../../../src/domain/commitment.ts";
import { debited } from "../../../src/domain/derived.ts";
import { ClaimReason, Recipient, Source } from "../../../src/domain/factoring/deal.ts";
import { outstandingOn } from "../../../src/domain/factoring/dealFold.ts";
import { OfferKind } from "../../../src/domain/factoring/offer.ts";
import type { Price } from "../../../src/domain/factoring/offer.ts";
import { advanceOf, commissionOf } from "../../../src/domain/factoring/offerMoney.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import { localDay } from "../../../src/domain/money.ts";
import { ZERO_ADDRESS, ZERO_HASH } from "../../../src/domain/receivable.ts";
import type { Address, Hex, Terms } from "../../../src/domain/receivable.ts";
import { headerOf, receivableOf, termsOf } from "../../support/receivables.ts";
import { BUYER, DESK, FACTOR, OFFSET, PAYER, PRICE, SELLER, Telling, TOKEN } from "./bookTelling.ts";

interface HowSold {
  readonly offer?: Hex;
  readonly kind?: OfferKind;
  readonly price?: Price;
}

export class Story extends Telling {
  readonly #kept = new Map<Hex, bigint>();
  readonly #owed = new Map<Address, bigint>();
  #references = 0;

  issue(over: Partial<Terms> = {}, isSealed = false): Hex {
    this.next();
    const terms = termsOf(TOKEN, this.today, { utcOffset: OFFSET, ...over });
    const receivable = receivableOf(headerOf(SELLER, BUYER), terms);
    const { header, document } = receivable;
    const id = idOf(header);
    this.content.set(id, receivable);
    const common = { id, by: SELLER, ...header, document };
    this.tell(
      { name: "Transfer", from: ZERO_ADDRESS, to: SELLER, id },
      isSealed
        ? { name: "ReceivableSealed", ...common, terms: termsHash(terms), content: "0x1234" }
        : { name: "ReceivableIssued", ...common, terms },
      { name: "ReceivableAccepted", id, by: BUYER, commitment: commitmentOf(receivable) },
    );
    return id;
  }

  sell(id: Hex, { offer = keccakOfText("offer"), kind = OfferKind.Single, price = PRICE }: HowSold = {}): void {
    this.next();
    const open = this.openOf(id);
    const [advance, commission] = [advanceOf(price, open), commissionOf(price, open)];
    const { feeRate, basis, recourseDays } = price;
    this.tell({ name: "Transfer", from: SELLER, to: DESK, id });
    this.say({
      ...{ name: "ReceivableSold", id, buyer: BUYER, offer, kind, nonce: 0n, currency: TOKEN },
      terms: { seller: SELLER, feeRate, basis, recourseDays, utcOffset: OFFSET },
      ...{ open, advance, commission, day: this.today },
    });
    this.purses.factor -= advance;
    this.purses.seller += advance;
  }

  purchase(id: Hex, price: bigint): void {
    this.next();
    const [offer, open] = [keccakOfText("purchase"), this.openOf(id)];
    const sold = { id, seller: SELLER, offer, nonce: 0n, currency: TOKEN, open, price };
    this.say({ name: "ReceivablePurchased", ...sold });
    this.tell({ name: "Transfer", from: SELLER, to: FACTOR, id });
    this.purses.factor -= price;
    this.purses.seller += price;
  }

  handOn(id: Hex, to: Address): void {
    this.next();
    this.tell({ name: "Transfer", from: this.stateOf(id).holder, to, id });
  }

  pay(id: Hex, maxCash: bigint, how: "delivered" | "kept" = "delivered"): void {
    this.next();
    const { holder } = this.stateOf(id);
    const paid = this.settle(id, maxCash, localDay(this.termsOf(id), this.now));
    const { principal, discount, charges, lateDays, closed, cash } = paid;
    if (cash === 0n) return;
    this.tell({ name: "ReceivablePaid", id, payer: PAYER, holder, principal, discount, charges, lateDays, closed });
    if (how === "delivered") {
      this.#handOver(id, cash, holder);
      return;
    }
    this.tell({ name: "CashKept", id, holder, currency: TOKEN, amount: cash });
    this.#kept.set(id, (this.#kept.get(id) ?? 0n) + cash);
  }

  claimKept(id: Hex): void {
    const amount = this.#kept.get(id) ?? 0n;
    if (amount === 0n) return;
    this.next();
    this.#kept.delete(id);
    const { holder } = this.stateOf(id);
    this.tell({ name: "CashClaimed", id, holder, currency: TOKEN, amount });
    this.#handOver(id, amount, holder);
  }

  credit(id: Hex, amount: bigint): void {
    const open = this.openOf(id);
    const principal = amount < open ? amount : open;
    if (principal === 0n) return;
    this.next();
    const closed = principal === open;
    this.tell({ name: "ReceivableCredited", id, by: FACTOR, principal, reason: ZERO_HASH, closed });
  }

  debit(id: Hex, amount: bigint): void {
    this.next();
    const more = debited(this.receivableOf(id), amount);
    this.content.set(id, more);
    const told = { by: FACTOR, buyerBy: BUYER, amount, reason: ZERO_HASH, disputed: 0n };
    this.tell({ name: "ReceivableDebited", id, ...told, commitment: commitmentOf(more) });
  }

  dispute(id: Hex, amount: bigint): void {
    this.next();
    const evidence = ZERO_HASH;
    this.tell({ name: "ReceivableDisputed", id, by: BUYER, amount, disputed: amount, code: 1, evidence });
  }

  receipt(id: Hex, maxCash: bigint, recipient: Recipient, daysBefore = 0): Hex {
    this.next();
    this.#references += 1;
    const bankRef = keccakOfText(`bank ${this.#references}`);
    const { holder } = this.stateOf(id);
    const valueDay = this.today - daysBefore;
    const { principal, discount, charges, lateDays, closed, cash } = this.settle(id, maxCash, valueDay);
    const recorded = { bankRef, holder, principal, discount, charges, lateDays, valueDay, closed };
    this.tell({ name: "ReceiptRecorded", id, by: holder, advised: false, ...recorded });
    const deal = this.liveDeal(id);
    if (deal === undefined) this.purses[holder === SELLER ? "seller" : "factor"] += cash;
    else if (recipient === Recipient.SellerKept) {
      const outstanding = outstandingOn(deal, this.today);
      const raised = { seller: SELLER, reason: ClaimReason.Misdirected, evidence: bankRef };
      this.say({ name: "ClaimRaised", id, ...raised, amount: cash < outstanding ? cash : outstanding });
      this.purses.seller += cash;
    } else {
      const source = recipient === Recipient.Factor ? Source.FactorReceipt : Source.SellerReceipt;
      const day = recipient === Recipient.Factor ? valueDay : this.today;
      this.#divide(this.share(id, cash, { source, day, bankRef }));
    }
    return bankRef;
  }

  reverse(id: Hex, bankRef: Hex): void {
    const receipt = this.stateOf(id).receipts.get(bankRef);
    if (receipt === undefined || !("recorded" in receipt)) return;
    this.next();
    const { principal, discount, charges, lateDays } = receipt.recorded;
    const cash = principal - discount + charges;
    const taken = this.liveDeal(id)?.receipts.find((one) => one.bankRef === bankRef);
    const recorded = { bankRef, principal, discount, charges, lateDays };
    this.tell({ name: "ReceiptReversed", id, by: FACTOR, ...recorded, evidence: ZERO_HASH, closed: false });
    if (taken === undefined) {
      this.purses[this.stateOf(id).holder === FACTOR ? "factor" : "seller"] -= cash;
      return;
    }
    const { source, toFunds, toFees, toSeller, day } = taken;
    const told = { source, toFunds, toFees, toSeller, day };
    this.say({ name: "DealReceiptReversed", id, bankRef, receipt: told });
    const isOfFactor = source === Source.FactorReceipt;
    this.purses.factor -= isOfFactor ? cash : toFunds + toFees;
    this.purses.seller -= isOfFactor ? 0n : toSeller;
  }

  repay(id: Hex, maxCash: bigint): void {
    const deal = this.liveDeal(id);
    if (deal === undefined) return;
    this.next();
    const outstanding = outstandingOn(deal, this.today);
    const cash = maxCash < outstanding ? maxCash : outstanding;
    if (cash === 0n) return;
    this.share(id, cash, { source: Source.Repayment, day: this.today, bankRef: ZERO_HASH });
    this.purses.factor += cash;
    this.purses.seller -= cash;
  }

  claim(id: Hex): void {
    const deal = this.liveDeal(id);
    if (deal === undefined) return;
    this.next();
    const raised = { seller: SELLER, reason: ClaimReason.Warranty, evidence: keccakOfText("evidence") };
    this.say({ name: "ClaimRaised", id, ...raised, amount: outstandingOn(deal, this.today) });
  }

  reassign(id: Hex): void {
    const deal = this.liveDeal(id);
    const isKept = (this.#kept.get(id) ?? 0n) > 0n;
    if (deal === undefined || isKept || outstandingOn(deal, this.today) > 0n) return;
    this.next();
    this.say({ name: "ReceivableReassigned", id, seller: SELLER });
    this.tell({ name: "Transfer", from: DESK, to: SELLER, id });
  }

  owe(account: Address, amount: bigint): void {
    this.next();
    this.say({ name: "CashOwed", account, currency: TOKEN, amount });
    this.#owed.set(account, (this.#owed.get(account) ?? 0n) + amount);
  }

  withdraw(account: Address): void {
    const amount = this.#owed.get(account) ?? 0n;
    if (amount === 0n) return;
    this.next();
    this.#owed.delete(account);
    this.say({ name: "CashWithdrawn", account, currency: TOKEN, amount });
  }

  #handOver(id: Hex, cash: bigint, holder: Address): void {
    const shared = this.share(id, cash, { source: Source.Payment, day: this.today, bankRef: ZERO_HASH });
    if (shared === undefined) this.purses[holder === SELLER ? "seller" : "factor"] += cash;
    else this.#divide(shared);
  }

  #divide(shared: ReturnType<Story["share"]>): void {
    this.purses.factor += (shared?.toFunds ?? 0n) + (shared?.toFees ?? 0n);
    this.purses.seller += shared?.toSeller ?? 0n;
  }
}
