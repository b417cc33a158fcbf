/** Collections over HTTP. */
import { agreedBetween } from "../../store/collections.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { Collection } from "../../wire/collection.ts";
import type { COLLECTION_OPERATIONS } from "../../wire/operations/collections.ts";
import type { GatewayDeps } from "../deps.ts";
import { shownSchedule } from "../events/collectionEntry.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { notFound } from "../http/problems.ts";
import { atOneInstant } from "../receivables/reading.ts";
import { openCollection } from "./opening.ts";
import { readCollection } from "./reading.ts";
import { shownCollection } from "./showing.ts";

export function collectionHandlers(deps: GatewayDeps): Handlers<typeof COLLECTION_OPERATIONS> {
  const { database } = deps;
  return {
    readCollection: async ({ member, params: { id } }) => ({ status: 200, body: await shown(deps, member, id) }),
    openCollection: async ({ member, params: { id }, body }) => {
      await openCollection(deps, member, id, body);
      return { status: 200, body: await shown(deps, member, id) };
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

/** @throws ProblemError `NotFound` */
async function shown(
  { database, tokens, now }: GatewayDeps,
  { organisation }: Pick<Member, "organisation">,
  id: Hex,
): Promise<Collection> {
  const instant = now();
  const read = await atOneInstant(database, (sql) => readCollection(sql, organisation, id, instant));
  if (read === undefined) throw notFound();
  return shownCollection(read, { reader: organisation, now: instant, tokens });
}
