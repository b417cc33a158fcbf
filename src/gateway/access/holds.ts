/** Whom sales staff are to sell nothing for now. */
import { ZERO_ADDRESS } from "../../domain/receivable.ts";
import type { Address } from "../../domain/receivable.ts";
import { holdOn, holdsAfter } from "../../store/holds.ts";
import type { Hold } from "../../store/holds.ts";
import type { HOLD_OPERATIONS } from "../../wire/operations/holds.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound } from "../http/problems.ts";
import { holdCustomer, releaseCustomer } from "../limits/freezing.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownInstant } from "../receivables/showing.ts";

export function holdHandlers({ config, database, now }: GatewayDeps): Handlers<typeof HOLD_OPERATIONS> {
  const cursors = createCursors(config.secret);
  return {
    listHolds: async ({ member: { organisation }, query }) => {
      const { rows, next } = await pageOf<Hold, Address>(
        {
          cursors,
          list: `holds of ${organisation}`,
          first: ZERO_ADDRESS,
          placeOf: ({ counterparty }) => counterparty,
          read: (after, limit) => holdsAfter(database, organisation, after, limit),
        },
        query,
      );
      const items = rows.map(({ counterparty, since }) => ({ counterparty, hold: true, since: shownInstant(since) }));
      return { status: 200, body: { items, next } };
    },
    readHold: async ({ member, params: { counterparty } }) => {
      const found = await holdOn(database, member.organisation, counterparty);
      const since = found === undefined ? null : shownInstant(found.since);
      return { status: 200, body: { counterparty, hold: found !== undefined, since } };
    },
    readHoldReason: async ({ member, params: { counterparty } }) => {
      const found = await holdOn(database, member.organisation, counterparty);
      if (found === undefined) throw notFound();
      return { status: 200, body: { ...found, since: shownInstant(found.since) } };
    },
    putHold: async ({ member: { organisation, account }, body: { counterparty, reason } }) => {
      const hold = { counterparty, reason, account, since: now() };
      const since = await database.transaction((tx) => holdCustomer(tx, organisation, hold));
      return { status: 201, body: { counterparty, hold: true, since: shownInstant(since) } };
    },
    liftHold: async ({ member: { organisation }, params: { counterparty } }) => {
      const isLifted = await database.transaction((tx) => releaseCustomer(tx, organisation, counterparty));
      if (!isLifted) throw notFound();
      return { status: 204, body: undefined };
    },
  };
}
