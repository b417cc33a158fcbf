/** Which passkey this browser signed in with last: where to find it, and nothing that is secret. */

/** A point of P-256, as 32 bytes in hex each. */
export interface PublicPoint {
  readonly x: `0x${string}`;
  readonly y: `0x${string}`;
}

export interface RememberedPasskey {
  readonly account: `0x${string}`;
  /** Of the credential, base64url. */
  readonly id: string;
  readonly own: PublicPoint;
}

const KEPT = "countersign passkey";
const HEX = /^0x[0-9a-f]+$/;

/** Whether this page may ask for passkeys at all: not on an address of numbers, nor without TLS. */
export function passkeysPossible(): boolean {
  return window.isSecureContext && "PublicKeyCredential" in window && !/^[\d.]+$|:/.test(location.hostname);
}

export function rememberedPasskey(): RememberedPasskey | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "null") as RememberedPasskey | null;
    const { account, id, own } = kept ?? {};
    const words = [account, own?.x, own?.y];
    return kept !== null && id !== undefined && words.every((word) => HEX.test(word ?? "")) ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function rememberPasskey(passkey: RememberedPasskey): void {
  localStorage.setItem(KEPT, JSON.stringify(passkey));
}
