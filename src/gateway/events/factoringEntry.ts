/** Events of factoring as entries of a feed. */
import { ClaimReason, Source } from "../../domain/factoring/deal.ts";
import { NoticeKind, NoticeReply } from "../../domain/factoring/notice.ts";
import type { AssignmentNotice } from "../../domain/factoring/notice.ts";
import type { Filing } from "../../domain/factoring/filing.ts";
import { keccak256 } from "../../domain/hash.ts";
import { ZERO_HASH } from "../../domain/receivable.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { Cursor } from "../../store/chainTables.ts";
import type { EventOfFactoring } from "../../store/eventBody.ts";
import type { StoredFactoringEvent } from "../../store/factoringEvents.ts";
import { FACTORING_FIELDS } from "../../wire/factoringEvent.ts";
import type { FactoringEntry, FactoringFieldKind } from "../../wire/factoringEvent.ts";
import { nameIn, shownAmount, shownInstant } from "../receivables/showing.ts";
import type { ShownCurrency } from "../receivables/showing.ts";
import { shownDay, shownPlace } from "../receivables/timeline.ts";

/** 9999-12-31T23:59:59Z; what is later has no four digits for its year. */
const LAST_INSTANT = 253_402_300_799;

type Show = (value: unknown, currency: ShownCurrency) => unknown;

const SHOWN: Readonly<Record<FactoringFieldKind, Show>> = {
  account: asIs,
  amount: (value, currency) => shownAmount(value as bigint, currency),
  hash: asIs,
  hashes: asIs,
  optionalHash: (value) => (value === ZERO_HASH ? null : value),
  day: (value) => shownDay(Number(value)),
  instant: (value) => (value === 0 || Number(value) > LAST_INSTANT ? null : shownInstant(Number(value))),
  text: asIs,
  source: (value) => nameIn(Source, Number(value)),
  claim: (value) => nameIn(ClaimReason, Number(value)),
  noticeKind: (value) => nameIn(NoticeKind, Number(value)),
  noticeReply: (value) => nameIn(NoticeReply, Number(value)),
};

/** @param cursor As of when it was read; undefined for what was taken back. */
export function shownFactoringEvent(
  { event, at, timestamp }: StoredFactoringEvent<EventOfFactoring>,
  currency: ShownCurrency,
  cursor: Cursor | undefined,
): FactoringEntry {
  const values = valuesOf(event, at.address);
  const fields = Object.entries(FACTORING_FIELDS[event.name] as Readonly<Record<string, FactoringFieldKind>>);
  return {
    name: event.name,
    ...Object.fromEntries(fields.map(([field, kind]) => [field, SHOWN[kind](values[field], currency)])),
    at: shownPlace(at, timestamp, cursor),
  };
}

/** An event's values by the names of the wire: what it nests stands beside the rest. */
function valuesOf(event: EventOfFactoring, desk: Hex): Readonly<Record<string, unknown>> {
  switch (event.name) {
    case "AssignmentNotified":
      return { ...event, ...noticeValues(event.content), receivables: event.ids };
    case "FilingRecorded":
      return { ...event, ...filingValues(event.filing), receivables: event.ids };
    case "ReceivableSold":
      return { ...event, desk, seller: event.terms.seller };
    case "DealPaid":
      return { ...event, desk, ...event.shared };
    case "DealReceiptReversed":
      return { ...event, desk, ...event.receipt };
    case "ActProposed":
      return { ...event, desk, act: keccak256(event.call) };
    case "DeskOpened":
    case "NoticeReplied":
      return { ...event };
    default:
      return { ...event, desk };
  }
}

function noticeValues({ kind, assignor, assignee, debtor, payee, proof }: AssignmentNotice): object {
  return { kind, assignor, assignee, debtor, payee, proof };
}

function filingValues({ register, office, number, filedAt, until, document }: Filing): object {
  return { register, office, number, filedAt, until, document };
}

function asIs(value: unknown): unknown {
  return value;
}
