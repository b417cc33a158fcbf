/** Webhooks: where an organisation's own systems are told of events, and what became of every attempt. */
import { z } from "zod";
import { uuid } from "./act.ts";
import { eventKind } from "./feed.ts";
import { TOLD_KINDS, toldKind } from "./notice.ts";
import { address, cursor, hash, instant } from "./scalars.ts";

const kinds = z
  .array(toldKind)
  .max(TOLD_KINDS.length)
  .meta({ description: "Kinds of events that are told; none means all. What was told is also taken back." });

export const newWebhook = z
  .strictObject({
    id: uuid,
    url: z
      .string()
      .min(1)
      .max(2_000)
      .meta({ description: "https, of a public host, without user, password or fragment, on port 443 or 8443." }),
    kinds,
  })
  .meta({ id: "NewWebhook" });

export const webhook = z
  .strictObject({
    id: uuid,
    url: z.string(),
    kinds,
    account: address.meta({ description: "Who registered it." }),
    created: instant,
    paused: z
      .strictObject({ since: instant, reason: z.string() })
      .nullable()
      .meta({ description: "Since when nothing is sent any more, and why; everything waits until it is resumed." }),
  })
  .meta({ id: "Webhook" });

export const registeredWebhook = webhook
  .extend({
    secret: z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/]{43}=$/)
      .meta({ description: "What deliveries are signed with. It is shown this once." }),
  })
  .meta({ id: "RegisteredWebhook" });

export const webhookList = z.strictObject({ items: z.array(webhook) }).meta({ id: "WebhookList" });

export const replayRequest = z
  .union([
    z.strictObject({ from: uuid.meta({ description: "The `webhook-id` of the first message to send again." }) }),
    z.strictObject({
      after: cursor.nullable().meta({ description: "A place of the feed; null is its beginning." }),
    }),
  ])
  .meta({ id: "ReplayRequest" });

const attempt = z.strictObject({
  number: z.int().min(1),
  at: instant,
  milliseconds: z.int().min(0),
  status: z.int().nullable().meta({ description: "What was answered; null where nothing was." }),
  fault: z.string().nullable().meta({ description: "Why it does not count as delivered." }),
});

export const delivery = z
  .strictObject({
    id: uuid.meta({ description: "The `webhook-id` of the message, the same at every attempt." }),
    name: eventKind,
    kind: z.enum(["recorded", "retracted"]),
    receivable: hash.nullable(),
    statement: hash.nullable(),
    notice: hash.nullable(),
    state: z.enum(["waiting", "delivered", "skipped"]).meta({
      description: "`skipped`: the chain took it back before it was ever sent.",
    }),
    due: instant.nullable().meta({ description: "When it is tried next, unless something earlier still waits." }),
    attempts: z.array(attempt),
  })
  .meta({ id: "Delivery" });

export const deliveryPage = z
  .strictObject({ items: z.array(delivery), next: cursor.nullable() })
  .meta({ id: "DeliveryPage" });

export const deliveryQuery = z.strictObject({ cursor: cursor.optional() }).meta({ id: "DeliveryQuery" });

export type NewWebhook = z.output<typeof newWebhook>;
export type Webhook = z.output<typeof webhook>;
export type ReplayRequest = z.output<typeof replayRequest>;
export type ShownDelivery = z.output<typeof delivery>;

/** What a webhook receives; it names receivable, statement or notice, and whoever has a session reads the rest. */
export interface WebhookMessage {
  /** The event's name; of a retraction with `.retracted` behind it. */
  readonly type: string;
  /** When the event's block was made, ISO 8601. */
  readonly timestamp: string;
  readonly data: {
    readonly receivable: string | null;
    readonly statement: string | null;
    /** A notice of assignment. */
    readonly notice: string | null;
    /** The `webhook-id` of the message that told of what is taken back. */
    readonly retracts: string | null;
    readonly block: number;
    readonly blockHash: string;
    readonly transaction: string;
    readonly logIndex: number;
  };
}
