import { keccak256, toHex } from "viem";
import type { Hex } from "viem";
import { planHash } from "../../src/domain/collections/paymentPlan.ts";
import { planAgreement } from "../../src/domain/collections/planMessages.ts";
import type { Schedule } from "../../src/domain/collections/record.ts";
import {
  collectionRecord,
  collectionSchedule,
  collectionsDomain,
} from "../../src/domain/collections/recordMessages.ts";
import type { TypedMessage } from "../../src/domain/eip712.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Consent } from "../../src/domain/receivable.ts";
import type { Item } from "../support/receivables.ts";
import type { GasTable } from "./measure.ts";
import { setStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

/**
 * The bars of the design, whole transactions on Osaka. Its 35,000 for a record without a schedule and its 65,000 for an
 * adoption are not among them: what the ledger says of the receivable and the event cost as much as the first leaves,
 * and the opened terms, the schedule named beside them and a new slot more than the second.
 */
export const COLLECTION_BARS: GasTable = { "collection recorded, under a schedule": 50_000 };

/** Each act is measured on its third use. */
const USES = 3;
const HASH = keccak256(toHex("a letter, salted"));
const PROMISED = keccak256(toHex("a sum by a day, salted"));
const SCHEDULE: Schedule = {
  preDueDay: -7,
  friendlyDay: 1,
  firmDay: 10,
  finalDay: 20,
  preLegalDay: 30,
  legalDay: 60,
  agencyDay: 32_767,
  cycleDays: 14,
};
const PLAN = { interest: { kind: "rests" }, graceDays: 5, salt: HASH } as const;
const OVERDUE = { discountDay1: 0, discount1: 0n, discountDay2: 0, discount2: 0n };

type Account = Stage["supplier"];

/** A stage with collections, whose supplier and buyer agree on a schedule; the other account is an agency. */
async function setCollections(network: string) {
  const stage = await setStage(network);
  const { supplier, buyer, ledger, client, today, deadline } = stage;
  const contract = await stage.connection.viem.deployContract("Collections", [ledger.address]);
  const whole = await stage.connection.viem.getContractAt("IReceivables", ledger.address);
  const domain = collectionsDomain(await client.getChainId(), contract.address);
  const [seller, debtor] = [supplier.account.address, buyer.account.address] as const;
  let nonce = 0n;
  const signed = async (by: Account, messageOf: (nonce: bigint) => TypedMessage): Promise<Consent> => {
    nonce += 1n;
    const signature = await by.signTypedData({ ...messageOf(nonce), domain });
    const signer = by.account.address;
    return { signer, deadline, nonce, count: 0n, policy: ZERO_HASH, proof: [], signature };
  };
  const agree = async (): Promise<Hex> => {
    const consent = await signed(buyer, (used) =>
      collectionSchedule(seller, debtor, SCHEDULE, debtor, { nonce: used, deadline }),
    );
    return contract.write.agreeSchedule([seller, debtor, SCHEDULE, [], [consent]]);
  };
  await agree();
  const accepted = async (): Promise<Item> => {
    const item = stage.make({ ...OVERDUE, dueDay: today - 3 });
    await ledger.write.issue([item.receivable, [], []]);
    await ledger.write.accept([item.header, [], []], { account: buyer.account });
    return item;
  };
  const adopt = ({ id, receivable }: Item): Promise<Hex> =>
    contract.write.adopt([id, receivable, SCHEDULE, seller, []]);
  return { ...stage, whole, contract, seller, signed, agree, accepted, adopt };
}

type World = Awaited<ReturnType<typeof setCollections>>;
type Acts = Readonly<Record<string, () => Promise<Hex>>>;

async function recordsOn(world: World): Promise<Acts> {
  const { contract, seller, accepted, adopt, supplier, relayer, signed, deadline, today } = world;
  const { timestamp } = await world.client.getBlock();
  const facts = { kind: 1, stage: 1, channel: 0, outcome: 0 } as const;
  const entry = { ...facts, doneAt: Number(timestamp), nextDay: today + 14, content: HASH };
  const record = ({ id }: Item, consent: readonly Consent[], { account } = supplier): Promise<Hex> =>
    contract.write.record([id, seller, seller, entry, [], "0x", consent], { account });
  return {
    "collection recorded": async () => record(await accepted(), []),
    "collection recorded, under a schedule": async () => {
      const item = await accepted();
      await adopt(item);
      return record(item, []);
    },
    "collection recorded, under a schedule and in part disputed": async () => {
      const item = await accepted();
      await adopt(item);
      const disputed = [item.receivable, 1_000n, 1, HASH, []] as const;
      await world.whole.write.dispute(disputed, { account: world.buyer.account });
      const claim = { opened: item.terms, amount: 1_000n };
      return contract.write.record([item.id, seller, seller, entry, [claim], "0x", []]);
    },
    "collection recorded, relayed by signature": async () => {
      const item = await accepted();
      const about = { id: item.id, creditor: seller, collector: seller };
      const consent = await signed(supplier, (nonce) => collectionRecord(about, entry, 0n, { nonce, deadline }));
      return record(item, [consent], relayer);
    },
  };
}

function othersOn({ contract, seller, other, buyer, agree, accepted, adopt, signed, deadline, today }: World): Acts {
  const placement = { collector: other.account.address, scope: 0x7f, fee: 250_000, until: 2 ** 40 - 1, terms: HASH };
  const placed = async (): Promise<Item> => {
    const item = await accepted();
    await contract.write.place([item.id, seller, placement, []]);
    return item;
  };
  return {
    "schedule agreed": agree,
    "schedule adopted": async () => adopt(await accepted()),
    "collection placed": async () => contract.write.place([(await accepted()).id, seller, placement, []]),
    "collection recalled": async () => {
      const { id } = await placed();
      return contract.write.recall([id, seller, placement.collector, seller, HASH, []]);
    },
    "promise to pay": async () => {
      const { id, header } = await accepted();
      const answer = { kind: 1, record: HASH, payment: PROMISED, content: HASH } as const;
      return contract.write.answer([id, header, answer, "0x", []], { account: buyer.account });
    },
    "payment plan agreed": async () => {
      const { id, header, receivable } = await accepted();
      const plan = {
        ...PLAN,
        debt: receivable.terms.amount,
        instalments: [{ amount: receivable.terms.amount, payBy: today + 30 }],
      };
      const consent = await signed(buyer, (nonce) =>
        planAgreement(receivable, seller, plan, buyer.account.address, { nonce, deadline }),
      );
      return contract.write.agreePlan([id, header, seller, planHash(plan), [], [consent]]);
    },
  };
}

/** Measures every act of collection on its third use. */
export async function measureCollectionGas(network: "default" | "amsterdam"): Promise<GasTable> {
  const world = await setCollections(network);
  const measured: [string, number][] = [];
  for (const [name, act] of Object.entries({ ...(await recordsOn(world)), ...othersOn(world) })) {
    let hash: Hex = "0x";
    for (let use = 0; use < USES; use += 1) hash = await act();
    measured.push([name, Number((await world.client.waitForTransactionReceipt({ hash })).gasUsed)]);
  }
  await world.connection.close();
  return Object.fromEntries(measured);
}
