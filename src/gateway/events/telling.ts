/** Entries of the feed as an organisation is told of them. */
import type { z } from "zod";
import type { DirectoryEvent } from "../../domain/directory.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Cursor } from "../../store/chainTables.ts";
import {
  collectionIdOf,
  dealIdOf,
  isOfCollection,
  isOfFactoring,
  isOfStatement,
  noticeIdOf,
  receivableIdOf,
  statementIdOf,
} from "../../store/eventBody.ts";
import type { ChainEvent } from "../../store/eventBody.ts";
import type { ConcerningEntry } from "../../store/feed.ts";
import { DIRECTORY_KINDS } from "../../wire/feed.ts";
import type { directoryEntry, FeedEvent } from "../../wire/feed.ts";
import { hmac, keyFor } from "../http/secrets.ts";
import { shownCurrency } from "../receivables/showing.ts";
import type { ShownCurrency, Tokens } from "../receivables/showing.ts";
import { shownPlace, timelineOf } from "../receivables/timeline.ts";
import { shownStatementEvent } from "../statements/showing.ts";
import { shownCollectionEvent } from "./collectionEntry.ts";
import { shownFactoringEvent } from "./factoringEntry.ts";

const ID_BYTES = 16;

/** @returns the events of the entries; those of kinds that nobody is told of are left out. */
export type Teller = (
  organisation: Address,
  entries: readonly ConcerningEntry[],
  cursor: Cursor | undefined,
) => FeedEvent[];

/**
 * @param secret Of the gateway. Positions are counted for all organisations together, so that they would tell how much
 * happens to others: an id says nothing but whether two are the same.
 */
export function createTeller(secret: Uint8Array, tokens: Tokens): Teller {
  const key = keyFor(secret, "event ids");
  const idAt = (organisation: Address, position: number): string =>
    `evt_${hmac(key, `${organisation} ${position}`).subarray(0, ID_BYTES).toString("base64url")}`;
  return (organisation, entries, cursor) =>
    entries.flatMap((entry) => {
      const { position, kind, retracts, event } = entry;
      const currency = shownCurrency(entry.currency ?? undefined, tokens);
      // What was taken back is as far from final as can be, whatever its block's number is.
      const standing = kind === "retracted" || entry.retractedBy !== undefined ? undefined : cursor;
      const told = toldOf(entry, currency, standing);
      if (told === undefined) return [];
      return [
        {
          id: idAt(organisation, position),
          kind,
          retracts: retracts === undefined ? null : idAt(organisation, retracts),
          receivable: receivableIdOf(event) ?? dealIdOf(event) ?? collectionIdOf(event) ?? null,
          statement: statementIdOf(event) ?? null,
          notice: noticeIdOf(event) ?? null,
          currency,
          event: told,
        },
      ];
    });
}

function toldOf(
  { event, at, timestamp }: ConcerningEntry,
  currency: ShownCurrency,
  standing: Cursor | undefined,
): FeedEvent["event"] | undefined {
  if (isOfStatement(event)) return shownStatementEvent({ event, at, timestamp }, standing);
  if (isOfFactoring(event)) return shownFactoringEvent({ event, at, timestamp }, currency, standing);
  if (isOfCollection(event)) return shownCollectionEvent({ event, at, timestamp }, currency, standing);
  if (isOfDirectory(event)) return directoryEntryOf({ event, at, timestamp }, standing);
  if (event.name === "NonceSpent") return undefined;
  return timelineOf([{ event, at, timestamp }], currency, standing).at(0);
}

const DIRECTORY: ReadonlySet<string> = new Set(DIRECTORY_KINDS);

function isOfDirectory(event: ChainEvent): event is DirectoryEvent {
  return DIRECTORY.has(event.name);
}

function directoryEntryOf(
  { event, at, timestamp }: Pick<ConcerningEntry, "at" | "timestamp"> & { readonly event: DirectoryEvent },
  cursor: Cursor | undefined,
): z.output<typeof directoryEntry> {
  return {
    name: event.name,
    organisation: event.organisation,
    registrar: "registrar" in event ? event.registrar : null,
    agent: "agent" in event ? event.agent : null,
    at: shownPlace(at, timestamp, cursor),
  };
}
