/** What a notifier is made of. All of it comes from whoever composes the process; nothing is read from elsewhere. */
import type { Logger } from "pino";
import type { Database } from "../store/database.ts";
import type { ClaimedDunningSend, DunningJudgement } from "../store/dunningSending.ts";
import type { Mail } from "./mail.ts";
import type { SignedMessage } from "./message.ts";

export interface Clock {
  /** Unix seconds. */
  now(): number;
  /** Rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** What became of something that was sent: both null where it arrived without an answer that could be told. */
export interface Sent {
  /** Of HTTP or SMTP; null where nothing was answered. */
  readonly status: number | null;
  /** Why it does not count as delivered; null where it does. Says nothing about networks that are not public. */
  readonly fault: string | null;
  /** Whether whom it was sent to was refused for good: trying again leads nowhere. */
  readonly isRefused?: boolean;
}

export interface Sms {
  /** The same at every attempt. */
  readonly id: string;
  /** A number in the form of E.164. */
  readonly to: string;
  readonly text: string;
}

/** Never rejects. */
export type Send<Message> = (message: Message) => Promise<Sent>;

export interface NotifierSettings {
  /** How long to wait where there is nothing to do. */
  readonly pollMilliseconds: number;
  /** How many webhooks, and how many mails, are sent at a time. */
  readonly senders: number;
  /** How many of these one webhook may have, so that a slow one does not hold up the others. */
  readonly perSubscription: number;
  /** How many positions of the feed one transaction turns into deliveries. */
  readonly positions: number;
  /** How long a process that claimed a delivery has for it; longer than any attempt lasts. */
  readonly claimSeconds: number;
  /** The first pause after a failed attempt; each further one doubles it. */
  readonly firstPauseSeconds: number;
  readonly longestPauseSeconds: number;
  /** After so many failed attempts at one delivery nothing more is sent, until somebody resumes. */
  readonly tries: number;
  /** How long deliveries that are over are kept. */
  readonly keptSeconds: number;
  /** How many dunning notices an organisation has sent by mail, and by short message, within a day; others wait. */
  readonly dailyDunningMails: number;
  readonly dailyShortMessages: number;
}

/** Twelve tries within about six hours. */
export const DEFAULT_SETTINGS: NotifierSettings = {
  pollMilliseconds: 500,
  senders: 8,
  perSubscription: 3,
  positions: 500,
  claimSeconds: 60,
  firstPauseSeconds: 10,
  longestPauseSeconds: 14_400,
  tries: 12,
  keptSeconds: 30 * 86_400,
  dailyDunningMails: 2_000,
  dailyShortMessages: 200,
};

export interface NotifierDeps {
  /** Its tables are there; see `migrate`. */
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Pick<Logger, "info" | "warn" | "error">;
  /** That of the gateways, with which they sealed the secrets of webhooks. */
  readonly secret: Uint8Array;
  /** Where people reach the gateway; mails name it. */
  readonly origin: URL;
  readonly sendWebhook: Send<SignedMessage>;
  /** Undefined where no mail server is known: mails wait until one is. */
  readonly sendMail: Send<Mail> | undefined;
  /** Undefined where nobody sends short messages: they wait until somebody does. */
  readonly sendSms: Send<Sms> | undefined;
  /** Asked of a dunning notice right before it is sent, beside what the index says; undefined for nobody. */
  readonly judgeDunning: ((claimed: ClaimedDunningSend, now: number) => Promise<DunningJudgement>) | undefined;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly settings: NotifierSettings;
}

/** @throws Error that names the setting, its value and what is allowed. */
export function checkSettings(settings: NotifierSettings): void {
  for (const [name, value] of Object.entries(settings) as [string, number][]) {
    if (!Number.isSafeInteger(value) || value <= 0) {
      throw new Error(`the notifier's ${name} is ${value}: give a whole number above 0`);
    }
  }
}
