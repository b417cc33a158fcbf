/** Two books, from files and from the ledger, compared: what is kept of the result, or what has to be mended. */
import type { ReconciliationStep } from "../../domain/ledgerDifference.ts";
import type { LedgerItem } from "../../domain/ledgerItem.ts";
import type { Hex } from "../../domain/receivable.ts";
import { dayNumber } from "../../domain/terms.ts";
import { dayIn } from "../../domain/timeZone.ts";
import type { Difference } from "../../reconciliation/ledgers/differences.ts";
import { differenceKeys } from "../../reconciliation/ledgers/differenceKey.ts";
import { LEDGER_POLICY } from "../../reconciliation/ledgers/policy.ts";
import type { Sides } from "../../reconciliation/ledgers/pool.ts";
import { reconcileBooks } from "../../reconciliation/ledgers/reconcile.ts";
import type { CurrencyResult } from "../../reconciliation/ledgers/reconcile.ts";
import { recordedBooks } from "../../reconciliation/ledgers/recorded.ts";
import type { RecordedBooks, RecordedPair } from "../../reconciliation/ledgers/recorded.ts";
import { unite } from "../../reconciliation/ledgers/unite.ts";
import type { StoredLife } from "../../store/continuousDifferences.ts";
import type { ResultRow } from "../../store/reconciliationRows.ts";
import type { ShownCurrencyResult } from "../../wire/reconciliation.ts";
import { readFiles } from "./books.ts";
import type { GivenFile, ReadFile } from "./books.ts";
import { continuedLives } from "./lives.ts";
import type { Continuing } from "./lives.ts";
import { differenceRow, matchRow, shownResult } from "./showing.ts";

export interface GivenBook {
  /** In their order; one that replaces leaves nothing of what was before it. */
  readonly files: readonly GivenFile[];
  /** What was read of earlier files. */
  readonly items: readonly LedgerItem[];
  /** Whether the ledger's own items are part of it. */
  readonly ledger: boolean;
}

/** Plain data, since it goes to another thread. */
export interface Comparison {
  readonly books: Sides<GivenBook>;
  /** Undefined where neither book has the ledger's items. */
  readonly recorded: RecordedPair | undefined;
  /** `YYYY-MM-DD`: the last day that counts, and until when whoever owns a new difference answers. */
  readonly cutOff: string;
  readonly due: string;
  /** A name of the time zone database. */
  readonly zone: string;
  /** Minor units, by currency. */
  readonly tolerances: Readonly<Record<string, bigint>>;
  /** Undefined of a comparison that was asked for once. */
  readonly continuing: Continuing | undefined;
}

export interface Compared {
  readonly summary: readonly ShownCurrencyResult[];
  readonly unread: RecordedBooks["unread"] | null;
  readonly rows: readonly ResultRow[];
  /** What became of the files of a continuous reconciliation, and of its differences: those that changed. */
  readonly read: readonly ReadFile[];
  readonly lives: readonly StoredLife[];
  readonly opened: number;
  readonly cleared: number;
}

/** @param step Told of each step before it begins. @throws BookRefused where a book is not whole */
export async function compareBooks(
  comparison: Comparison,
  step: (name: ReconciliationStep) => void,
): Promise<Compared> {
  const { books, continuing } = comparison;
  const isLenient = continuing !== undefined;
  step("readingSupplier");
  const supplier = await readFiles("supplier", books.supplier, isLenient);
  step("readingBuyer");
  const buyer = await readFiles("buyer", books.buyer, isLenient);
  step("matching");
  const { results, unread } = matched(comparison, { supplier: supplier.items, buyer: buyer.items });
  const keys = new Map<Difference, Hex>();
  for (const { differences } of results) {
    const found = differenceKeys(differences);
    for (const [place, difference] of differences.entries()) keys.set(difference, keyAt(found, place));
  }
  const keyOf = (difference: Difference): Hex => keyIn(keys, difference);
  const lives = continuing && continuedLives(continuing, results, keyOf, comparison.due);
  const rows = results.flatMap(({ currency, differences, matches }) => [
    ...differences.map((difference) => {
      const key = keyOf(difference);
      return differenceRow(currency, difference, key, lives?.dueOf(key) ?? comparison.due);
    }),
    ...matches.map((match) => matchRow(currency, match)),
  ]);
  return {
    ...{ summary: results.map(shownResult), unread, rows, read: [...supplier.read, ...buyer.read] },
    ...{ lives: lives?.changed ?? [], opened: lives?.opened ?? 0, cleared: lives?.cleared ?? 0 },
  };
}

interface Matched {
  readonly results: readonly CurrencyResult[];
  readonly unread: Compared["unread"];
}

function matched(
  { books, recorded, cutOff, zone, tolerances, continuing }: Comparison,
  files: Sides<readonly LedgerItem[]>,
): Matched {
  const day = dayNumber(cutOff);
  const own = recorded && recordedBooks(recorded, day, dayIn(zone));
  const fromLedger = { supplier: books.supplier.ledger, buyer: books.buyer.ledger };
  const items = own === undefined ? files : unite(files, own, fromLedger);
  const results = reconcileBooks({ items, cutOff: day }, { ...LEDGER_POLICY, toleranceUnits: tolerances });
  const wanted = results.filter(({ currency }) => continuing === undefined || currency === continuing.currency);
  return { results: wanted, unread: own?.unread ?? null };
}

function keyAt(keys: readonly Hex[], place: number): Hex {
  const key = keys[place];
  if (key === undefined) throw new Error(`the difference ${place} has no key`);
  return key;
}

function keyIn(keys: ReadonlyMap<Difference, Hex>, difference: Difference): Hex {
  const key = keys.get(difference);
  if (key === undefined) throw new Error("a difference has no key");
  return key;
}
