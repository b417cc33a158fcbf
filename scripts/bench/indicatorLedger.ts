/** A ledger of one supplier with three years of receivables, each with its life, for the bench of indicators. */
import type { DebtorAnswered } from "../../src/domain/collections/recordEvents.ts";
import { ANSWER_KINDS } from "../../src/domain/collections/record.ts";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import type { LedgerEvent, Place } from "../../src/domain/events.ts";
import { EMPTY_LEDGER, fold } from "../../src/domain/fold.ts";
import { keccakOfText, wordOf } from "../../src/domain/hash.ts";
import { ZERO_ADDRESS, ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address, Hex, Receivable } from "../../src/domain/receivable.ts";
import { append, cursorOf, moveCursor } from "../../src/store/chainTables.ts";
import type { Database } from "../../src/store/database.ts";
import { upsertStates } from "../../src/store/readModel.ts";

export const EUR: Address = "0x00000000000000000000000000000000000003d2";
export const SUPPLIER: Address = `0x${"51".repeat(20)}`;
export const FIRST_DAY = 19_700;
export const DAYS = 1_096;
export const CUSTOMERS = 1_000;
const DAY = 86_400;
const LEDGER: Address = `0x${"1e".repeat(20)}`;
const HASH = keccakOfText("a paper");
/** Days that are written at a time. */
const BATCH = 16;

interface Life {
  readonly day: number;
  readonly events: readonly (LedgerEvent | DebtorAnswered)[];
}

export function customerOf(index: number): Address {
  return `0x${(4_096 + (index % CUSTOMERS)).toString(16).padStart(40, "0")}`;
}

function receivableOf(index: number, day: number): Receivable {
  const amount = BigInt(5_000 + ((index * 7_919) % 1_000_000));
  return {
    header: {
      ...{ supplier: SUPPLIER, buyer: customerOf(index * 31), invoice: wordOf(index) },
      ...{ line: 0, policy: 0, revision: 0 },
    },
    terms: {
      ...{ currency: EUR, amount, dueDay: day + 30 + (index % 3) * 15, utcOffset: 0, discountDay1: 0, discount1: 0n },
      ...{ discountDay2: 0, discount2: 0n, slidingRate: 0, discountOnParts: false, lateRate: 0, basis: 365 },
      ...{ graceDays: 0, fixedSum: 0n, allocation: 0, accelerationDays: 0, salt: HASH },
    },
    document: HASH,
  };
}

/**
 * Issued, accepted, of some a part credited or disputed, or the due day moved, or their payment promised; most of them
 * paid, at once or in two parts, early or late, and of the others the half written off.
 */
function livesOf(index: number, items: number): readonly Life[] {
  const issued = FIRST_DAY + Math.floor((index * DAYS) / items);
  const receivable = receivableOf(index, issued);
  const { header, terms, document } = receivable;
  const [id, by] = [idOf(header), SUPPLIER];
  const lives: Life[] = [
    {
      day: issued,
      events: [
        { name: "Transfer", from: ZERO_ADDRESS, to: SUPPLIER, id },
        { name: "ReceivableIssued", id, by, ...header, terms, document },
      ],
    },
    {
      day: issued + 1,
      events: [{ name: "ReceivableAccepted", id, by: header.buyer, commitment: commitmentOf(receivable) }],
    },
  ];
  const credited = index % 25 === 0 ? terms.amount / 20n : 0n;
  if (credited > 0n) {
    const event = { name: "ReceivableCredited", id, by, principal: credited, reason: HASH, closed: false } as const;
    lives.push({ day: issued + 5, events: [event] });
  }
  if (index % 40 === 0) {
    const disputed = { name: "ReceivableDisputed", id, by: header.buyer, amount: 100n, disputed: 100n } as const;
    lives.push({ day: issued + 6, events: [{ ...disputed, code: 1, evidence: HASH }] });
  }
  if (index % 30 === 7) lives.push({ day: issued + 10, events: [laterDue(receivable)] });
  if (index % 60 === 11) lives.push({ day: terms.dueDay + 5, events: [promiseOf(receivable)] });
  return [...lives, ...endsOf(index, receivable, credited)];
}

function laterDue({ header, terms, document }: Receivable): LedgerEvent {
  const both = { by: SUPPLIER, supplierBy: SUPPLIER, buyerBy: header.buyer, policy: 0, revision: 1 };
  const said = { terms: { ...terms, dueDay: terms.dueDay + 30 }, document, disputed: 0n, closed: false };
  return { name: "ReceivableAmended", id: idOf(header), ...both, ...said };
}

/** Whose sum is kept beside the chain, by its hash. */
function promiseOf({ header }: Receivable): DebtorAnswered {
  const { buyer, invoice } = header;
  const answer = {
    kind: ANSWER_KINDS.indexOf("promiseToPay"),
    record: ZERO_HASH,
    payment: invoice,
    content: ZERO_HASH,
  };
  return { name: "DebtorAnswered", id: idOf(header), debtor: buyer, by: buyer, answer, body: "0x" };
}

function endsOf(index: number, { header, terms }: Receivable, credited: bigint): readonly Life[] {
  const [id, by] = [idOf(header), SUPPLIER];
  if (index % 50 === 49) {
    const writtenOff = { name: "ReceivableWrittenOff", id, by, reason: HASH } as const;
    return index % 100 === 99 ? [{ day: terms.dueDay + 120, events: [writtenOff] }] : [];
  }
  const lives: Life[] = [];
  const paidOn = terms.dueDay - 10 + ((index * 13) % 70);
  const rest = terms.amount - credited;
  const parts = index % 5 === 0 ? [rest / 2n, rest - rest / 2n] : [rest];
  for (const [place, principal] of parts.entries()) {
    const day = paidOn + place * 15;
    const closed = place === parts.length - 1;
    const receipt = { bankRef: wordOf(index * 4 + place), valueDay: day, advised: false, holder: SUPPLIER };
    const settled = { principal, discount: 0n, charges: 0n, lateDays: 0n, closed };
    lives.push({ day: day + 1, events: [{ name: "ReceiptRecorded", id, by, ...receipt, ...settled }] });
  }
  return lives;
}

/** Writes them as the index does, a block a day. @returns the number of events */
export async function fillLedger(database: Database, items: number): Promise<number> {
  const byDay = new Map<number, Life["events"][number][]>();
  const last = FIRST_DAY + DAYS - 1;
  for (let index = 0; index < items; index += 1) {
    for (const { day, events } of livesOf(index, items)) {
      if (day > last) continue;
      const known = byDay.get(day) ?? [];
      known.push(...events);
      byDay.set(day, known);
    }
  }
  let [state, count] = [EMPTY_LEDGER, 0];
  const places = new Map<Hex, { issued: number; block: number; log: number }>();
  for (let first = FIRST_DAY; first <= last; first += BATCH) {
    const days = Array.from({ length: Math.min(BATCH, last - first + 1) }, (_, place) => first + place);
    const all = days.flatMap((day) => recordedOn(day, byDay.get(day) ?? []));
    const recorded = all.flatMap(({ event, at }) => (event.name === "DebtorAnswered" ? [] : [{ event, at }]));
    const collectionEvents = all.flatMap(({ event, at }) => (event.name === "DebtorAnswered" ? [{ event, at }] : []));
    count += all.length;
    state = fold(
      state,
      recorded.map(({ event }) => event),
    );
    const touched = new Set<Hex>();
    for (const { event, at } of recorded) {
      if (!("id" in event)) continue;
      touched.add(event.id);
      const issued = places.get(event.id)?.issued ?? at.blockNumber;
      places.set(event.id, { issued, block: at.blockNumber, log: at.logIndex });
    }
    const { receivables } = state;
    await database.transaction(async (tx) => {
      const blocks = days.map((day) => ({
        ...{ number: day, hash: wordOf(day), parentHash: wordOf(day - 1), timestamp: day * DAY + DAY / 2 },
      }));
      await append(tx, { blocks, events: recorded, collectionEvents });
      await upsertStates(
        tx,
        [...touched].flatMap((id) => {
          const [found, place] = [receivables.get(id), places.get(id)];
          if (found === undefined || place === undefined) return [];
          const { issued: issuedBlock, block: changedBlock, log: changedLog } = place;
          return [{ id, state: found, issuedBlock, changedBlock, changedLog }];
        }),
      );
      const end = days.at(-1) ?? first;
      const point = { number: end, hash: wordOf(end) };
      await moveCursor(tx, await cursorOf(tx), { folded: point, final: point });
    });
  }
  return count;
}

interface Recorded<Event> {
  readonly event: Event;
  readonly at: Place;
}

function recordedOn<Event>(day: number, events: readonly Event[]): readonly Recorded<Event>[] {
  return events.map((event, logIndex) => {
    const place = { address: LEDGER, blockNumber: day, blockHash: wordOf(day), transactionHash: HASH, logIndex };
    return { event, at: place };
  });
}
