/** How a receivable begins and is accepted. */
import { commitmentOf, idOf, termsHash } from "./commitment.ts";
import type { Header, OpenedTerms } from "./commitment.ts";
import { contradiction, differs } from "./findings.ts";
import type { Contradiction } from "./findings.ts";
import type { Hex } from "./hashing.ts";
import type { Arguments } from "./reading.ts";
import type { At, LedgerState, ReceivableRecord } from "./state.ts";

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

function readTerms(terms: Arguments): OpenedTerms {
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
  readonly termsHash: Hex;
  readonly terms?: OpenedTerms;
  readonly document: Hex;
}

function record({ header, termsHash: hash, document, ...rest }: Content, at: At): ReceivableRecord {
  return {
    at,
    header,
    termsHash: hash,
    ...rest,
    document,
    commitment: commitmentOf(header, hash, document),
    standing: "issued",
    settled: 0n,
    credited: 0n,
    lateDays: 0n,
    chargesSettled: 0n,
    carry: 0n,
    detailed: false,
    disputed: 0n,
    cash: 0n,
    closed: false,
  };
}

function issue(state: LedgerState, id: Hex, content: Content, at: At): Contradiction | undefined {
  const why = differs("IdMismatch", id, id, idOf(content.header));
  if (why !== undefined) return why;
  const known = state.receivables.get(id);
  if (known !== undefined) {
    return contradiction("AlreadyIssued", id, content.termsHash, `issued before, in block ${known.at.blockNumber}`);
  }
  state.receivables.set(id, record(content, at));
  return undefined;
}

/** `ReceivableIssued`. */
export function issued(state: LedgerState, args: Arguments, at: At): Contradiction | undefined {
  const terms = readTerms(args.struct("terms"));
  const content = { header: readHeader(args), termsHash: termsHash(terms), terms, document: args.bytes32("document") };
  return issue(state, args.bytes32("id"), content, at);
}

/** `ReceivableSealed`. */
export function sealed(state: LedgerState, args: Arguments, at: At): Contradiction | undefined {
  const content = { header: readHeader(args), termsHash: args.bytes32("terms"), document: args.bytes32("document") };
  return issue(state, args.bytes32("id"), content, at);
}

/** The receivable of an event that needs one, or what is wrong with that. */
export function known(state: LedgerState, id: Hex): ReceivableRecord | Contradiction {
  return state.receivables.get(id) ?? contradiction("UnknownReceivable", id, "nothing", "a receivable that was issued");
}

/** `ReceivableAccepted`. */
export function accepted(state: LedgerState, args: Arguments): Contradiction | undefined {
  const [id, commitment] = [args.bytes32("id"), args.bytes32("commitment")];
  const receivable = known(state, id);
  if ("kind" in receivable) return receivable;
  const why =
    differs("StatusForbids", id, receivable.standing, "issued") ??
    differs("CommitmentMismatch", id, commitment, receivable.commitment);
  if (why !== undefined) return why;
  receivable.standing = "accepted";
  return undefined;
}
