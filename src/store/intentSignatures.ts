/** Signatures as the tables of intents keep them, each in columns of the same names. */
import type { Address, Hex } from "../domain/receivable.ts";
import { bytes } from "./values.ts";
import type { SqlScalar } from "./values.ts";

/** Whose signature it is, under which mandate, and who handed it in. */
export interface IntentSignature {
  readonly signer: Address;
  readonly handedInBy: Address;
  readonly signature: Hex;
  /** Null where the organisation's own account signed. */
  readonly mandate: { readonly document: Hex; readonly until: number } | null;
  /** Unix seconds. */
  readonly signed: number;
}

export interface SignatureRow {
  readonly signer: Address | null;
  readonly handed_in_by: Address;
  readonly signature: Hex;
  readonly mandate: IntentSignature["mandate"];
  readonly signed: number;
}

/** The columns of {@link SignatureRow}. */
export const SIGNATURE = "signer, handed_in_by, signature, mandate, signed";

/** The values of {@link SIGNATURE}. */
export function signatureValues({
  signer,
  handedInBy,
  signature,
  mandate,
  signed,
}: IntentSignature): readonly SqlScalar[] {
  return [...[signer, handedInBy, signature].map(bytes), mandate === null ? null : JSON.stringify(mandate), signed];
}

/** A row with its signature put together. */
export function withSignature<Row extends SignatureRow>(
  row: Row,
): Omit<Row, keyof SignatureRow> & { readonly signature: IntentSignature | null } {
  const { signer, handed_in_by: handedInBy, signature, mandate, signed, ...rest } = row;
  return { ...rest, signature: signer === null ? null : { signer, handedInBy, signature, mandate, signed } };
}
