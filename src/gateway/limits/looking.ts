/** What an organisation sees of one customer: what it owes, how much of its limits that is, and how it stands. */
import type { z } from "zod";
import type { Address } from "../../domain/receivable.ts";
import { freezeOn } from "../../store/limitFreezes.ts";
import { scoresBefore } from "../../store/scores.ts";
import type { exposureAnswer as exposureShape } from "../../wire/limit.ts";
import type { watchedCustomer } from "../../wire/watchlist.ts";
import type { GatewayDeps } from "../deps.ts";
import { atOneInstant } from "../receivables/reading.ts";
import { shownCurrency, shownInstant } from "../receivables/showing.ts";
import { creditStanding } from "../scores/standing.ts";
import { exposuresOf } from "./exposures.ts";
import { shownExposure, shownUses } from "./showing.ts";
import { limitsInForce, usesOf } from "./using.ts";

type ExposureAnswer = z.output<typeof exposureShape>;
type Looking = Pick<GatewayDeps, "database" | "tokens" | "now">;

const MOST_SCORES = 10;

/** All of it as of one state of the tables. */
export function exposureAnswer(
  { database, tokens, now }: Looking,
  organisation: Address,
  customer: Address,
): Promise<ExposureAnswer> {
  const at = now();
  return atOneInstant(database, async (sql) => {
    const { groups, limits } = await limitsInForce(sql, organisation, customer, at);
    const uses = await usesOf(sql, organisation, limits, at);
    const currencies = uses.map(({ currency }) => currency);
    const { byCurrency, sealed } = await exposuresOf(sql, { organisation, customers: [customer], at, currencies });
    return {
      ...{ customer, group: groups.length === 1 ? (groups[0]?.name ?? null) : null, sealed },
      affiliates: [...new Set([customer, ...groups.flatMap(({ customers }) => customers)])].sort(),
      frozen: (await freezeOn(sql, organisation, customer)) !== undefined,
      currencies: [...byCurrency].map(([address, exposure]) => {
        const currency = shownCurrency(address, tokens);
        const own = uses.filter((use) => use.currency === address);
        return { currency, exposure: shownExposure(exposure, currency), uses: shownUses(own, currency) };
      }),
      at: shownInstant(at),
    };
  });
}

/** How a customer stands by the credit policy, and its last scores. */
export async function standingAnswer(
  { database, now }: Looking,
  organisation: Address,
  customer: Address,
): Promise<Pick<z.output<typeof watchedCustomer>, "standing" | "scores">> {
  const standing = await creditStanding(database, organisation, customer, now());
  const scores = await scoresBefore(database, organisation, customer, Number.MAX_SAFE_INTEGER, MOST_SCORES);
  return {
    standing: standing === undefined ? null : { policyVersion: standing.policy.version, band: standing.band },
    scores: scores.map(({ id, points, band, reason, at }) => ({ id, points, band, reason, at: shownInstant(at) })),
  };
}
