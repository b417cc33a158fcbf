/** What `countersign match --help` says of its files and of its answer. */
export const MATCH_MANUAL = `
Nothing is posted: the answer says what would be, what somebody has to confirm, and what nobody can tell.

--bank takes what \`countersign bank read\` reads. Only booked money is applied. How tables among the files are read is
declared as \`countersign bank read --help\` has it: --columns, --dates, --decimal, --currency, --account.
A payment and its return, and what was told before by the same reference of the bank, are left out and listed.
--items is CSV in UTF-8 or .xlsx (its first sheet), with a line of headers:
  number, payer (the customer's id), currency (ISO 4217), open (below zero for a credit note), issued, due
  and, where there is one: payer name, payer account, references (further numbers, parted by ;), discount percent and
  discount until, disputed (yes or no)
--remittance takes remt.001: an advice and its payment wait for each other.
--policy is JSON; whatever it leaves out is as careful as can be:
  { "tolerances": { "EUR": { "amount": "1.00", "percent": "0.5" } }, "oldestFirst": ["customer id"],
    "daysBeforeIssue": 0, "daysAfterDue": 365, "duplicateDays": 45, "adviceDays": 30, "postParts": true }
  "tolerances": "usual" stands for one dollar, euro or franc and its peers in other currencies, and half a per cent.

Each line ends in one place, and the sums of the three are the cash. What would be posted is sure to 99.9 % and has one
reading only.

With --json: { decisions: [{ line, disposition, rule, confidence, kind, allocations, unapplied, explanation, because }],
sums, waiting, leftOut, unusedAdvices }; amounts are minor units as text, confidence is in basis points.

Exits with 0 once every line has its place; 3 if a file cannot be used.

Examples:
  countersign match --bank statement.xml --items open.csv
  countersign match --bank may.sta june.sta --items open.csv --policy policy.json --json`;
