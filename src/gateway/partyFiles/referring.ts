/**
 * Which record of a buyer a reader may see: the newest that cannot be subtracted from anything that anybody was shown
 * before; of the months before only one that was shown already.
 */
import { setImmediate as pause } from "node:timers/promises";
import { obstacleTo, referenceOf, thinness, unknownTo } from "../../domain/partyFile/trackReference.ts";
import type { Disclosed, ThinReason } from "../../domain/partyFile/trackReference.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { latestInstant } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import { disclosuresOfBuyer } from "../../store/partyFileConsents.ts";
import type { StoredDisclosure } from "../../store/partyFileConsents.ts";
import { finalBlockBefore } from "../../store/partyFileTrack.ts";
import type { ShownReference } from "../../wire/partyFileReference.ts";
import type { LedgerCurrency } from "../accountStatements/currency.ts";
import { shownInstant } from "../receivables/showing.ts";
import { trackOfBuyer } from "./trackReading.ts";
import type { BuyerTrack, TrackCut } from "./trackReading.ts";

const DAY = 86_400;

/** So many different records of a buyer in a currency may be shown, since each new one is compared with all of them. */
const MOST_RECORDS = 100;

/** A cut with the block that proves it. */
interface ReferenceCut extends TrackCut {
  readonly blockHash: Hex;
}

interface AskedReference {
  readonly buyer: Address;
  readonly reader: Address;
  readonly currency: LedgerCurrency;
  /** `YYYY-MM-DD`, whole months. */
  readonly from: string;
  readonly to: string;
}

/** What a reader sees, or why it sees nothing. */
type Referred =
  | { readonly reference: ShownReference; readonly cut: ReferenceCut; readonly isNew: boolean }
  | { readonly obstacle: ThinReason };

/** All that a reference is made from, as it stood at one instant. */
interface ReferenceInputs {
  readonly track: BuyerTrack;
  /** What was shown before, the first first. */
  readonly told: readonly StoredDisclosure[];
  /** As of when a new one would be; undefined where no block is final so far. */
  readonly current: Pick<ReferenceCut, "block" | "blockHash" | "asOf"> | undefined;
}

/** @param now Unix seconds. @throws ProblemError `AccountTooLong` */
export async function referenceInputs(
  sql: Sql,
  { buyer, currency }: Pick<AskedReference, "buyer" | "currency">,
  now: number,
): Promise<ReferenceInputs> {
  return {
    track: await trackOfBuyer(sql, buyer, currency),
    told: await disclosuresOfBuyer(sql, buyer, currency.address),
    current: await lastMonthsEnd(sql, now),
  };
}

/** It reads nothing: to be asked outside of any transaction. @param now As the inputs were read for. */
export async function referred(
  { track, told, current }: ReferenceInputs,
  { buyer, reader, currency, from, to }: AskedReference,
  now: number,
): Promise<Referred> {
  const shown = new Map(told.map((one) => [track.keyOf(one), one]));
  const wasShown = (cut: TrackCut): boolean => shown.has(track.keyOf(cut));
  const seen = new Set(told.filter((one) => one.reader === reader).map((one) => track.keyOf(one)));
  const newest = current && { ...current, from, to, known: now };
  const isTooMany = newest !== undefined && shown.size >= MOST_RECORDS && !wasShown(newest);
  const same = [...shown.values()].filter((one) => one.from === from && one.to === to).toReversed();
  const cuts: readonly ReferenceCut[] = [...(newest === undefined || isTooMany ? [] : [newest]), ...same];
  let obstacle: ThinReason | undefined = isTooMany ? "tooManyShown" : undefined;
  for (const cut of cuts) {
    const isNew = !seen.has(track.keyOf(cut));
    const next = { reader, lines: await track.linesAt(cut) };
    // Whoever sees the same once more learns nothing.
    const found = isNew ? await obstacleAmong(track, told, next) : thinness(unknownTo(next.lines, reader));
    // The buyer is told what stands in the way of the newest one.
    obstacle ??= found;
    if (found !== undefined) continue;
    const asOf = { block: cut.block, blockHash: cut.blockHash, instant: shownInstant(cut.asOf) };
    const reference = { ...referenceOf(next, Math.floor(cut.asOf / DAY)) };
    const answer = { buyer, currency: currency.address, from, to, asOf, ...reference };
    return { reference: answer, cut: { ...cut, from, to }, isNew };
  }
  return { obstacle: obstacle ?? "tooFewItems" };
}

/** Compared with one record after the other; others are served in between. */
async function obstacleAmong(
  track: BuyerTrack,
  told: readonly StoredDisclosure[],
  next: Disclosed,
): Promise<ThinReason | undefined> {
  const own = obstacleTo(next, []);
  if (own !== undefined) return own;
  for (const same of Map.groupBy(told, (one) => track.keyOf(one)).values()) {
    const [first] = same;
    if (first === undefined) continue;
    const lines = await track.linesAt(first);
    const before = same.map(({ reader }) => ({ reader, lines }));
    await pause();
    const found = obstacleTo(next, before);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The last instant before the month in which the index stood a day ago: references change once a month, so that nobody
 * learns by asking again what was paid in between.
 */
async function lastMonthsEnd(
  sql: Sql,
  now: number,
): Promise<Pick<ReferenceCut, "block" | "blockHash" | "asOf"> | undefined> {
  const reached = Math.min(now, (await latestInstant(sql)) ?? now) - DAY;
  const month = Date.parse(`${shownInstant(reached).slice(0, 7)}-01T00:00:00Z`) / 1_000;
  const block = await finalBlockBefore(sql, month);
  return block && { block: block.number, blockHash: block.hash, asOf: month - 1 };
}
