/** What customers owe an organisation, summed by the index, and what it has prepared and not recorded. */
import type { ClaimSum } from "../domain/exposure/exposure.ts";
import { NO_RECOURSE } from "../domain/factoring/offer.ts";
import { Status } from "../domain/receivable.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { concerns, OPEN_STATUSES } from "./dunningItems.ts";
import { holdersOf } from "./holders.ts";
import { isAtLarge, mayCome } from "./limitGrants.ts";
import { bytes } from "./values.ts";

/** A step of the schema: what an organisation prepared for a customer. */
export const LIMIT_EXPOSURE_INDEXES: readonly string[] = [
  `create index intents_of_counterparty on intents (organisation, counterparty)
    where verb = 'issue' and withdrawn is null and not over`,
];

/** A step of the schema: what was signed, withdrawn and may be sent all the same. */
export const LIMIT_AT_LARGE_INDEXES: readonly string[] = [
  `create index intents_at_large on intents (organisation, counterparty)
    where verb = 'issue' and withdrawn is not null and signer is not null`,
];

/** A step of the schema: the same of what was not withdrawn either, and was refused once. */
export const LIMIT_SIGNED_INDEXES: readonly string[] = [
  "drop index intents_at_large",
  `create index intents_signed_until on intents (organisation, counterparty, deadline)
    where verb = 'issue' and signer is not null`,
];

/** Whose exposure is asked for: that of a creditor on some customers together. */
export interface ExposureQuestion {
  readonly organisation: Address;
  readonly customers: readonly Address[];
  /** Unix seconds. */
  readonly at: number;
}

/** Claims of one currency that are alike; of sealed ones nobody here knows currency or sum. */
export interface StoredClaimSum extends ClaimSum {
  readonly customer: Address;
  readonly currency: Address | null;
  /** Since the oldest of them was due; nought where none is overdue. */
  readonly daysPast: number;
}

/** A live deal by which the factor may charge the claim back to its seller. */
const HAS_RECOURSE = `exists (select from deals d where d.desk = r.holder and d.id = r.id and d.live
  and d.seller = $1 and d.recourse_days < ${NO_RECOURSE})`;

/**
 * A claim of another supplier's counts once its debtor accepted it, or where the organisation bought it: anybody can
 * issue one and hand it to whoever never asked for it.
 */
const IS_WILLED = `(r.supplier = $1 or r.status = ${Status.Accepted} or exists (select from deals d
  where d.desk = r.holder and d.id = r.id and d.live and d.factor = $1))`;

/** In each debt's own zone. */
const LOCAL_DAY = `floor(($3::bigint + 60 * coalesce(r.utc_offset,
  (c.receivable -> 'terms' ->> 'utcOffset')::int, 0)) / 86400.0)`;

/** What is open, in as many rows as there are kinds of it, however many claims there are. */
export async function claimSumsOf(
  sql: Sql,
  { organisation, customers, at }: ExposureQuestion,
): Promise<readonly StoredClaimSum[]> {
  return sql.query<StoredClaimSum>(
    `select customer, currency, state, place, past > 0 as "isOverdue", max(past)::int as "daysPast",
       count(*)::int as items,
       coalesce(sum(open), 0)::numeric as open, coalesce(sum(least(disputed, open)), 0)::numeric as disputed
     from (select r.buyer as customer, coalesce(r.currency, c.currency) as currency,
         case when r.status = ${Status.Accepted} then 'accepted' else 'pending' end as state,
         case when r.holder in ${holdersOf("$1")} then 'own' when ${HAS_RECOURSE} then 'recourse' else 'away' end
           as place,
         greatest(coalesce(${LOCAL_DAY} - coalesce(r.due_day, c.due_day), 0), 0) as past,
         greatest(coalesce(r.amount, c.amount) - r.settled, 0) as open, r.disputed
       from receivables r left join contents c on r.currency is null and c.commitment = r.commitment
       where r.buyer = any($2) and ${concerns("$1")} and not r.closed and r.status in (${OPEN_STATUSES})
         and r.supplier is not null and ${IS_WILLED}) as claims
     group by 1, 2, 3, 4, 5`,
    [bytes(organisation), customers.map(bytes), at],
  );
}

/**
 * Issues that may still be recorded, and what was signed of those that were withdrawn or refused, by one signature
 * each: of a receivable the largest, since one alone can be. The text has an organisation, its customers and the
 * instant as its first three parameters.
 * @param except An intent that is left out, with all others of its receivable: it may take their place.
 */
const comingIssues = (except: string): string => {
  const issues = `select i.counterparty as customer, i.currency, i.receivable, i.amount,
      decode(substr(i.body -> 'plan' -> 'receivable' -> 'header' ->> 'invoice', 3), 'hex') as invoice
    from intents i where i.organisation = $1 and i.verb = 'issue' and i.counterparty = any($2)
      and not exists (select from receivables r where r.id = i.receivable and r.supplier is not null)`;
  return `select customer, currency, invoice, max(amount) as amount
    from (${issues} and ${mayCome("$3")}
      union all ${issues} and i.signer is not null and ${isAtLarge("$3")}) as coming
    where receivable is distinct from (select x.receivable from intents x where x.id = ${except})
    group by customer, currency, invoice, receivable`;
};

/** Minor units. */
interface CurrencySum {
  readonly customer: Address;
  readonly currency: Address;
  readonly amount: bigint;
}

/**
 * What intents add that nothing records yet: issues in full, changes by as much as they raise the claim.
 * @param except An intent that is left out, since it is what is asked about.
 */
export async function preparedSumsOf(
  sql: Sql,
  { organisation, customers, at }: ExposureQuestion,
  except: string | null,
): Promise<readonly CurrencySum[]> {
  return sql.query<CurrencySum>(
    `select customer, currency, sum(amount)::numeric as amount from (
       select customer, currency, amount from (${comingIssues("$4::text")}) as issues where currency is not null
       union all
       select g.customer, g.currency, g.added from limit_grants g join intents i on i.id = g.intent
       join receivables r on r.id = g.receivable and r.commitment = i.commitment
       where g.organisation = $1 and g.customer = any($2) and g.verb <> 'issue' and g.added > 0
         and i.id is distinct from $4 and (${mayCome("$3")} or ${isAtLarge("$3")})
     ) as prepared group by customer, currency`,
    [bytes(organisation), customers.map(bytes), at, except],
  );
}

/** What debtors promised, as the last look at them made it; minor units. */
export async function promisedSumsOf(
  sql: Sql,
  organisation: Address,
  customers: readonly Address[],
): Promise<readonly CurrencySum[]> {
  return sql.query<CurrencySum>(
    `select customer, currency, sum(promised)::numeric as amount from dunning_sums
     where organisation = $1 and customer = any($2) group by customer, currency`,
    [bytes(organisation), customers.map(bytes)],
  );
}

/** How the organisation's books call some customers. */
export async function partiesOfCustomers(
  sql: Sql,
  organisation: Address,
  customers: readonly Address[],
): Promise<readonly { readonly party: string; readonly customer: Address }[]> {
  const text = "select party, address from parties where organisation = $1 and address = any($2) order by party";
  const rows = await sql.query<{ party: string; address: Address }>(text, [bytes(organisation), customers]);
  return rows.map(({ party, address: customer }) => ({ party, customer }));
}

/** An item that is open by the organisation's own books. */
export interface BookedItem {
  /** How the books call who owes it. */
  readonly party: string;
  readonly invoice: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Decimal text; below nought of a credit. */
  readonly open: string;
}

/** Open items of some parties of the organisation's books. */
export async function bookedItemsOf(
  sql: Sql,
  organisation: Address,
  parties: readonly string[],
): Promise<readonly BookedItem[]> {
  return sql.query<BookedItem>(
    `select party, invoice, currency, open from open_items
     where organisation = $1 and side = 'receivable' and party = any($2)`,
    [bytes(organisation), parties],
  );
}

/** How much of an invoice's number the ledger has of the organisation's own claims, or is about to have. */
export interface RecordedInvoice {
  readonly customer: Address;
  readonly invoice: Hex;
  /** Null while it is sealed to others. */
  readonly currency: Address | null;
  /** Minor units, whether it is open or paid; nought of what is sealed. */
  readonly amount: bigint;
}

/**
 * What the ledger has of some numbers, as hashes, on some customers, with what is prepared and may still come: both are
 * open in the books as well. What was cancelled there may have been issued elsewhere.
 */
export async function recordedInvoices(
  sql: Sql,
  { organisation, customers, at }: ExposureQuestion,
  invoices: readonly Hex[],
): Promise<readonly RecordedInvoice[]> {
  if (invoices.length === 0) return [];
  return sql.query<RecordedInvoice>(
    `select customer, invoice, currency, coalesce(sum(amount), 0)::numeric as amount from (
       select r.buyer as customer, r.invoice, coalesce(r.currency, c.currency) as currency,
         coalesce(r.amount, c.amount) as amount
       from receivables r left join contents c on r.currency is null and c.commitment = r.commitment
       where r.supplier = $1 and r.buyer = any($2) and r.invoice = any($4) and not r.part
         and r.status <> ${Status.Cancelled}
       union all
       select customer, invoice, currency, amount from (${comingIssues("null")}) as issues
     ) as known where invoice = any($4) group by customer, invoice, currency`,
    [bytes(organisation), customers.map(bytes), at, invoices.map(bytes)],
  );
}
