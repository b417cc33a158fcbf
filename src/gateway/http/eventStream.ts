/** An answer that goes on: server-sent events, as the HTML standard has them, to a caller that keeps up. */
import { once } from "node:events";
import type { Response } from "express";

export const EVENT_STREAM = "text/event-stream";

/** Where the events of one caller go. */
export interface EventSink {
  /** Aborted when the caller has left. */
  readonly signal: AbortSignal;
  /** Whether the caller would still be let in. */
  stillAdmitted(): Promise<boolean>;
  /** Hands on a piece of the stream. Waits for a slow reader, and cuts off one that is too slow. */
  send(text: string): Promise<void>;
}

/** Writes the stream until it ends; the answer ends with it. */
export type EventStream = (sink: EventSink) => Promise<void>;

/** How long a reader may leave what it was sent before it is cut off; it comes back to where it was. */
const PATIENCE_MILLISECONDS = 20_000;

/** @param start What comes at once. @param stillAdmitted Whether the caller would still be let in. */
export async function sendStream(
  response: Response,
  start: string,
  stream: EventStream,
  stillAdmitted: () => Promise<boolean>,
): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  // Proxies that collect an answer before they hand it on would hold back what just happened.
  response.set("content-type", `${EVENT_STREAM}; charset=utf-8`).set("x-accel-buffering", "no");
  if (response.req.method === "HEAD") gone.abort();
  response.write(start);
  const streaming = stream({
    signal: gone.signal,
    stillAdmitted,
    async send(text) {
      if (gone.signal.aborted || response.write(text)) return;
      const patience = AbortSignal.any([gone.signal, AbortSignal.timeout(PATIENCE_MILLISECONDS)]);
      await once(response, "drain", { signal: patience }).catch(() => response.destroy());
    },
  });
  // What fails once the caller has left, as a database that was closed meanwhile, is nobody's failure.
  await streaming.catch((error: unknown) => {
    if (!gone.signal.aborted) throw error;
  });
  response.end();
}
