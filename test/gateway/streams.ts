/** Reads server-sent events as the HTML standard has it. */
import { feedEvent } from "../../src/wire/feed.ts";
import type { FeedEvent } from "../../src/wire/feed.ts";

export interface Told {
  /** The last id when it came. */
  readonly id: string;
  readonly event: string;
  readonly data: FeedEvent;
}

export interface Listening {
  readonly status: number;
  readonly headers: Headers;
  /** The next so many events. */
  take(count: number): Promise<readonly Told[]>;
  /** The id that came last, with an event or without one. */
  readonly lastId: string;
  /** How many blocks came without data. */
  readonly signsOfLife: number;
  /** Resolves when the other side has ended it; what comes until then is left out. */
  ended(): Promise<void>;
  leave(): void;
}

/** Listens at a gateway. @param lastEventId Where to go on. */
export async function listen(url: string, token: string, lastEventId?: string): Promise<Listening> {
  const leaving = new AbortController();
  const response = await fetch(`${url}/v1/events`, {
    signal: leaving.signal,
    headers: {
      accept: "text/event-stream",
      authorization: `Bearer ${token}`,
      ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
    },
  });
  const body = (response.body ?? new ReadableStream()) as ReadableStream<Uint8Array>;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const state = { buffered: "", lastId: "", signsOfLife: 0 };
  const waiting: Told[] = [];

  async function read(): Promise<boolean> {
    const { done, value } = await reader.read();
    if (done) return false;
    state.buffered += decoder.decode(value, { stream: true });
    const blocks = state.buffered.split("\n\n");
    state.buffered = blocks.pop() ?? "";
    for (const block of blocks) accept(block);
    return true;
  }

  function accept(block: string): void {
    const fields = new Map(block.split("\n").map((line) => line.split(/: (.*)/s) as [string, string]));
    state.lastId = fields.get("id") ?? state.lastId;
    const data = fields.get("data");
    if (data === undefined) state.signsOfLife += 1;
    else {
      waiting.push({ id: state.lastId, event: fields.get("event") ?? "", data: feedEvent.parse(JSON.parse(data)) });
    }
  }

  return {
    status: response.status,
    headers: response.headers,
    get lastId() {
      return state.lastId;
    },
    get signsOfLife() {
      return state.signsOfLife;
    },
    async take(count) {
      while (waiting.length < count) if (!(await read())) throw new Error(`the stream ended after ${waiting.length}`);
      return waiting.splice(0, count);
    },
    async ended() {
      while (await read());
    },
    leave: () => leaving.abort(),
  };
}
