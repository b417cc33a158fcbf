/** What a look writes: warnings that it found, that it found over, and of which it found what became. */
import type { Address } from "../domain/receivable.ts";
import type { Outcome } from "../domain/risk/outcomes.ts";
import { SPELL_DAYS } from "../domain/risk/warnings.ts";
import type { Warning, WarningRule } from "../domain/risk/warnings.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

const DAY = 86_400;

/** A look at one currency. */
export interface WarningLook {
  readonly organisation: Address;
  readonly currency: string;
  readonly day: number;
  /** Unix seconds. */
  readonly at: number;
}

/** Of whom a rule's warnings last, or ended so lately that they may return: what lasts, and is the latest, first. */
export async function subjectsTold(
  tx: Transaction,
  { organisation, currency, at }: WarningLook,
  rule: WarningRule,
): Promise<readonly string[]> {
  const rows = await tx.query<{ subject: string }>(
    `select subject from risk_warnings
     where organisation = $1 and currency = $2 and rule = $3 and occasion = '' and subject <> ''
       and (cleared is null or cleared >= $4)
     group by subject order by bool_or(cleared is null) desc, max(number) desc`,
    [bytes(organisation), currency, rule, at - SPELL_DAYS * DAY],
  );
  return rows.map(({ subject }) => subject);
}

/**
 * Keeps a warning, or what is another of one that lasts. @param id Of a new one. @param horizonDay Likewise.
 * @returns whether it is new, and no return
 */
export async function keepWarning(
  tx: Transaction,
  { organisation, currency, day, at }: WarningLook,
  { rule, subject, occasion, since, figure, threshold, n, items }: Warning,
  { id, horizonDay }: { readonly id: string; readonly horizonDay: number },
): Promise<boolean> {
  const key = [bytes(organisation), currency, rule, subject];
  const present = JSON.stringify({ figure: figure.toString(), n, items });
  const rows = await tx.query<{ isReturn: boolean }>(
    `insert into risk_warnings (organisation, currency, rule, subject, occasion, id, since, figure, threshold, counted,
       items, present, raised, raised_day, horizon_day, is_return)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $5 = '' and exists (
       select from risk_warnings where organisation = $1 and currency = $2 and rule = $3 and subject = $4
         and occasion = '' and cleared >= $16))
     on conflict do nothing returning is_return as "isReturn"`,
    [
      ...[...key, occasion, id, since, figure.toString(), threshold.toString(), n, JSON.stringify(items), present],
      ...[at, day, horizonDay, at - SPELL_DAYS * DAY],
    ],
  );
  if (rows.length === 0 && occasion === "") {
    await tx.query(
      `update risk_warnings set present = $5 where organisation = $1 and currency = $2 and rule = $3 and subject = $4
         and occasion = '' and cleared is null and present <> $5::jsonb`,
      [...key, present],
    );
  }
  return rows[0]?.isReturn === false;
}

/** Notes that warnings which last are over. @param lasting Those that are not. */
export async function clearWarnings(
  tx: Transaction,
  { organisation, currency, at }: WarningLook,
  lasting: readonly Pick<Warning, "rule" | "subject">[],
): Promise<void> {
  await tx.query(
    `update risk_warnings w set cleared = $3
     where organisation = $1 and currency = $2 and occasion = '' and cleared is null
       and not exists (select from unnest($4::text[], $5::text[]) as l (rule, subject)
         where l.rule = w.rule and l.subject = w.subject)`,
    [
      ...[bytes(organisation), currency, at],
      ...[lasting.map(({ rule }) => rule), lasting.map(({ subject }) => subject)],
    ],
  );
}

/** Notes that warnings are over whose currency nobody looks at any more. @param looked The currencies that are. */
export async function clearLeft(
  tx: Transaction,
  { organisation, at }: Pick<WarningLook, "organisation" | "at">,
  looked: readonly string[],
): Promise<void> {
  await tx.query(
    `update risk_warnings set cleared = $2
     where organisation = $1 and occasion = '' and cleared is null and currency <> all($3::text[])`,
    [bytes(organisation), at, looked],
  );
}

/** What time decided of a warning. */
export interface WarningOutcome {
  readonly id: string;
  readonly outcome: Outcome;
  readonly item: string | null;
  /** Days since 1970-01-01. */
  readonly day: number | null;
}

/** Notes what time decided, beside what a person judged. @param at Unix seconds. */
export async function decideWarning(
  tx: Transaction,
  { id, outcome, item, day }: WarningOutcome,
  at: number,
): Promise<void> {
  await tx.query(
    `update risk_warnings set outcome = $2, outcome_item = $3, outcome_day = $4, decided = $5
     where id = $1 and outcome = 'open'`,
    [id, outcome, item, day, at],
  );
}

/** A warning that names what only imported history can have, with all the places in which it does. */
export interface ImportedWarning {
  readonly id: string;
  readonly rule: WarningRule;
  readonly subject: string;
  readonly occasion: string;
  readonly items: readonly string[];
  readonly present: {
    readonly figure: string;
    readonly n: number;
    readonly items: readonly string[];
    /** That the subject is a key of imported history, once items that showed it are gone. */
    readonly isOfKey?: boolean;
  };
  readonly outcomeItem: string | null;
}

/** Customers of the ledger are addresses, and its items hashes; an imported item is a list as JSON writes it. */
export async function importedWarnings(sql: Sql, organisation: Address): Promise<readonly ImportedWarning[]> {
  return sql.query<ImportedWarning>(
    `select id, rule, subject, occasion, items, present, outcome_item as "outcomeItem" from risk_warnings
     where organisation = $1 and (subject !~ '^(0x[0-9a-f]{40})?$' or occasion like '[%' or outcome_item like '[%'
       or exists (select from jsonb_array_elements_text(items || (present -> 'items')) as named (item)
         where item like '[%'))
     order by number`,
    [bytes(organisation)],
  );
}

/** An imported invoice, by its customer's key and an address that the organisation's parties had for it. */
interface HistoryName {
  readonly customer: string;
  readonly address: string | null;
  readonly number: string;
}

/**
 * Those of some customers or numbers, of every import that is not erased, whether it was taken back or not: by each
 * address that the key ever had, since an item is called by the one of its time.
 */
export async function keptHistoryNames(
  sql: Sql,
  organisation: Address,
  customers: readonly string[],
  numbers: readonly string[],
): Promise<readonly HistoryName[]> {
  return sql.query<HistoryName>(
    `select distinct h.customer, nullif(a.value, '') as address, h.invoice_number as number from history_items h
     left join portfolio_attributes a
       on a.organisation = h.organisation and a.kind = 'address' and a.subject = h.customer
     where h.organisation = $1 and (h.customer = any($2) or h.invoice_number = any($3))`,
    [bytes(organisation), customers, numbers],
  );
}

/** Writes a warning without names that are no more; whose subject is gone loses what people wrote of it too. */
export async function rewriteWarning(tx: Transaction, warning: ImportedWarning): Promise<void> {
  const { id, subject, occasion, items, present, outcomeItem } = warning;
  await tx.query(
    `update risk_warnings set subject = $2, occasion = $3, items = $4, present = $5, outcome_item = $6 where id = $1`,
    [id, subject, occasion, JSON.stringify(items), JSON.stringify(present), outcomeItem],
  );
  if (subject === "") await tx.query("update risk_warning_notes set note = '' where warning = $1", [id]);
}
