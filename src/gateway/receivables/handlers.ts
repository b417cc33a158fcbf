/** Reading receivables, over HTTP. */
import { standingOf } from "../../store/standing.ts";
import type { RECEIVABLE_OPERATIONS } from "../../wire/operations/receivables.ts";
import type { ReceivableDetail, ReceivablePage } from "../../wire/receivable.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { notFound } from "../http/problems.ts";
import { keepAnswers } from "../http/rendered.ts";
import { createCursors } from "./cursors.ts";
import { detailOf } from "./detail.ts";
import { originFor } from "./origin.ts";
import { readPage, readReceivable } from "./reading.ts";

/** Local days, on which payoffs depend, begin with a minute everywhere. */
const MINUTE = 60;

export function receivableHandlers({
  config,
  database,
  tokens,
  now,
}: GatewayDeps): Handlers<typeof RECEIVABLE_OPERATIONS> {
  const cursors = createCursors(config.secret);
  const standing = (): Promise<string | undefined> => standingOf(database);
  const pages = keepAnswers<ReceivablePage>(standing);
  const details = keepAnswers<ReceivableDetail>(standing);
  return {
    listReceivables: async ({ member: { organisation }, query }) => {
      const body = await pages.answer(JSON.stringify([organisation, query]), 0, () =>
        readPage(database, organisation, query, { cursors, tokens, now: now() }),
      );
      return { status: 200, body };
    },
    readReceivable: async ({ member: { organisation }, params: { id }, query: { at } }) => {
      const instant = now();
      const question = JSON.stringify([organisation, id, at]);
      const body = await details.answer(question, Math.floor(instant / MINUTE), async () => {
        const read = await readReceivable(database, organisation, id, instant);
        if (read === undefined) throw notFound();
        const body = detailOf(read, { organisation, now: instant, at }, tokens);
        // A grant may end at any instant.
        return { standing: read.shownBy.length === 0 ? read.standing : undefined, body };
      });
      return { status: 200, body };
    },
    readOrigin: async ({ member: { organisation }, params: { id } }) => {
      const body = await originFor(database, { organisation, now: now() }, id, tokens);
      if (body === undefined) throw notFound();
      return { status: 200, body };
    },
  };
}
