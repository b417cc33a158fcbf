/** The authenticator of this device, as browsers let a page ask it (WebAuthn). */
import { bytesToHex } from "viem";
import type { Hex } from "viem";
import type { Assertion } from "../../clients/organisation/passkey.ts";
import { passkeysPossible } from "./passkeyStore.ts";
import type { PublicPoint } from "./passkeyStore.ts";
import { WalletError } from "./wallet.ts";

/** A passkey that was made just now. */
export interface NewPasskey {
  /** Of the credential, base64url. */
  readonly id: string;
  readonly own: PublicPoint;
}

export interface Asserted extends Assertion {
  readonly id: string;
}

const ES256 = -7;
const USER_BYTES = 32;
const CURVE = { name: "ECDSA", namedCurve: "P-256" } as const;

/**
 * Makes a passkey that is found on its device, and on those it is synchronised to, without being named.
 * @param name What the device lists it under. @param others Passkeys that it must not be on one device with.
 * @throws WalletError
 */
export async function createPasskey(name: string, others: readonly NewPasskey[] = []): Promise<NewPasskey> {
  const publicKey: PublicKeyCredentialCreationOptions = {
    challenge: randomBytes(),
    rp: { name: "Countersign", id: location.hostname },
    user: { id: randomBytes(), name, displayName: name },
    pubKeyCredParams: [{ type: "public-key", alg: ES256 }],
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    excludeCredentials: others.map(({ id }) => ({ type: "public-key", id: fromBase64url(id) })),
    attestation: "none",
  };
  const made = await asked(() => navigator.credentials.create({ publicKey }));
  const response = made.response as AuthenticatorAttestationResponse;
  const key = response.getPublicKeyAlgorithm() === ES256 ? response.getPublicKey() : null;
  if (key === null) throw new WalletError("passkeyUnsupported", {});
  const imported = await crypto.subtle.importKey("spki", key, CURVE, true, ["verify"]);
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", imported);
  return { id: toBase64url(made.rawId), own: { x: coordinate(x), y: coordinate(y) } };
}

/**
 * Has a challenge signed after the person was recognised. @param id Of the credential; any of this page's if absent.
 * @throws WalletError
 */
export async function assertPasskey(challenge: Hex, id?: string): Promise<Asserted> {
  const publicKey: PublicKeyCredentialRequestOptions = {
    challenge: bytesOf(challenge),
    rpId: location.hostname,
    userVerification: "required",
    allowCredentials: id === undefined ? [] : [{ type: "public-key", id: fromBase64url(id) }],
  };
  const given = await asked(() => navigator.credentials.get({ publicKey }));
  const { authenticatorData, clientDataJSON, signature } = given.response as AuthenticatorAssertionResponse;
  return {
    id: toBase64url(given.rawId),
    authenticatorData: new Uint8Array(authenticatorData),
    clientDataJSON: new Uint8Array(clientDataJSON),
    signature: new Uint8Array(signature),
  };
}

/** What the gateway knows a credential by. */
export async function credentialHash(id: string): Promise<Hex> {
  return bytesToHex(new Uint8Array(await crypto.subtle.digest("SHA-256", fromBase64url(id))));
}

/** Asks the authenticator. Whoever closes its window, or waits too long, has said no; browsers do not tell which. */
async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  if (!passkeysPossible()) throw new WalletError("passkeyUnsupported", {});
  try {
    const credential = await ask();
    if (credential instanceof PublicKeyCredential) return credential;
  } catch (error) {
    const { name } = error as Error;
    if (name === "NotAllowedError" || name === "AbortError") throw new WalletError("passkeyRejected", {}, error);
    throw new WalletError(name === "InvalidStateError" ? "passkeySameDevice" : "passkeyUnsupported", {}, error);
  }
  throw new WalletError("passkeyUnsupported", {});
}

function randomBytes(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(USER_BYTES));
}

function bytesOf(hex: Hex): Uint8Array<ArrayBuffer> {
  const digits = hex.slice(2).match(/../g) ?? [];
  return new Uint8Array(digits.map((digit) => Number.parseInt(digit, 16)));
}

/** 32 bytes of a JSON Web Key's coordinate. */
function coordinate(base64url: string): Hex {
  return `0x${bytesToHex(fromBase64url(base64url)).slice(2).padStart(64, "0")}`;
}

function toBase64url(bytes: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}
