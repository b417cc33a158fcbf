/** The sums of the set of indicators in bare SQL, over flat tables of items and moves. */
import type { Address } from "../../src/domain/receivable.ts";

/** What the ledger recorded, as columns: made once, and not counted. */
export function flatTables(supplier: Address): readonly string[] {
  return [
    `create table bench_items as select r.id, r.buyer, r.due_day as due, r.disputed, b.number as day
     from receivables r join blocks b on b.number = r.issued_block where r.supplier = '\\x${supplier.slice(2)}'`,
    `create table bench_moves as select e.receivable_id as id, 'invoice' as kind, e.block_number as day,
       (e.body -> 'terms' ->> 'amount')::numeric as amount from events e where e.name = 'ReceivableIssued'
     union all select receivable_id, 'credit', block_number, -(body ->> 'principal')::numeric from events
       where name = 'ReceivableCredited'
     union all select receivable_id, 'payment', (body ->> 'valueDay')::bigint, -(body ->> 'principal')::numeric
       from events where name = 'ReceiptRecorded'`,
    "create index bench_moves_of on bench_moves (id)",
  ];
}

const BUCKET = (days: string): string => `width_bucket(greatest(0, ${days}), array[1, 31, 61, 91])`;

/** What stood open at the ends of the months before a day: each item from the end at which its balance changed. */
const ROLLED = (day: string, ends: number): string => `ends as (select ${ends} - 1 - n as n,
    extract(epoch from date_trunc('month', to_timestamp((${day}) * 86400)) - n * interval '1 month')::bigint / 86400 - 1
    as day from generate_series(0, ${ends} - 1) n),
  months as (select id, (select min(n) from ends e where e.day >= m.day) as n, sum(amount) as amount
    from bench_moves m where day <= (select max(day) from ends) group by 1, 2),
  running as (select id, n, sum(amount) over (partition by id order by n) as open,
    coalesce(lead(n) over (partition by id order by n), ${ends}) as until from months),
  stood as (select i.id, i.due, i.buyer, e.n, e.day, r.open from running r
    join ends e on e.n >= r.n and e.n < r.until join bench_items i using (id) where r.open <> 0)`;

const SUMS: readonly string[] = [
  // Aging on both bases, concentration and exposure: what is open is summed once. The sum of all comes first.
  `with open as materialized (select m.open, i.disputed, i.buyer, i.due < $1 as is_late,
       ${BUCKET("$1 - i.due")} as by_due, ${BUCKET("$1 - i.day")} as by_invoice
     from bench_items i join (select id, sum(amount) as open from bench_moves where day <= $1 group by id) m using (id)
     where m.open <> 0)
   select by_due, by_invoice, buyer, count(*), sum(open) as total, sum(disputed), sum(open) filter (where is_late)
   from open group by grouping sets ((by_due), (by_invoice), (buyer), ())
   order by grouping(by_due, by_invoice, buyer) desc, total desc`,
  // DSO, turnover, CEI, seasonality, cost of holding: sales of each month, the opening balance, and balance times days.
  `select date_trunc('month', to_timestamp(day * 86400)) as month, sum(amount) filter (where kind = 'invoice') as sales,
     sum(amount) filter (where day <= $1 - 92) as opening, sum(amount * ($1 - greatest(day, $1 - 91) + 1)) as held
   from bench_moves where day <= $1 group by rollup (1)`,
  // Payment behaviour with its quantiles, and both histograms.
  `with paid as materialized (select -amount as amount, m.day - i.due as late,
       width_bucket(m.day - i.due, array[-30, -7, 0, 1, 8, 16, 31, 61, 91]) as late_bar,
       width_bucket(-amount, array[1000, 2000, 5000, 10000, 20000, 50000, 100000, 200000, 500000]) as amount_bar
     from bench_moves m join bench_items i using (id) where kind = 'payment' and m.day <= $1),
   quantiles as (select percentile_disc(array[0.5, 0.9]) within group (order by late) as late,
     percentile_disc(array[0.5, 0.9]) within group (order by amount) as amounts from paid)
   select late_bar, amount_bar, count(*), sum(amount), sum(amount * late) as weighted,
     count(*) filter (where late <= 0) as on_time, (select late from quantiles), (select amounts from quantiles)
   from paid group by grouping sets ((late_bar), (amount_bar), ())`,
  // Roll rates: what was in each bucket at the ends of thirteen months.
  `with ${ROLLED("$1", 13)} select n, ${BUCKET("day - due")} as bucket, sum(open) from stood group by 1, 2`,
  // History of losses: what was exposed at the ends of twelve months, and what of it is in default by now.
  `with ${ROLLED("$1 - 180", 12)}, now as (select id, sum(amount) as rest from bench_moves where day <= $1 group by id)
   select ${BUCKET("s.day - s.due")} as bucket, count(*), sum(s.open),
     sum(least(s.open, now.rest)) filter (where $1 - s.due > 90) as lost
   from stood s join now using (id) group by 1`,
  // Dilution of the last year, of the book and of each customer.
  `select buyer, sum(amount) filter (where kind = 'invoice') as sales,
     sum(amount) filter (where kind = 'credit') as less
   from bench_moves m join bench_items i using (id) where m.day between $1 - 364 and $1 group by rollup (buyer)`,
  // Cohorts: what was paid within 30, 60, 90 and 120 days of the invoices of each month.
  `select date_trunc('month', to_timestamp(i.day * 86400)) as month, count(distinct i.id),
     sum(amount) filter (where kind = 'invoice') as sold,
     sum(amount) filter (where kind = 'payment' and m.day - i.day <= 30) as within30,
     sum(amount) filter (where kind = 'payment' and m.day - i.day <= 60) as within60,
     sum(amount) filter (where kind = 'payment' and m.day - i.day <= 90) as within90,
     sum(amount) filter (where kind = 'payment' and m.day - i.day <= 120) as within120
   from bench_moves m join bench_items i using (id) where m.day <= $1 and i.day > $1 - 366 group by 1`,
];

/** For a day of the report, since the best way of each depends on it. */
export function sumsOn(day: number): readonly string[] {
  return SUMS.map((text) => text.replaceAll("$1::bigint", "$1").replaceAll("$1", `${day}::bigint`));
}
