/** How an organisation uses the rules of early warning. */
import type { Address } from "../../domain/receivable.ts";
import { RULE_SPECS, WARNING_RULES } from "../../domain/risk/warnings.ts";
import type { RuleSetting, WarningRule } from "../../domain/risk/warnings.ts";
import type { Sql } from "../../store/database.ts";
import { lastRiskVersions } from "../../store/riskVersions.ts";
import type { RiskVersion } from "../../store/riskVersions.ts";
import type { NewWarningRule } from "../../wire/warning.ts";

export interface UsedRule extends RuleSetting {
  readonly isOn: boolean;
  /** Whether administrators are told who never asked for it. */
  readonly isAlarm: boolean;
  /** Undefined where the organisation never set it: then it is off. */
  readonly stored: RiskVersion | undefined;
}

/** Every rule there is. */
export async function usedRules(sql: Sql, organisation: Address): Promise<readonly UsedRule[]> {
  const versions = new Map((await lastRiskVersions(sql, organisation, "rule")).map((one) => [one.subject, one]));
  return WARNING_RULES.map((rule) => usedRule(rule, versions.get(rule)));
}

function usedRule(rule: WarningRule, stored: RiskVersion | undefined): UsedRule {
  const { threshold, windowDays } = RULE_SPECS[rule];
  if (stored === undefined) return { rule, threshold, windowDays, isOn: false, isAlarm: false, stored };
  // Only what the interface took is kept there.
  const set = stored.body as NewWarningRule;
  const { isOn, isAlarm } = set;
  return { rule, threshold: BigInt(set.threshold), windowDays: set.windowDays, isOn, isAlarm, stored };
}
