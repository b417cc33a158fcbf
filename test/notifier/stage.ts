/** A notifier over a database that a book writes, with a clock that the test moves. */
import { setTimeout as sleep } from "node:timers/promises";
import pino from "pino";
import type { Address } from "../../src/domain/receivable.ts";
import { DEFAULT_SETTINGS } from "../../src/notifier/deps.ts";
import type { NotifierDeps } from "../../src/notifier/deps.ts";
import { createNotifier } from "../../src/notifier/notifier.ts";
import type { Notifier } from "../../src/notifier/notifier.ts";
import { createWebhookSender } from "../../src/notifier/webhookSender.ts";
import type { Database } from "../../src/store/database.ts";
import { deliveriesOf } from "../../src/store/deliveries.ts";
import type { Delivery } from "../../src/store/deliveries.ts";
import { subscribe, subscriptionsOf } from "../../src/store/notifications.ts";
import type { NewSubscription, Subscription } from "../../src/store/notifications.ts";
import { createWebhookSecrets } from "../../src/store/webhooks.ts";
import type { TargetRules } from "../../src/wire/targets.ts";
import { FIRST_INSTANT, openBook } from "../gateway/book.ts";
import type { Book } from "../gateway/book.ts";

export const SECRET = new Uint8Array(32).fill(7);
export const NOW = FIRST_INSTANT + 1_000_000;
const PATIENCE_MILLISECONDS = 40_000;

/** Lets a test reach servers of its own machine. */
export function loopback(...ports: readonly number[]): TargetRules {
  return { schemes: ["http:", "https:"], ports, networks: ["127.0.0.0/8"] };
}

export interface NotifierStage {
  readonly database: Database;
  readonly book: Book;
  /** Unix seconds; may be set. */
  now: number;
  /** Starts one more notifier. @returns it, and what ends it. */
  start(over?: Partial<NotifierDeps>): { readonly notifier: Notifier; stop(): Promise<void> };
  /** Registers a webhook of an organisation. @returns its secret. */
  hook(organisation: Address, url: string, more?: Partial<NewSubscription>): Promise<string>;
  hooks(organisation: Address): Promise<readonly Subscription[]>;
  deliveries(id: string): Promise<readonly Delivery[]>;
  /** Ends every notifier that runs. */
  close(): Promise<void>;
}

export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;
}

type Over = Parameters<NotifierStage["start"]>[0] & object;

function withSettings(over: Over): Over & Pick<NotifierDeps, "settings"> {
  return { ...over, settings: { ...DEFAULT_SETTINGS, pollMilliseconds: 5, ...over.settings } };
}

function usualDeps(database: Database, rules: TargetRules, now: () => number): Omit<NotifierDeps, "settings"> {
  return {
    database,
    clock: {
      now,
      async sleep(milliseconds, signal) {
        await sleep(milliseconds, undefined, { signal });
      },
    },
    logger: pino({ level: "silent" }),
    secret: SECRET,
    origin: new URL("https://ledger.example"),
    sendWebhook: createWebhookSender({ rules }),
    sendMail: undefined,
    sendSms: undefined,
    judgeDunning: undefined,
    random: () => 1,
  };
}

/** @param database Migrated and empty. @param rules Where webhooks may lead. */
export function openStage(database: Database, rules: TargetRules): NotifierStage {
  const clock = { now: NOW };
  const running: (() => Promise<void>)[] = [];
  const secrets = createWebhookSecrets(SECRET);
  let hooks = 0;
  return {
    database,
    book: openBook(database),
    get now() {
      return clock.now;
    },
    set now(seconds) {
      clock.now = seconds;
    },
    start(over = {}) {
      const ending = new AbortController();
      const notifier = createNotifier({ ...usualDeps(database, rules, () => clock.now), ...withSettings(over) });
      const run = notifier.run(ending.signal);
      // A failure is told by `stop`; until then it must not end the process.
      run.catch(() => undefined);
      const stop = async (): Promise<void> => {
        ending.abort();
        await run;
      };
      running.push(stop);
      return { notifier, stop };
    },
    async hook(organisation, url, more = {}) {
      hooks += 1;
      const id = more.id ?? uuid(hooks);
      const secret = secrets.create();
      const wanted: NewSubscription = {
        id,
        organisation,
        account: organisation,
        channel: "webhook",
        address: url,
        kinds: [],
        language: null,
        secret: secrets.seal(id, secret),
        created: clock.now,
        ...more,
      };
      if ((await subscribe(database, wanted, 100)) !== "added") throw new Error(`${id} is not new`);
      return secret;
    },
    hooks: (organisation) => subscriptionsOf(database, organisation, "webhook"),
    deliveries: (id) => deliveriesOf(database, id, undefined, 1_000),
    async close() {
      await Promise.all(running.map((stop) => stop()));
    },
  };
}

/** Waits until something holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MILLISECONDS;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error("what was waited for did not come about");
    await sleep(5);
  }
}

/** Long enough for what must not happen to have happened. */
export async function quiet(): Promise<void> {
  await sleep(150);
}
