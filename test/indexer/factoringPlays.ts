/** Factoring with every event that there is: sold in every way, paid, returned, claimed, notified, filed. */
import { demoCurrencyAbi } from "../../generated/abi.ts";
import { ClaimReason, Recipient } from "../../src/domain/factoring/deal.ts";
import { idsHash, NoticeKind, NoticeReply } from "../../src/domain/factoring/notice.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { addressOf, Role, walletOf } from "../support/chain.ts";
import type { TestChain } from "../support/chain.ts";
import { EVIDENCE, plainTerms, setFactoring, today } from "../support/factoringStage.ts";
import type { FactoringStage } from "../support/factoringStage.ts";
import type { Item } from "../support/receivables.ts";
import { address, order } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";
import { approve } from "../support/token.ts";

const RICHES = 10n ** 15n;
const FAR = 4_000_000_000n;

type Playing = Pick<Stage, "chain" | "accepted" | "supplier" | "buyer">;

let references = 0;

/** The factor's desk: with a reserve in each way, money from every side, a claim, and back to the seller. */
export async function factorWithReserve(stage: Playing): Promise<void> {
  const { chain } = stage;
  await enrich(chain, Role.Factor, Role.Supplier, Role.Stranger);
  const own = await setFactoring(stage);
  const items = await itemsOf(stage, 3);
  const [one, other, third] = items as [Item, Item, Item];
  await own.supplier.sell(own.desk, await own.several(items));
  await stage.buyer.pay(order(one, 3_000_000n));
  await own.asStranger.repay(one.id, one.terms, 40_000n);
  await receiveAndReturn(own, other);
  const call = await stage.supplier.calls.credit({ ...reduction(third), amount: 9n });
  await own.asFactor.act(third.id, call);
  await own.asSupplier.act(third.id, call);
  await own.asFactor.act(third.id, await stage.supplier.calls.credit({ ...reduction(third), amount: 7n }));
  await own.asFactor.chargeBack(third.id, third.terms, ClaimReason.Dilution, EVIDENCE);
  await own.asSupplier.buyBack(third.id, third.terms);
  // What came back is sold again, and a second time paid.
  await own.supplier.sell(own.desk, [await own.single(third)]);
  await stage.buyer.pay(order(third));
  await own.asStranger.reassign(third.id, third.terms);
  await own.asFactor.spendNonces(5n, 3);
  await notifyAndFile(own, [one, other]);
}

/** Another factor's desk: a facility, an outright purchase, and cash that nobody takes. */
export async function factorOutright(stage: Playing): Promise<void> {
  const { chain } = stage;
  await enrich(chain, Role.Agent, Role.Supplier, Role.Stranger);
  const own = await setFactoring(stage, undefined, Role.Agent);
  const frozen = { ...(await plainTerms(chain, 200)), currency: chain.freezing };
  const items = [await stage.accepted({ terms: frozen }), await stage.accepted({ terms: frozen })];
  const facility = own.conditions({ currency: chain.freezing });
  for (const item of items) await own.supplier.sell(own.desk, [await own.drawn(item, facility)]);
  const [one, other] = items as [Item, Item];
  await chain.freeze(addressOf(Role.Agent), true);
  await stage.buyer.pay(order(one, 100n));
  await stage.buyer.pay(order(one, 101n));
  await chain.freeze(addressOf(Role.Agent), false);
  await own.asStranger.withdraw(addressOf(Role.Agent), chain.freezing);
  await chain.freeze(address.supplier, true);
  await stage.buyer.pay(order(other));
  await chain.freeze(address.supplier, false);
  const [bought] = (await itemsOf(stage, 1)) as [Item];
  await approve(chain, address.supplier, own.desk, bought.id);
  const discount = {
    ...{ seller: address.supplier, rate: 80_000, basis: 360, extraDays: 2, minPrice: 1n, advices: 0 },
    ...{ until: Number(FAR), nonce: facility.nonce + 7n },
  };
  const signature = await own.factor.sign.purchaseOffer(own.desk, bought.receivable, discount);
  await own.asSupplier.purchase(bought.receivable, discount, signature);
}

async function receiveAndReturn({ stage, asFactor, asSupplier }: FactoringStage, item: Item): Promise<void> {
  const { id, terms } = item;
  const valueDay = await today(stage.chain);
  const receiptOf = (cash: bigint): { bankRef: Hex; cash: bigint; valueDay: number } => {
    references += 1;
    return { bankRef: keccakOfText(`entry of a bank ${references}`), cash, valueDay };
  };
  const receipt = receiptOf(9_000_000n);
  const { events } = await asFactor.recordReceipt(id, terms, receipt, Recipient.Factor);
  const [paid] = events.flatMap(({ event }) => (event.name === "DealPaid" ? [event] : []));
  if (paid === undefined) throw new Error("the receipt was not shared out");
  await asSupplier.recordReceipt(id, terms, receiptOf(5n), Recipient.SellerTurnedOver);
  const recorded = { bankRef: receipt.bankRef, holder: asFactor.address, principal: receipt.cash, discount: 0n };
  await asFactor.reverseReceipt(id, terms, {
    recorded: { ...recorded, charges: 0n, lateDays: 0n },
    receipt: { ...paid.shared, source: paid.source, day: paid.day },
    evidence: EVIDENCE,
  });
  const advice = receiptOf(11n);
  await stage.buyer.advise({ receivable: item.receivable, advice });
  await asFactor.recordReceipt(id, terms, advice, Recipient.SellerKept);
}

/** Notices and their replies, a reassignment's among them, and what registers were told. */
async function notifyAndFile(own: FactoringStage, items: readonly Item[]): Promise<void> {
  const [one, other] = items as [Item, Item];
  const opened = items.map(({ header }) => header);
  const notice = await own.notice(items);
  const factor = notice.assignee;
  const consent = await own.factor.sign.notice(notice, factor, { nonce: 71n, deadline: FAR });
  await own.stranger.giveNotice(notice, opened, factor, consent);
  await own.buyer.replyToNotice(notice, { reply: NoticeReply.Received, reason: ZERO_HASH });
  await own.buyer.replyToNotice(notice, { reply: NoticeReply.Reserved, reason: EVIDENCE });
  const single = await own.notice([one], { proof: keccakOfText("another proof") });
  await own.supplier.giveNotice(single, [one.header], address.supplier);
  await own.asSupplier.repay(one.id, one.terms, 10n ** 12n);
  await own.asFactor.reassign(one.id, one.terms);
  const back = await own.notice([one], { kind: NoticeKind.Reassigned, payee: address.supplier });
  await own.factor.giveNotice(back, [one.header], factor);
  const filing = {
    ...{ register: "ZDW", office: "", number: "0123\0 4567", filedAt: 1_700_000_000, until: 0 },
    ...{ secured: factor, debtor: address.supplier, collateral: ZERO_HASH, document: EVIDENCE },
  };
  await own.factor.recordFiling(filing, []);
  const ids = [other.id, one.id, other.id];
  const named = { ...filing, register: "UCC", office: "Delaware 特拉华", until: 1_900_000_000 };
  await own.factor.recordFiling({ ...named, collateral: idsHash(ids) }, ids);
  await own.factor.spendNonce(72n);
}

function reduction({ id, terms }: Item): { id: Hex; opened: Item["terms"]; reason: Hex } {
  return { id, opened: terms, reason: EVIDENCE };
}

async function itemsOf(stage: Playing, count: number): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let made = 0; made < count; made += 1) {
    items.push(await stage.accepted({ terms: await plainTerms(stage.chain, 200) }));
  }
  return items;
}

/** On a node of its own only buyers have money. */
export async function enrich({ provider, currency, freezing }: TestChain, ...roles: readonly Role[]): Promise<void> {
  const minter = walletOf(provider, Role.Registrar);
  for (const token of [currency, freezing]) {
    const call = { address: token, abi: demoCurrencyAbi, functionName: "mint", chain: null } as const;
    for (const role of roles) await minter.writeContract({ ...call, args: [addressOf(role), RICHES] });
  }
}
