import type { Schemas } from "../../data/gateway.ts";

type Tier = Schemas["ApprovalTier"];

/** A tier as it is typed. @property from Empty for every amount. @property currency Empty for any. */
export interface TierDraft {
  readonly kind: Tier["kind"];
  readonly currency: string;
  readonly from: string;
  readonly approvers: string;
  readonly duty: Tier["duty"];
  readonly hours: string;
  readonly escalatesTo: Tier["duty"] | "";
}

export const NEW_TIER: TierDraft = {
  ...{ kind: "limitChange", currency: "", from: "", approvers: "1", duty: "approveCredit", hours: "72" },
  escalatesTo: "",
};

export function draftOf({ kind, currency, from, approvers, duty, hours, escalatesTo }: ShownTier): TierDraft {
  return {
    ...{ kind, duty, currency: currency?.address ?? "", from: from ?? "", escalatesTo: escalatesTo ?? "" },
    ...{ approvers: approvers.toString(), hours: hours.toString() },
  };
}

export function tierOf({ kind, currency, from, approvers, duty, hours, escalatesTo }: TierDraft): Tier {
  return {
    ...{ kind, duty, currency: currency === "" ? null : currency, from: from === "" ? null : from },
    ...{ approvers: Number(approvers), hours: Number(hours), escalatesTo: escalatesTo === "" ? null : escalatesTo },
  };
}

export type ShownTier = Schemas["ApprovalPolicy"]["tiers"][number];
