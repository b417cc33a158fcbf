/** What became of a pair's differences, as it is kept. */
import type { Hex } from "../../domain/receivable.ts";
import { continued } from "../../reconciliation/ledgers/continuing.ts";
import type { Difference } from "../../reconciliation/ledgers/differences.ts";
import type { CurrencyResult } from "../../reconciliation/ledgers/reconcile.ts";
import type { StoredLife } from "../../store/continuousDifferences.ts";
import { differenceRow } from "./showing.ts";

/** What is compared again. */
export interface Continuing {
  readonly currency: string;
  /** All differences that were ever found. */
  readonly before: readonly StoredLife[];
  /** Unix seconds. */
  readonly at: number;
}

export interface ContinuedLives {
  /** Those that are not as they were. */
  readonly changed: readonly StoredLife[];
  readonly opened: number;
  readonly cleared: number;
  /** Until when its owner answers, `YYYY-MM-DD`; undefined where nobody ever owned it. */
  dueOf(key: Hex): string | undefined;
}

/** @param due Of a new difference. */
export function continuedLives(
  { before, at }: Continuing,
  results: readonly CurrencyResult[],
  keyOf: (difference: Difference) => Hex,
  due: string,
): ContinuedLives {
  const { open, opened, cleared } = continued(before, results, keyOf, { at, due });
  const known = new Map(before.map((life) => [life.key, life]));
  const found = results.flatMap(({ currency, differences }) =>
    differences.flatMap((difference): StoredLife[] => {
      const life = open.get(keyOf(difference));
      if (life === undefined) return [];
      return [{ ...life, body: differenceRow(currency, difference, life.key, life.due ?? due).body }];
    }),
  );
  const gone = cleared.map((life): StoredLife => ({ ...life, body: known.get(life.key)?.body }));
  return {
    changed: [...found, ...gone].filter((life) => !isSame(known.get(life.key), life)),
    ...{ opened: opened.length, cleared: cleared.length },
    dueOf: (key) => open.get(key)?.due ?? undefined,
  };
}

function isSame(one: StoredLife | undefined, other: StoredLife): boolean {
  return one !== undefined && textOf(one) === textOf(other);
}

/** Bodies as JSON have what was stored in another order than what is made here. */
function textOf({
  key,
  class: name,
  owner,
  amount,
  due,
  found,
  changed,
  cleared,
  documents,
  body,
}: StoredLife): string {
  const plain = [key, name, owner, amount.toString(), due, found, changed, cleared, documents, body];
  return JSON.stringify(plain, (_, value: unknown) => (isRecord(value) ? Object.entries(value).toSorted() : value));
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
