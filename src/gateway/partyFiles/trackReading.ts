/** The payment track record of a buyer at a block, from the index. */
import { idOf } from "../../domain/commitment.ts";
import { trackItemOf } from "../../domain/partyFile/trackItems.ts";
import { trackLines } from "../../domain/partyFile/trackRecord.ts";
import type { TrackLine } from "../../domain/partyFile/trackRecord.ts";
import type { Address } from "../../domain/receivable.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { Sql } from "../../store/database.ts";
import { factorsOf } from "../../store/desks.ts";
import { historyOfBuyer } from "../../store/partyFileTrack.ts";
import type { BuyerHistory } from "../../store/partyFileTrack.ts";
import type { LedgerCurrency } from "../accountStatements/currency.ts";
import { ProblemError } from "../http/problems.ts";

const DAY = 86_400;
const MOST_RECEIVABLES = 20_000;

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
  /** The same cut gives the same lines, however late it is asked. */
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
    throw new ProblemError("AccountTooLong", `there are more than ${MOST_RECEIVABLES} receivables: no record is made`);
  }
  const factors = await factorsOf(sql, holdersIn(history));
  const behind = (holders: readonly Address[]): readonly Address[] => [
    ...new Set([...holders, ...holders.flatMap((holder) => factors.get(holder) ?? [])]),
  ];
  const known = new Map<string, readonly TrackLine[]>();
  return {
    sealed: history.sealed,
    async linesAt(cut) {
      const key = JSON.stringify([cut.from, cut.to, cut.block, cut.asOf, cut.known]);
      const before = known.get(key);
      if (before !== undefined) return before;
      // Others are served between two cuts.
      await new Promise((resolve) => setImmediate(resolve));
      const items = itemsAt(history, address, cut).map((item) => ({ ...item, knownTo: behind(item.knownTo) }));
      const period = { from: dayNumber(cut.from), to: dayNumber(cut.to), asOf: Math.floor(cut.asOf / DAY) };
      const lines = trackLines(items, period, exponent);
      known.set(key, lines);
      return lines;
    },
  };
}

function itemsAt({ issued, events, opened }: BuyerHistory, currency: Address, { block, known }: TrackCut) {
  const upTo = new Map([...events].map(([id, all]) => [id, all.filter((one) => one.block <= block)]));
  const readable = issued.filter(({ header, terms }) => {
    return terms.currency === currency && (opened.get(idOf(header)) ?? known) <= known;
  });
  return readable.flatMap((one) => trackItemOf(one, upTo) ?? []);
}

function holdersIn({ events }: BuyerHistory): readonly Address[] {
  const holders = new Set<Address>();
  for (const { event } of [...events.values()].flat()) if (event.name === "Transfer") holders.add(event.to);
  return [...holders];
}
