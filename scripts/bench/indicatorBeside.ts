/** What stands beside the ledger of the bench: segments, parties, history, sums of promises, money put to nothing. */
import { keccakOfText } from "../../src/domain/hash.ts";
import type { HistoryInvoice } from "../../src/domain/indicators/fromHistory.ts";
import type { Database } from "../../src/store/database.ts";
import { keepHistory } from "../../src/store/historyItems.ts";
import type { NewHistoryItem } from "../../src/store/historyItems.ts";
import { noteAttributes } from "../../src/store/portfolioAttributes.ts";
import { customerOf, CUSTOMERS, DAYS, FIRST_DAY, SUPPLIER } from "./indicatorLedger.ts";

const SEGMENTS = 4;
/** Keys of customers whom no address is known of. */
const KEYS = 100;
/** Of the address book: each stands for an address, several for the same. */
const PARTIES = 5_000;
const HASH = keccakOfText("a paper");

/** Three quarters of them paid, a half of these in two parts. */
function invoiceOf(index: number, all: number): HistoryInvoice {
  const issued = FIRST_DAY + Math.floor((index * DAYS) / all);
  const [due, amount] = [issued + 30, BigInt(5_000 + ((index * 7_919) % 1_000_000))];
  const day = due - 10 + ((index * 13) % 70);
  const parts = index % 2 === 0 ? [amount] : [amount / 2n, amount - amount / 2n];
  const settlements = parts.map((part, place) => ({ day: day + place * 15, amount: part }));
  const said = { customer: `K${index % KEYS}`, number: `H-${index}`, issued, due, amount };
  return { ...said, settlements: index % 4 === 3 ? [] : settlements };
}

/** A tenth as many imported invoices as there are items, a hundredth as many entries of a bank, some undone since. */
export async function fillBeside(database: Database, items: number): Promise<void> {
  const segments = Array.from({ length: CUSTOMERS }, (_, place) => {
    return { subject: customerOf(place), value: `segment ${place % SEGMENTS}` };
  });
  await noteAttributes(database, SUPPLIER, "segment", segments, 0);
  const parties = Array.from({ length: PARTIES }, (_, place) => ({ subject: `P${place}`, value: customerOf(place) }));
  await noteAttributes(database, SUPPLIER, "address", parties, 0);
  const count = Math.floor(items / 10);
  const history = Array.from({ length: count }, (_, index): NewHistoryItem => {
    return { ...invoiceOf(index, count), currency: "EUR", invoice: null };
  });
  const said = { id: "00000000-0000-4000-8000-000000000001", organisation: SUPPLIER, content: HASH, name: "history" };
  await database.transaction((tx) => keepHistory(tx, { ...said, account: SUPPLIER, imported: 0 }, history));
  await database.query(
    `insert into promised_payments (receivable, hash, amount, pay_by, salt, kept_by, kept)
     select r.id, r.invoice, 4000, r.due_day + 15, r.invoice, r.buyer, 0 from receivables r
       join events e on e.collection_id = r.id where e.name = 'DebtorAnswered'`,
  );
  const own = `'\\x${SUPPLIER.slice(2)}'`;
  await database.query(
    `insert into cash_entries (number, organisation, id, key, part, name, account, value_date, amount, currency,
       payer_name, payer_account, text, structured, body, match) overriding system value
     select n, ${own}, gen_random_uuid(), sha256(n::text::bytea), 0, '', '',
       to_char(date '1970-01-01' + ${FIRST_DAY} + n % ${DAYS}, 'YYYY-MM-DD'), 1000 + n, 'EUR', '', '', '', '[]', '{}', n
     from generate_series(1, ${Math.floor(items / 100)}) n`,
  );
  await database.query(
    `insert into cash_matches (number, organisation, id, entry, state, rule, confidence, party, content, body, decided,
       undone) overriding system value
     select n, ${own}, gen_random_uuid(), n, case when n % 3 = 0 then 'exception' else 'undone' end, 'UNAPPLIED', 1,
       'P' || n % ${PARTIES}, '\\x00', '{}', (${FIRST_DAY} + n % ${DAYS}) * 86400 + 1,
       case when n % 3 = 0 then null else (${FIRST_DAY} + n % ${DAYS} + 5) * 86400 end
     from generate_series(1, ${Math.floor(items / 100)}) n`,
  );
}
