/**
 * Tells organisations what the index recorded and what it took back, by webhook and by e-mail. Any number of processes
 * may run one: each thing to do is claimed by one of them, and what one leaves behind another takes up.
 */
import { fanOut, forgetDeliveries } from "../store/deliveries.ts";
import { StoreRetryError } from "../store/errors.ts";
import { forgetNotices } from "../store/notices.ts";
import type { Channel } from "../store/notifications.ts";
import { EVENT_KINDS } from "../wire/feed.ts";
import { createDelivering } from "./delivering.ts";
import type { Made } from "./delivering.ts";
import { checkSettings } from "./deps.ts";
import type { NotifierDeps } from "./deps.ts";
import { createDunningSending } from "./dunning.ts";
import { createEscalating } from "./dunningEscalation.ts";
import { createInsurerMailing } from "./insurerMail.ts";
import { createNoticing } from "./noticing.ts";
import { createStatementMailing } from "./statementMail.ts";

export interface NotifierStatus {
  readonly running: boolean;
  /** Attempts of this process since its start. */
  readonly delivered: number;
  readonly failed: number;
  /** How many subscriptions it had to pause. */
  readonly paused: number;
  /** What keeps it waiting at the moment and is tried again. */
  readonly fault: string | undefined;
}

export interface Notifier {
  /** Works until the signal is aborted, and ends what it has begun. Faults of the database that pass are waited for. */
  run(signal: AbortSignal): Promise<void>;
  status(): NotifierStatus;
}

/** Something to do, if there is anything. @returns whether there was. */
type Chore = () => Promise<boolean>;

const FORGET_SECONDS = 3_600;
const LONGEST_WAIT_MILLISECONDS = 30_000;

/** @throws Error if a setting makes no sense. */
export function createNotifier(deps: NotifierDeps): Notifier {
  const { database, clock, settings } = deps;
  checkSettings(settings);
  const status = { running: false, fault: undefined as string | undefined };
  const counts: Record<Made, number> = { delivered: 0, failed: 0, paused: 0 };
  const under = new Set<Promise<void>>();
  const broken: unknown[] = [];
  const look = (fault: string | undefined): void => {
    status.fault = fault;
  };
  const make = async (attempt: Attempt): Promise<void> => {
    // Where it cannot be recorded, the claim lapses, and the same delivery is made again under the same id.
    const made = await attempt().catch(passing(look));
    if (made !== undefined) counts[made] += 1;
  };
  const send =
    (claim: () => Promise<Attempt | undefined>): Chore =>
    async () => {
      if (broken.length > 0) throw broken[0];
      if (under.size >= settings.senders) await Promise.race(under);
      const attempt = await claim();
      if (attempt === undefined) return false;
      const making: Promise<void> = make(attempt)
        .catch((error: unknown) => void broken.push(error))
        .finally(() => under.delete(making));
      under.add(making);
      return true;
    };
  const spread: Chore = () => fanOut(database, { now: clock.now(), positions: settings.positions, told: EVENT_KINDS });
  const chores = [spread, forgetting(deps), ...claimsOf(deps).map(send)];
  return {
    status: () => ({ ...status, ...counts }),
    async run(signal) {
      status.running = true;
      const stop = new AbortController();
      const both = AbortSignal.any([signal, stop.signal]);
      const doing = chores.map((chore) =>
        keepDoing(deps, chore, both, look).catch((error: unknown) => {
          stop.abort();
          throw error;
        }),
      );
      const ends = await Promise.allSettled(doing);
      await Promise.all(under);
      status.running = false;
      if (broken.length > 0) throw broken[0];
      for (const end of ends) if (end.status === "rejected") throw end.reason;
    },
  };
}

/** Once in a while. */
function forgetting({ database, clock, settings }: NotifierDeps): Chore {
  let forgotten = 0;
  return async () => {
    const now = clock.now();
    if (now - forgotten < FORGET_SECONDS) return false;
    forgotten = now;
    await forgetDeliveries(database, now - settings.keptSeconds);
    await forgetNotices(database, now - settings.keptSeconds);
    return false;
  };
}

/** Makes what was claimed; undefined where nothing was tried. */
type Attempt = () => Promise<Made | undefined>;

/** What there is to claim: events and notices, by webhook, and by mail where somebody sends it. */
function claimsOf(deps: NotifierDeps): readonly (() => Promise<Attempt | undefined>)[] {
  const channels: readonly Channel[] = deps.sendMail === undefined ? ["webhook"] : ["webhook", "email"];
  const [delivering, noticing, mailing] = [createDelivering(deps), createNoticing(deps), createStatementMailing(deps)];
  const dunning = createDunningSending(deps);
  const ofChannels = [
    ...channels.flatMap((channel) => [
      async () => attemptAt(await delivering.claim(channel), delivering),
      async () => attemptAt(await noticing.claim(channel), noticing),
    ]),
    async () => attemptAt(await dunning.claim(), dunning),
  ];
  if (deps.sendMail === undefined) return ofChannels;
  const [escalating, insuring] = [createEscalating(deps), createInsurerMailing(deps)];
  return [
    ...ofChannels,
    async () => attemptAt(await mailing.claim(), mailing),
    async () => attemptAt(await escalating.claim(), escalating),
    async () => attemptAt(await insuring.claim(), insuring),
  ];
}

function attemptAt<Claimed>(
  claimed: Claimed | undefined,
  maker: { readonly make: (claimed: Claimed) => Promise<Made | undefined> },
): Attempt | undefined {
  return claimed === undefined ? undefined : () => maker.make(claimed);
}

function passing(look: (fault: string) => void): (error: unknown) => undefined {
  return (error) => {
    if (!(error instanceof StoreRetryError)) throw error;
    look(error.message);
    return undefined;
  };
}

/** Does a chore again and again, and rests where there is nothing to do or the database does not answer. */
async function keepDoing(
  { clock, settings, logger }: NotifierDeps,
  chore: Chore,
  signal: AbortSignal,
  look: (fault: string | undefined) => void,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    let wait = 0;
    try {
      if (!(await chore())) wait = settings.pollMilliseconds;
      if (failures > 0) look(undefined);
      failures = 0;
    } catch (error) {
      passing(look)(error);
      failures += 1;
      logger.warn({ fault: (error as Error).message, failures }, "the notifier waits and tries again");
      wait = Math.min(LONGEST_WAIT_MILLISECONDS, settings.pollMilliseconds * 2 ** failures);
    }
    if (wait > 0) await clock.sleep(wait, signal).catch(unlessAborted(signal));
  }
}

function unlessAborted(signal: AbortSignal): (error: unknown) => void {
  return (error) => {
    if (!signal.aborted) throw error;
  };
}
