/** Entries of the feed as an organisation is told of them. */
import type { z } from "zod";
import type { DirectoryEvent } from "../../domain/directory.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Cursor } from "../../store/chainTables.ts";
import type { AnyEvent } from "../../store/eventBody.ts";
import type { ConcerningEntry } from "../../store/feed.ts";
import { certaintyOf } from "../../store/finality.ts";
import { DIRECTORY_KINDS } from "../../wire/feed.ts";
import type { directoryEntry, FeedEvent } from "../../wire/feed.ts";
import { hmac, keyFor } from "../http/secrets.ts";
import { shownCurrency, shownInstant } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";
import { timelineOf } from "../receivables/timeline.ts";

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
      const told: FeedEvent["event"] | undefined = isOfDirectory(event)
        ? directoryEntryOf(entry, event, standing)
        : timelineOf([entry], currency, standing).at(0);
      if (told === undefined) return [];
      return [
        {
          id: idAt(organisation, position),
          kind,
          retracts: retracts === undefined ? null : idAt(organisation, retracts),
          receivable: "id" in event ? event.id : null,
          currency,
          // Which fields belong to which name is the timeline's own table to say.
          event: told,
        },
      ];
    });
}

const DIRECTORY: ReadonlySet<string> = new Set(DIRECTORY_KINDS);

function isOfDirectory(event: AnyEvent): event is DirectoryEvent {
  return DIRECTORY.has(event.name);
}

function directoryEntryOf(
  { at, timestamp }: ConcerningEntry,
  event: DirectoryEvent,
  cursor: Cursor | undefined,
): z.output<typeof directoryEntry> {
  return {
    name: event.name,
    organisation: event.organisation,
    registrar: "registrar" in event ? event.registrar : null,
    agent: "agent" in event ? event.agent : null,
    at: {
      block: at.blockNumber,
      blockHash: at.blockHash,
      time: shownInstant(timestamp),
      transaction: at.transactionHash,
      logIndex: at.logIndex,
      certainty: certaintyOf(cursor, at.blockNumber),
    },
  };
}
