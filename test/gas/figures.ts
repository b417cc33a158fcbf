import type { GasTable } from "./measure.ts";

/** The rows of the README's table of figures: what a row says, and the acts whose gas it gives, in that order. */
const ROWS: Readonly<Record<string, readonly string[]>> = {
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

/** The acts that the README's table has a figure of. */
export const FIGURED: readonly string[] = Object.values(ROWS).flat();

/** The README's table of figures, as it must stand there. */
export function figuresOf(gas: GasTable): string {
  const rows = Object.entries(ROWS).map(
    ([says, acts]) => `| ${says} | ${acts.map((act) => (gas[act] ?? Number.NaN).toLocaleString("en")).join("; ")} |`,
  );
  return ["| act | gas |", "| --- | ---: |", ...rows].join("\n");
}
