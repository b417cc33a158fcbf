/** The file format, for `countersign pay-list --help`. */
export const PAY_LIST_MANUAL = `
--payables is CSV in UTF-8 or .xlsx (its first sheet), with a line of headers and one open item a line; or JSON as a
gateway answers it at /v1/pay-list: { "items": [ { the same names, amounts and days as text } ] }.

  supplier           whose document it is
  supplierAccount, supplierBic
                     where the supplier is paid: an IBAN, or the number as its bank writes it; the same on all its lines
  creditorReference  what the supplier wants quoted, ISO 11649 ("RF18 5390 0754 7034")
  kind               invoice (unless told), debitNote, creditNote; unapplied: money of yours that waits at the supplier
  number             of the document; of unapplied money, the bank's reference
  issued, due        YYYY-MM-DD; a credit note needs no due day
  currency           ISO 4217
  open               what is not paid of it, in major units; positive, also of a credit note
  disputed           how much of it is disputed, and so not paid
  discount, discountUntil, discount2, discount2Until
                     sums off the whole item if it is paid in full by a day
  payee, payeeAccount, payeeBic, payeeSince, payeeNotice, payeeChanged
                     whom an assigned item is owed to, such as a factor: it is paid there, and not to the supplier

Paid is what falls due, or would lose a discount, by --through (by the day of payment unless told), in one payment for
each payee: never the disputed part, never to a payee without an account. Credit notes are taken off what their supplier
is paid, the oldest first, as long as something is left to pay. Money of yours that waits unapplied at a supplier is
shown and not taken off: ask it to apply that first. Everything that is not paid is listed with its reason.

Each payment tells which documents it settles, so that the line matches itself in the payee's books: document by
document with structured remittance, or by the creditor reference alone with short.

With --json: { orders, left, discounts, waiting }; amounts are decimal text.

Exits with 0; 2 if a file cannot be opened or written or the command is called wrongly; 3 if a file, or something in
it, cannot be paid as it is.

Examples:
  countersign pay-list --payables open.csv --debtor "Buyer SE" --account "DE02 1203 0000 0000 2020 51" \\
    --day 2026-11-04 --through 2026-11-10 --run PAY-17 --out pay-17.xml
  countersign pay-list --payables open.csv --debtor "Buyer SE" --account DE02120300000000202051 --json`;
