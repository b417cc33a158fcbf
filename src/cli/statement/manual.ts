/** The two file formats, for `countersign statement --help`. */
export const STATEMENT_MANUAL = `
The movements file is CSV in UTF-8, or the first sheet of an .xlsx: a first line with the names of its columns, in any
order, then one movement a line, in any order. Amounts are plain decimals ("1234.50") and positive: the kind says what
they do. Days are YYYY-MM-DD.

  day          from which it counts; of money, its value day
  kind         invoice      opens an item: number, due, amount; tax, discounts if there are any
               debitNote    opens an item, or raises the one named in item
               creditNote   lowers the item named in item; without one it stands free until it is applied
               payment      money that came: reference the bank's; item what it settles, empty for unapplied money
               return       the bank took the payment of that reference back, with its discount (one item, or all)
               application  unapplied money (its reference) or a free credit note (its number there) goes to item
               refund       unapplied money or a free credit note was paid out
               discount, writeOff, charge, exchange
                            lowers or raises item; a negative exchange lowers it
               dispute, interest, allowance
                            what of item is disputed, accrued as late interest, held for lost, from then on; no balance
               assignment   item is owed to payee from then on; to the supplier again where payee is empty
  number       of an invoice, debit note or credit note: each once
  item         the number of the invoice or debit note that it is about
  reference    what the other side calls it; of money, the bank's reference
  due          the due day of an invoice or debit note
  amount       in major units of its currency; empty for a return or an assignment
  currency     ISO 4217; may be left out with --currency
  tax          the part of an amount that is tax, for the journal
  discount, discountUntil, discount2, discount2Until
               sums off the whole item if it is paid in full by a day, the earlier one first
  payee, payeeId, payeeAccount, payeeBic
               whom an assigned item is owed to, its legal identifier ("LEI 5299…"), and where it is paid

A column that is never used may be left out; one that is not named here is refused.

The heading file is one JSON object:

  number, version (from 1), replaces     of this statement; a new version names the one it replaces
  supplier, buyer    { "name": …, "address": "line\\nline", "legalIds": [{ "scheme": "LEI", "value": … }] }
  zone               where the day of the cut-off ends: "Asia/Shanghai", "+08:00"
  account            { "account": IBAN or number, "bic": …, "bank": … }
  paymentReference   what the payer is to quote, such as "RF18 5390 0754 7034"
  contact            { "name": …, "phone": …, "email": … }

What is dated after the cut-off counts for nothing. A file in several currencies gives a statement for each, the
currency added to the number and to the name of the file. With --journal, the double entries of that side for all
movements up to the cut-off are written as CSV instead; --chart names a JSON object from roles (control, bank, sales,
tax, …) to accounts of the books.

Exits with 0; 2 if a file cannot be opened or written or the command is called wrongly; 3 if a file cannot be used.

Examples:
  countersign statement --movements m.csv --heading h.json --from 2026-10-01 --cut-off 2026-10-31 \\
    --layout open-item --language zh --format pdf --out october.pdf
  countersign statement --movements m.csv --heading h.json --from 2026-10-01 --cut-off 2026-10-31 --json`;
