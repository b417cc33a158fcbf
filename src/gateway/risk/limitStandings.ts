/** How much of their limits customers use. */
import type { Address } from "../../domain/receivable.ts";
import type { CustomerStanding } from "../../domain/risk/warnings.ts";
import type { Sql } from "../../store/database.ts";
import { customersWithLimits } from "../../store/riskSigns.ts";
import { limitUse } from "../limits/using.ts";

/**
 * Of every customer that a limit may be in force of, by currency and by its largest use. What nobody uses is left out.
 * @param sql No transaction: there are several readings of each customer, and nobody is to wait for all of them.
 * @param at Unix seconds.
 */
export async function limitStandings(
  sql: Sql,
  organisation: Address,
  at: number,
): Promise<ReadonlyMap<Address, readonly CustomerStanding[]>> {
  const found = new Map<Address, CustomerStanding[]>();
  for (const customer of await customersWithLimits(sql, organisation)) {
    const uses = (await limitUse(sql, organisation, customer, at)).filter(({ usePpm }) => usePpm > 0n);
    for (const [currency, own] of Map.groupBy(uses, (use) => use.currency)) {
      const limitUsePpm = own.reduce((most, { usePpm }) => (usePpm > most ? usePpm : most), 0n);
      const others = found.get(currency);
      if (others === undefined) found.set(currency, [{ customer, limitUsePpm }]);
      else others.push({ customer, limitUsePpm });
    }
  }
  return found;
}
