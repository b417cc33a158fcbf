/** Server-sent events, and the same page by page. */
import type { Address } from "../../domain/receivable.ts";
import { feedHead } from "../../store/feed.ts";
import type { EVENT_OPERATIONS } from "../../wire/operations/events.ts";
import type { GatewayDeps, StreamSettings } from "../deps.ts";
import type { EventSink, EventStream } from "../http/eventStream.ts";
import type { Handlers } from "../http/exchange.ts";
import { ProblemError } from "../http/problems.ts";
import { createFeedReader } from "./reading.ts";
import type { FeedPart, FeedReader } from "./reading.ts";
import { createTail } from "./tail.ts";
import type { Tail } from "./tail.ts";

const DEFAULTS: StreamSettings = { pollMilliseconds: 500, heartbeatMilliseconds: 15_000, perOrganisation: 20 };
/** How soon a stream notices that its reader has left or the gateway closes. */
const NOTICE_MILLISECONDS = 1_000;
/** What a reader waits before it comes back. */
const RETRY = "retry: 3000\n";

/** @param isClosing Whether the gateway is shutting down. */
export function eventHandlers(deps: GatewayDeps, isClosing: () => boolean): Handlers<typeof EVENT_OPERATIONS> {
  const { database, config } = deps;
  const settings = { ...DEFAULTS, ...config.streams };
  const reader = createFeedReader(deps);
  const tail = createTail(database, settings.pollMilliseconds);
  const open = new Map<Address, number>();
  return {
    streamEvents: async ({ member: { organisation }, headers }) => {
      const last = headers["last-event-id"];
      const position = last === undefined ? await feedHead(database) : reader.open(organisation, last);
      const streams = open.get(organisation) ?? 0;
      if (streams >= settings.perOrganisation) {
        throw new ProblemError("TooManyStreams", `${streams} streams are open: close one of them first`);
      }
      open.set(organisation, streams + 1);
      const leave = (): void => {
        const others = (open.get(organisation) ?? 1) - 1;
        if (others === 0) open.delete(organisation);
        else open.set(organisation, others);
      };
      const follow = followFrom(position, { organisation, reader, tail, settings, isClosing });
      const stream: EventStream = (sink) => follow(sink).finally(leave);
      return { status: 200, body: `${RETRY}id: ${reader.seal(organisation, position)}\n\n`, stream };
    },
    readFeed: async ({ member: { organisation }, query }) => {
      const after = query.after === undefined ? 0 : reader.open(organisation, query.after);
      const { events, through, more } = await reader.read(organisation, after);
      return { status: 200, body: { items: [...events], next: reader.seal(organisation, through), more } };
    },
  };
}

interface Following {
  readonly organisation: Address;
  readonly reader: FeedReader;
  readonly tail: Tail;
  readonly settings: StreamSettings;
  readonly isClosing: () => boolean;
}

/** Nothing is read ahead: the next part is read when the one before has been taken. */
function followFrom(start: number, { organisation, reader, tail, settings, isClosing }: Following): EventStream {
  return async (sink: EventSink) => {
    let position = start;
    let hasMore = true;
    let quietSince = performance.now();
    while (!sink.signal.aborted && !isClosing()) {
      const nothing: FeedPart = { events: [], through: position, more: false };
      const part: FeedPart = hasMore ? await reader.read(organisation, position) : nothing;
      const isQuiet = performance.now() - quietSince >= settings.heartbeatMilliseconds;
      if (part.events.length > 0 || isQuiet) {
        if (!(await sink.stillAdmitted())) return;
        // Only the last one names the place: whoever is cut off between two gets both again rather than neither.
        const blocks = part.events.map((event) => `event: ${event.kind}\ndata: ${JSON.stringify(event)}\n`);
        await sink.send(`${blocks.join("\n")}id: ${reader.seal(organisation, part.through)}\n\n`);
        quietSince = performance.now();
      }
      position = part.through;
      hasMore =
        part.more || (await tail.beyond(position, Math.min(settings.heartbeatMilliseconds, NOTICE_MILLISECONDS)));
    }
  };
}
