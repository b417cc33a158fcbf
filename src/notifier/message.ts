/** What a webhook receives, signed as Standard Webhooks (standardwebhooks.com) has it. */
import { createHmac } from "node:crypto";
import type { ClaimedDelivery } from "../store/deliveries.ts";
import { dealIdOf, noticeIdOf, receivableIdOf, statementIdOf } from "../store/eventBody.ts";
import type { FeedEntry } from "../store/feed.ts";
import { secretBytes } from "../store/webhooks.ts";
import type { NoticeMessage } from "../wire/notice.ts";
import type { WebhookMessage } from "../wire/webhook.ts";

export interface SignedMessage {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The same bytes at every attempt, but for the timestamp and with it the signature.
 * @param secret As its owner has it: `whsec_` and base64. @param now Unix seconds.
 */
export function messageFor(delivery: ClaimedDelivery, entry: FeedEntry, secret: string, now: number): SignedMessage {
  return signed(delivery.id, delivery.subscription.address, contentOf(delivery, entry), { secret, now });
}

/** @param id The same at every attempt. */
export function signed(
  id: string,
  url: string,
  content: WebhookMessage | NoticeMessage,
  { secret, now }: { readonly secret: string; readonly now: number },
): SignedMessage {
  const body = JSON.stringify(content);
  return {
    url,
    headers: {
      "content-type": "application/json",
      "user-agent": "Countersign",
      "webhook-id": id,
      "webhook-timestamp": now.toString(),
      "webhook-signature": signatureOf(id, now, body, secret),
    },
    body,
  };
}

function contentOf({ retracts }: ClaimedDelivery, { kind, event, at, timestamp }: FeedEntry): WebhookMessage {
  return {
    type: kind === "recorded" ? event.name : `${event.name}.retracted`,
    timestamp: instantOf(timestamp),
    data: {
      receivable: receivableIdOf(event) ?? dealIdOf(event) ?? null,
      statement: statementIdOf(event) ?? null,
      notice: noticeIdOf(event) ?? null,
      retracts,
      block: at.blockNumber,
      blockHash: at.blockHash,
      transaction: at.transactionHash,
      logIndex: at.logIndex,
    },
  };
}

function signatureOf(id: string, now: number, body: string, secret: string): string {
  const mac = createHmac("sha256", secretBytes(secret)).update(`${id}.${now}.${body}`, "utf8");
  return `v1,${mac.digest("base64")}`;
}

/** Unix seconds as ISO 8601, to the second. */
export function instantOf(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().replace(/\.\d{3}Z$/, "Z");
}
