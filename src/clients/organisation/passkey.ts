/** What an authenticator answered, as `PasskeyVerifier` reads it. */
import { encodeAbiParameters, bytesToHex } from "viem";
import { wordOf } from "../../domain/hash.ts";
import type { Hex } from "../../domain/receivable.ts";
import { RefusedError } from "../errors.ts";

/** The `response` of a WebAuthn `PublicKeyCredential` whose challenge was the 32 bytes of a digest. */
export interface Assertion {
  readonly authenticatorData: Uint8Array;
  /** UTF-8, exactly as signed. */
  readonly clientDataJSON: Uint8Array;
  /** ECDSA over P-256 and SHA-256, in DER. */
  readonly signature: Uint8Array;
}

/** Order of P-256. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const SEQUENCE = 0x30;
const INTEGER = 0x02;
const WEB_AUTHN_AUTH = [
  { type: "bytes32" },
  { type: "bytes32" },
  { type: "uint256" },
  { type: "uint256" },
  { type: "bytes" },
  { type: "bytes" },
] as const;

/**
 * An assertion as a member's signature; of the two signatures that verify, the one with the lower s.
 * @throws RefusedError `ArgumentInvalid` for a signature that is not DER, or client data without type or challenge.
 */
export function passkeySignature({ authenticatorData, clientDataJSON, signature }: Assertion): Hex {
  const { r, s } = readSignature(signature);
  return encodeAbiParameters(WEB_AUTHN_AUTH, [
    wordOf(r),
    wordOf(s > ORDER / 2n ? ORDER - s : s),
    BigInt(position(clientDataJSON, '"challenge":"')),
    BigInt(position(clientDataJSON, '"type":"webauthn.get"')),
    bytesToHex(authenticatorData),
    bytesToHex(clientDataJSON),
  ]);
}

/** Where a text of plain letters begins, in bytes: one letter a byte, whatever the others mean. */
function position(clientDataJSON: Uint8Array, wanted: string): number {
  const text = new TextDecoder("latin1").decode(clientDataJSON);
  const found = text.indexOf(wanted);
  if (found >= 0) return found;
  throw invalid(
    "clientDataJSON",
    text,
    `it lacks ${wanted}: ask the authenticator to sign (navigator.credentials.get)`,
  );
}

/** SEQUENCE of two INTEGERs; both are shorter than 128 bytes, so every length is one byte. */
function readSignature(der: Uint8Array): { readonly r: bigint; readonly s: bigint } {
  const [tag, length] = der;
  const r = readInteger(der, 2);
  const s = r && readInteger(der, r.end);
  if (tag === SEQUENCE && length === der.length - 2 && r && s?.end === der.length) return { r: r.value, s: s.value };
  throw invalid("signature", bytesToHex(der), "it is no DER sequence of two integers: give it as it was answered");
}

function readInteger(der: Uint8Array, at: number): { readonly value: bigint; readonly end: number } | undefined {
  const length = der[at + 1];
  if (der[at] !== INTEGER || length === undefined || length === 0) return undefined;
  const end = at + 2 + length;
  const value = BigInt(bytesToHex(der.subarray(at + 2, end)));
  return end <= der.length && value > 0n && value < ORDER ? { value, end } : undefined;
}

function invalid(field: string, value: string, why: string): RefusedError {
  return new RefusedError("ArgumentInvalid", { [field]: value }, `${field} is ${value}, and ${why}`);
}
