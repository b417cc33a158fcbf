/** How a deal lies in its row. */
import type { Claim, DealState, ProposedAct, TakenReceipt } from "../domain/factoring/dealFold.ts";
import type { OfferKind } from "../domain/factoring/offer.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import { jsonOf, revived } from "./eventBody.ts";
import { bytes } from "./values.ts";
import type { SqlScalar } from "./values.ts";

/** A deal as it stands, whose it is, and which events brought it there. */
export interface StoredDeal {
  readonly state: DealState;
  readonly factor: Address;
  /** The block of its sale. */
  readonly soldBlock: number;
  /** Where its last event stands. */
  readonly changedBlock: number;
  readonly changedLog: number;
}

type Column = readonly [name: string, read: (row: StoredDeal) => SqlScalar];

const COLUMNS: readonly Column[] = [
  ["desk", ({ state }) => bytes(state.desk)],
  ["id", ({ state }) => bytes(state.id)],
  ["number", ({ state }) => state.number],
  ["factor", ({ factor }) => bytes(factor)],
  ["seller", ({ state }) => bytes(state.seller)],
  ["buyer", ({ state }) => bytes(state.buyer)],
  ["offer", ({ state }) => bytes(state.offer)],
  ["kind", ({ state }) => state.kind],
  ["nonce", ({ state }) => state.nonce],
  ["fee_rate", ({ state }) => state.terms.feeRate],
  ["basis", ({ state }) => state.terms.basis],
  ["recourse_days", ({ state }) => state.terms.recourseDays],
  ["utc_offset", ({ state }) => state.terms.utcOffset],
  ["currency", ({ state }) => bytes(state.currency)],
  ["open", ({ state }) => state.open],
  ["advance", ({ state }) => state.advance],
  ["commission", ({ state }) => state.commission],
  ["funds", ({ state }) => state.money.funds],
  ["fixed_dues", ({ state }) => state.money.commission],
  ["start_day", ({ state }) => state.money.startDay],
  ["fund_days", ({ state }) => state.money.fundDays],
  ["fees_paid", ({ state }) => state.money.feesPaid],
  ["released", ({ state }) => state.released],
  ["claims", ({ state }) => jsonOf(state.claims)],
  ["receipts", ({ state }) => jsonOf(state.receipts)],
  ["proposals", ({ state }) => jsonOf(state.proposals)],
  ["live", ({ state }) => state.live],
  ["sold_block", ({ soldBlock }) => soldBlock],
  ["changed_block", ({ changedBlock }) => changedBlock],
  ["changed_log", ({ changedLog }) => changedLog],
];

export const DEAL_COLUMNS: readonly string[] = COLUMNS.map(([name]) => name);

/** The values of {@link DEAL_COLUMNS}. */
export function rowOfDeal(stored: StoredDeal): readonly SqlScalar[] {
  return COLUMNS.map(([, read]) => read(stored));
}

/** A row of {@link DEAL_COLUMNS}. */
export interface DealRow
  extends
    Readonly<Record<"desk" | "factor" | "seller" | "buyer" | "currency", Address>>,
    Readonly<Record<"id" | "offer", Hex>>,
    Readonly<Record<"number" | "fee_rate" | "basis" | "recourse_days" | "utc_offset" | "start_day", number>>,
    Readonly<Record<"nonce" | "open" | "advance" | "commission" | "funds" | "fixed_dues", bigint>>,
    Readonly<Record<"fund_days" | "fees_paid" | "released", bigint>>,
    Readonly<Record<"sold_block" | "changed_block" | "changed_log", number>> {
  readonly kind: OfferKind;
  readonly claims: unknown;
  readonly receipts: unknown;
  readonly proposals: unknown;
  readonly live: boolean;
}

/** The deal that {@link rowOfDeal} was given. */
export function dealOfRow(row: DealRow): StoredDeal {
  const { desk, id, number, seller, buyer, offer, kind, nonce, currency, open, advance, commission, released, live } =
    row;
  const { fee_rate: feeRate, basis, recourse_days: recourseDays, utc_offset: utcOffset, funds } = row;
  const { fixed_dues: fixed, start_day: startDay, fund_days: fundDays, fees_paid: feesPaid } = row;
  return {
    state: {
      ...{ desk, id, number, seller, buyer, offer, kind, nonce, currency, open, advance, commission, released, live },
      terms: { seller, feeRate, basis, recourseDays, utcOffset },
      money: { funds, commission: fixed, startDay, fundDays, feesPaid },
      // The row holds what deals were made into, and nothing else.
      claims: revived(row.claims) as readonly Claim[],
      receipts: revived(row.receipts) as readonly TakenReceipt[],
      proposals: revived(row.proposals) as readonly ProposedAct[],
    },
    factor: row.factor,
    soldBlock: row.sold_block,
    changedBlock: row.changed_block,
    changedLog: row.changed_log,
  };
}
