/** The rest of what can happen to a receivable: the lines of an invoice that is queried, amended, called and split. */
import { encodeAbiParameters, keccak256 } from "viem";
import { commitmentOf, idOf, termsHash } from "../../src/audit/commitment.ts";
import type { Header, OpenedTerms } from "../../src/audit/commitment.ts";
import { hexOf } from "../../src/audit/hashing.ts";
import type { Hex } from "../../src/audit/hashing.ts";
import { day } from "./agreed.ts";
import { BUYER, DOCUMENT, FACTOR, HEADER, NOBODY, SUPPLIER, TERMS, issue } from "./chronicle.ts";
import type { Told } from "./chronicle.ts";

export const DUE = day("2026-05-15");
/** Assignable with the buyer's consent, and may be split. */
export const LINE: Header = { ...HEADER, line: 1n, policy: 5n };
export const LINE_ID: Hex = idOf(LINE);
/** A later line, which can be called due when the first one is in default for thirty days. */
export const LATER: Header = { ...HEADER, line: 2n, policy: 4n };
export const LATER_ID: Hex = idOf(LATER);
export const LATER_TERMS: OpenedTerms = { ...TERMS, dueDay: DUE + 90, accelerationDays: 30, fixedSum: 4_001n };
export const REASON: Hex = hexOf(0x4ea5n);
export const BANK_REF: Hex = hexOf(0xba4cn);
export const BANK_REF_2: Hex = hexOf(0xba4dn);

type More = Readonly<Record<string, unknown>>;

export function committed(header: Header, terms: OpenedTerms): Hex {
  return commitmentOf(header, termsHash(terms), DOCUMENT);
}

export function accept(header: Header, terms: OpenedTerms): Told {
  return ["ReceivableAccepted", { id: idOf(header), by: BUYER, commitment: committed(header, terms) }];
}

export function query(more: More = {}): Told {
  return ["ReceivableQueried", { id: LINE_ID, by: BUYER, reason: 6, action: 1, text: REASON, ...more }];
}

export function reject(more: More = {}): Told {
  return ["ReceivableRejected", { id: LINE_ID, by: BUYER, reason: 6, action: 5, text: REASON, ...more }];
}

/** Before acceptance, to revision 1 with the same terms. */
export function amend(more: More = {}): Told {
  const agreed = { policy: LINE.policy, revision: 1, terms: TERMS, document: DOCUMENT, disputed: 0n, closed: false };
  return [
    "ReceivableAmended",
    { id: LINE_ID, by: SUPPLIER, supplierBy: SUPPLIER, buyerBy: NOBODY, ...agreed, ...more },
  ];
}

/** By which revision 0 becomes 1 unless more is said. */
export function debit(amount: bigint, revision = 1n, more: More = {}): Told {
  const commitment = committed({ ...LINE, revision }, { ...TERMS, amount: TERMS.amount + amount });
  return [
    "ReceivableDebited",
    { id: LINE_ID, by: SUPPLIER, buyerBy: BUYER, amount, reason: REASON, disputed: 0n, commitment, ...more },
  ];
}

export function accelerate(dueDay: number, more: More = {}): Told {
  const commitment = committed({ ...LATER, revision: 1n }, { ...LATER_TERMS, dueDay });
  return ["ReceivableAccelerated", { id: LATER_ID, by: SUPPLIER, overdue: LINE_ID, dueDay, commitment, ...more }];
}

export function advise(cash: bigint, more: More = {}): Told {
  return ["ReceiptAdvised", { id: LINE_ID, by: BUYER, bankRef: BANK_REF, cash, valueDay: DUE, ...more }];
}

/** A receipt of 1,000.00 in time. */
export function receive(more: More = {}): Told {
  const settled = { principal: 100_000n, discount: 0n, charges: 0n, lateDays: 0n, advised: false, closed: false };
  const whose = { id: LINE_ID, holder: SUPPLIER, by: SUPPLIER };
  return ["ReceiptRecorded", { ...whose, bankRef: BANK_REF, valueDay: DUE, ...settled, ...more }];
}

export function reverse(more: More = {}): Told {
  const settled = { principal: 100_000n, discount: 0n, charges: 0n, lateDays: 0n, closed: false };
  return ["ReceiptReversed", { id: LINE_ID, by: SUPPLIER, bankRef: BANK_REF, ...settled, evidence: REASON, ...more }];
}

export function waive(charges: bigint, closed = false): Told {
  return ["ChargesWaived", { id: LINE_ID, by: SUPPLIER, charges, reason: REASON, closed }];
}

export function writeOff(): Told {
  return ["ReceivableWrittenOff", { id: LINE_ID, by: SUPPLIER, reason: REASON }];
}

export function cancel(): Told {
  return ["ReceivableCancelled", { id: LINE_ID, by: SUPPLIER, reason: REASON }];
}

export function consent(to: Hex, more: More = {}): Told {
  return ["TransferConsented", { id: LINE_ID, by: BUYER, to, ...more }];
}

export function listen(holder: Hex): Told {
  return ["ListeningBegun", { id: LINE_ID, holder }];
}

export function hand(from: Hex, to: Hex): Told {
  return ["Transfer", { from, to, id: BigInt(LINE_ID) }];
}

/** The terms of a part, its share of the fixed sum given; no discount was agreed. */
export function partOf(terms: OpenedTerms, index: number, amount: bigint, fixedSum: bigint): OpenedTerms {
  const words = [{ type: "bytes32" }, { type: "uint256" }] as const;
  return { ...terms, amount, fixedSum, salt: keccak256(encodeAbiParameters(words, [terms.salt, BigInt(index)])) };
}

export function partHeader(parent: Header, index: number): Header {
  return { ...parent, invoice: idOf(parent), line: 10_000n + BigInt(index) };
}

/** The events of a split of the later line by terms that hold a fixed sum. */
export function split(parent: Header, terms: OpenedTerms, parts: readonly (readonly [bigint, bigint])[]): Told[] {
  const commitments = parts.map(([amount, fixedSum], index) =>
    committed(partHeader(parent, index), partOf(terms, index, amount, fixedSum)),
  );
  const args = { id: idOf(parent), by: SUPPLIER, amounts: parts.map(([amount]) => amount), commitments };
  return [
    ...parts.map((_, index): Told => {
      return ["Transfer", { from: NOBODY, to: SUPPLIER, id: BigInt(idOf(partHeader(parent, index))) }];
    }),
    ["ReceivableSplit", args],
  ];
}

export const LINE_LIVE: readonly Told[] = [...issue(LINE), accept(LINE, TERMS)];
export const LATER_LIVE: readonly Told[] = [...issue(LATER, LATER_TERMS), accept(LATER, LATER_TERMS)];
export const ISSUED: readonly Told[] = issue(LINE);
/** All of it received. */
export const CLOSED: readonly Told[] = [...ISSUED, receive({ principal: 1_000_000n, closed: true })];
const CALLED = { ...LATER_TERMS, dueDay: DUE + 31 };
const WITHDRAWN: Header = { ...HEADER, line: 3n };

/** What {@link WHOLE_LIFE} leaves out, nothing of which is impossible. */
export const OTHER_LIVES: readonly Told[] = [
  ...issue(LINE),
  query(),
  reject(),
  amend(),
  accept({ ...LINE, revision: 1n }, TERMS),
  debit(50_000n, 2n),
  advise(100_000n),
  advise(0n),
  advise(99_999n),
  advise(1n, { bankRef: hexOf(1n) }),
  receive({ advised: true }),
  // 30 days late on 950,000 at 10.15 %.
  receive({ bankRef: BANK_REF_2, valueDay: DUE + 30, principal: 42_075n, charges: 7_925n, lateDays: 1_262_250n }),
  reverse({ bankRef: BANK_REF_2, principal: 42_075n, charges: 7_925n, lateDays: 1_262_250n }),
  consent(BUYER),
  consent(FACTOR),
  hand(SUPPLIER, FACTOR),
  waive(1_000n),
  writeOff(),
  ...LATER_LIVE,
  accelerate(DUE + 31),
  ...split({ ...LATER, revision: 1n }, CALLED, [
    [333_333n, 1_334n],
    [666_667n, 2_667n],
  ]),
  ...issue(WITHDRAWN),
  ["ReceivableCancelled", { id: idOf(WITHDRAWN), by: SUPPLIER, reason: REASON }],
];

/** The same event of the later line. */
export function onLater([name, args]: Told): Told {
  return [name, { ...args, id: LATER_ID }];
}

/** The same event of the first line. */
export function onLine([name, args]: Told): Told {
  return [name, { ...args, id: LINE_ID }];
}
