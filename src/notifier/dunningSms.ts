/**
 * Hands short messages to a service that sends them: one POST of JSON for each, `{ "id", "to", "text" }`, to the URL
 * that whoever runs the gateway names. The service takes a message once by its id. 400 and 422 say that the number is
 * none; what else is no 2xx is tried again.
 */
import type { Send, Sent, Sms } from "./deps.ts";
import { createWebhookSender } from "./webhookSender.ts";
import type { WebhookSenderOptions } from "./webhookSender.ts";

export interface SmsGateway {
  readonly url: string;
  /** What the header `authorization` says. */
  readonly authorization: string;
}

const E164 = /^\+[1-9]\d{6,14}$/;
const NO_NUMBER: Sent = { status: null, fault: "it is no telephone number in the form +4940123456", isRefused: true };
const REFUSALS: readonly (number | null)[] = [400, 422];

/** The service is reached as webhooks are: pinned to one allowed address, with a limit of time and no redirects. */
export function createSmsSender({ url, authorization }: SmsGateway, options: WebhookSenderOptions): Send<Sms> {
  const post = createWebhookSender(options);
  return async ({ id, to, text }) => {
    if (!E164.test(to)) return NO_NUMBER;
    const headers = {
      "content-type": "application/json",
      "user-agent": "Countersign",
      "idempotency-key": id,
      authorization,
    };
    const { status, fault } = await post({ url, headers, body: JSON.stringify({ id, to, text }) });
    if (fault === null) return { status, fault };
    const told = `the service for short messages did not take it: ${fault}`;
    return REFUSALS.includes(status) ? { status, fault: told, isRefused: true } : { status, fault: told };
  };
}
