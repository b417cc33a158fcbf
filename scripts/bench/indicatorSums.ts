/** The sums of the set of indicators in bare SQL, over flat tables of items and moves. */
import type { Address } from "../../src/domain/receivable.ts";

/** What was recorded, as columns: made once, and not counted. An imported invoice is an item like the others. */
export function flatTables(supplier: Address): readonly string[] {
  return [
    `create table bench_items as select r.id, r.buyer, s.value as segment, r.disputed, b.number as day,
       r.due_day as due, (i.body -> 'terms' ->> 'dueDay')::bigint as due_before, a.block_number as moved,
       w.block_number as written_off
     from receivables r join blocks b on b.number = r.issued_block
       join events i on i.receivable_id = r.id and i.name = 'ReceivableIssued'
       left join events a on a.receivable_id = r.id and a.name = 'ReceivableAmended'
       left join events w on w.receivable_id = r.id and w.name = 'ReceivableWrittenOff'
       left join portfolio_attributes s on s.kind = 'segment' and s.subject = '0x' || encode(r.buyer, 'hex')
     where r.supplier = '\\x${supplier.slice(2)}'
     union all select ${IMPORTED}, convert_to(customer, 'UTF8'), null, 0, issued, due, due, null, null
       from history_items`,
    `create table bench_moves as select *, ${MONTH("day")} as month from (
     select e.receivable_id as id, 'invoice' as kind, e.block_number as day,
       (e.body -> 'terms' ->> 'amount')::numeric as amount from events e where e.name = 'ReceivableIssued'
     union all select receivable_id, 'credit', block_number, -(body ->> 'principal')::numeric from events
       where name = 'ReceivableCredited'
     union all select receivable_id, 'payment', (body ->> 'valueDay')::bigint, -(body ->> 'principal')::numeric
       from events where name = 'ReceiptRecorded'
     union all select ${IMPORTED}, 'invoice', issued, amount from history_items
     union all select ${IMPORTED}, 'payment', (told ->> 0)::bigint, -(told ->> 1)::numeric
       from history_items, jsonb_array_elements(settlements) told) moves`,
    "create index bench_moves_of on bench_moves (id)",
    `create table bench_promises as select e.collection_id as id, e.block_number as made, p.amount, p.pay_by
     from events e join promised_payments p on p.receivable = e.collection_id where e.name = 'DebtorAnswered'`,
    `create table bench_loose as select e.amount, m.decided / 86400 as day, m.undone / 86400 as until
     from cash_entries e join cash_matches m on m.entry = e.number`,
  ];
}

/** Counted from the year 0. */
const MONTH = (day: string): string => `((select extract(year from t) * 12 + extract(month from t)
  from to_timestamp((${day}) * 86400) t)::int)`;

const IMPORTED = "sha256(convert_to(customer || ' ' || invoice_number, 'UTF8'))";

const BUCKET = (days: string): string => `width_bucket(greatest(0, ${days}), array[1, 31, 61, 91])`;

const ENDS = 19;

/** What stood open at the ends of the months before a day: each item from the end at which its balance changed. */
const ROLLED = `ends as (select ${ENDS - 1} - n as n,
    extract(epoch from date_trunc('month', to_timestamp($1 * 86400)) - n * interval '1 month')::bigint / 86400 - 1
    as day from generate_series(0, ${ENDS - 1}) n),
  months as (select id, greatest(0, month - ${MONTH("$1")} + ${ENDS}) as n, sum(amount) as amount
    from bench_moves m where month < ${MONTH("$1")} group by 1, 2),
  running as (select id, n, sum(amount) over (partition by id order by n) as open,
    coalesce(lead(n) over (partition by id order by n), ${ENDS}) as until from months),
  stood as (select i.id, case when e.day < i.moved then i.due_before else i.due end as due, i.segment, i.written_off,
      e.n, e.day, r.open
    from running r join ends e on e.n >= r.n and e.n < r.until join bench_items i using (id)
    where r.open <> 0 and (i.written_off is null or i.written_off > e.day))`;

const SUMS = {
  // Aging on both bases, concentration and exposure: what is open is summed once. The sum of all comes first.
  open: `with open as materialized (select m.open, i.disputed, i.buyer, i.segment, i.due < $1 as is_late, i.written_off,
       ${BUCKET("$1 - i.due")} as by_due, ${BUCKET("$1 - i.day")} as by_invoice
     from bench_items i join (select id, sum(amount) as open from bench_moves where day <= $1 group by id) m using (id)
     where m.open <> 0)
   select by_due, by_invoice, buyer, segment, count(*), sum(open) as open, sum(disputed) as disputed,
     sum(open) filter (where is_late),
     sum(open) filter (where written_off <= $1), sum(open) filter (where written_off between $1 - 91 and $1),
     sum(open) - (select sum(amount) from bench_loose where day <= $1 and (until is null or until > $1)) as total
   from open group by grouping sets ((by_due), (by_invoice), (buyer), (segment), ())
   order by grouping(by_due, by_invoice, buyer, segment) desc, total desc`,
  // DSO, turnover, CEI, seasonality, cost of holding: sales of each month, the opening balance, and balance times days.
  months: `select month, sum(amount) filter (where kind = 'invoice') as sales,
     sum(amount) filter (where day <= $1 - 92) as opening, sum(amount * ($1 - greatest(day, $1 - 91) + 1)) as held
   from bench_moves where day <= $1 group by rollup (1)`,
  // Payment behaviour with its quantiles, and both histograms.
  paid: `with paid as materialized (select -amount as amount, m.day - i.due as late,
       width_bucket(m.day - i.due, array[-30, -7, 0, 1, 8, 16, 31, 61, 91]) as late_bar,
       width_bucket(-amount, array[1000, 2000, 5000, 10000, 20000, 50000, 100000, 200000, 500000]) as amount_bar
     from bench_moves m join bench_items i using (id) where kind = 'payment' and m.day <= $1),
   quantiles as (select percentile_disc(array[0.5, 0.9]) within group (order by late) as late,
     percentile_disc(array[0.5, 0.9]) within group (order by amount) as amounts from paid)
   select late_bar, amount_bar, count(*), sum(amount), sum(amount * late) as weighted,
     count(*) filter (where late <= 0) as on_time, (select late from quantiles), (select amounts from quantiles)
   from paid group by grouping sets ((late_bar), (amount_bar), ())`,
  // Roll rates: what was in each bucket at the ends of the last thirteen months. History of losses: what was exposed at
  // the ends of twelve months that are 180 days ago, and what of it is in default or written off by now.
  rolled: `with ${ROLLED}, now as (select id, sum(amount) as rest from bench_moves where day <= $1 group by id)
   select s.n, s.segment, ${BUCKET("s.day - s.due")} as bucket, count(*), sum(s.open) filter (where s.n > ${ENDS - 14}),
     sum(s.open) filter (where s.day < $1 - 180) as exposed,
     sum(least(s.open, now.rest)) filter (where s.day < $1 - 180 and ($1 - s.due > 90 or s.written_off <= $1)) as lost
   from stood s join now using (id) group by grouping sets ((s.n, bucket), (s.segment, bucket))`,
  // Dilution of the last year, of the book and of each customer.
  dilution: `select buyer, sum(amount) filter (where kind = 'invoice') as sales,
     -sum(amount) filter (where kind = 'credit') as less
   from bench_moves m join bench_items i using (id) where m.day between $1 - 364 and $1 group by rollup (buyer)`,
  // Cohorts: what was paid within 30, 60, 90 and 120 days of the invoices of each month.
  cohorts: `select date_trunc('month', to_timestamp(i.day * 86400)) as month, count(distinct i.id),
     sum(amount) filter (where kind = 'invoice') as sold,
     -sum(amount) filter (where kind = 'payment' and m.day - i.day <= 30) as within30,
     -sum(amount) filter (where kind = 'payment' and m.day - i.day <= 60) as within60,
     -sum(amount) filter (where kind = 'payment' and m.day - i.day <= 90) as within90,
     -sum(amount) filter (where kind = 'payment' and m.day - i.day <= 120) as within120
   from bench_moves m join bench_items i using (id) where m.day <= $1 and i.day > $1 - 366 group by 1 order by 1`,
  // Promises that are over, and what was paid by their day and within the grace.
  promises: `select count(*), count(*) filter (where kept >= amount), count(*) filter (where late >= amount)
   from (select p.amount, sum(-m.amount) filter (where m.day <= p.pay_by) as kept, sum(-m.amount) as late
     from bench_promises p left join bench_moves m on m.id = p.id and m.kind = 'payment'
       and m.day between p.made and p.pay_by + 4
     where p.pay_by < $1 group by p.id, p.amount) judged`,
} as const;

export type SumName = keyof typeof SUMS;

/** For a day of the report, since the best way of each depends on it. */
export function sumsOn(day: number): readonly (readonly [SumName, string])[] {
  // It has these keys and no others.
  return (Object.entries(SUMS) as [SumName, string][]).map(([name, text]) => {
    return [name, text.replaceAll("$1::bigint", "$1").replaceAll("$1", `${day}::bigint`)];
  });
}
