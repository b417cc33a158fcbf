/** Which organisation is looked at for warnings next. Any number of processes may ask at once. */
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

/** Has an organisation looked at as soon as may be. */
export async function askRiskLook(sql: Sql, organisation: Address, now: number): Promise<void> {
  const text = `insert into risk_looks (organisation, due) values ($1, $2)
    on conflict (organisation) do update set due = least(risk_looks.due, excluded.due)`;
  await sql.query(text, [bytes(organisation), now]);
}

/** Takes one that is due, which then is due again at another instant: no other process looks at it meanwhile. */
export async function takeRiskLook(sql: Sql, now: number, next: number): Promise<Address | undefined> {
  const [row] = await sql.query<{ organisation: Address }>(
    `update risk_looks set due = $2 where organisation = (select organisation from risk_looks where due <= $1
       order by due, organisation limit 1 for update skip locked) returning organisation`,
    [now, next],
  );
  return row?.organisation;
}

/** Holds what was taken until the transaction ends; false where another look was asked for since, which is due. */
export async function holdRiskLook(tx: Transaction, organisation: Address, next: number): Promise<boolean> {
  const text = "select from risk_looks where organisation = $1 and due = $2 for update";
  return (await tx.query(text, [bytes(organisation), next])).length === 1;
}

interface RiskLook {
  /** When it was looked at last; null where that failed, which leaves what stood. */
  readonly looked: number | null;
  readonly fault: string | null;
}

export async function endRiskLook(sql: Sql, organisation: Address, { looked, fault }: RiskLook): Promise<void> {
  const text = "update risk_looks set looked = coalesce($2, looked), fault = $3 where organisation = $1";
  await sql.query(text, [bytes(organisation), looked, fault]);
}

/** Undefined of an organisation that set no rule. */
export async function riskLookOf(sql: Sql, organisation: Address): Promise<RiskLook | undefined> {
  const text = "select looked, fault from risk_looks where organisation = $1";
  return (await sql.query<RiskLook>(text, [bytes(organisation)]))[0];
}
