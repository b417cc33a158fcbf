/** What happens on the ledger, as it happens: what is shown is asked anew, and the connection's state is told. */
import { EventSourceParserStream } from "eventsource-parser/stream";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import type { Schemas } from "./gateway.ts";
import { useSigned } from "./session.tsx";

export type FeedEvent = Schemas["FeedEvent"];
export type Connection = "connecting" | "live" | "lost";

type Listener = (event: FeedEvent) => void;

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;
/** Many events of one block are one change of the page. */
const GATHERING = 150;
const listeners = new Set<Listener>();
const watchers = new Set<() => void>();
let connection: Connection = "connecting";

function becomes(next: Connection): void {
  if (next === connection) return;
  connection = next;
  for (const watcher of watchers) watcher();
}

/** Hears every event of the session's organisation. */
export function onFeedEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useConnection(): Connection {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => connection,
  );
}

/** Follows the stream while mounted, and takes it up where it broke off. */
export function useLive(): void {
  const { session } = useSigned();
  const queries = useQueryClient();
  useEffect(() => {
    const ending = new AbortController();
    let gathering: ReturnType<typeof setTimeout> | undefined;
    const renew = (): void => {
      clearTimeout(gathering);
      gathering = setTimeout(() => void queries.invalidateQueries(), GATHERING);
    };
    void follow(session.token, ending.signal, renew);
    return () => {
      ending.abort();
      clearTimeout(gathering);
    };
  }, [session.token, queries]);
}

async function follow(token: string, signal: AbortSignal, renew: () => void): Promise<void> {
  let [last, pause, isFirst]: [string | undefined, number, boolean] = [undefined, FIRST_PAUSE, true];
  const isOver = (): boolean => signal.aborted;
  while (!isOver()) {
    try {
      const resumed = last === undefined ? {} : { "last-event-id": last };
      const headers = { authorization: `Bearer ${token}`, accept: "text/event-stream", ...resumed };
      const response = await fetch("/v1/events", { headers, signal });
      if (!response.ok || response.body === null) throw new Error(response.statusText);
      becomes("live");
      // What happened while nobody listened is asked for as a whole.
      if (!isFirst) renew();
      [pause, isFirst] = [FIRST_PAUSE, false];
      const parsed = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
      for await (const { id, data } of parsed) {
        last = id ?? last;
        if (data === "") continue;
        for (const listener of listeners) listener(JSON.parse(data) as FeedEvent);
        renew();
      }
    } catch {
      if (isOver()) return;
    }
    becomes("lost");
    isFirst = false;
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
}
