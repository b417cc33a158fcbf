/**
 * Mails that tell insurers of an insolvency: to whom, when it was tried, and whether a mail server took it. That a
 * server took it does not say that anybody read it.
 */
import type { Address } from "../domain/receivable.ts";
import type { MailOutcome, MailState } from "./accountStatementMails.ts";
import type { Sql, Transaction } from "./database.ts";
import type { InsolvencyWord } from "./insolvency.ts";
import type { Language } from "./notifications.ts";
import { bytes } from "./values.ts";

export interface NewInsurerMail {
  readonly case: string;
  readonly organisation: Address;
  readonly debtor: Address;
  readonly address: string;
  readonly language: Language;
  /** The policy's number. */
  readonly policy: string;
  readonly kind: InsolvencyWord;
  /** Unix seconds. */
  readonly at: number;
}

export interface InsurerMail extends NewInsurerMail {
  readonly state: MailState;
  readonly tries: number;
  /** The last attempt, unix seconds. */
  readonly tried: number | null;
  readonly fault: string | null;
}

const DAY = 86_400;

/** Has a mail sent; beyond so many of an organisation within a day each waits a day longer. */
export async function queueInsurerMail(tx: Transaction, mail: NewInsurerMail, mostDaily: number): Promise<void> {
  const { case: id, organisation, debtor, address, language, policy, kind, at } = mail;
  const [row] = await tx.query<{ count: number }>(
    "select count(*)::int as count from insurer_mails where organisation = $1 and at > $2",
    [bytes(organisation), at - DAY],
  );
  const due = at + DAY * Math.floor((row?.count ?? 0) / mostDaily);
  await tx.query(
    `insert into insurer_mails (case_id, organisation, debtor, address, language, policy, kind, at, state, due)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9)`,
    [id, bytes(organisation), bytes(debtor), address, language, policy, kind, at, due],
  );
}

/** What was told last under a policy, whichever case told it; undefined for nothing. */
export async function lastWordTo(
  sql: Sql,
  { organisation, debtor }: Pick<NewInsurerMail, "organisation" | "debtor">,
  { address, policy }: Pick<NewInsurerMail, "address" | "policy">,
): Promise<InsolvencyWord | undefined> {
  const [row] = await sql.query<{ kind: InsolvencyWord }>(
    `select kind from insurer_mails where organisation = $1 and debtor = $2 and address = $3 and policy = $4
     order by number desc limit 1`,
    [bytes(organisation), bytes(debtor), address, policy],
  );
  return row?.kind;
}

/** Those of a case, in the order in which they were made. */
export async function insurerMailsOf(sql: Sql, id: string): Promise<readonly InsurerMail[]> {
  return sql.query<InsurerMail>(
    `select case_id as "case", organisation, debtor, address, language, policy, kind, at, state, tries, tried, fault
     from insurer_mails where case_id = $1 order by number`,
    [id],
  );
}

/** A mail that this process sends now. */
export interface ClaimedInsurerMail extends NewInsurerMail {
  /** The same at every attempt. */
  readonly id: string;
  /** Counted from 1. */
  readonly tries: number;
}

/** Takes a mail that is due, so that no other process does. @param until Later than any attempt lasts. */
export async function claimInsurerMail(
  sql: Sql,
  { now, until }: { readonly now: number; readonly until: number },
): Promise<ClaimedInsurerMail | undefined> {
  // Of one debtor a withdrawal never overtakes the notice that it withdraws.
  const [row] = await sql.query<ClaimedInsurerMail>(
    `with next as (
       select id from insurer_mails m where state = 'waiting' and due <= $1 and claimed_until <= $1
         and not exists (select from insurer_mails o
           where o.organisation = m.organisation and o.debtor = m.debtor and o.address = m.address
             and o.state = 'waiting' and o.number < m.number)
       order by due, number limit 1 for update skip locked
     )
     update insurer_mails m set claimed_until = $2, tries = tries + 1 from next where m.id = next.id
     returning m.id, case_id as "case", organisation, debtor, address, language, policy, kind, at, tries`,
    [now, until],
  );
  return row;
}

export async function settleInsurerMail(sql: Sql, id: string, outcome: MailOutcome): Promise<void> {
  const { state, retryAt, at, status, fault } = outcome;
  await sql.query(
    `update insurer_mails set state = $2, due = $3, claimed_until = 0, tried = $4, status = $5, fault = $6
     where id = $1`,
    [id, state, retryAt, at, status, fault],
  );
}
