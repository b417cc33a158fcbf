/** What an auditor has to say about events that cannot be true. */
import type { At } from "./state.ts";

export type FindingKind =
  /** The event is not of the form its name promises. */
  | "Malformed"
  /** An event that this version knows nothing of. */
  | "UnknownEvent"
  /** A contract that is not the one that emits such events. */
  | "ForeignAddress"
  /** Not after the event before it. */
  | "OutOfOrder"
  | "AlreadyIssued"
  /** Parties, line, policy or revision that no receivable can have. */
  | "HeaderInvalid"
  /** Terms in the open that no party may newly agree. */
  | "TermsInvalid"
  | "UnknownReceivable"
  /** An id that is not that of the header. */
  | "IdMismatch"
  | "CommitmentMismatch"
  /** The status does not allow it, or nothing was due any more. */
  | "StatusForbids"
  | "AlreadyClosed"
  /** Nothing was moved by what moves something. */
  | "NothingDone"
  /** Closed although something is due. */
  | "ClosedTooEarly"
  /** Left open although nothing is due. */
  | "ClosedTooLate"
  /** Not what the terms make of that cash on that day. */
  | "SettlementMismatch"
  /** More principal than was open. */
  | "SettledTooMuch"
  | "DiscountTooLarge"
  | "LateDaysImpossible"
  | "ChargesTooLarge"
  | "CarryImpossible"
  /** What is carried changed and no event says so. */
  | "CarryMissing"
  | "DisputedImpossible"
  | "ClarificationInvalid"
  /** What an amendment may not change, or not so. */
  | "AmendmentInvalid"
  | "DebitTooLarge"
  | "AccelerationForbidden"
  | "ReceiptKnown"
  | "ReceiptUnknown"
  /** Not what was recorded under that reference, or advised although it was not. */
  | "ReceiptMismatch"
  /** Money that moved after its block. */
  | "ValueDayImpossible"
  | "AdvicesTooMany"
  /** Cancelled although something was received. */
  | "ReceiptsStand"
  | "AlreadyWrittenOff"
  | "SplitForbidden"
  | "PartsInvalid"
  /** A part below the minimum of the policy. */
  | "PartTooSmall"
  /** Consent to a transfer where the policy leaves nothing to consent to. */
  | "PolicyForbids"
  | "CurrencyMismatch"
  /** More was kept than was ever paid. */
  | "KeptTooMuch"
  | "ClaimMismatch"
  | "HolderMismatch"
  | "AlreadyMinted"
  | "TokenUnknown"
  | "TransferLocked"
  /** Begun to listen where that cannot begin, or again. */
  | "ListeningForbidden"
  | "Burned"
  /** A token without a receivable, or a receivable without a token or with one that began elsewhere. */
  | "TokenWithoutReceivable"
  | "ReceivableWithoutToken"
  | "FirstHolderMismatch"
  | "NonceAlreadySpent"
  | "NotVouched"
  | "MandateMissing";

/** Why an event contradicts what came before it. */
export interface Contradiction {
  readonly kind: FindingKind;
  /** What it is about: a receivable, a signer, a field. */
  readonly about: string;
  readonly found: string;
  readonly expected: string;
}

/** A contradiction and the event that holds it; that event was left out of the state. */
export interface Finding extends Contradiction {
  readonly event: string;
  /** Place in the list of events, from 0. */
  readonly index: number;
  /** Absent where the event does not say. */
  readonly blockNumber?: bigint;
  readonly logIndex?: bigint;
  readonly timestamp?: number;
}

type Printable = string | bigint | boolean;

export function contradiction(kind: FindingKind, about: string, found: Printable, expected: Printable): Contradiction {
  return { kind, about, found: String(found), expected: String(expected) };
}

/** A contradiction unless both are the same. */
export function differs(
  kind: FindingKind,
  about: string,
  found: Printable,
  expected: Printable,
): Contradiction | undefined {
  return found === expected ? undefined : contradiction(kind, about, found, expected);
}

/** A contradiction if the value is above the limit. */
export function exceeds(kind: FindingKind, about: string, found: bigint, limit: bigint): Contradiction | undefined {
  return found > limit ? contradiction(kind, about, found, `at most ${String(limit)}`) : undefined;
}

export function findingAt(at: At, event: string, why: Contradiction): Finding {
  return { ...why, event, ...at };
}
