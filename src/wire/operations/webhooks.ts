/** Webhooks of an organisation. */
import { z } from "zod";
import { uuid } from "../act.ts";
import { operation } from "../operation.ts";
import {
  deliveryPage,
  deliveryQuery,
  newWebhook,
  registeredWebhook,
  replayRequest,
  webhook,
  webhookList,
} from "../webhook.ts";

const params = z.strictObject({ id: uuid });
const common = { tag: "Webhooks", caller: "member", scope: "organisation:administer" } as const;

export const WEBHOOK_OPERATIONS = {
  registerWebhook: operation({
    ...common,
    method: "post",
    path: "/v1/webhooks",
    summary: "Have events sent to a URL from now on",
    description:
      "Messages are signed as Standard Webhooks has it: `webhook-signature` is `v1,` and the base64 of HMAC-SHA256 " +
      "over `webhook-id`.`webhook-timestamp`.body, keyed with the bytes that the secret's base64 stands for. A " +
      "message counts as delivered when 2xx is answered within 15 seconds; otherwise it is sent again, ever later, " +
      "until the webhook is paused. It may arrive twice, with the same `webhook-id`. Messages about one receivable " +
      "arrive in order, the next one after the one before was delivered. When the chain takes back what was sent, a " +
      "message of type `<event>.retracted` follows, which names the `webhook-id` that it takes back. Redirects are " +
      "not followed.",
    body: newWebhook,
    answers: { 201: { description: "Registered.", body: registeredWebhook } },
    problems: ["IdTaken", "QuotaReached", "TargetRefused"],
  }),
  listWebhooks: operation({
    ...common,
    method: "get",
    path: "/v1/webhooks",
    summary: "The organisation's webhooks",
    answers: { 200: { description: "All of them, the oldest first.", body: webhookList } },
  }),
  readWebhook: operation({
    ...common,
    method: "get",
    path: "/v1/webhooks/{id}",
    summary: "One webhook",
    params,
    answers: { 200: { description: "The webhook.", body: webhook } },
    problems: ["NotFound"],
  }),
  deleteWebhook: operation({
    ...common,
    method: "delete",
    path: "/v1/webhooks/{id}",
    summary: "Send nothing more, and forget its URL, secret and deliveries",
    params,
    answers: { 204: { description: "It is gone." } },
    problems: ["NotFound"],
  }),
  resumeWebhook: operation({
    ...common,
    method: "post",
    path: "/v1/webhooks/{id}/resume",
    summary: "Send again, beginning with what waits",
    params,
    answers: { 200: { description: "The webhook.", body: webhook } },
    problems: ["NotFound"],
  }),
  replayWebhook: operation({
    ...common,
    method: "post",
    path: "/v1/webhooks/{id}/replay",
    summary: "Send once more what was sent before, and what happened before it was registered",
    description:
      "From a message on, or from a place of the feed (`next` of a page, `id` of a stream). What was sent has the " +
      "same `webhook-id` again. What was taken back before it was ever sent stays unsent.",
    params,
    body: replayRequest,
    answers: { 202: { description: "It will be sent.", body: webhook } },
    problems: ["NotFound", "CursorInvalid"],
  }),
  listDeliveries: operation({
    ...common,
    method: "get",
    path: "/v1/webhooks/{id}/deliveries",
    summary: "What was sent and what became of every attempt",
    description: "The latest first. Deliveries that are over are kept for 30 days.",
    params,
    query: deliveryQuery,
    answers: { 200: { description: "A page.", body: deliveryPage } },
    problems: ["NotFound", "CursorInvalid"],
  }),
} as const;
