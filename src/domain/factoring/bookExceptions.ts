/** What in a book needs somebody's attention, each with the amount that it touches. */
import type { Address, Hex } from "../receivable.ts";
import { dateOfDay } from "../terms.ts";
import type { BookedRow } from "./bookRows.ts";
import type { FacilityUse } from "./bookFacilities.ts";
import { NoticeReply } from "./notice.ts";

/** In the order in which they are shown of one receivable. */
export const BOOK_EXCEPTIONS = [
  "disputed",
  "overdue",
  "recourseOpen",
  "advised",
  "noticeMissing",
  "noticeUnanswered",
  "noticeRefused",
  "voucherMissing",
  "voucherLapsed",
  "claimOpen",
  "gap",
  "cashKept",
  "limitNearlyUsed",
] as const;
export type BookExceptionKind = (typeof BOOK_EXCEPTIONS)[number];

/** A notice that the factor, or the seller, gave of an assignment. Instants are unix seconds. */
export interface GivenNotice {
  readonly ids: readonly Hex[];
  readonly debtor: Address;
  readonly givenAt: number;
  readonly reply: NoticeReply;
}

/** What registrars that the factor relies on say of a debtor; undefined for one that none of them ever vouched for. */
export type VouchedUntil = ReadonlyMap<Address, number>;

export interface BookException {
  readonly kind: BookExceptionKind;
  /** Undefined where it is about an offer. */
  readonly id: Hex | undefined;
  readonly offer: Hex | undefined;
  /** Whom it is about. */
  readonly party: Address;
  readonly currency: Address;
  /** Minor units. */
  readonly amount: bigint;
  readonly text: string;
}

export interface WatchedBook {
  readonly rows: readonly BookedRow[];
  readonly facilities: readonly FacilityUse[];
  readonly notices: readonly GivenNotice[];
  readonly vouchedUntil: VouchedUntil;
  /** Unix seconds, at which vouchers have to be in force. */
  readonly instant: number;
}

/** A limit counts as nearly used from this part on, per cent. */
const NEARLY = 90n;

/** All exceptions, those of receivables in the order of their sale and then those of offers. */
export function exceptionsOf({
  rows,
  facilities,
  notices,
  vouchedUntil,
  instant,
}: WatchedBook): readonly BookException[] {
  const replies = repliesOf(notices);
  const ofRows = rows.flatMap((row) => {
    const told = [
      ...moneyExceptions(row),
      ...noticeExceptions(row, replies),
      ...voucherExceptions(row, vouchedUntil, instant),
    ];
    return told
      .toSorted((one, other) => BOOK_EXCEPTIONS.indexOf(one.kind) - BOOK_EXCEPTIONS.indexOf(other.kind))
      .map((one): BookException => ({ id: row.id, offer: undefined, currency: row.currency, ...one }));
  });
  return [...ofRows, ...facilities.flatMap(limitExceptions)];
}

type OfRow = Pick<BookException, "kind" | "party" | "amount" | "text">;

function moneyExceptions(row: BookedRow): readonly OfRow[] {
  const { buyer, seller, open, kept, disputed, daysPastDue, advices, dueDay, day } = row;
  const told: OfRow[] = [];
  if (disputed > 0n) told.push({ kind: "disputed", party: buyer, amount: disputed, text: "the buyer disputes it" });
  if (daysPastDue > 0 && dueDay !== undefined) {
    const text = `due on ${dateOfDay(dueDay)}, ${daysPastDue} days before`;
    told.push({ kind: "overdue", party: buyer, amount: open, text });
  }
  if (advices > 0) {
    const text = `the buyer says that it paid, ${advices} times, and nobody has recorded it: ask who got the money`;
    told.push({ kind: "advised", party: buyer, amount: open, text });
  }
  if (kept > 0n) {
    const text = "the ledger keeps cash that it could not hand over: claim it, which anybody may";
    told.push({ kind: "cashKept", party: buyer, amount: kept, text });
  }
  if (row.kind === "purchase") return told;
  const { funds, feesDue, claimed, gap, recourseDays } = row;
  if (recourseDays !== undefined && dueDay !== undefined && day > dueDay + recourseDays && funds + feesDue > 0n) {
    const text = `the recourse days ended on ${dateOfDay(dueDay + recourseDays)}: it can be charged back`;
    told.push({ kind: "recourseOpen", party: seller, amount: funds + feesDue, text });
  }
  if (claimed > 0n) {
    told.push({ kind: "claimOpen", party: seller, amount: claimed, text: "the seller has not paid what was claimed" });
  }
  if (gap > 0n) {
    told.push({ kind: "gap", party: seller, amount: gap, text: "what is open does not cover funds and fees" });
  }
  return told;
}

function noticeExceptions(row: BookedRow, replies: Replies): readonly OfRow[] {
  const { id, buyer, open, soldAt } = row;
  const known = (replies.get(id) ?? []).filter(({ givenAt, debtor }) => givenAt >= soldAt && debtor === buyer);
  const told = (kind: BookExceptionKind, text: string): readonly OfRow[] => [
    { kind, party: buyer, amount: open, text },
  ];
  if (known.length === 0)
    return told("noticeMissing", "no notice of the assignment was given: the debtor may pay the seller");
  const has = (...wanted: readonly NoticeReply[]): boolean => known.some(({ reply }) => wanted.includes(reply));
  if (has(NoticeReply.Acknowledged, NoticeReply.Reserved)) return [];
  if (has(NoticeReply.Refused)) return told("noticeRefused", "the debtor refused the notice: see why, and give proof");
  return told("noticeUnanswered", "the debtor has not acknowledged the notice");
}

function voucherExceptions({ buyer, open }: BookedRow, until: VouchedUntil, instant: number): readonly OfRow[] {
  const last = until.get(buyer);
  if (last === undefined) {
    return [
      {
        kind: "voucherMissing",
        party: buyer,
        amount: open,
        text: "no registrar relied on vouched for the debtor's key",
      },
    ];
  }
  if (last >= instant) return [];
  const text = "no registrar relied on vouches for the debtor's key any more";
  return [{ kind: "voucherLapsed", party: buyer, amount: open, text }];
}

type Replies = ReadonlyMap<Hex, readonly GivenNotice[]>;

function repliesOf(notices: readonly GivenNotice[]): Replies {
  const byId = new Map<Hex, GivenNotice[]>();
  for (const notice of notices) {
    for (const id of new Set(notice.ids)) {
      const known = byId.get(id) ?? [];
      known.push(notice);
      byId.set(id, known);
    }
  }
  return byId;
}

/** The limit of an offer for several is for the advance on each of them, which the desk has checked. */
function limitExceptions({
  kind,
  offer,
  seller,
  currency,
  inUse,
  limit,
  buyers,
}: FacilityUse): readonly BookException[] {
  if (kind !== "facility") return [];
  const of = { kind: "limitNearlyUsed", id: undefined, offer, currency } as const;
  const whole: readonly BookException[] = isNearlyUsed(inUse, limit)
    ? [{ ...of, party: seller, amount: inUse, text: "the limit of the facility is nearly used" }]
    : [];
  const single = buyers.flatMap((buyer): readonly BookException[] =>
    isNearlyUsed(buyer.inUse, buyer.limit)
      ? [{ ...of, party: buyer.buyer, amount: buyer.inUse, text: "the debtor's limit is nearly used" }]
      : [],
  );
  return [...whole, ...single];
}

function isNearlyUsed(inUse: bigint, limit: bigint | undefined): boolean {
  return limit !== undefined && inUse > 0n && inUse * 100n >= limit * NEARLY;
}
