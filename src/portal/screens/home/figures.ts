/** Single figures of the set of indicators. */
import { parseDecimal } from "../../../domain/decimal.ts";
import type { Schemas } from "../../data/gateway.ts";
import { sumOf } from "./sums.ts";

export type Indicators = Schemas["IndicatorAnswer"];

export const BUCKETS = ["current", "days1To30", "days31To60", "days61To90", "daysOver90"] as const;
const OVERDUE = new Set<string>(BUCKETS.slice(1));

function figuresOf({ indicators }: Indicators, name: string): Indicators["indicators"][number]["figures"] {
  return indicators.find((indicator) => indicator.name === name)?.figures ?? [];
}

/** @param of Bases and buckets of the figure. Null where it has no value. */
export function figureOf(book: Indicators, name: string, figure: string, of: readonly string[] = []): string | null {
  const found = figuresOf(book, name).find(
    (one) => one.figure === figure && one.of.length === of.length && one.of.every((text, place) => text === of[place]),
  );
  return found?.value ?? null;
}

/** Open and past its due day. Exact. */
export function overdueOf(book: Indicators): string {
  const amounts = figuresOf(book, "aging").filter(
    ({ figure, of: [basis, bucket] }) => figure === "amount" && basis === "due" && OVERDUE.has(bucket ?? ""),
  );
  return sumOf(amounts.flatMap(({ value }) => (value === null ? [] : (parseDecimal(value) ?? []))));
}
