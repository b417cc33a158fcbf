import type { Evidence } from "../../src/cli/demo/proof.ts";

type Events = Evidence["events"];

/** The arguments of an event of which a test changes numbers. */
export type Numbers = Readonly<Record<string, bigint>>;

/** The events with some argument of the last one of a name changed. @throws Error if there is none. */
export function tampered(events: Events, name: string, change: (args: Numbers) => object): Events {
  const place = events.findLastIndex((event) => event.name === name);
  if (place === -1) throw new Error(`there is no ${name} to tamper with`);
  return events.map((event, index) => {
    const args = event.args as Numbers;
    return index === place ? { ...event, args: { ...args, ...change(args) } } : event;
  });
}
