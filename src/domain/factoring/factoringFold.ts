/**
 * All that factoring knows follows from its events: desks, deals, what is in use under offers, cash that waits, notices
 * and filings. The same as `Factoring` and its desks keep.
 */
import { keyOf } from "../fold.ts";
import type { Address, Hex } from "../receivable.ts";
import { foldDeal } from "./dealFold.ts";
import type { DealState } from "./dealFold.ts";
import type { FilingRecorded, ReceivablePurchased, RecordedFactoringEvent } from "./factoringEvents.ts";
import { foldNotice } from "./noticeFold.ts";
import type { NoticeState } from "./noticeFold.ts";
import { OfferKind } from "./offer.ts";

/** Cash that waits at a desk for an account that could not be paid. */
export interface OwedCash {
  readonly desk: Address;
  readonly account: Address;
  readonly currency: Address;
  readonly amount: bigint;
}

/** An outright purchase, which leaves nothing but its record. */
export type Purchase = Omit<ReceivablePurchased, "name"> & { readonly desk: Address };

/** Keys are their parts joined by `keyOf`. */
export interface FactoringState {
  /** Factors by their desks. */
  readonly desks: ReadonlyMap<Address, Address>;
  /** The last deal of each desk and receivable. */
  readonly deals: ReadonlyMap<string, DealState>;
  readonly purchases: readonly Purchase[];
  readonly owed: ReadonlyMap<string, OwedCash>;
  readonly deskNonces: ReadonlyMap<string, { readonly desk: Address; readonly nonce: bigint }>;
  readonly notices: ReadonlyMap<Hex, NoticeState>;
  readonly filings: readonly Omit<FilingRecorded, "name">[];
  readonly nonces: ReadonlyMap<string, { readonly signer: Address; readonly nonce: bigint }>;
}

/** Factoring before its first event. */
export const EMPTY_FACTORING: FactoringState = {
  desks: new Map(),
  deals: new Map(),
  purchases: [],
  owed: new Map(),
  deskNonces: new Map(),
  notices: new Map(),
  filings: [],
  nonces: new Map(),
};

type Draft = {
  readonly [Table in keyof FactoringState]: FactoringState[Table] extends ReadonlyMap<infer Key, infer Row>
    ? Map<Key, Row>
    : FactoringState[Table] extends readonly (infer Row)[]
      ? Row[]
      : never;
};

/** Factoring after some more events, in the order of the chain. The given state stays as it is. */
export function foldFactoring(state: FactoringState, events: Iterable<RecordedFactoringEvent>): FactoringState {
  const next: Draft = {
    ...draftOf(state),
    deals: new Map(state.deals),
    purchases: [...state.purchases],
    notices: new Map(state.notices),
    filings: [...state.filings],
  };
  for (const recorded of events) {
    recordFact(next, recorded);
    record(next, recorded);
  }
  return next;
}

/** What is a row of its own, and follows from no deal and no notice. */
export type FactoringFacts = Pick<FactoringState, "desks" | "owed" | "deskNonces" | "nonces">;

/** The same for these alone. */
export function foldFactoringFacts(facts: FactoringFacts, events: Iterable<RecordedFactoringEvent>): FactoringFacts {
  const next = draftOf(facts);
  for (const recorded of events) recordFact(next, recorded);
  return next;
}

type FactDraft = Pick<Draft, keyof FactoringFacts>;

function draftOf({ desks, owed, deskNonces, nonces }: FactoringFacts): FactDraft {
  return {
    desks: new Map(desks),
    owed: new Map(owed),
    deskNonces: new Map(deskNonces),
    nonces: new Map(nonces),
  };
}

function recordFact({ desks, owed, deskNonces, nonces }: FactDraft, { event, at }: RecordedFactoringEvent): void {
  const desk = at.address;
  switch (event.name) {
    case "DeskOpened":
      desks.set(event.desk, event.factor);
      break;
    case "CashOwed": {
      const { account, currency } = event;
      const key = keyOf(desk, account, currency);
      owed.set(key, { desk, account, currency, amount: (owed.get(key)?.amount ?? 0n) + event.amount });
      break;
    }
    case "CashWithdrawn":
      owed.delete(keyOf(desk, event.account, event.currency));
      break;
    default: {
      if ("signer" in event) nonces.set(keyOf(event.signer, event.nonce), { signer: event.signer, nonce: event.nonce });
      const spent = spentBy(event);
      if (spent !== undefined) deskNonces.set(keyOf(desk, spent), { desk, nonce: spent });
    }
  }
}

function record({ deals, purchases, notices, filings }: Draft, { event, at }: RecordedFactoringEvent): void {
  switch (event.name) {
    case "AssignmentNotified":
    case "NoticeReplied":
      notices.set(event.notice, foldNotice(notices.get(event.notice), event));
      break;
    case "FilingRecorded": {
      const { secured, debtor, by, filing, ids } = event;
      filings.push({ secured, debtor, by, filing, ids });
      break;
    }
    case "ReceivablePurchased": {
      const { id, seller, offer, nonce, currency, open, price } = event;
      purchases.push({ desk: at.address, id, seller, offer, nonce, currency, open, price });
      break;
    }
    case "DeskOpened":
    case "CashOwed":
    case "CashWithdrawn":
    case "NonceSpent":
      break;
    default: {
      const key = keyOf(at.address, event.id);
      deals.set(key, foldDeal(deals.get(key), at.address, event));
    }
  }
}

/** The nonce of a desk's factor that an event has spent; a facility keeps its own, as its handle. */
export function spentBy(event: RecordedFactoringEvent["event"]): bigint | undefined {
  if (event.name === "ReceivableSold") return event.kind === OfferKind.Facility ? undefined : event.nonce;
  if (event.name === "ReceivablePurchased") return event.nonce;
  return event.name === "NonceSpent" && !("signer" in event) ? event.nonce : undefined;
}

/** Funds in use under a facility, or with one buyer under it, minor units; nought under any other offer. */
export function inUseUnder(
  { deals }: Pick<FactoringState, "deals">,
  { desk, offer, buyer }: { readonly desk: Address; readonly offer: Hex; readonly buyer?: Address },
): bigint {
  let funds = 0n;
  for (const deal of deals.values()) {
    const isOf = deal.kind === OfferKind.Facility && deal.desk === desk && deal.offer === offer;
    if (isOf && (buyer === undefined || deal.buyer === buyer)) funds += deal.money.funds;
  }
  return funds;
}
