/** Random stories of a factor's book. */
import fc from "fast-check";
import { Recipient } from "../../../src/domain/factoring/deal.ts";
import { NO_RECOURSE, OfferKind } from "../../../src/domain/factoring/offer.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import { Status } from "../../../src/domain/receivable.ts";
import type { Hex } from "../../../src/domain/receivable.ts";
import { Story } from "./bookStory.ts";
import { FACTOR, PRICE, SELLER } from "./bookTelling.ts";

type Act = (story: Story, id: Hex) => void;

const amounts = fc.bigInt({ min: 1n, max: 120_000n });
const recipients = fc.constantFrom(Recipient.Factor, Recipient.SellerTurnedOver, Recipient.SellerKept);

function isSaleable(story: Story, id: Hex): boolean {
  const { holder, closed } = story.stateOf(id);
  return holder === SELLER && !closed && story.openOf(id) > 0n;
}

function isOwed(story: Story, id: Hex): boolean {
  const { status, closed } = story.stateOf(id);
  return status === Status.Accepted && !closed;
}

function isLive(story: Story, id: Hex): boolean {
  return story.dealOf(id)?.live === true;
}

const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.nat({ max: 40 }).map((days): Act => (story) => {
    story.wait(days);
  }),
  fc.constantFrom("a", "b").map((name): Act => (story, id) => {
    const kind = name === "a" ? OfferKind.Facility : OfferKind.Single;
    const price =
      name === "a" ? PRICE : { ...PRICE, advanceRate: 950_000, feeRate: 200_000, recourseDays: NO_RECOURSE };
    if (isSaleable(story, id)) story.sell(id, { offer: keccakOfText(name), kind, price });
  }),
  fc.bigInt({ min: 500n, max: 1_000n }).map((part): Act => (story, id) => {
    if (isSaleable(story, id)) story.purchase(id, (story.openOf(id) * part) / 1_000n || 1n);
  }),
  fc.tuple(amounts, fc.boolean()).map(([cash, isKept]): Act => (story, id) => {
    const canBeKept = isKept && story.stateOf(id).holder !== SELLER;
    if (isOwed(story, id)) story.pay(id, cash, canBeKept ? "kept" : "delivered");
  }),
  fc.constant<Act>((story, id) => {
    story.claimKept(id);
  }),
  amounts.map((amount): Act => (story, id) => {
    if (isOwed(story, id)) story.credit(id, amount / 4n || 1n);
  }),
  amounts.map((amount): Act => (story, id) => {
    if (isOwed(story, id)) story.debit(id, amount / 10n || 1n);
  }),
  fc.tuple(amounts, recipients, fc.nat({ max: 10 })).map(([cash, recipient, before]): Act => (story, id) => {
    if (!isOwed(story, id)) return;
    const days = recipient === Recipient.SellerTurnedOver ? 0 : before;
    story.receipt(id, cash, recipient, days);
  }),
  fc.nat().map((chosen): Act => (story, id) => {
    const deal = isLive(story, id) ? story.dealOf(id) : undefined;
    const taken = deal?.receipts[chosen % deal.receipts.length];
    if (taken !== undefined) story.reverse(id, taken.bankRef);
  }),
  amounts.map((cash): Act => (story, id) => {
    story.repay(id, cash);
  }),
  fc.constant<Act>((story, id) => {
    story.claim(id);
  }),
  fc.constant<Act>((story, id) => {
    story.repay(id, 10n ** 9n);
    story.reassign(id);
  }),
  fc.constant<Act>((story, id) => {
    if (story.stateOf(id).holder === FACTOR) story.handOn(id, SELLER);
  }),
  fc.constantFrom(FACTOR, SELLER).map((account): Act => (story) => {
    story.owe(account, 5n);
  }),
  fc.constantFrom(FACTOR, SELLER).map((account): Act => (story) => {
    story.withdraw(account);
  }),
);

/** Two receivables in the open and one sealed, and up to thirty acts on them. */
export const randomStory: fc.Arbitrary<{ readonly story: Story; readonly ids: readonly Hex[] }> = fc
  .array(fc.tuple(acts, fc.nat({ max: 2 })), { maxLength: 30 })
  .map((told) => {
    const story = new Story();
    const ids = [story.issue(), story.issue({ discountDay1: 0, discount1: 0n }), story.issue({}, true)];
    for (const [act, place] of told) {
      const id = ids[place];
      if (id !== undefined) act(story, id);
    }
    return { story, ids };
  });
