/** Tells any number of waiting streams that the feed has grown, with one question to the database for all of them. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "../../store/database.ts";
import { feedHead } from "../../store/feed.ts";

export interface Tail {
  /** Waits until the feed goes beyond a position, and no longer than so long. @returns whether it does. */
  beyond(position: number, milliseconds: number): Promise<boolean>;
}

export function createTail(sql: Sql, pollMilliseconds: number): Tail {
  let looking: Promise<number> | undefined;
  const look = (): Promise<number> =>
    (looking ??= sleep(pollMilliseconds)
      .then(() => feedHead(sql))
      .finally(() => (looking = undefined)));
  return {
    async beyond(position, milliseconds) {
      const until = performance.now() + milliseconds;
      for (;;) {
        if ((await look()) > position) return true;
        if (performance.now() >= until) return false;
      }
    },
  };
}
