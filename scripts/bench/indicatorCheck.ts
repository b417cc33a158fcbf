/** Whether the bare SQL and the set of indicators say the same: of the sums that both have as they stand. */
import { ppmOf } from "../../src/domain/indicators/exact.ts";
import type { IndicatorSet } from "../../src/domain/indicators/set.ts";
import type { SumName } from "./indicatorSums.ts";

type Cell = string | number | bigint | null | undefined;
export type BareRow = Readonly<Record<string, Cell>>;
export type BareRows = ReadonlyMap<SumName, readonly BareRow[]>;

/** Aging on both bases, payments, dilution, cohorts, as text. @throws Error for the first that differs */
export function checkSums(rows: BareRows, set: IndicatorSet): number {
  const sums = [...agingSums(rows, set), ...flowSums(rows, set), ...cohortSums(rows, set)];
  for (const { name, bare, own } of sums) {
    if (String(bare) !== String(own)) throw new Error(`${name}: ${String(bare)} in SQL, ${String(own)} in the set`);
  }
  return sums.length;
}

interface Sum {
  readonly name: string;
  readonly bare: Cell;
  readonly own: Cell;
}

function agingSums(rows: BareRows, { aging }: IndicatorSet): readonly Sum[] {
  const open = rows.get("open") ?? [];
  const of = (basis: "due" | "invoice"): readonly Sum[] =>
    aging[basis].buckets.flatMap(({ name, amount, items, disputed }, place): Sum[] => {
      const row = open.find((one) => one[`by_${basis}`] !== null && Number(one[`by_${basis}`]) === place);
      const told = `${basis} ${name}`;
      return [
        { name: `amount of ${told}`, bare: row?.["open"] ?? 0, own: amount },
        { name: `items of ${told}`, bare: row?.["count"] ?? 0, own: items },
        { name: `disputed of ${told}`, bare: row?.["disputed"] ?? 0, own: disputed },
      ];
    });
  return [{ name: "total", bare: open[0]?.["total"], own: aging.due.total }, ...of("due"), ...of("invoice")];
}

function flowSums(rows: BareRows, { behaviour, dilution }: IndicatorSet): readonly Sum[] {
  const paid = rows.get("paid")?.find((row) => row["late_bar"] === null && row["amount_bar"] === null);
  const sold = rows.get("dilution")?.find((row) => row["buyer"] === null);
  return [
    { name: "payments", bare: paid?.["count"], own: behaviour.n },
    { name: "what was paid", bare: paid?.["sum"], own: behaviour.amount },
    { name: "sales of a year", bare: sold?.["sales"], own: dilution.book?.sales },
    { name: "credits of a year", bare: sold?.["less"], own: dilution.book?.reductions },
  ];
}

function cohortSums(rows: BareRows, { cohorts }: IndicatorSet): readonly Sum[] {
  const months = rows.get("cohorts")?.slice(-cohorts.length) ?? [];
  return cohorts.flatMap(({ items, amount, paid }, place): Sum[] => {
    const row = months[place];
    const within = ["within30", "within60", "within90", "within120"].map((name) => BigInt(row?.[name] ?? 0));
    const shares = paid.map((share, column): Sum => {
      const told = share === undefined ? undefined : ppmOf(within[column] ?? 0n, amount);
      return { name: `share ${column} of cohort ${place}`, bare: told, own: share };
    });
    const name = `cohort ${place}`;
    return [{ name, bare: row?.["sold"], own: amount }, { name, bare: row?.["count"], own: items }, ...shares];
  });
}
