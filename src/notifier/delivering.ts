/** Makes one delivery: claims it, sends it, and records how it went. */
import { claimDelivery, settleDelivery } from "../store/deliveries.ts";
import type { ClaimedDelivery, Verdict } from "../store/deliveries.ts";
import { feedAfter } from "../store/feed.ts";
import type { FeedEntry } from "../store/feed.ts";
import type { Channel } from "../store/notifications.ts";
import { createWebhookSecrets } from "../store/webhooks.ts";
import type { NotifierDeps, NotifierSettings, Sent } from "./deps.ts";
import { mailFor } from "./mail.ts";
import { messageFor } from "./message.ts";

/** What one delivery came to. */
export type Made = "delivered" | "failed" | "paused";

export interface Delivering {
  /** Something that is due; undefined where nothing is. */
  claim(channel: Channel): Promise<ClaimedDelivery | undefined>;
  /** Makes an attempt at what was claimed. */
  make(delivery: ClaimedDelivery): Promise<Made>;
}

/** The owner does not want it any more, RFC 9110. */
const GONE = 410;

export function createDelivering(deps: NotifierDeps): Delivering {
  const { database, clock, settings, logger } = deps;
  const send = createSend(deps);
  return {
    claim(channel) {
      const now = clock.now();
      const { claimSeconds, perSubscription } = settings;
      return claimDelivery(database, { channel, now, until: now + claimSeconds, perSubscription });
    },
    async make(delivery) {
      const [entry] = await feedAfter(database, delivery.position - 1, 1);
      if (entry === undefined) throw new Error(`the feed ends before position ${delivery.position}`);
      const since = performance.now();
      const sent = await send(delivery, entry, clock.now());
      const milliseconds = Math.round(performance.now() - since);
      const at = clock.now();
      const verdict = verdictOn(sent, delivery, { settings, at, random: deps.random() });
      await settleDelivery(database, delivery, { at, milliseconds, ...sent }, verdict);
      if (verdict === "delivered") return "delivered";
      if (!("pause" in verdict)) return "failed";
      const { id: subscription } = delivery.subscription;
      logger.warn({ subscription, delivery: delivery.id, reason: verdict.pause }, "a subscription is paused");
      return "paused";
    },
  };
}

type SendDelivery = (delivery: ClaimedDelivery, entry: FeedEntry, now: number) => Promise<Sent>;

function createSend({ secret, origin, sendWebhook, sendMail }: NotifierDeps): SendDelivery {
  const secrets = createWebhookSecrets(secret);
  return async (delivery, entry, now) => {
    const { id, secret: sealed } = delivery.subscription;
    if (sealed === null) {
      if (sendMail === undefined) throw new Error("a mail was claimed although there is nobody to send it");
      return sendMail(mailFor(delivery, entry, origin));
    }
    const plain = opened(() => secrets.open(id, sealed));
    if (plain === undefined) return UNSIGNED;
    return sendWebhook(messageFor(delivery, entry, plain, now));
  };
}

/** Nobody can sign for it any more, and nothing goes out unsigned. */
export const UNSIGNED: Sent = { status: null, fault: "its secret was sealed under another key: register it anew" };

/** A secret; undefined where it was sealed under another key. */
export function opened(open: () => string): string | undefined {
  try {
    return open();
  } catch {
    return undefined;
  }
}

interface Weighing {
  readonly settings: NotifierSettings;
  /** Unix seconds. */
  readonly at: number;
  /** From 0 to 1. */
  readonly random: number;
}

function verdictOn({ status, fault }: Sent, { tries }: ClaimedDelivery, weighing: Weighing): Verdict {
  if (fault === null) return "delivered";
  const { settings, at, random } = weighing;
  if (status === GONE) return { pause: "it answered 410: nothing more is wanted there" };
  if (tries >= settings.tries) return { pause: `${tries} attempts at one delivery failed, the last one: ${fault}` };
  return { retryAt: at + pauseAfter(tries, settings, random) };
}

/** Doubles with every failure; half of it is left to chance, so that not all come back in one moment. */
export function pauseAfter(
  tries: number,
  { firstPauseSeconds, longestPauseSeconds }: NotifierSettings,
  random: number,
): number {
  const whole = Math.min(longestPauseSeconds, firstPauseSeconds * 2 ** (tries - 1));
  return Math.ceil(whole * (0.5 + random / 2));
}
