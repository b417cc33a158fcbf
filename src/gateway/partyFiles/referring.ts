/**
 * Which record of a buyer a reader may see: the newest that cannot be subtracted from anything that anybody was shown
 * before; of the months before only one that was shown already.
 */
import { obstacleTo, referenceOf } from "../../domain/partyFile/trackReference.ts";
import type { Disclosed, ThinReason } from "../../domain/partyFile/trackReference.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { latestInstant } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import { disclosuresOfBuyer } from "../../store/partyFileConsents.ts";
import { finalBlockBefore } from "../../store/partyFileTrack.ts";
import type { ShownReference } from "../../wire/partyFileReference.ts";
import type { LedgerCurrency } from "../accountStatements/currency.ts";
import { shownInstant } from "../receivables/showing.ts";
import type { BuyerTrack, TrackCut } from "./trackReading.ts";

const DAY = 86_400;

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

/** @param now Unix seconds. */
export async function referred(
  sql: Sql,
  track: BuyerTrack,
  { buyer, reader, currency, from, to }: AskedReference,
  now: number,
): Promise<Referred> {
  const told = await disclosuresOfBuyer(sql, buyer, currency.address);
  const before: Disclosed[] = [];
  for (const one of told) before.push({ reader: one.reader, lines: await track.linesAt(one) });
  const same = told.filter((one) => one.from === from && one.to === to).toReversed();
  const current = await lastMonthsEnd(sql, now);
  const cuts: readonly ReferenceCut[] = [
    ...(current === undefined ? [] : [{ ...current, from, to, known: now }]),
    ...same,
  ];
  let obstacle: ThinReason = "tooFewItems";
  for (const [index, cut] of cuts.entries()) {
    const next = { reader, lines: await track.linesAt(cut) };
    const found = obstacleTo(next, before);
    // The buyer is told what stands in the way of the newest one.
    if (index === 0) obstacle = found ?? obstacle;
    if (found !== undefined) continue;
    const asOf = { block: cut.block, blockHash: cut.blockHash, instant: shownInstant(cut.asOf) };
    const reference = { ...referenceOf(next, Math.floor(cut.asOf / DAY)) };
    const isNew = !same.some((one) => one.reader === reader && isSame(one, cut));
    const shown = { buyer, currency: currency.address, from, to, asOf, ...reference };
    return { reference: shown, cut: { ...cut, from, to }, isNew };
  }
  return { obstacle };
}

function isSame(left: TrackCut, right: TrackCut): boolean {
  return left.block === right.block && left.asOf === right.asOf && left.known === right.known;
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
