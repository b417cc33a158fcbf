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
  `select 'cash', 'cash', m.decided_by, m.decided_by, a.receivable, null, m.id::text, null, m.decided
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
  ...(["imported", "removed"] as const).map(historyOf),
  // Lines of imports are not kept, and so nobody knows any more whose addresses they were.
  `select 'addressesImported', 'setCredit', account, account, null, null, id::text, null, started from imports
     where organisation = $1 and body->>'kind' = 'parties' and body->>'applied' = 'true'
       and body->'mapping'->>'address' is not null`,
  `select 'indicatorsSet', 'setCredit', account, account, null, null, id::text, null, at
     from indicator_settings where organisation = $1`,
  `select 'approval', a.duty, d.approver, d.approver, null, a.customer, a.id::text, null, d.at
     from approval_decisions d join approvals a on a.number = d.approval where a.organisation = $1`,
];

/** Of each customer that it is about and of whom an intent is; of none otherwise, so that a long file hides nothing. */
function historyOf(when: "imported" | "removed"): string {
  const [step, who] = when === "imported" ? ["historyImported", "account"] : ["historyRemoved", "removed_by"];
  return `select '${step}', 'setCredit', ${who}, ${who}, null, told.customer, h.id::text, null, ${when}
    from history_imports h left join (
      select distinct t.import, known.customer from (
        select import, customer from history_items where organisation = $1
        union all select e.number, jsonb_array_elements_text(e.customers) from history_imports e
          where e.organisation = $1
      ) t join (
        select counterparty as customer, '0x' || encode(counterparty, 'hex') as key from intents where organisation = $1
        union select i.counterparty, p.party from intents i join parties p
          on p.organisation = i.organisation and p.address = '0x' || encode(i.counterparty, 'hex')
          where i.organisation = $1
      ) known on known.key = t.customer
    ) told on told.import = h.number where h.organisation = $1 and h.${who} is not null`;
}

const ACTS = SOURCES.join(" union all ");
const COLUMNS = "step, what, account, by, receivable, customer, subject, mandate, at";

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
}

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
     where at between $2 and $3 and (at, subject, step) > ($4, $5, $6) order by at, subject, step limit $7`,
    [bytes(organisation), from, to, after.at, after.subject, after.step, limit],
  );
}

/**
 * What was done in a period, and before it about the same receivables or about the same customers' credit, in the order
 * of time.
 */
export async function actsAround(
  sql: Sql,
  organisation: Address,
  { from, to }: { readonly from: number; readonly to: number },
  limit: number,
): Promise<readonly RecordedAct[]> {
  return sql.query<RecordedAct>(
    `with acts as materialized (${ACTS})
     select ${COLUMNS} from acts where at <= $3 and (at >= $2
       or receivable in (select receivable from acts where at between $2 and $3 and receivable is not null)
       or (receivable is null
         and customer in (select customer from acts where at between $2 and $3 and customer is not null)))
     order by at, subject, step limit $4`,
    [bytes(organisation), from, to, limit],
  );
}
