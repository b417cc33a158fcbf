/** Warnings as the interface writes them. */
import { recordOfCounts } from "../../domain/risk/outcomes.ts";
import type { RuleRecord } from "../../domain/risk/outcomes.ts";
import { RULE_SPECS } from "../../domain/risk/warnings.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { RuleCounts } from "../../store/riskRecords.ts";
import type { StoredWarning, WarningNote } from "../../store/riskWarnings.ts";
import type { ShownWarning, ShownWarningRules } from "../../wire/warning.ts";
import { shownInstant } from "../receivables/showing.ts";
import type { UsedRule } from "./rules.ts";

type ShownRule = ShownWarningRules["items"][number];

/** @param counts Undefined of a rule that never warned. */
export function shownRule(rule: UsedRule, counts: RuleCounts = noneOf(rule)): ShownRule {
  const { stored, threshold, windowDays, isOn, isAlarm } = rule;
  const { unit, says, reads } = RULE_SPECS[rule.rule];
  return {
    ...{ rule: rule.rule, isOn, threshold: threshold.toString(), windowDays, isAlarm, unit, says, reads },
    version: stored?.version ?? null,
    set: stored === undefined ? null : shownInstant(stored.set),
    setBy: stored?.setBy ?? null,
    current: counts.current,
    record: shownRecord(recordOfCounts(counts)),
  };
}

function noneOf({ rule }: UsedRule): RuleCounts {
  return { rule, raised: 0, confirmed: 0, false: 0, undecided: 0, current: 0 };
}

export function shownRecord({ precisionPpm, ...counts }: RuleRecord): ShownRule["record"] {
  return { ...counts, precisionPpm: precisionPpm?.toString() ?? null };
}

/** @param notes What was said of it, in the order in which it was said: the last word is shown. */
export function shownWarning(stored: StoredWarning, notes: readonly WarningNote[]): ShownWarning {
  const { id, rule, currency, subject, occasion, present, outcome, isReturn, cleared } = stored;
  // Where a person's word stands in the place of time's, so does that of no item.
  const { outcomeItem, outcomeDay } = stored.isJudged ? { outcomeItem: null, outcomeDay: null } : stored;
  const acknowledged = notes.findLast(({ kind }) => kind === "acknowledged");
  const judged = notes.findLast(({ kind }) => kind === "judged");
  return {
    ...{ id, rule, currency, subject, occasion, n: present.n, items: [...present.items], outcome, outcomeItem },
    ...{ since: dateOfDay(stored.since), raised: shownInstant(stored.raised), unit: RULE_SPECS[rule].unit },
    ...{ figure: present.figure.toString(), threshold: stored.threshold.toString(), isReturn },
    ...{ raisedFigure: stored.figure.toString(), horizon: dateOfDay(stored.horizonDay) },
    cleared: cleared === null ? null : shownInstant(cleared),
    outcomeDay: outcomeDay === null ? null : dateOfDay(outcomeDay),
    acknowledged: acknowledged === undefined ? null : { ...said(acknowledged), owner: acknowledged.owner },
    judged: judged === undefined ? null : { ...said(judged), outcome: judged.outcome ?? outcome },
  };
}

function said({ account, at, note }: WarningNote): Pick<WarningNote, "account" | "note"> & { readonly at: string } {
  return { account, note, at: shownInstant(at) };
}
