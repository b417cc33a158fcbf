/** What a buyer offers to pay early at, for receivables that it owes (dynamic discounting). */
import { keccakOfText } from "../../domain/hash.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { parseDecimal } from "../../domain/decimal.ts";
import { partsPerMillion } from "../../domain/terms.ts";
import type { Sql } from "../../store/database.ts";
import {
  earlyPaymentOf,
  earlyPaymentsBefore,
  earlyPaymentsFor,
  keepEarlyPayment,
  liveEarlyPayments,
  withdrawEarlyPayment,
} from "../../store/quoteEarlyPayments.ts";
import type { EarlyPayment } from "../../store/quoteEarlyPayments.ts";
import { lockCount } from "../../store/quotas.ts";
import type { QUOTE_OFFER_OPERATIONS } from "../../wire/operations/quotesOffers.ts";
import type { NewEarlyPayment, ShownEarlyPayment } from "../../wire/quoteEarlyPayment.ts";
import { idTaken, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { deadlineFor } from "../intents/preparingOnce.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownInstant, shownRate } from "../receivables/showing.ts";
import { checkDistinct } from "./asking.ts";
import { unofferable } from "./buyers.ts";
import { offerUnfit } from "./conditions.ts";
import { openedOf, receivableUnfit, requireQuotable } from "./opened.ts";

type Operations = Pick<
  typeof QUOTE_OFFER_OPERATIONS,
  "offerEarlyPayment" | "listEarlyPayments" | "withdrawEarlyPayment"
>;

const MOST_LIVE = 500;
const LAST = Number.MAX_SAFE_INTEGER;
const WHOLE = 1_000_000;

export function earlyPaymentHandlers(deps: GatewayDeps): Handlers<Operations> {
  const { database, config, now } = deps;
  const cursors = createCursors(config.secret);
  return {
    offerEarlyPayment: async ({ member, body }) => {
      return { status: 201, body: shownEarlyPayment(await offerEarlyPayment(deps, member, body)) };
    },
    listEarlyPayments: async ({ member: { organisation }, query: { side, ...query } }) => {
      const read = (before: number, limit: number): Promise<readonly EarlyPayment[]> =>
        side === "given"
          ? earlyPaymentsBefore(database, organisation, before, limit)
          : earlyPaymentsFor(database, organisation, now(), before, limit);
      const list = `early payments of ${organisation}, ${side}`;
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf: ({ number }) => number, read }, query);
      return { status: 200, body: { items: rows.map(shownEarlyPayment), next } };
    },
    withdrawEarlyPayment: async ({ member: { organisation }, params: { id } }) => {
      if (!(await withdrawEarlyPayment(database, organisation, id, now()))) throw notFound();
      return { status: 204, body: undefined };
    },
  };
}

/** @throws ProblemError `NotFound`, `ReceivableUnfit`, `OfferUnfit`, or as an amendment to these terms is refused */
async function offerEarlyPayment(
  { database, now }: GatewayDeps,
  { organisation: buyer, account }: Member,
  asked: NewEarlyPayment,
): Promise<EarlyPayment> {
  const { id, receivables, until } = asked;
  checkDistinct(receivables, "receivables");
  const content = keccakOfText(JSON.stringify(asked));
  return database.transaction(async (tx) => {
    await lockCount(tx, `early payments of ${buyer}`);
    const known = await earlyPaymentOf(tx, id);
    if (known !== undefined) {
      if (known.buyer === buyer && known.content === content) return known;
      throw idTaken("another offer");
    }
    deadlineFor(until, now());
    const rate = rateOf(asked.rate);
    await checkOwed(tx, buyer, receivables, { rate, now: now() });
    if ((await liveEarlyPayments(tx, buyer, now())) >= MOST_LIVE) {
      throw quotaReached(MOST_LIVE, "offers to pay early that live: withdraw one first");
    }
    await keepEarlyPayment(tx, { id, buyer, account, content, rate, made: now(), until }, receivables);
    const kept = await earlyPaymentOf(tx, id);
    if (kept === undefined) throw new Error(`the offer ${id} was not stored`);
    return kept;
  });
}

/** Parts per million a year. */
function rateOf(text: string): number {
  const percent = parseDecimal(text);
  const rate = percent === undefined ? 0 : partsPerMillion(percent, "rate");
  if (rate > 0 && rate <= WHOLE) return rate;
  throw offerUnfit("body.rate", `${text} % gives nothing, or more than all: give more than 0 and at most 100`);
}

async function checkOwed(
  sql: Sql,
  buyer: Address,
  ids: readonly Hex[],
  { rate, now }: { readonly rate: number; readonly now: number },
): Promise<void> {
  const opened = await openedOf(sql, ids);
  // What somebody else owes is as if it were not there.
  if (ids.some((id) => opened.get(id)?.state.agreed?.header.buyer !== buyer)) throw notFound();
  for (const [place, one] of [...opened.values()].entries()) {
    const why = unofferable(requireQuotable(one, now), rate);
    if (why instanceof ProblemError) throw why;
    if (why !== undefined) throw receivableUnfit(one.id, why, `body.receivables.${place}`);
  }
}

function shownEarlyPayment({ id, buyer, receivables, rate, made, until, withdrawn }: EarlyPayment): ShownEarlyPayment {
  return {
    ...{ id, buyer, receivables: [...receivables], rate: shownRate(rate) },
    ...{ made: shownInstant(made), until: shownInstant(until) },
    withdrawn: withdrawn === null ? null : shownInstant(withdrawn),
  };
}
