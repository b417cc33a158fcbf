/** What `countersign reconcile --help` says of its files and of its answer. */
export const RECONCILE_MANUAL = `
Both files are CSV or .xlsx (its first sheet): what is open between one supplier and one buyer, or all movements of an
account, each side as its own system exports it. Up to 20 lines of titles may stand above the headers. CSV is UTF-8, or
GB 18030 (GBK) where its headers are Chinese; else --supplier-encoding and --buyer-encoding declare that. Columns are
recognised by their headers in English, German, French, Spanish or Chinese; --supplier-columns and --buyer-columns say
it where they are not. Years of two digits are read where their form is declared (--supplier-dates DD.MM.YY): 00 to 69
are 2000 to 2069.

  number      of the document; of a payment, the bank's reference
  date        of the document; of a payment, the value date
  currency    ISO 4217 (or --currency for all lines)
  open        what is open of it; else amount; else debit and credit
  kind        invoice, debit note, credit note, payment, unapplied; without it, what is below zero is a deduction
  due date, order, settles (numbers that a payment is meant for), disputed (yes or no), assigned to (whom it was sold
  to), receivable (its id on the ledger)

A payables file that writes what is owed below zero, and a file that writes nothing below zero but names kinds, are
recognised as that, and the answer says so; --supplier-signs and --buyer-signs (owed, reversed, byKind) declare it.
Items after the cut-off are in no balance; they explain what straddles it. Without --cut-off it is the last date of
either file.

--tolerance names, by currency, up to which amount a difference is called tolerable if it is at most 1 % as well; it is
told and bridged all the same.

The answer: per currency both balances, the bridge from one to the other by class of difference, and each difference
with its owner and its cure, and how much of each book was born on chain. A document that only its amount and date
identify is matched if there is no other candidate.

With --json: { cutOff, supplier: { reading, items }, buyer, currencies: [{ currency, exponent, balances, counts, values,
bridge, matches, differences }] }; amounts are minor units as text.

Exits with 0 once both books are bridged, with or without differences; 3 if a file cannot be read whole.

Examples:
  countersign reconcile receivables.csv payables.csv
  countersign reconcile receivables.csv payables.csv --cut-off 2026-06-30 --buyer-dates DD/MM/YYYY
  countersign reconcile a.csv b.csv --buyer-columns "number=Ihre Referenz,open=Rest" --json`;
