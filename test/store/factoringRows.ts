/** Events of factoring for tests that care about a few of their fields. */
import { ClaimReason, Source } from "../../src/domain/factoring/deal.ts";
import type {
  AssignmentNotified,
  ClaimRaised,
  DealPaid,
  FilingRecorded,
  ReceivablePurchased,
  ReceivableReassigned,
  ReceivableSold,
} from "../../src/domain/factoring/factoringEvents.ts";
import { idsHash, noticeHash, NoticeKind } from "../../src/domain/factoring/notice.ts";
import type { AssignmentNotice } from "../../src/domain/factoring/notice.ts";
import { OfferKind } from "../../src/domain/factoring/offer.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import { address, hash } from "./rows.ts";

export const [SELLER, BUYER, FACTOR, DESK] = [address(0xa1), address(0xb1), address(0xf1), address(0xde)] as const;
export const EURX = address(0xe0);

export function sold(id: Hex, over: Partial<ReceivableSold> = {}): ReceivableSold {
  return {
    ...{ name: "ReceivableSold", id, buyer: BUYER, offer: hash(0x0ffe), kind: OfferKind.Single, nonce: 7n },
    terms: { seller: SELLER, feeRate: 80_000, basis: 360, recourseDays: 90, utcOffset: 480 },
    ...{ currency: EURX, open: 10_000_000n, advance: 8_000_000n, commission: 50_000n, day: 20_000 },
    ...over,
  };
}

export function paid(id: Hex, toFunds: bigint, over: Partial<DealPaid> = {}): DealPaid {
  const shared = { toFunds, toFees: 0n, toSeller: 0n };
  return { name: "DealPaid", id, source: Source.Payment, shared, day: 20_030, bankRef: ZERO_HASH, ...over };
}

export function claimed(id: Hex, amount: bigint): ClaimRaised {
  return { name: "ClaimRaised", id, seller: SELLER, reason: ClaimReason.Recourse, amount, evidence: hash(0xe) };
}

export function reassigned(id: Hex): ReceivableReassigned {
  return { name: "ReceivableReassigned", id, seller: SELLER };
}

export function purchased(id: Hex, over: Partial<ReceivablePurchased> = {}): ReceivablePurchased {
  const of = { offer: hash(0x0ff2), nonce: 8n, currency: EURX, open: 100n, price: 98n };
  return { name: "ReceivablePurchased", id, seller: SELLER, ...of, ...over };
}

export function noticeOf(ids: readonly Hex[], over: Partial<AssignmentNotice> = {}): AssignmentNotice {
  return {
    ...{ kind: NoticeKind.Assigned, assignor: SELLER, assignee: FACTOR, debtor: BUYER, payee: DESK },
    ...{ receivables: idsHash(ids), proof: hash(0x9f), givenAt: 1_700_000_000 },
    ...over,
  };
}

export function notified(ids: readonly Hex[], over: Partial<AssignmentNotice> = {}): AssignmentNotified {
  const content = noticeOf(ids, over);
  const { assignee, debtor } = content;
  return { name: "AssignmentNotified", notice: noticeHash(content), assignee, debtor, by: assignee, content, ids };
}

export function filed(number: string, ids: readonly Hex[] = [], debtor: Address = SELLER): FilingRecorded {
  const filing = {
    ...{ register: "ZDW", office: "", number, filedAt: 1_700_000_000, until: 0, secured: FACTOR, debtor },
    ...{ collateral: ids.length === 0 ? ZERO_HASH : idsHash(ids), document: hash(0xd0) },
  };
  return { name: "FilingRecorded", secured: FACTOR, debtor, by: FACTOR, filing, ids };
}
