/** Reading receivables, over HTTP. */
import type { RECEIVABLE_OPERATIONS } from "../../wire/operations/receivables.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { notFound } from "../http/problems.ts";
import { createCursors } from "./cursors.ts";
import { detailOf } from "./detail.ts";
import { readPage, readReceivable } from "./reading.ts";

export function receivableHandlers({
  config,
  database,
  tokens,
  now,
}: GatewayDeps): Handlers<typeof RECEIVABLE_OPERATIONS> {
  const cursors = createCursors(config.secret);
  return {
    listReceivables: async ({ member, query }) => ({
      status: 200,
      body: await readPage(database, member.organisation, query, { cursors, tokens, now: now() }),
    }),
    readReceivable: async ({ member, params, query }) => {
      const { organisation } = member;
      const read = await readReceivable(database, organisation, params.id, now());
      if (read === undefined) throw notFound();
      return { status: 200, body: detailOf(read, { organisation, now: now(), at: query.at }, tokens) };
    },
  };
}
