/** Keeps items of a book as they were folded, so that the next reader does not fold them again. */
import type { Address } from "../../domain/receivable.ts";
import type { Database } from "../../store/database.ts";
import { deskOf } from "../../store/desks.ts";
import {
  goneItems,
  isPortfolioCurrent,
  keepPortfolio,
  portfolioRevision,
  staleItems,
} from "../../store/portfolioItems.ts";
import type { ReadPortfolio } from "../../store/portfolioItems.ts";
import { standingOf } from "../../store/standing.ts";
import { atOneInstant } from "../receivables/reading.ts";
import { foldStale } from "./reading.ts";

/** So many are folded before what came of them is written. */
const ROUND = 20_000;

/**
 * Brings what is kept of an organisation's items to the state of the tables. A reader is right without it, and slower.
 * Where the tables move on meanwhile, or somebody else keeps as well, some of it may be left to the next reader.
 */
export async function refreshPortfolio(database: Database, organisation: Address): Promise<void> {
  for (;;) {
    const read = await atOneInstant(database, async (sql): Promise<ReadPortfolio | undefined> => {
      if (await isPortfolioCurrent(sql, organisation)) return undefined;
      const stale = await staleItems(sql, organisation);
      const items = await foldStale(sql, organisation, stale.slice(0, ROUND));
      return {
        ...{ organisation, items, gone: await goneItems(sql, organisation) },
        desk: await deskOf(sql, organisation),
        revision: await portfolioRevision(sql, organisation),
        standing: stale.length > ROUND ? undefined : await standingOf(sql),
      };
    });
    if (read === undefined) return;
    const isKept = await database.transaction((tx) => keepPortfolio(tx, read));
    if (!isKept || read.standing !== undefined) return;
  }
}
