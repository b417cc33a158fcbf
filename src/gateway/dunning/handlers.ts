/** Dunning over HTTP: what is due, what was sent, what is to be done next. */
import { timelineBefore } from "../../store/dunningTimeline.ts";
import type { TimelinePlace, TimelineRow } from "../../store/dunningTimeline.ts";
import type { DUNNING_OPERATIONS } from "../../wire/operations/dunning.ts";
import type { DUNNING_POLICY_OPERATIONS } from "../../wire/operations/dunningPolicies.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { createCursors } from "../receivables/cursors.ts";
import { logAct, shownAct } from "./acts.ts";
import { checkCustomer, customerHandlers } from "./customers.ts";
import { dryRunOf } from "./dryRun.ts";
import { exceptionHandlers, policyHandlers } from "./policyHandlers.ts";
import { sendHandlers } from "./sends.ts";
import { statisticsOf } from "./statistics.ts";
import { shownEntry } from "./timeline.ts";
import { worklistOf } from "./worklist.ts";

const LAST = Number.MAX_SAFE_INTEGER;

export function dunningPolicyHandlers(deps: GatewayDeps): Handlers<typeof DUNNING_POLICY_OPERATIONS> {
  return { ...policyHandlers(deps), ...exceptionHandlers(deps), ...customerHandlers(deps) };
}

export function dunningHandlers(deps: GatewayDeps): Handlers<typeof DUNNING_OPERATIONS> {
  const { database, config, now, tokens } = deps;
  const cursors = createCursors(config.secret);
  return {
    ...sendHandlers(deps),
    readDunningDryRun: async ({ member: { organisation }, query }) => {
      return { status: 200, body: await dryRunOf(deps, cursors, organisation, query) };
    },
    readWorklist: async ({ member: { organisation }, query }) => {
      return { status: 200, body: await worklistOf(deps, cursors, organisation, query) };
    },
    readCustomerTimeline: async ({ member: { organisation }, params: { address }, query }) => {
      await checkCustomer(database, organisation, address);
      const list = JSON.stringify(["customer timeline", organisation, address]);
      const read = (before: TimelinePlace, limit: number): Promise<readonly TimelineRow[]> =>
        timelineBefore(database, organisation, address, before, limit);
      const placeOf = ({ at, kind, key }: TimelineRow): TimelinePlace => [at, kind, key];
      const { rows, next } = await pageOf({ cursors, list, first: [LAST, "", ""], placeOf, read }, query);
      return { status: 200, body: { items: rows.map((row) => shownEntry(row, tokens)), next } };
    },
    logDunningAct: async ({ member, body }) => {
      const { stored, isNew } = await logAct(database, member, body, now());
      return { status: isNew ? 201 : 200, body: shownAct(stored) };
    },
    readDunningStatistics: async ({ member: { organisation }, query: { from } }) => {
      return { status: 200, body: await statisticsOf(database, organisation, from, now()) };
    },
  };
}
