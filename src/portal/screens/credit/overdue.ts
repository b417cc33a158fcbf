import { parseDecimal } from "../../../domain/decimal.ts";
import type { Schemas } from "../../data/gateway.ts";
import { sumOf } from "../home/sums.ts";

/** What is past its due day, of all buckets but the first. Exact. */
export function overdueOf({ buckets }: Schemas["AgingRow"]): string {
  const late = buckets.filter(({ name }) => name !== "current");
  return sumOf(late.flatMap(({ amount }) => parseDecimal(amount) ?? []));
}
