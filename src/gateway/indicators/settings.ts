/** What an organisation decides for its indicators, over HTTP. */
import { contentHash } from "../../domain/credit/canonical.ts";
import type { Transaction } from "../../store/database.ts";
import {
  addIndicatorSettings,
  countIndicatorSettings,
  indicatorSettingsAt,
  indicatorSettingsBefore,
  indicatorSettingsBy,
} from "../../store/indicatorSettings.ts";
import type { IndicatorSettings, NewIndicatorSettings } from "../../store/indicatorSettings.ts";
import { lockCount } from "../../store/quotas.ts";
import type { INDICATOR_OPERATIONS } from "../../wire/operations/indicators.ts";
import { idTaken, quotaReached } from "../access/refusals.ts";
import { useApproval } from "../approvals/using.ts";
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
      const asked = { ...body, organisation, account };
      const { kept, isNew } = await database.transaction((tx) => setSettings(tx, asked, now));
      return { status: isNew ? 201 : 200, body: shownSettings(kept) };
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

/** @throws ProblemError `ApprovalMissing`, `IdTaken`, `QuotaReached` */
async function setSettings(
  tx: Transaction,
  asked: Omit<NewIndicatorSettings, "approval" | "at">,
  now: () => number,
): Promise<{ readonly kept: IndicatorSettings; readonly isNew: boolean }> {
  const { id, organisation } = asked;
  await lockCount(tx, `settings of indicators of ${organisation}`);
  const at = now();
  const known = await indicatorSettingsBy(tx, id);
  if (known !== undefined) return { kept: ownSettings(known, asked), isNew: false };
  if ((await countIndicatorSettings(tx, organisation)) >= MOST_VERSIONS) {
    throw quotaReached(MOST_VERSIONS, "versions of these settings");
  }
  const approval = await approvalFor(tx, asked, at);
  await addIndicatorSettings(tx, { ...asked, approval, at });
  return { kept: ownSettings(await indicatorSettingsBy(tx, id), asked), isNew: true };
}

/**
 * Whoever changes what is expected to be lost changes a figure of the accounts.
 * @returns the id of the approval; null where none is needed. @throws ProblemError `ApprovalMissing`
 */
async function approvalFor(
  tx: Transaction,
  { organisation, account: actor, ...asked }: Pick<NewIndicatorSettings, "organisation" | "account"> & Losses,
  at: number,
): Promise<string | null> {
  const before = await indicatorSettingsAt(tx, organisation, at);
  const subject = contentHash(lossesIn(asked));
  if (subject === contentHash(lossesIn(before ?? { agreedRates: [], overlays: [] }))) return null;
  const need = { organisation, kind: "overlay", subject, customer: null, amount: null, currency: null } as const;
  return (await useApproval(tx, { ...need, actor }, at))?.id ?? null;
}

/** Somebody else may have taken the id meanwhile. @throws ProblemError `IdTaken` */
function ownSettings(
  kept: IndicatorSettings | undefined,
  asked: Said & Pick<NewIndicatorSettings, "organisation">,
): IndicatorSettings {
  if (kept?.organisation === asked.organisation && isSame(kept, asked)) return kept;
  throw idTaken("a version with other contents");
}

type Losses = Pick<IndicatorSettings, "agreedRates" | "overlays">;
type Said = Losses & Pick<IndicatorSettings, "costOfCapital" | "reason">;

function isSame(one: Said, other: Said): boolean {
  return textOf(one) === textOf(other);
}

function textOf({ costOfCapital, reason, ...losses }: Said): string {
  return JSON.stringify([costOfCapital, lossesIn(losses), reason]);
}

/** A database keeps fields in an order of its own. */
function lossesIn({ agreedRates, overlays }: Losses) {
  return {
    agreedRates: agreedRates.map(({ segment, bucket, rate }) => ({ segment, bucket, rate })),
    overlays: overlays.map(({ segment, change, reason }) => ({ segment, change, reason })),
  };
}
