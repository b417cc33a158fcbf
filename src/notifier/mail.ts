/** An e-mail about an event: which event of which receivable, statement or notice, and nothing that anybody wrote. */
import type { ClaimedDelivery } from "../store/deliveries.ts";
import { dealIdOf, noticeIdOf, receivableIdOf, statementIdOf } from "../store/eventBody.ts";
import type { FeedEntry } from "../store/feed.ts";
import type { Language } from "../store/notifications.ts";
import type { EventKind } from "../wire/feed.ts";
import { instantOf } from "./message.ts";
import { SENTENCES, WORDS } from "./mailWords.ts";

export interface Mail {
  /** One address, checked when it was given. */
  readonly to: string;
  /** The same at every attempt. */
  readonly messageId: string;
  /** Who answers a reply, one address; nobody where it is left out. */
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  /** A file of this project's own making. */
  readonly attachment?: { readonly name: string; readonly mediaType: string; readonly content: Uint8Array };
}

/** @param origin Where people reach the gateway. */
export function mailFor({ id, subscription }: ClaimedDelivery, entry: FeedEntry, origin: URL): Mail {
  const { event, kind, timestamp, at } = entry;
  const language: Language = subscription.language ?? "en";
  const words = WORDS[language];
  const sentence = SENTENCES[event.name as EventKind][language];
  const receivable = receivableIdOf(event) ?? dealIdOf(event);
  const [statement, notice] = [statementIdOf(event), noticeIdOf(event)];
  const told = kind === "recorded" ? sentence : `${words.retracted}${sentence}`;
  const lines = [
    told,
    "",
    ...(receivable === undefined ? [] : [`${words.receivable}${receivable}`]),
    ...(statement === undefined ? [] : [`${words.statement}${statement}`]),
    ...(notice === undefined ? [] : [`${words.notice}${notice}`]),
    `${words.organisation}${subscription.organisation}`,
    `${words.recorded}${instantOf(timestamp)}`,
    `${words.block}${at.blockNumber}`,
    "",
    ...(kind === "recorded" ? [] : [words.undo, ""]),
    `${words.details}${origin.origin}`,
    `${words.rule}${subscription.id}`,
  ];
  return {
    to: subscription.address,
    messageId: `<${id}@${origin.hostname}>`,
    subject: `Countersign: ${told}`,
    text: `${lines.join("\n")}\n`,
  };
}
