/** What `countersign predict --help` says of its file and of its answer. */
export const PREDICT_MANUAL = `
--history is CSV or .xlsx (its first sheet): one line for each settlement of an invoice, or one without a day where
it is open. Headers in English, German or Chinese are recognised.

  customer    a number, a name or an address; the same on all its invoices
  invoice     the number
  issued, due days
  currency    ISO 4217 (or --currency for all lines)
  amount      of the invoice
  settled     the day on which it was paid; empty where it is open
  paid        how much was paid then; left out: all that was open

Nothing after --as-of is used: it is the last day of the file unless it is told, and an earlier one can be held against
what the file says of later. What was settled then is taken as known then.

These are statistics by counting. Of all items that were as late as this one it is counted how many were paid on each
later day, open ones until --as-of and no longer. A customer is drawn towards all as if some more items behaved like
them; how many follows from how much customers differ beyond what chance makes. An item may count half after 360 or 120
days, if that was better by more than chance on the last months. With fewer than 20 items whose outcome is known, or
that were as late, nothing is predicted.

The test by time: at the end of each of the last 24 months the same is made of what was known then, and held against
what became of the open items. Brier score: the mean square by which the chance missed what happened, nought is best;
beside it that of two plain rates: the share of all items that were as late and were later than asked, and that of the
customer's own. better and worse mean: by more than two standard errors, customers being the cases.

P50: at least so much comes in with a chance of one half; P90: with a chance of nine tenths, the careful figure, while
customers keep their habits; where many change them it is reached less often (--back-test tells how often). It is
principal that is open now, without promises and plans, which no file tells; invoices not written yet are no part of it.
--back-test adds each question, the months that were tried, and how often forecasts were reached.

With --json: { asOf, currencies: [{ currency, exponent, model, inputs, predictions, quality, forecast, coverage }] };
amounts are minor units as text, chances parts per million, days YYYY-MM-DD.

Exits with 0; 2 if it is called wrongly; 3 if the file cannot be read whole.

Examples:
  countersign predict --history invoices.csv
  countersign predict --history invoices.csv --as-of 2026-03-31 --periods weeks --back-test`;
