/** The two file formats, for `countersign quote --help`. */
export const QUOTE_MANUAL = `
The terms file is one JSON object. Amounts and rates are text ("1234.50", "10.15"), counts are numbers, dates
YYYY-MM-DD.

  currency          ISO 4217, "EUR"; or instead exponent: how many decimals the amounts have
  amount            what is owed; or instead net, tax, taxMode ("always", "early", "never": how tax follows a discount)
                    and, if there is any, undiscounted (freight, tax included)
  notation          "2/10 net 30", "2/10, 1/20, n/30", "net 30 EOM", "2/10 EOM, net 30", "net 5 EOM on 1", "EOM+1",
                    "10 prox", "MFI 21", "2/10-50 extra", "net 2 months", "2/10 net 30 ROG", "COD", "CIA", "CBS",
                    "30% now, 70% EOM+1"
  invoiceDate, deliveryDate (ROG, COD), shipmentDate (CBS), orderDate (CIA)
                    what the notation counts from
  endOfMonth        how "net 30 EOM" is read: "end-then-days" (month end, then 30 days), "days-then-end" (30 days, then
                    month end) or "end-of-following-month"; there is no default
  line              which instalment, from 1, where the notation has several
  dueDate           where no notation gives it
  discounts         where no notation gives them: [{ "until": DATE, "percent": "2" or "sum": "200.00" }]
  slidingDiscount   per cent a year for each day before the due date
  discountOnParts   true if a part paid in time earns its part of the discount
  businessDays      { "calendar": "weekends", "target" or "prc", "convention": "following", "modified-following",
                    "preceding" or "unadjusted", "holidays": [DATE], "interestFrom": "moved" or "agreed" }
  dayCount          "act/365" (the default), "act/360", "act/act", "30/360"
  lateInterest      { "rate": "10.15", "per": "year" or "day" }, or
                    { "reference": [{ "from": DATE, "rate": "2.15" }], "margin": "8", "factor": "1",
                      "policy": "float" (by half-year), "fixed" (at default) or "fixed-on" with "fixedOn": DATE,
                      "fixing": "first-day" of the half-year or "day-before" it }
  graceDays, fixedSum, allocation ("charges-first" or "principal-first")

The history file is CSV: a first line "date,kind,amount,reference", then one line for each act, as they were recorded.

  payment           of at most the amount
  receipt           money that arrived elsewhere; date is its value day, reference the bank's, once
  return            the bank took the receipt of that reference back; the amount stays empty
  credit, debit     the claim falls, or rises
  waiver            charges are let go

A cell that holds a comma stands in quotes; a line break inside quotes is refused, since one act is one line.

What is dated after --at counts for nothing. Nothing is read that is not written above; what cannot be meant is refused
with the file, the field, the value and the way out. Exits with 0; 2 if a file cannot be opened or the command is called
wrongly; 3 if a file cannot be used as it is.

Examples:
  countersign quote --terms terms.json --at 2026-08-20
  countersign quote --terms terms.json --history history.csv --at 2026-08-20 --json`;
