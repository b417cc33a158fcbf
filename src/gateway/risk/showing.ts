/** Warnings as the interface writes them. */
import { recordOf } from "../../domain/risk/outcomes.ts";
import type { Counted, RuleRecord } from "../../domain/risk/outcomes.ts";
import { RULE_SPECS } from "../../domain/risk/warnings.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { CountedWarnings, StoredWarning, WarningNote } from "../../store/riskWarnings.ts";
import type { ShownWarning, ShownWarningRules } from "../../wire/warning.ts";
import { shownInstant } from "../receivables/showing.ts";
import type { UsedRule } from "./rules.ts";

type ShownRule = ShownWarningRules["items"][number];

export function shownRule(rule: UsedRule, counted: readonly CountedWarnings[]): ShownRule {
  const { stored, threshold, windowDays, isOn, isAlarm } = rule;
  const { unit, says, reads } = RULE_SPECS[rule.rule];
  const own = counted.filter((one) => one.rule === rule.rule);
  const warnings = own.flatMap(({ outcome, count, timed }) =>
    Array.from({ length: count }, (_, place): Counted => ({ outcome, hadItsTime: place < timed })),
  );
  return {
    ...{ rule: rule.rule, isOn, threshold: threshold.toString(), windowDays, isAlarm, unit, says, reads },
    version: stored?.version ?? null,
    set: stored === undefined ? null : shownInstant(stored.set),
    setBy: stored?.setBy ?? null,
    current: own.reduce((sum, { current }) => sum + current, 0),
    record: shownRecord(recordOf(warnings)),
  };
}

export function shownRecord({ precisionPpm, ...counts }: RuleRecord): ShownRule["record"] {
  return { ...counts, precisionPpm: precisionPpm?.toString() ?? null };
}

/** @param notes What was said of it, in the order in which it was said: the last word is shown. */
export function shownWarning(stored: StoredWarning, notes: readonly WarningNote[]): ShownWarning {
  const { id, rule, currency, subject, occasion, n, items, outcome, outcomeItem, outcomeDay, cleared } = stored;
  const acknowledged = notes.findLast(({ kind }) => kind === "acknowledged");
  const judged = notes.findLast(({ kind }) => kind === "judged");
  return {
    ...{ id, rule, currency, subject, occasion, n, items: [...items], outcome, outcomeItem },
    ...{ since: dateOfDay(stored.since), raised: shownInstant(stored.raised), unit: RULE_SPECS[rule].unit },
    ...{ figure: stored.figure.toString(), threshold: stored.threshold.toString() },
    cleared: cleared === null ? null : shownInstant(cleared),
    outcomeDay: outcomeDay === null ? null : dateOfDay(outcomeDay),
    acknowledged: acknowledged === undefined ? null : { ...said(acknowledged), owner: acknowledged.owner },
    judged: judged === undefined ? null : { ...said(judged), outcome: judged.outcome ?? outcome },
  };
}

function said({ account, at, note }: WarningNote): Pick<WarningNote, "account" | "note"> & { readonly at: string } {
  return { account, note, at: shownInstant(at) };
}
