/** Rules of members who want e-mails, over HTTP. What is sent is the notifier's. */
import { subscribe, subscriptionOf, subscriptionsOf, unsubscribe } from "../../store/notifications.ts";
import type { Subscription } from "../../store/notifications.ts";
import type { ToldKind } from "../../wire/notice.ts";
import type { Notification } from "../../wire/notification.ts";
import type { NOTIFICATION_OPERATIONS } from "../../wire/operations/notifications.ts";
import { idTaken, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { notFound } from "../http/problems.ts";
import { shownInstant } from "../receivables/showing.ts";

/** Of an organisation. */
const MOST_RULES = 200;

export function notificationHandlers({ database, now }: GatewayDeps): Handlers<typeof NOTIFICATION_OPERATIONS> {
  return {
    addNotification: async ({ member: { organisation, account }, body: { id, email, kinds, language } }) => {
      const told = { id, organisation, account, channel: "email", address: email, kinds, language } as const;
      const rule = { ...told, secret: null, created: now() };
      const outcome = await subscribe(database, rule, MOST_RULES);
      if (outcome === "taken") throw idTaken("a rule");
      if (outcome === "full") throw quotaReached(MOST_RULES, "rules: delete one first");
      return { status: 201, body: shownRule({ ...rule, paused: null, reason: null }) };
    },
    listNotifications: async ({ member }) => {
      const rules = await subscriptionsOf(database, member.organisation, "email");
      return { status: 200, body: { items: rules.filter((rule) => isFor(rule, member)).map(shownRule) } };
    },
    deleteNotification: async ({ member, params: { id } }) => {
      const rule = await subscriptionOf(database, member.organisation, "email", id);
      if (rule === undefined || !isFor(rule, member)) throw notFound();
      await unsubscribe(database, id);
      return { status: 204, body: undefined };
    },
  };
}

function isFor({ account }: Subscription, member: Member): boolean {
  return account === member.account || member.scopes.has("organisation:administer");
}

function shownRule({ id, address, kinds, language, account, created, paused, reason }: Subscription): Notification {
  return {
    id,
    email: address,
    // Only what the schema lets in was stored.
    kinds: [...kinds] as ToldKind[],
    language: language ?? "en",
    account,
    created: shownInstant(created),
    paused: paused === null ? null : { since: shownInstant(paused), reason: reason ?? "" },
  };
}
