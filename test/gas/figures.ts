import type { GasTable } from "./measure.ts";

/** Rows of a table of figures: what a row says, and the acts whose gas it gives, in that order. */
type Rows = Readonly<Record<string, readonly string[]>>;

/** The rows of the ledger in the README. */
export const ROWS: Rows = {
  "issue, content in the open": ["issue, content in the open"],
  "issue, sealed to three readers": ["issue, sealed to three readers"],
  "issue, per item of 50": ["issue, per item of 50"],
  "accept; by a relayed signature; from a root of 10,000": [
    "accept",
    "accept, relayed by signature",
    "accept, from a root of 10,000",
  ],
  "pay in full; per item of 50 to one holder": ["pay in full", "batch pay to one holder, per item of 50"],
  "pay in full through Permit2; with a permit in one multicall; the permit alone": [
    "payWithPermit2",
    "multicall of permit and pay",
    "permit",
  ],
  "first partial payment, in time; late": ["first partial, in time", "first partial, late"],
  "pay a holder that cannot receive; claim": ["pay a holder that cannot receive", "claim"],
  "listen; pay a holder that listens, beside what its hook does": ["listen", "pay a holder that listens"],
  "query; reject": ["query", "reject"],
  "amend, before acceptance; accepted": ["amend, before acceptance", "amend, accepted"],
  "debit; accelerate": ["debit", "accelerate"],
  "advise; recordReceipt, in full and late; reverseReceipt": ["advise", "recordReceipt, in full", "reverseReceipt"],
  "credit; waive": ["credit", "waive"],
  "dispute; withdrawn; conceded": ["dispute", "resolve, withdrawn", "resolve, conceded"],
  "split in two; in a hundred": ["split in two", "split in a hundred"],
  "writeOff; cancel": ["writeOff", "cancel"],
  "consentTransfer; the transfer; a transfer that needs none": [
    "consentTransfer",
    "transfer, with the buyer's consent",
    "transfer",
  ],
  "revoke; spendNonce": ["revoke", "spendNonce"],
  "two acceptances in one multicall": ["multicall of two acceptances"],
};

/** The rows of factoring in the README. */
export const FACTORING_ROWS: Rows = {
  "outright sale by signed offer": ["outright sale by signed offer"],
  "sale with reserve; under a facility": ["sale with reserve", "sale with reserve, under a facility"],
  "per item of ten, by the desk; sent one by one": [
    "sale with reserve, per item of ten",
    "sale with reserve, sent one by one, per item of ten",
  ],
  "payment with its settlement; a first part": [
    "payment with its settlement",
    "first partial payment with its settlement",
  ],
  "receipt of the factor; buy-back; a nonce voided": ["receipt of the factor", "buy-back", "nonce voided"],
  "notice of assignment; acknowledged; a filing": ["notice of assignment", "notice acknowledged", "filing stated"],
};

/** The rows of collections in the README. */
export const COLLECTION_ROWS: Rows = {
  "record; relayed by a signature": ["collection recorded", "collection recorded, relayed by signature"],
  "record under a schedule; where a part is disputed": [
    "collection recorded, under a schedule",
    "collection recorded, under a schedule and in part disputed",
  ],
  "schedule agreed; adopted for a receivable": ["schedule agreed", "schedule adopted"],
  "placement; recalled": ["collection placed", "collection recalled"],
  "the debtor's promise to pay; a payment plan agreed": ["promise to pay", "payment plan agreed"],
};

/** A table of figures, as it must stand in the README. */
export function figuresOf(rows: Rows, gas: GasTable): string {
  const lines = Object.entries(rows).map(
    ([says, acts]) => `| ${says} | ${acts.map((act) => (gas[act] ?? Number.NaN).toLocaleString("en")).join("; ")} |`,
  );
  return ["| act | gas |", "| --- | ---: |", ...lines].join("\n");
}
