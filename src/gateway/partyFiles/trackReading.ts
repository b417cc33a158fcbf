/** The payment track record of a buyer at a block, from the index. */
import { setImmediate as pause } from "node:timers/promises";
import { trackItemOf } from "../../domain/partyFile/trackItems.ts";
import type { TrackItem } from "../../domain/partyFile/trackItems.ts";
import { trackLines } from "../../domain/partyFile/trackRecord.ts";
import type { TrackLine } from "../../domain/partyFile/trackRecord.ts";
import type { Address, Hex, Receivable } from "../../domain/receivable.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { Sql } from "../../store/database.ts";
import { factorsOf } from "../../store/desks.ts";
import { historyOfBuyer } from "../../store/partyFileTrack.ts";
import type { BuyerHistory } from "../../store/partyFileTrack.ts";
import type { LedgerCurrency } from "../accountStatements/currency.ts";
import { ProblemError } from "../http/problems.ts";

const DAY = 86_400;
const MOST_RECEIVABLES = 20_000;
const ITEMS_AT_ONCE = 1_000;

/** Which invoices, and as of when. */
export interface TrackCut {
  /** `YYYY-MM-DD`, as the last day. */
  readonly from: string;
  readonly to: string;
  /** Every event up to this block. */
  readonly block: number;
  /** What is open is late up to this instant, unix seconds. */
  readonly asOf: number;
  /** Sealed terms that this gateway came to read later do not count, unix seconds. */
  readonly known: number;
}

export interface BuyerTrack {
  readonly sealed: number;
  /** The same text for cuts that show the same of what is known now. */
  keyOf(cut: TrackCut): string;
  /** The same cut gives the same lines, however late it is asked; cuts of the same key the same array. */
  linesAt(cut: TrackCut): Promise<readonly TrackLine[]>;
}

/** @throws ProblemError `AccountTooLong` */
export async function trackOfBuyer(
  sql: Sql,
  buyer: Address,
  { address, exponent }: Pick<LedgerCurrency, "address" | "exponent">,
): Promise<BuyerTrack> {
  const history = await historyOfBuyer(sql, buyer, MOST_RECEIVABLES);
  if (history === undefined) {
    throw new ProblemError(
      "AccountTooLong",
      `more than ${MOST_RECEIVABLES} receivables were accepted: no record is made`,
    );
  }
  const factors = await factorsOf(sql, holdersIn(history));
  const behind = (holders: readonly Address[]): readonly Address[] => [
    ...new Set([...holders, ...holders.flatMap((holder) => factors.get(holder) ?? [])]),
  ];
  const issued = [...history.issued].filter(([, { terms }]) => terms.currency === address);
  issued.sort(([left], [right]) => (left < right ? -1 : 1));
  const itemAt = itemsIn(history.events, behind);
  const opened = issued.flatMap(([id]) => history.opened.get(id) ?? []);
  // How many were opened by then tells which.
  const openedBy = ({ known }: TrackCut): number => opened.filter((at) => at <= known).length;
  const keyOf = (cut: TrackCut): string => JSON.stringify([cut.from, cut.to, cut.block, cut.asOf, openedBy(cut)]);
  const made = new Map<string, readonly TrackLine[]>();
  return {
    ...{ sealed: history.sealed, keyOf },
    async linesAt(cut) {
      const key = keyOf(cut);
      const before = made.get(key);
      if (before !== undefined) return before;
      const items: TrackItem[] = [];
      for (const [index, [id, one]] of issued.entries()) {
        // Others are served in between.
        if (index % ITEMS_AT_ONCE === 0) await pause();
        if ((history.opened.get(id) ?? cut.known) <= cut.known) items.push(...itemAt(id, one, cut.block));
      }
      const period = { from: dayNumber(cut.from), to: dayNumber(cut.to), asOf: Math.floor(cut.asOf / DAY) };
      const lines = trackLines(items, period, exponent);
      made.set(key, lines);
      return lines;
    },
  };
}

type ItemAt = (id: Hex, issued: Receivable, block: number) => readonly TrackItem[];

/** Items as of a block, none where it counts for nothing. One that has had no event since is not made anew. */
function itemsIn(events: BuyerHistory["events"], behind: (holders: readonly Address[]) => readonly Address[]): ItemAt {
  const made = new Map<string, readonly TrackItem[]>();
  const upTo = new Map<number, BuyerHistory["events"]>();
  const allUpTo = (block: number): BuyerHistory["events"] => {
    const known = upTo.get(block) ?? new Map([...events].map(([id, all]) => [id, firstOf(all, block)]));
    upTo.set(block, known);
    return known;
  };
  return (id, issued, block) => {
    const own = firstOf(events.get(id) ?? [], block);
    // What happens to its parts is no event of its own.
    const isDivided = own.some(({ event }) => event.name === "ReceivableSplit");
    const key = `${id} ${isDivided ? `at ${block}` : own.length}`;
    const before = made.get(key);
    if (before !== undefined) return before;
    const item = trackItemOf(issued, isDivided ? allUpTo(block) : new Map([[id, own]]));
    const items = item === undefined ? [] : [{ ...item, knownTo: behind(item.knownTo) }];
    made.set(key, items);
    return items;
  };
}

function firstOf<Placed extends { readonly block: number }>(all: readonly Placed[], block: number): readonly Placed[] {
  const last = all.findLastIndex((one) => one.block <= block);
  return last === all.length - 1 ? all : all.slice(0, last + 1);
}

function holdersIn({ events }: BuyerHistory): readonly Address[] {
  const holders = new Set<Address>();
  for (const { event } of [...events.values()].flat()) if (event.name === "Transfer") holders.add(event.to);
  return [...holders];
}
