/** All there is to tell of the collection of one receivable, from one state of the index. */
import type { AdoptedSchedule } from "../../domain/collections/recordFold.ts";
import type { PromisedPayment } from "../../domain/collections/record.ts";
import type { Address, Hex, Terms } from "../../domain/receivable.ts";
import type { ReceivableState } from "../../domain/receivableState.ts";
import { cursorOf, eventsOf } from "../../store/chainTables.ts";
import type { Cursor, StoredEvent } from "../../store/chainTables.ts";
import { contentsKept, paymentsKept } from "../../store/collectionContents.ts";
import type { CollectionContent } from "../../store/collectionContents.ts";
import { collectionEventsOf } from "../../store/collectionEvents.ts";
import type { StoredCollectionEvent } from "../../store/collectionEvents.ts";
import { adoptedOf, placementsOf } from "../../store/collections.ts";
import type { KnownPlacement } from "../../store/collections.ts";
import { contentOf } from "../../store/contents.ts";
import type { Sql } from "../../store/database.ts";
import { factorOf } from "../../store/desks.ts";
import { grantsThatShow, takesPart } from "../../store/participation.ts";
import { statesOf } from "../../store/readModel.ts";

export interface ReadCollection {
  readonly state: ReceivableState;
  /** Undefined while they are sealed to others. */
  readonly terms: Terms | undefined;
  readonly creditor: Address;
  readonly adopted: AdoptedSchedule | undefined;
  /** Those that count. */
  readonly placements: readonly KnownPlacement[];
  readonly events: readonly StoredCollectionEvent[];
  /** What the ledger recorded of the receivable, from which the standing of promises follows. */
  readonly ledger: readonly StoredEvent[];
  readonly contents: ReadonlyMap<Hex, CollectionContent>;
  readonly payments: ReadonlyMap<Hex, PromisedPayment>;
  readonly cursor: Cursor | undefined;
}

/** Undefined if there is none, or none that the organisation may see. @param now Unix seconds. */
export async function readCollection(
  sql: Sql,
  organisation: Address,
  id: Hex,
  now: number,
): Promise<ReadCollection | undefined> {
  const placements = (await placementsOf(sql, [id])).filter((one) => one.isCreditors && now <= one.until);
  const isPlaced = placements.some(({ collector }) => collector === organisation);
  const shownBy = await grantsThatShow(sql, organisation, id, now);
  const isParty = await takesPart(sql, organisation, id);
  if (!isParty && !isPlaced && shownBy.length === 0) return undefined;
  // To whom it is only offered, the words of the parties are none of its business.
  const seesWords = isParty || isPlaced || shownBy.includes("audit");
  const state = (await statesOf(sql, [id])).get(id)?.state;
  if (state === undefined) return undefined;
  const [adopted] = await adoptedOf(sql, [id]);
  return {
    ...{ state, placements, adopted },
    terms: state.agreed?.openTerms ?? (await contentOf(sql, state.commitment))?.receivable.terms,
    creditor: (await factorOf(sql, state.holder)) ?? state.holder,
    events: await collectionEventsOf(sql, [id]),
    ledger: await eventsOf(sql, [id]),
    contents: seesWords ? await contentsKept(sql, id) : new Map<Hex, CollectionContent>(),
    payments: (seesWords ? await paymentsKept(sql, [id]) : undefined)?.get(id) ?? new Map<Hex, PromisedPayment>(),
    cursor: await cursorOf(sql),
  };
}
