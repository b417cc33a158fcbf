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

/** Holds one that is due until the transaction ends, so that no other process looks at it. */
export async function holdRiskLook(tx: Transaction, now: number): Promise<Address | undefined> {
  const [row] = await tx.query<{ organisation: Address }>(
    `select organisation from risk_looks where due <= $1 order by due, organisation limit 1
     for update skip locked`,
    [now],
  );
  return row?.organisation;
}

interface RiskLook {
  readonly due: number;
  /** When it was looked at last; null where that failed, which leaves what stood. */
  readonly looked: number | null;
  readonly fault: string | null;
}

export async function moveRiskLook(sql: Sql, organisation: Address, { due, looked, fault }: RiskLook): Promise<void> {
  const text = "update risk_looks set due = $2, looked = coalesce($3, looked), fault = $4 where organisation = $1";
  await sql.query(text, [bytes(organisation), due, looked, fault]);
}

/** Undefined of an organisation that set no rule. */
export async function riskLookOf(sql: Sql, organisation: Address): Promise<RiskLook | undefined> {
  const text = "select due, looked, fault from risk_looks where organisation = $1";
  return (await sql.query<RiskLook>(text, [bytes(organisation)]))[0];
}
