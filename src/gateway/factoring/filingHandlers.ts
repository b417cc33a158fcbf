/** Filings in public registers, and the claims that compete for a receivable, over HTTP. */
import type { Address } from "../../domain/receivable.ts";
import { cursorOf } from "../../store/chainTables.ts";
import { filingsAgainst, filingsBy } from "../../store/filings.ts";
import type { StoredFiling } from "../../store/filings.ts";
import type { ShownFiling } from "../../wire/filing.ts";
import type { DEAL_OPERATIONS } from "../../wire/operations/deals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { atOneInstant, shownCursor } from "../receivables/reading.ts";
import { shownInstant } from "../receivables/showing.ts";
import { competingClaimsOf } from "./claims.ts";
import { claimSharesOf } from "./claimShares.ts";

type Operations = Pick<typeof DEAL_OPERATIONS, "listFilings" | "readCompetingClaims" | "shareAmongClaims">;

/** 9999-12-31T23:59:59Z, after which years have more than four digits. */
const LAST_INSTANT = 253_402_300_799;

export function filingHandlers(deps: GatewayDeps): Handlers<Operations> {
  const { database } = deps;
  return {
    listFilings: async ({ member: { organisation }, query: { role } }) => {
      const read = role === "secured" ? filingsBy : filingsAgainst;
      const body = await atOneInstant(database, async (sql) => {
        const items = (await read(sql, organisation)).map(shownFiling);
        return { items, asOf: shownCursor(await cursorOf(sql)) };
      });
      return { status: 200, body };
    },
    readCompetingClaims: async ({ member: { organisation }, params: { id }, query: { law } }) => ({
      status: 200,
      body: await atOneInstant(database, (sql) => competingClaimsOf(sql, deps, { organisation, id, law })),
    }),
    shareAmongClaims: async ({ member: { organisation }, params: { id }, body: asked }) => ({
      status: 200,
      body: await atOneInstant(database, (sql) => claimSharesOf(sql, deps, { organisation, id, asked })),
    }),
  };
}

function shownFiling({ filing, by, ids, blockNumber: block }: StoredFiling): ShownFiling {
  const { register, office, number, filedAt, until, document } = filing;
  const { secured, debtor }: { readonly secured: Address; readonly debtor: Address } = filing;
  const receivables = ids.length === 0 ? null : [...ids];
  const instants = { filedAt: instantOf(filedAt), until: until === 0 ? null : instantOf(until) };
  return { register, office, number, ...instants, secured, debtor, receivables, document, by, block };
}

/** Anybody can state any number. */
function instantOf(seconds: number): string | null {
  return seconds > LAST_INSTANT ? null : shownInstant(seconds);
}
