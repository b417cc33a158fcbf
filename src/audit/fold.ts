/**
 * The auditor's own reading of the ledger's events: the state that they add up to, and every event that cannot be true
 * after those before it. It believes nothing and stops at nothing: an impossible event is reported and left out.
 */
import { carryMissing } from "./claims.ts";
import { contradiction, differs, exceeds, findingAt } from "./findings.ts";
import type { Contradiction, Finding } from "./findings.ts";
import { nonceSpent, rootRevoked } from "./foldConsents.ts";
import { mandateGiven, mandateRevoked, viewingKeySet, voucherWithdrawn, vouched } from "./foldDirectory.ts";
import { accelerated, amended, debited } from "./foldAmendments.ts";
import { cancelled, queried, rejected, transferConsented, writtenOff } from "./foldAnswers.ts";
import { claimed, kept } from "./foldKept.ts";
import { disputed, resolved } from "./foldDisputes.ts";
import { carried, credited, paid, waived } from "./foldMoney.ts";
import { advised, recorded, reversed } from "./foldReceipts.ts";
import { accepted, issued, sealed } from "./foldReceivables.ts";
import { split } from "./foldSplit.ts";
import { approved, listened, operatorSet, transferred } from "./foldTokens.ts";
import type { Hex } from "./hashing.ts";
import { Arguments, MalformedArgument, shown } from "./reading.ts";
import { emptyState } from "./state.ts";
import type { At, LedgerState } from "./state.ts";

/** A decoded log. Addresses and words are hex, integers bigint, number or text; everything is checked. */
export interface AuditEvent {
  readonly name: string;
  /** By the names of the interfaces; structs nest. */
  readonly args: unknown;
  /** The contract that emitted it. */
  readonly address: string;
  readonly blockNumber: bigint | number;
  readonly logIndex: bigint | number;
  /** Unix seconds of its block. Without it, what depends on the day is bounded only, not reckoned. */
  readonly timestamp?: bigint | number;
}

/** Where the contracts are that are audited. */
export interface Audited {
  readonly ledger: Hex;
  readonly directory: Hex;
}

export interface Audit {
  readonly state: LedgerState;
  readonly findings: readonly Finding[];
}

type Handler = (state: LedgerState, args: Arguments, at: At) => Contradiction | undefined;

const HANDLERS: ReadonlyMap<string, readonly [keyof Audited, Handler]> = new Map([
  ["ReceivableIssued", ["ledger", issued]],
  ["ReceivableSealed", ["ledger", sealed]],
  ["ReceivableAccepted", ["ledger", accepted]],
  ["ReceivableQueried", ["ledger", queried]],
  ["ReceivableRejected", ["ledger", rejected]],
  ["ReceivableAmended", ["ledger", amended]],
  ["ReceivableDebited", ["ledger", debited]],
  ["ReceivableAccelerated", ["ledger", accelerated]],
  ["ReceivablePaid", ["ledger", paid]],
  ["DiscountCarried", ["ledger", carried]],
  ["ReceiptAdvised", ["ledger", advised]],
  ["ReceiptRecorded", ["ledger", recorded]],
  ["ReceiptReversed", ["ledger", reversed]],
  ["ReceivableCredited", ["ledger", credited]],
  ["ChargesWaived", ["ledger", waived]],
  ["ReceivableDisputed", ["ledger", disputed]],
  ["DisputeResolved", ["ledger", resolved]],
  ["ReceivableSplit", ["ledger", split]],
  ["ReceivableWrittenOff", ["ledger", writtenOff]],
  ["ReceivableCancelled", ["ledger", cancelled]],
  ["TransferConsented", ["ledger", transferConsented]],
  ["ListeningBegun", ["ledger", listened]],
  ["CashKept", ["ledger", kept]],
  ["CashClaimed", ["ledger", claimed]],
  ["NonceSpent", ["ledger", nonceSpent]],
  ["RootRevoked", ["ledger", rootRevoked]],
  ["Transfer", ["ledger", transferred]],
  ["Approval", ["ledger", approved]],
  ["ApprovalForAll", ["ledger", operatorSet]],
  ["OrganisationVouched", ["directory", vouched]],
  ["VoucherWithdrawn", ["directory", voucherWithdrawn]],
  ["MandateGiven", ["directory", mandateGiven]],
  ["MandateRevoked", ["directory", mandateRevoked]],
  ["ViewingKeySet", ["directory", viewingKeySet]],
] satisfies [string, [keyof Audited, Handler]][]);

function follows(last: At | undefined, at: At): Contradiction | undefined {
  if (last === undefined || at.blockNumber > last.blockNumber) return undefined;
  if (at.blockNumber === last.blockNumber && at.logIndex > last.logIndex) return undefined;
  const place = ({ blockNumber, logIndex }: At): string => `block ${blockNumber}, log ${logIndex}`;
  return contradiction("OutOfOrder", "place", place(at), `after ${place(last)}`);
}

function placeOf(event: Arguments, index: number): At {
  const timestamp = event.unsignedIfAny("timestamp", 40);
  return {
    index,
    blockNumber: event.unsigned("blockNumber", 64),
    logIndex: event.unsigned("logIndex", 64),
    ...(timestamp === undefined ? {} : { timestamp: Number(timestamp) }),
  };
}

function apply(state: LedgerState, where: Audited, event: Arguments, at: At): Contradiction | undefined {
  const name = event.text("name");
  const known = HANDLERS.get(name);
  if (known === undefined) return contradiction("UnknownEvent", "name", shown(name), "an event of ledger or directory");
  const [contract, handler] = known;
  return (
    differs("ForeignAddress", contract, event.address("address"), where[contract].toLowerCase()) ??
    handler(state, event.struct("args"), at)
  );
}

/** What only shows when all events of a transaction are in: halves without their other half. */
function loose(state: LedgerState): Finding[] {
  const findings: Finding[] = [];
  for (const [id, token] of state.tokens) {
    const first = state.receivables.get(id)?.first;
    const why =
      first === undefined
        ? contradiction("TokenWithoutReceivable", id, token.first, "a receivable of that id")
        : differs("FirstHolderMismatch", id, token.first, first);
    if (why !== undefined) findings.push(findingAt(token.at, "Transfer", why));
  }
  for (const [id, receivable] of state.receivables) {
    const missing = carryMissing(id, receivable);
    if (missing !== undefined) findings.push(findingAt(receivable.at, "DiscountCarried", missing));
    if (state.tokens.has(id)) continue;
    const why = contradiction("ReceivableWithoutToken", id, "no token", `a token given to ${receivable.first}`);
    findings.push(findingAt(receivable.at, receivable.part ? "ReceivableSplit" : "ReceivableIssued", why));
  }
  for (const { at, id, ever } of state.kept.values()) {
    const why = exceeds("KeptTooMuch", id, ever, state.receivables.get(id)?.cash ?? 0n);
    if (why !== undefined) findings.push(findingAt(at, "CashKept", why));
  }
  return findings;
}

class Folding {
  readonly state: LedgerState = emptyState();
  readonly findings: Finding[] = [];
  readonly #where: Audited;
  #last: At | undefined;

  constructor(where: Audited) {
    this.#where = where;
  }

  take(raw: unknown, index: number): void {
    let seen: { event: string } & Partial<At> = { event: "" };
    try {
      const event = new Arguments(raw, "event");
      seen = { event: shown(event.text("name")) };
      const at = placeOf(event, index);
      seen = { ...seen, ...at };
      const why = follows(this.#last, at) ?? this.#apply(event, at);
      if (why !== undefined) this.findings.push({ ...why, ...seen, index });
    } catch (error) {
      if (!(error instanceof MalformedArgument)) throw error;
      const why = contradiction("Malformed", error.field, error.found, error.wanted);
      this.findings.push({ ...why, ...seen, index });
    }
  }

  #apply(event: Arguments, at: At): Contradiction | undefined {
    this.#last = at;
    return apply(this.state, this.#where, event, at);
  }
}

/**
 * Folds events, in the order of the chain, into the state they add up to. Events that contradict it are left out and
 * reported. Never throws, whatever the events hold.
 */
export function fold(events: readonly AuditEvent[], where: Audited): Audit {
  const folding = new Folding(where);
  for (const [index, event] of events.entries()) folding.take(event, index);
  return { state: folding.state, findings: [...folding.findings, ...loose(folding.state)] };
}
