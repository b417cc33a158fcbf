/** Collections over HTTP. */
import { agreedBetween } from "../../store/collections.ts";
import type { COLLECTION_OPERATIONS } from "../../wire/operations/collections.ts";
import type { GatewayDeps } from "../deps.ts";
import { shownSchedule } from "../events/collectionEntry.ts";
import type { Handlers } from "../http/exchange.ts";
import { notFound } from "../http/problems.ts";
import { atOneInstant } from "../receivables/reading.ts";
import { readCollection } from "./reading.ts";
import { shownCollection } from "./showing.ts";

export function collectionHandlers({ database, tokens, now }: GatewayDeps): Handlers<typeof COLLECTION_OPERATIONS> {
  return {
    readCollection: async ({ member: { organisation }, params: { id } }) => {
      const instant = now();
      const read = await atOneInstant(database, (sql) => readCollection(sql, organisation, id, instant));
      if (read === undefined) throw notFound();
      return { status: 200, body: shownCollection(read, { reader: organisation, now: instant, tokens }) };
    },
    readCollectionSchedules: async ({ member: { organisation }, params: { counterparty } }) => {
      const agreed = await agreedBetween(database, organisation, counterparty);
      const items = agreed.map(({ supplier, buyer, schedule }) => {
        return { supplier, buyer, schedule: shownSchedule(schedule) };
      });
      return { status: 200, body: { items } };
    },
  };
}
