/** The port to a factor's desk. Like the ledger's: every verb is sent, or encoded as the call that would record it. */
import { decodeFactoringLogs } from "../chain/logs.ts";
import type { Mandate } from "../domain/directory.ts";
import type { ClaimReason, DealReceipt, DealTerms, Recipient } from "../domain/factoring/deal.ts";
import type { RecordedFactoringEvent } from "../domain/factoring/factoringEvents.ts";
import type { BuyerLimit, Discount, Sale } from "../domain/factoring/offer.ts";
import type { Receipt, RecordedReceipt } from "../domain/receipts.ts";
import type { Address, Hex, OpenTerms, Receivable } from "../domain/receivable.ts";
import { ZERO_ADDRESS } from "../domain/receivable.ts";
import type { Connection } from "./connection.ts";
import { attempt } from "./failures.ts";
import { encoding } from "./shared.ts";
import type { Give } from "./shared.ts";
import { sendAndWait } from "./submit.ts";
import type { Waiting } from "./submit.ts";

/** A receipt of a deal that the bank took back. */
export interface DealReversal {
  readonly recorded: RecordedReceipt;
  /** As `DealPaid` said it. */
  readonly receipt: DealReceipt;
  /** Hash of what supports it. */
  readonly evidence: Hex;
}

/** `Result` is what a verb gives: what it recorded, or the call that would record it. */
export interface DeskVerbs<Result> {
  /** The holder sells one receivable outright, once the desk may fetch it. @param signature Of the factor. */
  purchase(receivable: Receivable, discount: Discount, signature: Hex): Promise<Result>;
  /** The holder sells several at once, once the desk may fetch them: one transfer of cash for all. */
  sellMany(sales: readonly Sale[]): Promise<Result>;
  /** Shares out cash that the ledger keeps for the desk; anyone may. */
  collect(id: Hex, currency: Address): Promise<Result>;
  /** Pays at most `maxCash`, minor units, of what is outstanding, from the sender's own money. */
  repay(id: Hex, opened: OpenTerms, maxCash: bigint): Promise<Result>;
  /** The seller pays all that is outstanding and has the receivable back. */
  buyBack(id: Hex, opened: OpenTerms): Promise<Result>;
  /** Hands the receivable back to its seller once nothing is outstanding. */
  reassign(id: Hex, opened: OpenTerms): Promise<Result>;
  /** Seller or factor consents to a call of the ledger, which the second one does. */
  act(id: Hex, call: Hex): Promise<Result>;
  /** Records money that moved outside the chain, on the ledger and in the deal. */
  recordReceipt(id: Hex, opened: OpenTerms, receipt: Receipt, recipient: Recipient): Promise<Result>;
  reverseReceipt(id: Hex, opened: OpenTerms, reversal: DealReversal): Promise<Result>;
  /** The factor records that the seller owes what is outstanding. */
  chargeBack(id: Hex, opened: OpenTerms, reason: ClaimReason, evidence: Hex): Promise<Result>;
  /** Pays out what waits for an account; anyone may. */
  withdraw(account: Address, currency: Address): Promise<Result>;
  /** The factor voids so many nonces of offers. */
  spendNonces(first: bigint, count: number): Promise<Result>;
  /** The factor lets an agent act on the ledger for the desk. */
  giveMandate(agent: Address, mandate: Mandate): Promise<Result>;
  revokeMandate(agent: Address): Promise<Result>;
}

/** What a recorded act left behind. */
export interface RecordedFactoring {
  /** Of the transaction. */
  readonly hash: Hex;
  readonly blockNumber: number;
  /** Of factoring and the desk that was called; what the ledger recorded is the ledger's to tell. */
  readonly events: readonly RecordedFactoringEvent[];
}

/** A deal as the desk answers. Minor units. */
export interface DealView {
  readonly terms: DealTerms;
  readonly funds: bigint;
  /** Fee until the instant, and commission, not paid. */
  readonly fees: bigint;
}

/** Each verb is sent, and waits until a block holds it. */
export interface DeskClient extends DeskVerbs<RecordedFactoring> {
  readonly address: Address;
  /** The calls that the verbs would send. */
  readonly calls: DeskVerbs<Hex>;
  factor(): Promise<Address>;
  /** @param instant Unix seconds. @throws RefusedError "DealUnknown" */
  dealOf(id: Hex, instant: number): Promise<DealView>;
  /** Funds in use under an offer, or with a buyer under it, minor units. */
  inUse(offer: Hex, buyer?: Address): Promise<bigint>;
  /** What waits for an account, minor units. */
  owedTo(account: Address, currency: Address): Promise<bigint>;
  isSpent(nonce: bigint): Promise<boolean>;
}

/** A sale as the libraries want it: they do not promise to leave arrays alone. */
export type CarriedSale = Omit<Sale, "proof" | "buyers"> & { readonly proof: Hex[]; readonly buyers: BuyerLimit[] };

export function carriedSale(sale: Sale): CarriedSale {
  return { ...sale, proof: [...sale.proof], buyers: [...sale.buyers] };
}

/** The desk's functions in the order and shape of their parameters. */
export interface DeskCalls {
  readonly sellMany: [sales: CarriedSale[]];
  readonly collect: [id: Hex, currency: Address];
  readonly purchase: [receivable: Receivable, discount: Discount, signature: Hex];
  readonly repay: [id: Hex, opened: OpenTerms, maxCash: bigint];
  readonly buyBack: [id: Hex, opened: OpenTerms];
  readonly reassign: [id: Hex, opened: OpenTerms];
  readonly act: [id: Hex, call: Hex];
  readonly recordReceipt: [id: Hex, opened: OpenTerms, receipt: Receipt, recipient: Recipient];
  readonly reverseReceipt: [id: Hex, opened: OpenTerms, recorded: RecordedReceipt, receipt: DealReceipt, evidence: Hex];
  readonly chargeBack: [id: Hex, opened: OpenTerms, reason: ClaimReason, evidence: Hex];
  readonly withdraw: [account: Address, currency: Address];
  readonly spendNonces: [first: bigint, count: bigint];
  readonly giveMandate: [agent: Address, mandate: Mandate];
  readonly revokeMandate: [agent: Address];
}

/** What a library makes of the verbs' names and arguments. */
export interface DeskLibrary {
  /** The call of a function of the desk. @throws What the library throws at values that do not fit. */
  readonly encode: <Name extends keyof DeskCalls>(name: Name, args: DeskCalls[Name]) => Hex;
  readonly views: Pick<DeskClient, "factor" | "dealOf" | "owedTo" | "isSpent"> & {
    inUse(offer: Hex, buyer: Address): Promise<bigint>;
  };
}

/** The verbs over a library's encoding. @param give What it makes of each call. */
export function deskVerbsBy<Result>(encode: DeskLibrary["encode"], give: Give<Result>): DeskVerbs<Result> {
  return {
    sellMany: (sales) => give(() => encode("sellMany", [sales.map(carriedSale)])),
    collect: (...args) => give(() => encode("collect", args)),
    purchase: (...args) => give(() => encode("purchase", args)),
    repay: (...args) => give(() => encode("repay", args)),
    buyBack: (...args) => give(() => encode("buyBack", args)),
    reassign: (...args) => give(() => encode("reassign", args)),
    act: (...args) => give(() => encode("act", args)),
    recordReceipt: (...args) => give(() => encode("recordReceipt", args)),
    reverseReceipt: (id, opened, { recorded, receipt, evidence }) =>
      give(() => encode("reverseReceipt", [id, opened, recorded, receipt, evidence])),
    chargeBack: (...args) => give(() => encode("chargeBack", args)),
    withdraw: (...args) => give(() => encode("withdraw", args)),
    spendNonces: (first, count) => give(() => encode("spendNonces", [first, BigInt(count)])),
    giveMandate: (...args) => give(() => encode("giveMandate", args)),
    revokeMandate: (...args) => give(() => encode("revokeMandate", args)),
  };
}

/** Where a desk is, and whose transactions it is called by. */
export interface DeskPlace {
  readonly connection: Connection;
  readonly factoring: Address;
  readonly desk: Address;
  readonly waiting: Waiting | undefined;
}

/** The client over a library. */
export function deskClient(place: DeskPlace, { encode, views }: DeskLibrary): DeskClient {
  const act: Give<RecordedFactoring> = async (call) => submitTo(place, place.desk, await encoding(call));
  return {
    address: place.desk,
    ...deskVerbsBy(encode, act),
    calls: deskVerbsBy(encode, encoding),
    ...views,
    inUse: (offer, buyer = ZERO_ADDRESS) => views.inUse(offer, buyer),
  };
}

/** Sends a call and reads what factoring and the desk recorded. @throws LedgerError */
export async function submitTo(
  { connection, factoring, desk, waiting }: DeskPlace,
  to: Address,
  data: Hex,
): Promise<RecordedFactoring> {
  const { hash, mined } = await sendAndWait(connection, { to, data }, waiting);
  const isDesk = (address: Address): boolean => address === desk.toLowerCase();
  const events = await attempt("asking", () => decodeFactoringLogs({ factoring, isDesk }, mined.logs));
  return { hash, blockNumber: mined.blockNumber, events };
}
