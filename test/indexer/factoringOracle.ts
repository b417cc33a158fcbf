/** The rows of factoring, added up from the canonical events by the rules of its interfaces, and by no other code. */
import { keccak256 } from "viem";
import type { Hex } from "../../src/domain/receivable.ts";
import { idIn } from "./canonical.ts";
import type { CanonicalEvent } from "./canonical.ts";
import type { Row } from "./comparing.ts";

const ZERO = `0x${"00".repeat(32)}`;
const FACTORY_RECEIPT = 2;
const FACILITY = 2;

type Args = Readonly<Record<string, unknown>>;
type Rows = Readonly<{ [table: string]: readonly Row[] }>;

/** By table. @param events Of factoring and its desks, in the order of the chain. */
export function factoringRows(events: readonly CanonicalEvent[]): Rows {
  const factors = new Map(
    events.flatMap(({ name, args }) =>
      name === "DeskOpened" ? [[lower(args["desk"]), lower(args["factor"])] as const] : [],
    ),
  );
  const isOfDesk = ({ address }: CanonicalEvent): boolean => factors.has(address);
  const [ofDesks, ofContract] = [events.filter(isOfDesk), events.filter((event) => !isOfDesk(event))];
  return {
    desks: [...factors].map(([desk, factor]) => ({ desk, factor })),
    ...dealRows(ofDesks, factors),
    purchases: named(ofDesks, "ReceivablePurchased").map((event) => purchaseRow(event, factors)),
    owed_cash: owedRows(ofDesks),
    spent_desk_nonces: ofDesks.flatMap(nonceRow),
    ...noticeRows(ofContract),
    ...filingRows(named(ofContract, "FilingRecorded")),
    spent_factoring_nonces: named(ofContract, "NonceSpent").map(({ args }) => ({
      signer: lower(args["signer"]),
      nonce: args["nonce"],
    })),
  };
}

/** One sale, and what happened of it until the next. */
interface Deal {
  readonly sale: CanonicalEvent;
  readonly number: number;
  readonly later: CanonicalEvent[];
}

const OF_DEALS = ["DealPaid", "DealReceiptReversed", "ClaimRaised", "ActProposed", "ActDone", "ReceivableReassigned"];

function dealRows(events: readonly CanonicalEvent[], factors: ReadonlyMap<Hex, Hex>): Rows {
  const deals = new Map<string, Deal[]>();
  const movements: Row[] = [];
  for (const event of events) {
    const key = `${event.address} ${idIn(event) ?? ""}`;
    const own = deals.get(key) ?? [];
    deals.set(key, own);
    if (event.name === "ReceivableSold") own.push({ sale: event, number: own.length + 1, later: [] });
    else if (OF_DEALS.includes(event.name)) own.at(-1)?.later.push(event);
    else continue;
    movements.push(movementRow(event, own.length));
  }
  const all = [...deals.values()].flat();
  return { deals: all.map((deal) => dealRow(deal, factors)), deal_movements: movements };
}

function dealRow({ sale, number, later }: Deal, factors: ReadonlyMap<Hex, Hex>): Row {
  const { args, address: desk } = sale;
  const terms = args["terms"] as Args;
  const last = later.at(-1) ?? sale;
  const start = Number(args["day"]);
  const standing = later.reduce<readonly { readonly of: Args; readonly sign: bigint }[]>(
    (list, { name, args: own }) => {
      if (name === "DealPaid") return [...list, { of: { ...(own["shared"] as Args), ...own }, sign: 1n }];
      return name === "DealReceiptReversed" ? [...list, { of: own["receipt"] as Args, sign: -1n }] : list;
    },
    [],
  );
  const sum = (field: string, weight: (of: Args) => bigint = () => 1n): bigint =>
    standing.reduce((total, { of, sign }) => total + sign * (of[field] as bigint) * weight(of), 0n);
  const kept = later.reduce((total, { name, args: own }) => {
    const receipt = own["receipt"] as Args | undefined;
    const isKept = name === "DealReceiptReversed" && Number(receipt?.["source"]) === FACTORY_RECEIPT;
    return isKept ? total + (receipt?.["toSeller"] as bigint) : total;
  }, 0n);
  const advance = args["advance"] as bigint;
  return {
    ...{ desk, id: idIn(sale), number, factor: factors.get(desk), seller: lower(terms["seller"]) },
    ...{ buyer: lower(args["buyer"]), offer: args["offer"], kind: Number(args["kind"]), nonce: args["nonce"] },
    ...{ fee_rate: Number(terms["feeRate"]), basis: Number(terms["basis"]), start_day: start },
    ...{ recourse_days: Number(terms["recourseDays"]), utc_offset: Number(terms["utcOffset"]) },
    ...{ currency: lower(args["currency"]), open: args["open"], advance, commission: args["commission"] },
    ...{ funds: advance - sum("toFunds"), fixed_dues: (args["commission"] as bigint) + kept },
    fund_days: sum("toFunds", ({ day }) => BigInt(Math.max(0, Number(day) - start))),
    ...{ fees_paid: sum("toFees"), released: sum("toSeller") + kept },
    ...{ claims: claimsOf(later), receipts: receiptsOf(later), proposals: proposalsOf(later) },
    live: !later.some(({ name }) => name === "ReceivableReassigned"),
    ...{ sold_block: sale.blockNumber, changed_block: last.blockNumber, changed_log: last.logIndex },
  };
}

function claimsOf(later: readonly CanonicalEvent[]): unknown {
  let repaid = 0n;
  return later.flatMap(({ name, args }) => {
    const shared = (args["shared"] ?? args["receipt"]) as Args | undefined;
    const moved = shared === undefined ? 0n : (shared["toFunds"] as bigint) + (shared["toFees"] as bigint);
    repaid += name === "DealReceiptReversed" ? -moved : moved;
    if (name !== "ClaimRaised") return [];
    const { reason, amount, evidence } = args;
    return [{ reason: Number(reason), amount: String(amount), evidence, repaidBefore: repaid.toString() }];
  });
}

function receiptsOf(later: readonly CanonicalEvent[]): unknown {
  const reversed = new Set(named(later, "DealReceiptReversed").map(({ args }) => args["bankRef"]));
  return named(later, "DealPaid").flatMap(({ args }) => {
    const shared = args["shared"] as Args;
    if (Number(args["source"]) < FACTORY_RECEIPT || reversed.has(args["bankRef"])) return [];
    const sums = Object.fromEntries(["toFunds", "toFees", "toSeller"].map((name) => [name, String(shared[name])]));
    return [{ ...sums, source: Number(args["source"]), day: Number(args["day"]), bankRef: args["bankRef"] }];
  });
}

function proposalsOf(later: readonly CanonicalEvent[]): unknown {
  if (later.some(({ name }) => name === "ReceivableReassigned")) return [];
  let waiting: readonly { readonly by: Hex; readonly act: Hex; readonly call: Hex }[] = [];
  for (const { name, args } of later) {
    if (name === "ActDone") waiting = waiting.filter(({ act }) => act !== args["act"]);
    if (name !== "ActProposed") continue;
    const [by, call] = [lower(args["by"]), args["call"] as Hex];
    const act = keccak256(call);
    waiting = [...waiting.filter((one) => one.by !== by || one.act !== act), { by, act, call }];
  }
  return waiting;
}

function movementRow(event: CanonicalEvent, number: number): Row {
  const { name, args, blockNumber, logIndex, address: desk } = event;
  const of = { block_number: blockNumber, log_index: logIndex, desk, id: idIn(event), number, name };
  const nothing = { source: null, day: null, to_funds: 0n, to_fees: 0n, to_seller: 0n, bank_ref: null };
  if (name === "ReceivableSold") {
    return { ...of, ...nothing, day: Number(args["day"]), to_funds: -(args["advance"] as bigint) };
  }
  if (name !== "DealPaid" && name !== "DealReceiptReversed") return { ...of, ...nothing };
  const isBack = name === "DealReceiptReversed";
  const shared = (isBack ? args["receipt"] : args["shared"]) as Args;
  const source = Number(isBack ? shared["source"] : args["source"]);
  const signed = (field: string): bigint => (isBack ? -(shared[field] as bigint) : (shared[field] as bigint));
  const staysWithSeller = isBack && source === FACTORY_RECEIPT;
  return {
    ...{ ...of, source, day: Number(isBack ? shared["day"] : args["day"]) },
    ...{ to_funds: signed("toFunds"), to_fees: signed("toFees") },
    to_seller: staysWithSeller ? 0n : signed("toSeller"),
    bank_ref: source >= FACTORY_RECEIPT ? args["bankRef"] : null,
  };
}

function purchaseRow(event: CanonicalEvent, factors: ReadonlyMap<Hex, Hex>): Row {
  const { args, blockNumber, logIndex, address: desk } = event;
  return {
    ...{ block_number: blockNumber, log_index: logIndex, desk, factor: factors.get(desk), id: idIn(event) },
    ...{ seller: lower(args["seller"]), offer: args["offer"], nonce: args["nonce"] },
    ...{ currency: lower(args["currency"]), open: args["open"], price: args["price"] },
  };
}

function owedRows(events: readonly CanonicalEvent[]): readonly Row[] {
  const owed = new Map<string, Row & { readonly amount: bigint }>();
  for (const { name, args, address: desk } of events) {
    const [account, currency] = [lower(args["account"]), lower(args["currency"])];
    const key = `${desk} ${account} ${currency}`;
    const amount = (owed.get(key)?.amount ?? 0n) + ((args["amount"] as bigint | undefined) ?? 0n);
    if (name === "CashOwed") owed.set(key, { desk, account, currency, amount });
    if (name === "CashWithdrawn") owed.delete(key);
  }
  return [...owed.values()];
}

/** Sales spend nonces too, but those of a facility do not. */
function nonceRow({ name, args, address: desk }: CanonicalEvent): readonly Row[] {
  const isSale = name === "ReceivableSold" && Number(args["kind"]) !== FACILITY;
  const spends = isSale || name === "ReceivablePurchased" || name === "NonceSpent";
  return spends ? [{ desk, nonce: args["nonce"] }] : [];
}

function noticeRows(events: readonly CanonicalEvent[]): Rows {
  const given = named(events, "AssignmentNotified");
  return {
    assignment_notices: given.map((event) => {
      const { args, blockNumber, logIndex } = event;
      const content = args["content"] as Args;
      const replies = named(events, "NoticeReplied").filter((reply) => reply.args["notice"] === args["notice"]);
      const last = replies.at(-1);
      const parties = Object.fromEntries(
        ["assignor", "assignee", "debtor", "payee"].map((name) => [name, lower(content[name])]),
      );
      const reason = last?.args["reason"];
      return {
        ...{ hash: args["notice"], kind: Number(content["kind"]), ...parties, given_by: lower(args["by"]) },
        ...{ receivables: content["receivables"], proof: content["proof"], given_at: Number(content["givenAt"]) },
        reply: Number(last?.args["reply"] ?? 0),
        reason: reason === undefined || reason === ZERO ? null : reason,
        replied_by: last === undefined ? null : lower(last.args["by"]),
        ...{ given_block: blockNumber, given_log: logIndex },
        ...{ changed_block: (last ?? event).blockNumber, changed_log: (last ?? event).logIndex },
      };
    }),
    notice_receivables: given.flatMap(({ args }) =>
      (args["ids"] as readonly Hex[]).map((id, place) => ({ hash: args["notice"], place, id })),
    ),
  };
}

function filingRows(events: readonly CanonicalEvent[]): Rows {
  return {
    filings: events.map(({ args, blockNumber, logIndex }) => {
      const { register, office, number, filedAt, until, secured, debtor, collateral, document } = args[
        "filing"
      ] as Args;
      return {
        ...{
          block_number: blockNumber,
          log_index: logIndex,
          register,
          office,
          number: shown(number),
          collateral,
          document,
        },
        ...{ filed_at: Number(filedAt), until: Number(until), secured: lower(secured), debtor: lower(debtor) },
        stated_by: lower(args["by"]),
      };
    }),
    filing_receivables: events.flatMap(({ args, blockNumber, logIndex }) =>
      (args["ids"] as readonly Hex[]).map((id, place) => ({
        ...{ block_number: blockNumber, log_index: logIndex, place, id },
      })),
    ),
  };
}

function named(events: readonly CanonicalEvent[], wanted: string): readonly CanonicalEvent[] {
  return events.filter(({ name }) => name === wanted);
}

/** As a database keeps a text that somebody wrote. */
function shown(text: unknown): string {
  return String(text).replaceAll("\0", "\ufffd");
}

function lower(text: unknown): Hex {
  return String(text).toLowerCase() as Hex;
}
