/** Above which amounts another member than the preparer has to sign. Rules are added and never changed or removed. */
import type { Address } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

export const CHECKING_TABLES: readonly string[] = [
  `create table checking_rules (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    currency bytea not null,
    above numeric(80, 0),
    since bigint not null,
    set_by bytea not null
  )`,
  "create index checking_rules_of_organisation on checking_rules (organisation, currency, number)",
];

export interface CheckingRule {
  readonly currency: Address;
  /** Minor units; null where nobody else has to sign. */
  readonly above: bigint | null;
  /** Unix seconds. */
  readonly since: number;
  readonly setBy: Address;
}

const RULE = 'currency, above, since, set_by as "setBy"';

export async function addRule(sql: Sql, organisation: Address, rule: CheckingRule): Promise<void> {
  await sql.query(
    "insert into checking_rules (organisation, currency, above, since, set_by) values ($1, $2, $3, $4, $5)",
    [bytes(organisation), bytes(rule.currency), rule.above, rule.since, bytes(rule.setBy)],
  );
}

/** All that an organisation ever set, in their order: of each currency the last one is in force. */
export async function rulesOf(sql: Sql, organisation: Address): Promise<readonly CheckingRule[]> {
  const text = `select ${RULE} from checking_rules where organisation = $1 order by number`;
  return sql.query<CheckingRule>(text, [bytes(organisation)]);
}

/** Or an administrator could lift a rule for one act, and set it again unseen. */
export const LOOSENED_AFTER_SECONDS = 86_400;

/**
 * The rule for a currency at an instant, undefined where there was none: the strictest of those that were in force on
 * the day before, so that a stricter one counts at once and a looser one a day after it was set.
 */
export function ruleAt(rules: readonly CheckingRule[], currency: Address, instant: number): CheckingRule | undefined {
  const own = rules.filter((rule) => rule.currency === currency && rule.since <= instant);
  const atDaybreak = own.findLastIndex(({ since }) => since <= instant - LOOSENED_AFTER_SECONDS);
  return own.slice(Math.max(atDaybreak, 0)).reduce<CheckingRule | undefined>((strictest, rule) => {
    return strictest !== undefined && isStricter(strictest, rule) ? strictest : rule;
  }, undefined);
}

function isStricter({ above: one }: CheckingRule, { above: other }: CheckingRule): boolean {
  return one !== null && (other === null || one < other);
}

/** Whether an amount asks for somebody else. An amount that nobody knows does wherever there is a rule at all. */
export function asksForAnother(rule: CheckingRule | undefined, amount: bigint | null): boolean {
  if (rule === undefined || rule.above === null) return false;
  return amount === null || amount > rule.above;
}
