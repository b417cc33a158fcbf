/** Webhooks, over HTTP. What is sent to them is the notifier's. */
import { lookup } from "node:dns/promises";
import type { z } from "zod";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { deliveriesOf, positionOfDelivery } from "../../store/deliveries.ts";
import type { Delivery } from "../../store/deliveries.ts";
import { replay, resume, subscribe, subscriptionOf, subscriptionsOf, unsubscribe } from "../../store/notifications.ts";
import type { Subscription } from "../../store/notifications.ts";
import { createWebhookSecrets } from "../../store/webhooks.ts";
import type { FactoringKind } from "../../wire/factoringEvent.ts";
import type { EventKind } from "../../wire/feed.ts";
import type { ToldKind } from "../../wire/notice.ts";
import type { WEBHOOK_OPERATIONS } from "../../wire/operations/webhooks.ts";
import { STATEMENT_KINDS } from "../../wire/statement.ts";
import { addressOf, PUBLIC_TARGETS, targetOf } from "../../wire/targets.ts";
import type { Resolve, TargetRules } from "../../wire/targets.ts";
import type { deliveryPage as deliveryPageShape, ReplayRequest, ShownDelivery, Webhook } from "../../wire/webhook.ts";
import { idTaken, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import { createFeedReader } from "../events/reading.ts";
import type { Handlers } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import type { Cursors } from "../receivables/cursors.ts";
import { shownInstant } from "../receivables/showing.ts";

const STATEMENTS: ReadonlySet<string> = new Set(STATEMENT_KINDS);
const NOTICES: ReadonlySet<string> = new Set<FactoringKind>(["AssignmentNotified", "NoticeReplied"]);
const MOST_WEBHOOKS = 20;
const PAGE = 50;

export function webhookHandlers(deps: GatewayDeps): Handlers<typeof WEBHOOK_OPERATIONS> {
  const { config, database, now, resolve = resolveBySystem } = deps;
  const secrets = createWebhookSecrets(config.secret);
  const feed = createFeedReader(deps);
  const cursors = createCursors(config.secret);
  const find = async (organisation: Address, id: string): Promise<Subscription> => {
    const found = await subscriptionOf(database, organisation, "webhook", id);
    if (found === undefined) throw notFound();
    return found;
  };
  const placeOf = async (organisation: Address, id: string, asked: ReplayRequest): Promise<number> => {
    if ("after" in asked) return asked.after === null ? 0 : feed.open(organisation, asked.after);
    const position = await positionOfDelivery(database, id, asked.from);
    if (position === undefined) throw notFound();
    return position - 1;
  };
  return {
    registerWebhook: async ({ member: { organisation, account }, body: { id, url, kinds } }) => {
      const address = await checkTarget(url, config.targets ?? PUBLIC_TARGETS, resolve);
      const secret = secrets.create();
      const sealed = secrets.seal(id, secret);
      const told = { id, organisation, account, channel: "webhook", address, kinds, language: null } as const;
      const webhook = { ...told, secret: sealed, created: now() };
      const outcome = await subscribe(database, webhook, MOST_WEBHOOKS);
      if (outcome === "taken") throw idTaken("a webhook");
      if (outcome === "full") throw quotaReached(MOST_WEBHOOKS, "webhooks: delete one first");
      return { status: 201, body: { ...shownWebhook({ ...webhook, paused: null, reason: null }), secret } };
    },
    listWebhooks: async ({ member: { organisation } }) => {
      const found = await subscriptionsOf(database, organisation, "webhook");
      return { status: 200, body: { items: found.map(shownWebhook) } };
    },
    readWebhook: async ({ member: { organisation }, params: { id } }) => ({
      status: 200,
      body: shownWebhook(await find(organisation, id)),
    }),
    deleteWebhook: async ({ member: { organisation }, params: { id } }) => {
      await find(organisation, id);
      await unsubscribe(database, id);
      return { status: 204, body: undefined };
    },
    resumeWebhook: async ({ member: { organisation }, params: { id } }) => {
      await find(organisation, id);
      await resume(database, id, now());
      return { status: 200, body: shownWebhook(await find(organisation, id)) };
    },
    replayWebhook: async ({ member: { organisation }, params: { id }, body }) => {
      const found = await find(organisation, id);
      await replay(database, id, await placeOf(organisation, id, body), now());
      return { status: 202, body: shownWebhook(found) };
    },
    listDeliveries: async ({ member: { organisation }, params: { id }, query: { cursor } }) => {
      await find(organisation, id);
      return { status: 200, body: await deliveryPage(database, cursors, id, cursor) };
    },
  };
}

async function deliveryPage(
  database: Sql,
  cursors: Cursors,
  id: string,
  cursor: string | undefined,
): Promise<z.output<typeof deliveryPageShape>> {
  const { rows, next } = await pageOf<Delivery, number | undefined>(
    {
      ...{ cursors, list: `deliveries of ${id}`, first: undefined },
      placeOf: ({ position }) => position,
      read: (before, limit) => deliveriesOf(database, id, before, limit),
    },
    { limit: PAGE, cursor },
  );
  return { items: rows.map(shownDelivery), next };
}

/** @returns the URL as it is kept. @throws ProblemError `TargetRefused`, whose words are the same for every reason. */
async function checkTarget(text: string, rules: TargetRules, resolve: Resolve): Promise<string> {
  const url = targetOf(text, rules);
  if (url !== undefined && (await addressOf(url, rules, resolve)) !== undefined) return url.href;
  throw new ProblemError(
    "TargetRefused",
    `nothing is sent there: give a URL of ${rules.schemes.join(" or ")}, of a host that everybody can reach, on port ` +
      `${rules.ports.join(" or ")}, without user, password or fragment`,
  );
}

async function resolveBySystem(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

function shownWebhook({ id, address: url, kinds, account, created, paused, reason }: Subscription): Webhook {
  return {
    id,
    url,
    // Only what the schema lets in was stored.
    kinds: [...kinds] as ToldKind[],
    account,
    created: shownInstant(created),
    paused: paused === null ? null : { since: shownInstant(paused), reason: reason ?? "" },
  };
}

function shownDelivery({ id, name, retracts, lane, state, due, attempts }: Delivery): ShownDelivery {
  return {
    id,
    name: name as EventKind,
    kind: retracts === null ? "recorded" : "retracted",
    ...subjectOf(name, lane),
    state,
    due: state === "waiting" ? shownInstant(due) : null,
    attempts: attempts.map(({ at, ...attempt }) => ({ ...attempt, at: shownInstant(at) })),
  };
}

/** What a lane is of follows from what is told in it. */
function subjectOf(name: string, lane: Hex): Pick<ShownDelivery, "receivable" | "statement" | "notice"> {
  const id = lane === "0x" ? null : lane;
  const nothing = { receivable: null, statement: null, notice: null };
  if (STATEMENTS.has(name)) return { ...nothing, statement: id };
  return NOTICES.has(name) ? { ...nothing, notice: id } : { ...nothing, receivable: id };
}
