/**
 * The secret that a supplier and a buyer have in common, from which the lines of their statements are salted. Each
 * makes it from its own secret viewing key and the other's public one in the directory (X25519, RFC 7748; HKDF-SHA256,
 * RFC 5869): no message passes, and nobody else can make it. A new viewing key of either gives another secret.
 */
import type { Hex } from "../domain/receivable.ts";
import { SECRET_BYTES, statementKeysHash } from "../domain/statementLeaf.ts";
import { publicKeyBytes, sharedPoint, ViewingKeyError } from "./sealingKeys.ts";
import type { ViewingKeyPair } from "./sealingKeys.ts";

/** Of what the secret is, so that no other use of the same keys gives it. */
const PURPOSE = new TextEncoder().encode("Countersign statement lines 1");

/** The public viewing keys of both sides, as the directory has them. */
export interface PairKeys {
  readonly supplierKey: Hex;
  readonly buyerKey: Hex;
}

/** The secret, and which keys it was made of. */
export interface PairSecret {
  /** 32 bytes; whoever has them can try amounts against the leaves of this pair's statements. */
  readonly secret: Uint8Array;
  /** What a posting names. */
  readonly keys: Hex;
}

/**
 * @param own The viewing key of one of the two.
 * @throws ViewingKeyError if it is neither of them or both have one key, and for a key that shares its secret with
 * everybody or was taken back.
 */
export async function pairSecret(own: ViewingKeyPair, { supplierKey, buyerKey }: PairKeys): Promise<PairSecret> {
  const others = [supplierKey, buyerKey].filter((key) => key.toLowerCase() !== own.publicKey.toLowerCase());
  const [other] = others;
  if (other === undefined || others.length !== 1) {
    throw new ViewingKeyError(
      `the viewing key ${own.publicKey} is not that of one of the two sides: ` +
        "take the key that the statement was made with",
    );
  }
  const shared = await sharedPoint(own.secret, other);
  const salt = Uint8Array.from([...publicKeyBytes(supplierKey), ...publicKeyBytes(buyerKey)]);
  const key = await crypto.subtle.importKey("raw", Uint8Array.from(shared), "HKDF", false, ["deriveBits"]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt, info: PURPOSE };
  const secret = new Uint8Array(await crypto.subtle.deriveBits(derivation, key, 8 * SECRET_BYTES));
  return { secret, keys: statementKeysHash(supplierKey, buyerKey) };
}
