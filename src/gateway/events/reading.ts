/** Reads the feed for an organisation, from any place on. */
import type { Address } from "../../domain/receivable.ts";
import { cursorOf } from "../../store/chainTables.ts";
import { feedConcerning, feedHead } from "../../store/feed.ts";
import type { FeedEvent } from "../../wire/feed.ts";
import type { GatewayDeps } from "../deps.ts";
import { ProblemError } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { createTeller } from "./telling.ts";

/** How many positions one page looks at, whomever they concern: what a page costs does not hang on the answer. */
const PAGE_POSITIONS = 500;

export interface FeedPart {
  readonly events: readonly FeedEvent[];
  /** The last position that was looked at. */
  readonly through: number;
  readonly more: boolean;
}

export interface FeedReader {
  /** A place as the caller keeps it. */
  seal(organisation: Address, position: number): string;
  /** @throws ProblemError `CursorInvalid` */
  open(organisation: Address, cursor: string): number;
  read(organisation: Address, after: number): Promise<FeedPart>;
}

export function createFeedReader({ config, database, tokens, now }: GatewayDeps): FeedReader {
  const cursors = createCursors(config.secret);
  const tell = createTeller(config.secret, tokens);
  const listOf = (organisation: Address): string => `feed ${organisation}`;
  return {
    seal: (organisation, position) => cursors.seal(listOf(organisation), position),
    open(organisation, cursor) {
      const position = cursors.open(listOf(organisation), cursor);
      if (typeof position === "number") return position;
      throw new ProblemError("CursorInvalid", "pass the id that came last, or `next`, back unchanged");
    },
    read: (organisation, after) =>
      database.transaction(async (tx) => {
        await tx.query("set transaction isolation level repeatable read, read only");
        const head = await feedHead(tx);
        const through = Math.min(head, after + PAGE_POSITIONS);
        const entries = await feedConcerning(tx, organisation, { after, through }, now());
        const events = tell(organisation, entries, await cursorOf(tx));
        return { events, through: Math.max(after, through), more: through < head };
      }),
  };
}
