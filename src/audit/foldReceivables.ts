/** How a receivable begins and is accepted. */
import { mustBeAgreeable } from "./agreeable.ts";
import { known, mustStand } from "./claims.ts";
import { commitmentOf, idOf, termsHash } from "./commitment.ts";
import type { Header, OpenedTerms } from "./commitment.ts";
import { contradiction, differs } from "./findings.ts";
import type { Contradiction } from "./findings.ts";
import type { Hex } from "./hashing.ts";
import type { Arguments } from "./reading.ts";
import { NOBODY } from "./state.ts";
import type { At, LedgerState, ReceivableRecord } from "./state.ts";

/** Lines of invoices end here; parts of a split are numbered from here on. */
export const FIRST_PART = 10_000n;
const LAST_REVISION = 9_999n;
const LAST_MINIMUM = 27n;

function readHeader(args: Arguments): Header {
  return {
    supplier: args.address("supplier"),
    buyer: args.address("buyer"),
    invoice: args.bytes32("invoice"),
    line: args.unsigned("line", 32),
    policy: args.unsigned("policy", 8),
    revision: args.unsigned("revision", 32),
  };
}

export function readTerms(terms: Arguments): OpenedTerms {
  return {
    currency: terms.address("currency"),
    amount: terms.unsigned("amount", 96),
    dueDay: terms.small("dueDay", 32),
    utcOffset: terms.signed16("utcOffset"),
    discountDay1: terms.small("discountDay1", 32),
    discount1: terms.unsigned("discount1", 96),
    discountDay2: terms.small("discountDay2", 32),
    discount2: terms.unsigned("discount2", 96),
    slidingRate: terms.small("slidingRate", 32),
    discountOnParts: terms.boolean("discountOnParts"),
    lateRate: terms.small("lateRate", 32),
    basis: terms.small("basis", 16),
    graceDays: terms.small("graceDays", 16),
    fixedSum: terms.unsigned("fixedSum", 96),
    allocation: terms.small("allocation", 8),
    accelerationDays: terms.small("accelerationDays", 16),
    salt: terms.bytes32("salt"),
  };
}

interface Content {
  readonly header: Header;
  readonly terms?: OpenedTerms;
  readonly face?: bigint;
  readonly document: Hex;
  readonly commitment: Hex;
}

/** A new receivable, issued unless more is known. */
export function record(content: Content, at: At): ReceivableRecord {
  return {
    at,
    first: content.header.supplier,
    part: false,
    ...content,
    standing: "issued",
    writtenOff: false,
    transferee: NOBODY,
    receipts: new Map(),
    entries: [],
    settled: 0n,
    credited: 0n,
    lateDays: 0n,
    chargesSettled: 0n,
    carry: 0n,
    carriable: false,
    detailed: false,
    disputed: 0n,
    cash: 0n,
    paidTo: new Set(),
    closed: false,
  };
}

/** From low to high: 2 bits who decides about a sale, 1 whether it may be split, 5 the exponent of the least part. */
function saysSomething(policy: bigint): boolean {
  const [sale, splits, least] = [policy % 4n, (policy / 4n) % 2n === 1n, policy / 8n];
  return sale !== 3n && (least === 0n || (splits && least <= LAST_MINIMUM));
}

/** Whether policy and revision are such as the ledger takes; the field that is not. */
export function refusedField({ policy, revision }: Pick<Header, "policy" | "revision">): string | undefined {
  if (!saysSomething(policy)) return "policy";
  return revision > LAST_REVISION ? "revision" : undefined;
}

function refusedHeader(header: Header): string | undefined {
  const { supplier, buyer, line } = header;
  if (supplier === NOBODY) return "supplier";
  if (buyer === NOBODY || buyer === supplier) return "buyer";
  return line >= FIRST_PART ? "line" : refusedField(header);
}

function issue(state: LedgerState, id: Hex, content: Content, at: At): Contradiction | undefined {
  const why = differs("IdMismatch", id, id, idOf(content.header));
  if (why !== undefined) return why;
  const field = refusedHeader(content.header);
  if (field !== undefined) return contradiction("HeaderInvalid", id, field, "a header that can be issued");
  const known = state.receivables.get(id);
  if (known !== undefined) {
    return contradiction("AlreadyIssued", id, content.commitment, `issued before, in block ${known.at.blockNumber}`);
  }
  state.receivables.set(id, record(content, at));
  return undefined;
}

/** `ReceivableIssued`. */
export function issued(state: LedgerState, args: Arguments, at: At): Contradiction | undefined {
  const [header, terms, document] = [readHeader(args), readTerms(args.struct("terms")), args.bytes32("document")];
  const [id, commitment] = [args.bytes32("id"), commitmentOf(header, termsHash(terms), document)];
  return mustBeAgreeable(id, terms) ?? issue(state, id, { header, terms, document, commitment }, at);
}

/** `ReceivableSealed`. */
export function sealed(state: LedgerState, args: Arguments, at: At): Contradiction | undefined {
  const [header, document] = [readHeader(args), args.bytes32("document")];
  const commitment = commitmentOf(header, args.bytes32("terms"), document);
  return issue(state, args.bytes32("id"), { header, document, commitment }, at);
}

/** `ReceivableAccepted`. */
export function accepted(state: LedgerState, args: Arguments): Contradiction | undefined {
  const [id, commitment] = [args.bytes32("id"), args.bytes32("commitment")];
  args.address("by");
  const receivable = known(state, id);
  if ("kind" in receivable) return receivable;
  const why =
    mustStand(id, receivable, ["issued", "queried"]) ??
    differs("CommitmentMismatch", id, commitment, receivable.commitment);
  if (why !== undefined) return why;
  receivable.standing = "accepted";
  return undefined;
}
