/** What became of a pair's differences, what both sides say of them, and how the books stood each time. */
import type { z } from "zod";
import { livesAfter, lifeOf } from "../../store/continuousDifferences.ts";
import type { LifeFilter, PlacedLife } from "../../store/continuousDifferences.ts";
import type { Continuous } from "../../store/continuousReconciliations.ts";
import type { Sql } from "../../store/database.ts";
import { runsBefore } from "../../store/reconciliations.ts";
import type { Reconciliation } from "../../store/reconciliations.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { continuousDifference } from "../../wire/continuousReconciliation.ts";
import type { CONTINUOUS_OPERATIONS } from "../../wire/operations/continuousReconciliations.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownInstant } from "../receivables/showing.ts";
import { caseIn, casesOf, reply, shownReplies, shownReply } from "./cases.ts";
import type { Firms, FoundCase } from "./cases.ts";
import { pairSeenBy } from "./pairs.ts";
import { continuousPlan } from "./plans.ts";
import { shownReconciliation } from "./showing.ts";
import type { KeptDifference } from "./showing.ts";

type Operations = Pick<
  typeof CONTINUOUS_OPERATIONS,
  "listContinuousDifferences" | "listContinuousRuns" | "readContinuousReplies" | "replyToContinuous"
>;

const LAST = Number.MAX_SAFE_INTEGER;

export function continuousDifferenceHandlers({ database, config, now }: GatewayDeps): Handlers<Operations> {
  const cursors = createCursors(config.secret);
  return {
    listContinuousDifferences: async ({ member, params: { id }, query: { limit, cursor, ...asked } }) => {
      const pair = await pairSeenBy(database, member, id);
      const filter = filterOf(asked);
      const list = JSON.stringify(["continuous differences of", pair.number, filter]);
      const read = (after: number, most: number): Promise<readonly PlacedLife[]> =>
        livesAfter(database, pair.number, filter, after, most);
      const paging = { cursors, list, first: 0, placeOf: ({ number }: PlacedLife) => number, read };
      const { rows, next } = await pageOf(paging, { limit, cursor });
      const cases = await casesOf(database, firmsOf(pair), rows.map(keptIn));
      return { status: 200, body: { items: rows.map((life) => shownLife(life, caseIn(cases, life.key))), next } };
    },
    listContinuousRuns: async ({ member, params: { id }, query }) => {
      const { number } = await pairSeenBy(database, member, id);
      const list = `runs of ${id}`;
      const read = (before: number, limit: number): Promise<readonly Reconciliation[]> =>
        runsBefore(database, number, before, limit);
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf: (run) => run.number, read }, query);
      const items = rows.map((run) => ({ causes: [...continuousPlan(run).causes], run: shownReconciliation(run) }));
      return { status: 200, body: { items, next } };
    },
    readContinuousReplies: async ({ member, params: { id, key } }) => {
      const pair = await pairSeenBy(database, member, id);
      return { status: 200, body: await shownReplies(database, firmsOf(pair), await keptLife(database, pair, key)) };
    },
    replyToContinuous: async ({ member, params: { id, key }, body }) => {
      const pair = await pairSeenBy(database, member, id);
      const difference = await keptLife(database, pair, key);
      return {
        status: 201,
        body: shownReply(await reply(database, firmsOf(pair), { difference, at: now(), said: body, member })),
      };
    },
  };
}

/** As a run has them, so that what was said of a difference is found whichever way it was compared. */
function firmsOf({ supplier, buyer }: Continuous): Firms {
  return { organisation: supplier, side: "supplier", counterparty: buyer, partner: buyer };
}

/** @throws ProblemError `NotFound` */
async function keptLife(sql: Sql, { number }: Continuous, key: Hex): Promise<KeptDifference> {
  const life = await lifeOf(sql, number, key);
  if (life === undefined) throw notFound();
  return keptIn(life);
}

/** Only what `differenceRow` made is kept there. */
function keptIn({ body }: PlacedLife): KeptDifference {
  return body as KeptDifference;
}

function filterOf({
  state,
  class: name,
  owner,
}: {
  readonly state: LifeFilter["state"];
  readonly class?: LifeFilter["class"] | undefined;
  readonly owner?: LifeFilter["owner"] | undefined;
}): LifeFilter {
  return { state, ...(name === undefined ? {} : { class: name }), ...(owner === undefined ? {} : { owner }) };
}

function shownLife(life: PlacedLife, found: FoundCase): z.output<typeof continuousDifference> {
  const { cleared } = life;
  return {
    ...keptIn(life),
    ...{ case: found.case, found: shownInstant(life.found), changed: shownInstant(life.changed) },
    follows: life.follows,
    cleared: cleared === null ? null : { ...cleared, at: shownInstant(cleared.at), from: [...cleared.from] },
  };
}
