/** Who did what for an organisation at this gateway, from the tables in which it was recorded when it was done. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** How an act was made: an intent prepared or signed, a bank entry matched, a limit set, and so on. */
export type ActStep =
  | "prepared"
  | "signed"
  | "cash"
  | "caseEntry"
  | "disputeOutcome"
  | "accountStated"
  | "accountApproved"
  | "dunningAct"
  | CreditStep
  | "approval";

/** What sets a customer's credit, or what it rests on. */
type CreditStep =
  | "limitSet"
  | "limitFrozen"
  | "freezeLifted"
  | "creditPolicySet"
  | "overrideApproved"
  | "overrideEnded"
  | "contestUpheld"
  | "factEntered"
  | "factWithdrawn"
  | "factChosen"
  | "accountsEntered"
  | "gradeImported"
  | "historyImported"
  | "historyRemoved"
  | "addressesImported"
  | "indicatorsSet";

export interface RecordedAct {
  readonly step: ActStep;
  /** The verb of an intent, the kind of an entry of a case, the duty that credit or an approval took; else the step. */
  readonly what: string;
  /** Whose key it was. */
  readonly account: Address;
  /** Who was signed in, where another's signature was handed in. */
  readonly by: Address;
  readonly receivable: Hex | null;
  /** Whose receivable or whose credit it was; null where that is not said. */
  readonly customer: Address | null;
  /** The id of the intent, match, entry and so on. */
  readonly subject: string;
  /** The power of attorney of an agent, by its hash. */
  readonly mandate: string | null;
  /** Unix seconds. */
  readonly at: number;
}

const NO_MANDATE = "null::text as mandate";
/** Columns in the order of {@link RecordedAct}, each of an organisation `$1`. */
const SOURCES: readonly string[] = [
  `select 'prepared' as step, verb as what, prepared_by as account, prepared_by as by, receivable,
     counterparty as customer, id as subject, ${NO_MANDATE}, prepared as at from intents where organisation = $1`,
  `select 'signed', verb, signer, handed_in_by, receivable, counterparty, id, mandate->>'document', signed from intents
     where organisation = $1 and signer is not null
       and not exists (select from intent_parties p where p.intent = intents.id and p.party = $1)`,
  `select 'prepared', i.verb, p.prepared_by, p.prepared_by, i.receivable, null, i.id, null, i.prepared
     from intent_parties p join intents i on i.id = p.intent
     where p.party = $1 and i.organisation <> $1 and p.prepared_by is not null`,
  `select 'signed', i.verb, p.signer, p.handed_in_by, i.receivable, null, i.id, p.mandate->>'document', p.signed
     from intent_parties p join intents i on i.id = p.intent where p.party = $1 and p.signer is not null`,
  // What is matched with several items that are no receivables is one line.
  `select distinct 'cash', 'cash', m.decided_by, m.decided_by, a.receivable, null::bytea, m.id::text, null, m.decided
     from cash_matches m join cash_allocations a on a.match = m.number
     where m.organisation = $1 and m.decided_by is not null`,
  `select 'caseEntry', e.body->>'kind', e.account, e.account,
     decode(substr(coalesce(e.body->>'receivable', q.body->>'receivable'), 3), 'hex'), c.customer, e.id::text, null,
     e.at from case_entries e join cases c on c.id = e.case_id
     left join case_entries q on q.case_id = e.case_id and q.id::text = e.body->>'request'
     where c.organisation = $1`,
  `select 'disputeOutcome', 'disputeOutcome', account, account, receivable, null, id::text, null, at
     from dispute_outcomes where organisation = $1`,
  `select 'accountStated', 'accountStated', stated_by, stated_by, null, null, id::text, null, stated
     from bank_accounts where organisation = $1`,
  `select 'accountApproved', 'accountApproved', approved_by, approved_by, null, null, id::text, null, approved
     from bank_accounts where organisation = $1 and approved_by is not null`,
  `select 'dunningAct', 'dunningAct', logged_by, logged_by, null, customer, id::text, null, logged
     from dunning_acts where organisation = $1`,
  // A limit is of a customer, or of a group that goes by a name.
  `select 'limitSet', 'setCredit', set_by, set_by, null,
     case when subject ~ '^0x[0-9a-f]{40}$' then decode(substr(subject, 3), 'hex') end, id::text, null, set_at
     from limits where organisation = $1`,
  `select 'limitFrozen', 'setCredit', frozen_by, frozen_by, null, customer, id::text, null, since
     from limit_freezes where organisation = $1`,
  // Whose approval it took stands among the approvals.
  `select 'freezeLifted', 'setCredit', lifted_by, lifted_by, null, customer, id::text, null, lifted
     from limit_freezes where organisation = $1 and lifted is not null`,
  `select 'creditPolicySet', 'setCredit', set_by, set_by, null, null, id::text, null, set_at
     from credit_policies where organisation = $1`,
  `select 'overrideApproved', 'approveCredit', decided_by, decided_by, null, customer, id::text, null, decided
     from credit_overrides where organisation = $1 and decision = 'approved'`,
  `select 'overrideEnded', 'setCredit', ended_by, ended_by, null, customer, id::text, null, ended
     from credit_overrides where organisation = $1 and decision = 'approved' and ended_by is not null`,
  `select 'contestUpheld', 'setCredit', decided_by, decided_by, null, customer, id::text, null, decided
     from credit_contests where organisation = $1 and decision = 'upheld'`,
  `select 'factEntered', 'setCredit', entered_by, entered_by, null, customer, id::text, null, entered
     from party_facts where organisation = $1`,
  `select 'factWithdrawn', 'setCredit', withdrawn_by, withdrawn_by, null, customer, id::text, null, withdrawn
     from party_facts where organisation = $1 and withdrawn_by is not null`,
  `select 'factChosen', 'setCredit', chosen_by, chosen_by, null, customer, fact::text, null, chosen
     from party_choices where organisation = $1`,
  `select 'accountsEntered', 'setCredit', entered_by, entered_by, null, customer, id::text, null, entered
     from party_accounts where organisation = $1`,
  `select 'gradeImported', 'setCredit', imported_by, imported_by, null, customer,
     '0x' || encode(attestation, 'hex'), null, imported from party_grades where organisation = $1`,
  // One line for each, however many customers it is about: `dutiesHistory.ts` has these.
  `select 'historyImported', 'setCredit', account, account, null, null, id::text, null, imported
     from history_imports where organisation = $1`,
  `select 'historyRemoved', 'setCredit', removed_by, removed_by, null, null, id::text, null, removed
     from history_imports where organisation = $1 and removed_by is not null`,
  // Lines of imports are not kept, and so nobody knows any more whose addresses they were.
  `select 'addressesImported', 'setCredit', account, account, null, null, id::text, null, started from imports
     where organisation = $1 and body->>'kind' = 'parties' and body->>'applied' = 'true'
       and body->'mapping'->>'address' is not null`,
  `select 'indicatorsSet', 'setCredit', account, account, null, null, id::text, null, at
     from indicator_settings where organisation = $1`,
  `select 'approval', a.duty, d.approver, d.approver, null, a.customer, a.id::text, null, d.at
     from approval_decisions d join approvals a on a.number = d.approval where a.organisation = $1`,
];

/** All that was done for an organisation `$1`. */
export const ACTS = SOURCES.join(" union all ");
export const COLUMNS = "step, what, account, by, receivable, customer, subject, mandate, at";

/** What was done about a receivable, in the order of time. */
export async function actsOn(sql: Sql, organisation: Address, receivable: Hex): Promise<readonly RecordedAct[]> {
  return sql.query<RecordedAct>(
    `select ${COLUMNS} from (${ACTS}) as acts where receivable = $2 order by at, subject, step`,
    [bytes(organisation), bytes(receivable)],
  );
}

/** Where a page ended. */
export interface RecordedActPlace {
  readonly at: number;
  readonly subject: string;
  readonly step: string;
  readonly account: string;
  /** Empty for none. */
  readonly receivable: string;
}

const PLACE = "at, subject, step, '0x' || encode(account, 'hex'), coalesce('0x' || encode(receivable, 'hex'), '')";

/** What was done in a period after a place, in the order of time. Instants are unix seconds and included. */
export async function actsBetween(
  sql: Sql,
  organisation: Address,
  { from, to }: { readonly from: number; readonly to: number },
  after: RecordedActPlace,
  limit: number,
): Promise<readonly RecordedAct[]> {
  return sql.query<RecordedAct>(
    `select ${COLUMNS} from (${ACTS}) as acts
     where at between $2 and $3 and (${PLACE}) > ($4, $5, $6, $7, $8) order by ${PLACE} limit $9`,
    [...[bytes(organisation), from, to, after.at, after.subject, after.step, after.account, after.receivable], limit],
  );
}

/**
 * What was done in a period; and before it what was done in the same matters, and the first of what each account did
 * about the same receivables or the same customers' credit: a later one of its kind makes no conflict that the first
 * does not make. In the order of time.
 */
export async function actsAround(
  sql: Sql,
  organisation: Address,
  { from, to }: { readonly from: number; readonly to: number },
  limit: number,
): Promise<readonly RecordedAct[]> {
  return sql.query<RecordedAct>(
    `with acts as materialized (select ${COLUMNS} from (${ACTS}) as recorded where at <= $3),
     near as materialized (select * from acts where at >= $2),
     before as (select * from acts where at < $2)
     select * from near
     union select * from before where subject in (select subject from near)
     union select * from (select distinct on (account, receivable, customer, step, what) * from before
       where receivable in (select receivable from near where receivable is not null)
         or (receivable is null and customer in (select customer from near where customer is not null))
       order by account, receivable, customer, step, what, at, subject) as firsts
     order by at, subject, step limit $4`,
    [bytes(organisation), from, to, limit],
  );
}
