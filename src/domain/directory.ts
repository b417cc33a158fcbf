/** What the directory records of organisations; the structs and events of `IDirectory.sol`. */
import type { Address, Hex, Verb } from "./receivable.ts";

/** What a registrar says of an organisation's address. */
export interface Voucher {
  /** Salted hash of the legal id (LEI, USCC, register number); its opening travels off chain. */
  readonly legalId: Hex;
  /** Hash of what the registrar saw. */
  readonly evidence: Hex;
  /** Who enrolled the key. */
  readonly enroller: Address;
  /** An {@link EnrolmentChannel}. */
  readonly channel: number;
  /** First instant of validity, unix seconds; the directory sets it to the time of the block. */
  readonly since: number;
  /** Last instant of validity, unix seconds. */
  readonly until: number;
}

/** How a key was enrolled. */
export const EnrolmentChannel = {
  InPerson: 1,
  RegisteredLetter: 2,
  QualifiedSignature: 3,
  BankTransfer: 4,
  RegisteredEmail: 5,
  Other: 255,
} as const;

/** What an organisation lets one key do in its name (授权委托书). */
export interface Mandate {
  /** Bit `1 << verb` for each verb; see {@link verbSet}. */
  readonly verbs: number;
  /** First instant, unix seconds. */
  readonly from: number;
  /** Last instant, unix seconds. */
  readonly until: number;
  /** Largest face of a receivable, minor units of `currency`; {@link UNCAPPED} for no cap in any currency. */
  readonly cap: bigint;
  readonly currency: Address;
  /** Hash of the power of attorney. */
  readonly document: Hex;
}

export const UNCAPPED = 2n ** 96n - 1n;

export interface OrganisationVouched {
  readonly name: "OrganisationVouched";
  readonly registrar: Address;
  readonly organisation: Address;
  readonly voucher: Voucher;
}

export interface VoucherWithdrawn {
  readonly name: "VoucherWithdrawn";
  readonly registrar: Address;
  readonly organisation: Address;
  readonly reason: Hex;
}

export interface MandateGiven {
  readonly name: "MandateGiven";
  readonly organisation: Address;
  readonly agent: Address;
  readonly mandate: Mandate;
}

export interface MandateRevoked {
  readonly name: "MandateRevoked";
  readonly organisation: Address;
  readonly agent: Address;
}

export interface ViewingKeySet {
  readonly name: "ViewingKeySet";
  readonly organisation: Address;
  /** X25519 public key; zero takes it back. */
  readonly key: Hex;
}

export type DirectoryEvent = OrganisationVouched | VoucherWithdrawn | MandateGiven | MandateRevoked | ViewingKeySet;

/** The verbs of a mandate as bits. */
export function verbSet(verbs: Iterable<Verb>): number {
  return [...verbs].reduce<number>((bits, verb) => bits | (1 << verb), 0);
}
