/** Collections with every event that there is: agreed, adopted, recorded, placed, recalled, answered, planned. */
import type { CollectionsClient } from "../../src/clients/collections.ts";
import type { PaymentPlan } from "../../src/domain/collections/paymentPlan.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import { COLLECTION_CLIENTS, CONTENT, recordOf, SCHEDULE } from "../support/collectionStage.ts";
import { Role } from "../support/chain.ts";
import type { Item } from "../support/receivables.ts";
import { address } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";

const FAR = 4_000_000_000;
const DAY = 86_400;
const SALT = keccakOfText("a salt");

type Playing = Pick<Stage, "chain" | "accepted" | "issued" | "supplier" | "buyer">;

/** Supplier and buyer agree; the supplier chases under the schedule, places with an agency, and the buyer answers. */
export async function collectUnderSchedule(stage: Playing): Promise<void> {
  const { chain } = stage;
  const item = await stage.accepted();
  const supplier = await COLLECTION_CLIENTS.viem(chain, Role.Supplier);
  const buyer = await COLLECTION_CLIENTS.viem(chain, Role.Buyer);
  const agency = await COLLECTION_CLIENTS.viem(chain, Role.Agent);
  const pair = [address.supplier, address.buyer] as const;
  const first = { nonce: 1n, deadline: BigInt(FAR) };
  const consent = await buyer.sign.schedule(...pair, SCHEDULE, address.buyer, first);
  await supplier.agreeSchedule(...pair, SCHEDULE, { buyer: consent });
  await buyer.adopt(item.id, item.receivable, SCHEDULE, address.supplier);
  const own = { id: item.id, creditor: address.supplier, collector: address.supplier };
  const due = item.receivable.terms.dueDay * DAY;
  await chain.wait(Math.max(1, due + 12 * DAY - (await chain.now())));
  await supplier.record(own, { record: recordOf("friendly", await chain.now()) });
  const firm = recordOf("firm", (await chain.now()) - 1, { kind: 1, nextDay: item.receivable.terms.dueDay + 20 });
  const validity = { nonce: 2n, deadline: BigInt(FAR) };
  await buyer.record(own, { record: firm }, await supplier.sign.record(own, { record: firm }, validity));
  const placement = { collector: address.agent, scope: 0xff, fee: 100_000, until: FAR, terms: CONTENT };
  await supplier.place(item.id, address.supplier, placement);
  await answerAll(buyer, item);
  await agency.recall({ ...own, collector: address.agent }, address.agent, CONTENT);
  await supplier.place(item.id, address.supplier, { ...placement, scope: 0x81, fee: 1 });
  const notice = { step: "insuranceNotification", doneAt: await chain.now(), content: CONTENT } as const;
  await agency.takeStep({ ...own, collector: address.agent }, notice);
  await agency.takeStep({ ...own, collector: address.agent }, { ...notice, step: "insolvencyNotice" });
  await supplier.takeStep(own, { ...notice, step: "insolvencyWithdrawal" });
  await planTwice({ supplier, buyer }, item);
  await chain.wait(30 * DAY);
  await supplier.record(own, { record: recordOf("friendly", await chain.now()), body: "0x" });
}

/** Another receivable, and no schedule adopted for it: records are events only; then the agreement is another. */
export async function collectWithoutSchedule(stage: Playing): Promise<void> {
  const { chain } = stage;
  const item = await stage.issued();
  const supplier = await COLLECTION_CLIENTS.viem(chain, Role.Supplier);
  const buyer = await COLLECTION_CLIENTS.viem(chain, Role.Buyer);
  const own = { id: item.id, creditor: address.supplier, collector: address.supplier };
  const body = "0x736f6d6520776f726473";
  const record = recordOf("final", await chain.now(), { content: keccakOfText("some words") });
  await supplier.record(own, { record, body });
  await supplier.spendNonce(77n);
  const another = { ...SCHEDULE, friendlyDay: 5, cycleDays: 0 };
  const deadline = BigInt(FAR);
  const pair = [address.supplier, address.buyer] as const;
  const validity = { nonce: 5n, deadline };
  const consent = await supplier.sign.schedule(...pair, another, address.supplier, validity);
  await buyer.agreeSchedule(...pair, another, { supplier: consent });
  const plan = planOf(item);
  const signed = await buyer.sign.plan(item.receivable, address.supplier, plan, address.buyer, { nonce: 8n, deadline });
  await supplier.agreePlan(item.id, item.header, address.supplier, plan, { debtor: signed });
}

function planOf({ receivable }: Item): PaymentPlan {
  const { amount, dueDay } = receivable.terms;
  const instalments = [{ amount, payBy: dueDay + 90 }];
  return { debt: amount, instalments, interest: { kind: "stands" }, graceDays: 3, salt: SALT };
}

/** A plan, and another that takes its place. */
async function planTwice(
  { supplier, buyer }: Readonly<Record<"supplier" | "buyer", CollectionsClient>>,
  item: Item,
): Promise<void> {
  const { id, header, receivable } = item;
  const plan = planOf(item);
  const validity = { nonce: 3n, deadline: BigInt(FAR) };
  const creditor = await supplier.sign.plan(receivable, address.supplier, plan, address.supplier, validity);
  await buyer.agreePlan(id, header, address.supplier, plan, { creditor });
  const other: PaymentPlan = { ...plan, interest: { kind: "rests" } };
  const debtor = await buyer.sign.plan(receivable, address.supplier, other, address.buyer, validity);
  await supplier.agreePlan(id, header, address.supplier, other, { debtor });
}

async function answerAll(buyer: CollectionsClient, { id, receivable, header }: Item): Promise<void> {
  const payment = { amount: 5_000n, payBy: receivable.terms.dueDay + 20, salt: SALT };
  await buyer.answer(id, header, { kind: "reply", record: ZERO_HASH, content: CONTENT });
  await buyer.answer(id, header, { kind: "promiseToPay", record: CONTENT, content: ZERO_HASH, payment });
  await buyer.answer(id, header, { kind: "extensionRequest", record: ZERO_HASH, content: ZERO_HASH, payment });
}
