/** Who told of whose past payments with imported history, and what the same person did about these customers. */
import type { PersonOf } from "../domain/duties/people.ts";
import type { Address } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { ACTS, COLUMNS } from "./dutiesActs.ts";
import type { RecordedAct } from "./dutiesActs.ts";
import { bytes } from "./values.ts";

/** Who is who. */
interface People {
  /** All that may be one person with another account. */
  readonly accounts: readonly Address[];
  readonly personOf: PersonOf;
}

const KEY = "'0x' || encode(customer, 'hex')";
const ABOUT = `from named join history_customers c on c.organisation = $1 and c.customer = named.key
  join history_imports h on h.number = c.import`;
const IS_MET = "told.person = sold.person and told.customer = sold.customer and (told.at >= $2 or sold.at >= $2)";

/** With who each one is, as `person`. */
function withPeople(acts: string): string {
  const person = "coalesce(p.person, '0x' || encode(a.account, 'hex'))";
  return `select a.*, ${person} as person from (${acts}) as a left join people p on p.account = a.account`;
}

/**
 * The first that each person told of a customer by an import, or by taking one back, and the first of each kind that it
 * sold to that customer or approved for it: where there are both, and either is of the period. Of the customers of an
 * import none but these are read, so that no import makes a report too long to be told. In no order.
 * @param period Unix seconds, both included.
 */
export async function historyActsAround(
  sql: Sql,
  organisation: Address,
  { from, to }: { readonly from: number; readonly to: number },
  { accounts, personOf }: People,
): Promise<readonly RecordedAct[]> {
  return sql.query<RecordedAct>(
    `with people (account, person) as materialized (select * from unnest($4::bytea[], $5::text[])),
     importers as materialized (select person from (${withPeople(
       `select account from history_imports where organisation = $1
        union select removed_by from history_imports where organisation = $1`,
     )}) as accounts),
     sold as materialized (
       select distinct on (person, customer, step, what, at >= $2) * from (${withPeople(ACTS)}) as acts
       where at <= $3 and customer is not null and step in ('prepared', 'approval', 'overrideApproved')
         and person in (select person from importers)
       order by person, customer, step, what, at >= $2, at, subject),
     customers as materialized (select distinct customer from sold),
     named as materialized (select customer, ${KEY} as key from customers
       union select customer, party from customers join parties on organisation = $1 and address = ${KEY}),
     told as materialized (select distinct on (person, customer) *, 'setCredit' as what, account as by,
         null::bytea as receivable, null::text as mandate
       from (${withPeople(
         `select 'historyImported' as step, h.account, h.imported as at, h.id::text as subject, named.customer ${ABOUT}
          union all select 'historyRemoved', h.removed_by, h.removed, h.id::text, named.customer ${ABOUT}
            where h.removed_by is not null`,
       )}) as acts
       where at <= $3 order by person, customer, at, subject, step)
     select ${COLUMNS} from told where exists (select from sold where ${IS_MET})
     union all select ${COLUMNS} from sold where exists (select from told where ${IS_MET})`,
    [bytes(organisation), from, to, accounts.map(bytes), accounts.map(personOf)],
  );
}
