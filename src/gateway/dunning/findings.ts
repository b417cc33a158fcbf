/** What the dunning engine says of an item, as the interface writes it. */
import type { Claim, Finding, Ground, Rest } from "../../domain/collections/finding.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { ShownClaim, ShownFinding, ShownReason } from "../../wire/dunningSend.ts";
import { shownDay } from "../receivables/timeline.ts";
import { shownAmount } from "../receivables/showing.ts";
import type { ShownCurrency } from "../receivables/showing.ts";

export function shownFinding(finding: Finding, currency: ShownCurrency): ShownFinding {
  const { item, customer, claim, applied, passed, disregarded = null } = finding;
  const common = {
    ...{ item, customer, claim: shownClaim(claim, currency), currency: currency.code, decimals: currency.decimals },
    ...{ policy: applied?.policy.id ?? null, version: applied?.policy.version ?? null, scope: applied?.scope ?? null },
    passed: passed.map(({ level, why }) => ({ level, why })),
  };
  if (!finding.fires) {
    const nothing = { stage: null, channel: null, person: null, cycle: null, payBy: null };
    return {
      ...common,
      ...nothing,
      fires: false,
      fee: shownAmount(0n, currency),
      why: { ...restReason(finding.rest), disregarded },
    };
  }
  const { level, cycle, ground, day, payBy, person, fee } = finding;
  return {
    ...{ ...common, fires: true, stage: level.stage, channel: level.channel, person, cycle },
    ...{ payBy: dateOfDay(payBy), fee: shownAmount(fee, currency) },
    why: { ...groundReason(ground), level: level.id, day: dateOfDay(day), disregarded },
  };
}

function shownClaim({ open, disputed, promised, asked, charges, contingent }: Claim, of: ShownCurrency): ShownClaim {
  return {
    ...{ open: shownAmount(open, of), disputed: shownAmount(disputed, of), promised: shownAmount(promised, of) },
    ...{ asked: shownAmount(asked, of), charges: shownAmount(charges, of), contingent: shownAmount(contingent, of) },
  };
}

const NO_REASON = {
  level: null,
  days: null,
  day: null,
  until: null,
  promise: null,
  plan: null,
  exception: null,
  said: null,
  disregarded: null,
};

function groundReason(ground: Ground): ShownReason {
  switch (ground.code) {
    case "due":
    case "repeated":
      return { ...NO_REASON, code: ground.code, days: ground.days };
    case "brokenPromise":
      return { ...NO_REASON, code: ground.code, promise: ground.promise, until: shownDay(ground.brokenOn) };
    case "brokenPlan":
      return { ...NO_REASON, code: ground.code, plan: ground.plan, until: shownDay(ground.brokenOn) };
  }
}

function restReason(rest: Rest): ShownReason {
  const reason = { ...NO_REASON, code: rest.code };
  switch (rest.code) {
    case "held":
      return { ...reason, exception: rest.exception, until: rest.until, said: rest.reason };
    case "promised":
      return { ...reason, promise: rest.promise, until: shownDay(rest.until) };
    case "noContact":
    case "unwarned":
      return { ...reason, level: rest.level };
    default: {
      const next = "next" in rest ? rest.next : undefined;
      return next === undefined ? reason : { ...reason, level: next.level, day: shownDay(next.day) };
    }
  }
}

/** What is done next about an item, and when. */
export function nextOf({ why }: ShownFinding): { readonly action: string; readonly day: string | null } {
  return { action: why.level ?? why.code, day: why.day };
}
