/** What the operations of deals, notices, filings and indirect payments are about. See `objects.ts`. */
import { randomUUID } from "node:crypto";
import { idOf } from "../../src/domain/commitment.ts";
import { idsHash, noticeHash, NoticeKind } from "../../src/domain/factoring/notice.ts";
import { OfferKind } from "../../src/domain/factoring/offer.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { openIndirectPayment } from "../../src/store/indirectPayments.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import type { World } from "./actors.ts";
import { accepting, DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { addressOf, KNOWN_TOKEN } from "./stage.ts";

type Params = Readonly<Record<string, string>>;

const OWNER = "the organisation itself";
const NO_ID = { id: "00000000-0000-4000-8000-000000000000" };
const TODAY = FIRST_INSTANT / DAY;
const NOTHING = keccakOfText("nothing of the kind");
const [SELLER, FACTOR, DEBTOR] = [addressOf("a seller"), addressOf("a bank"), addressOf("a debtor")];
/** Of the bank, and of the owner as a factor. */
const DESKS = { bank: `0x${"d5".repeat(20)}`, owner: `0x${"d6".repeat(20)}` } as const;
const REFERENCE = "BANK-1";

const opened = new WeakMap<World, Promise<void>>();

/** Opens the desks, once in each world: a factor has one. */
export function deskOpened(world: World): Promise<void> {
  const known = opened.get(world) ?? openDesks(world);
  opened.set(world, known);
  return known;
}

async function openDesks({ stage, supplier }: World): Promise<void> {
  await stage.book.assign(
    { name: "DeskOpened", factor: FACTOR, desk: DESKS.bank },
    { name: "DeskOpened", factor: supplier, desk: DESKS.owner },
  );
}

interface Parties {
  readonly seller: Address;
  readonly desk: Address;
}

/** A receivable that a seller sold to a desk. */
async function dealt(world: World, { seller, desk }: Parties): Promise<Hex> {
  await deskOpened(world);
  const receivable = receivableOf(headerOf(seller, DEBTOR), termsOf(KNOWN_TOKEN, TODAY));
  const id = idOf(receivable.header);
  const { book } = world.stage;
  await book.write(...issuing(receivable), accepting(receivable));
  await book.write({ name: "Transfer", from: seller, to: desk, id });
  await book.trade(desk, {
    ...{ name: "ReceivableSold", id, buyer: DEBTOR, offer: NOTHING, kind: OfferKind.Single, nonce: 1n },
    terms: { seller, feeRate: 80_000, basis: 360, recourseDays: 10, utcOffset: 60 },
    ...{ currency: KNOWN_TOKEN, open: 100_000n, advance: 80_000n, commission: 500n, day: TODAY },
  });
  return id;
}

const sold = (world: World): Promise<Hex> => dealt(world, { seller: world.supplier, desk: DESKS.bank });
const bought = (world: World): Promise<Hex> => dealt(world, { seller: SELLER, desk: DESKS.owner });

async function newNotice(world: World): Promise<Params> {
  const id = await sold(world);
  const content = {
    ...{ kind: NoticeKind.Assigned, assignor: world.supplier, assignee: FACTOR, debtor: DEBTOR, payee: DESKS.bank },
    ...{ receivables: idsHash([id]), proof: NOTHING, givenAt: FIRST_INSTANT },
  };
  const notice = noticeHash(content);
  await world.stage.book.assign({
    ...{ name: "AssignmentNotified", notice, assignee: FACTOR, debtor: DEBTOR, by: FACTOR, content, ids: [id] },
  });
  return { hash: notice };
}

/** Of the owner as the seller, or as the factor; advised by the debtor, so that it can be claimed. */
async function newIndirect(world: World, as: "seller" | "factor"): Promise<Params> {
  const receivable = await (as === "seller" ? sold(world) : bought(world));
  const [bankRef, id] = [keccakOfText(REFERENCE), randomUUID()];
  const advice = { bankRef, cash: 10_000n, valueDay: TODAY + 5 };
  await world.stage.book.write({ name: "ReceiptAdvised", id: receivable, by: DEBTOR, ...advice });
  await world.stage.database.transaction((tx) =>
    openIndirectPayment(tx, {
      ...{ id, receivable, bankRef, reference: REFERENCE, debtor: DEBTOR, currency: KNOWN_TOKEN, amount: 10_000n },
      ...{ seller: as === "seller" ? world.supplier : SELLER, factor: as === "seller" ? FACTOR : world.supplier },
      ...{ valueDay: TODAY + 5, source: "report", reportedBy: null, opened: world.stage.now },
    }),
  );
  return { id };
}

const reportOf = (receivable: Hex): object => ({
  ...{ id: randomUUID(), receivable, bankReference: REFERENCE, amount: "1.00", valueDate: "2027-01-31" },
});

/** Of money for what the owner sold. */
export const indirectReportBody = async (world: World): Promise<object> => reportOf(await sold(world));

async function newOpening(world: World): Promise<Params> {
  const id = randomUUID();
  const { status, body } = await world.ask(OWNER, "post", "/v1/intents", { id, verb: "openDesk" });
  if (status !== 201) throw new Error(`no intent: ${body}`);
  return { id };
}

const own = { kind: "own" } as const;
const deal = {
  kind: "thing",
  make: async (world: World) => ({ id: await sold(world) }),
  missing: { id: NOTHING },
} as const;
const notice = { kind: "thing", make: newNotice, missing: { hash: NOTHING } } as const;
const indirect = (as: "seller" | "factor") =>
  ({ kind: "thing", make: (world: World) => newIndirect(world, as), missing: NO_ID }) as const;

/** By the ids of the operations. */
export const FACTORING_OBJECTS = {
  listDeals: own,
  readDeal: deal,
  listAssignmentNotices: own,
  readAssignmentNotice: notice,
  readAssignmentProof: notice,
  listFilings: own,
  readCompetingClaims: deal,
  shareAmongClaims: { ...deal, body: { currency: KNOWN_TOKEN, collected: "1.00", by: "finance", amounts: [] } },
  listIndirectPayments: own,
  readIndirectPayment: indirect("seller"),
  reportIndirectPayment: {
    kind: "receivable",
    grantees: false,
    body: (_world: World, receivable: Hex) => reportOf(receivable),
  },
  turnOverIndirectPayment: indirect("seller"),
  claimIndirectPayment: indirect("factor"),
  dismissIndirectPayment: { ...indirect("factor"), body: { reason: "a refund" } },
  sendIntent: { kind: "thing", make: newOpening, missing: NO_ID },
} as const;

/** What must be asked. */
export const FACTORING_QUERIES: Readonly<Record<string, Params>> = {
  listDeals: { role: "seller" },
  listAssignmentNotices: { role: "assignor" },
  listFilings: { role: "secured" },
  listIndirectPayments: { role: "seller" },
};
