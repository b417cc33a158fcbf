/** Deals over HTTP: for the seller and the factor of each, and nobody else. */
import { withoutFallen } from "../../domain/factoring/dealFold.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { namesOf } from "../../store/captions.ts";
import { cursorOf } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import { listDeals } from "../../store/dealListing.ts";
import type { DealListing, DealPlace } from "../../store/dealListing.ts";
import type { StoredDeal } from "../../store/dealRow.ts";
import { dealsOfReceivables } from "../../store/deals.ts";
import { dealEventsOf } from "../../store/factoringEvents.ts";
import { indirectPaymentsOfReceivable } from "../../store/indirectPayments.ts";
import { statesOf } from "../../store/readModel.ts";
import type { DealDetail, DealQuery } from "../../wire/deal.ts";
import type { DEAL_OPERATIONS } from "../../wire/operations/deals.ts";
import type { GatewayDeps } from "../deps.ts";
import { shownFactoringEvent } from "../events/factoringEntry.ts";
import type { Asked, Handlers } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { atOneInstant, shownCursor } from "../receivables/reading.ts";
import { shownCurrency } from "../receivables/showing.ts";
import { dealAsOf, shownDeal, shownProposals } from "./dealShowing.ts";
import type { DealShowing } from "./dealShowing.ts";

type Operations = Pick<typeof DEAL_OPERATIONS, "listDeals" | "readDeal">;
type DetailQuery = Asked<Operations["readDeal"]>["query"];

export function dealHandlers(deps: GatewayDeps): Handlers<Operations> {
  const { config, database, tokens, now } = deps;
  const cursors = createCursors(config.secret);
  return {
    listDeals: async ({ member: { organisation }, query: { limit, cursor, ...query } }) => {
      const list = `deals ${JSON.stringify([organisation, query])}`;
      const body = await atOneInstant(database, async (sql) => {
        const { rows, next } = await pageOf<StoredDeal, DealPlace | undefined>(
          {
            ...{ cursors, list, first: undefined },
            placeOf: ({ soldBlock, state: { desk, id, number } }) => ({ soldBlock, desk, id, number }),
            read: (after, most) => listDeals(sql, listingOf(organisation, query), after, most),
          },
          { limit, cursor },
        );
        const showing = { organisation, tokens, instant: now(), names: await namesIn(sql, organisation, rows) };
        const receipts = await statesOf(sql, [...new Set(rows.map(({ state }) => state.id))]);
        const items = rows.map(({ state, ...row }) => {
          const standing = withoutFallen(state, receipts.get(state.id)?.state.receipts);
          return shownDeal({ ...row, state: standing }, showing);
        });
        return { items, next, asOf: shownCursor(await cursorOf(sql)) };
      });
      return { status: 200, body };
    },
    readDeal: async ({ member: { organisation }, params: { id }, query }) => ({
      status: 200,
      body: await atOneInstant(database, (sql) => detailOf(sql, deps, { organisation, id, query })),
    }),
  };
}

function listingOf(
  party: Address,
  { role, live, counterparty, currency, receivable }: Omit<DealQuery, "limit" | "cursor">,
): DealListing {
  return {
    ...{ role, party },
    ...(live === undefined ? {} : { live }),
    ...(counterparty === undefined ? {} : { counterparty }),
    ...(currency === undefined ? {} : { currency }),
    ...(receivable === undefined ? {} : { receivable }),
  };
}

async function namesIn(sql: Sql, organisation: Address, deals: readonly StoredDeal[]): Promise<DealShowing["names"]> {
  const parties = deals.flatMap(({ state, factor }) => [factor, state.seller, state.buyer]);
  return namesOf(sql, organisation, [...new Set(parties)]);
}

interface Question {
  readonly organisation: Address;
  readonly id: Hex;
  readonly query: DetailQuery;
}

/** @throws ProblemError `NotFound` for everybody else, and for a deal that had not begun at the instant */
async function detailOf(
  sql: Sql,
  { tokens, now }: GatewayDeps,
  { organisation, id, query: { at, desk, number } }: Question,
): Promise<DealDetail> {
  const deals = (await dealsOfReceivables(sql, [id])).get(id) ?? [];
  const own = deals.filter(({ factor, state }) => factor === organisation || state.seller === organisation);
  const wanted = own.findLast(
    ({ state }) => (desk === undefined || state.desk === desk) && (number === undefined || state.number === number),
  );
  if (wanted === undefined) throw notFound();
  const all = await dealEventsOf(sql, [wanted.state]);
  const instant = at ?? now();
  const stored = at === undefined ? wanted : dealAsOf(wanted, all, at);
  if (stored === undefined) throw notFound();
  const cursor = await cursorOf(sql);
  const events = eventsOfSale(all, stored.state.number).filter(({ timestamp }) => at === undefined || timestamp <= at);
  const currency = shownCurrency(stored.state.currency, tokens);
  const names = await namesIn(sql, organisation, [stored]);
  const receipts = at === undefined ? (await statesOf(sql, [id])).get(id)?.state.receipts : undefined;
  return {
    ...shownDeal({ ...stored, state: withoutFallen(stored.state, receipts) }, { organisation, tokens, instant, names }),
    movements: events.map((one) => shownFactoringEvent(one, currency, cursor)),
    proposals: shownProposals(stored.state, events),
    indirectPayments: [...(await indirectPaymentsOfReceivable(sql, id, organisation))],
    asOf: shownCursor(cursor),
  };
}

/** A receivable may be sold to the same desk again after it was reassigned. */
function eventsOfSale<Event extends { readonly event: { readonly name: string } }>(
  events: readonly Event[],
  number: number,
): readonly Event[] {
  let sale = 0;
  return events.filter(({ event }) => {
    if (event.name === "ReceivableSold") sale += 1;
    return sale === number;
  });
}
