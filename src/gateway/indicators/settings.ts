/** What an organisation decides for its indicators, and what history it imports, over HTTP. */
import {
  addIndicatorSettings,
  countIndicatorSettings,
  indicatorSettingsBefore,
  indicatorSettingsBy,
} from "../../store/indicatorSettings.ts";
import type { IndicatorSettings } from "../../store/indicatorSettings.ts";
import type { INDICATOR_OPERATIONS } from "../../wire/operations/indicators.ts";
import { idTaken, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownSettings } from "./showing.ts";

type Own = "setIndicatorSettings" | "listIndicatorSettings";

const MOST_VERSIONS = 10_000;
const LAST = Number.MAX_SAFE_INTEGER;

export function settingHandlers(deps: GatewayDeps): Pick<Handlers<typeof INDICATOR_OPERATIONS>, Own> {
  const { database, config, now } = deps;
  const cursors = createCursors(config.secret);
  return {
    setIndicatorSettings: async ({ member: { organisation, account }, body }) => {
      const known = await indicatorSettingsBy(database, body.id);
      const count = known === undefined ? await countIndicatorSettings(database, organisation) : 0;
      if (count >= MOST_VERSIONS) throw quotaReached(MOST_VERSIONS, "versions of these settings");
      if (known === undefined) await addIndicatorSettings(database, { ...body, organisation, account, at: now() });
      const kept = known ?? (await indicatorSettingsBy(database, body.id));
      if (kept?.organisation !== organisation || !isSame(kept, body)) throw idTaken("a version with other contents");
      return { status: known === undefined ? 201 : 200, body: shownSettings(kept) };
    },
    listIndicatorSettings: async ({ member: { organisation }, query }) => {
      const list = JSON.stringify(["indicator settings", organisation]);
      const read = (before: number, limit: number): Promise<readonly IndicatorSettings[]> =>
        indicatorSettingsBefore(database, organisation, before, limit);
      const placeOf = ({ number }: IndicatorSettings): number => number;
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf, read }, query);
      return { status: 200, body: { items: rows.map(shownSettings), next } };
    },
  };
}

type Said = Pick<IndicatorSettings, "costOfCapital" | "agreedRates" | "overlays" | "reason">;

function isSame(one: Said, other: Said): boolean {
  return textOf(one) === textOf(other);
}

/** A database keeps fields in an order of its own. */
function textOf({ costOfCapital, agreedRates, overlays, reason }: Said): string {
  const rates = agreedRates.map(({ segment, bucket, rate }) => [segment, bucket, rate]);
  const changes = overlays.map(({ segment, change, reason: why }) => [segment, change, why]);
  return JSON.stringify([costOfCapital, rates, changes, reason]);
}
