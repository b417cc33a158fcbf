/**
 * Content sealed to its readers, as one file of age (age-encryption.org/v1) with an X25519 stanza for each. The file
 * stands in the event of a sealed receivable, or is given to one more reader without touching the chain.
 */
import { Decrypter, Encrypter } from "age-encryption";
import { RECEIVABLE_TYPES, termsHash } from "../domain/commitment.ts";
import type { Hex, Receivable, Terms } from "../domain/receivable.ts";
import { identityOf, recipientOf } from "./sealingKeys.ts";

const TERMS = RECEIVABLE_TYPES.Terms;

/** More readers than a receivable has; each costs 98 bytes of the chain. */
export const MAX_READERS = 32;

/** A larger file is not even looked at: content for {@link MAX_READERS} readers is smaller. */
export const MAX_SEALED_BYTES = 4096;

/** What came of opening a file. */
export type Unsealed =
  | { readonly kind: "opened"; readonly content: Uint8Array }
  /** It is sealed to others. */
  | { readonly kind: "others" }
  /** It is no file of age, or was changed after it was sealed. */
  | { readonly kind: "damaged"; readonly fault: string };

/**
 * Seals content to viewing keys, each once.
 * @param readers As the directory has them. @throws ViewingKeyError for a key that nothing can be sealed to.
 * @throws RangeError without a reader, and for more than {@link MAX_READERS}.
 */
export async function seal(content: Uint8Array, readers: readonly Hex[]): Promise<Hex> {
  const recipients = new Set(readers.map(recipientOf));
  if (recipients.size === 0 || recipients.size > MAX_READERS) {
    throw new RangeError(`content is sealed to 1 to ${MAX_READERS} readers, not to ${recipients.size}`);
  }
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  const sealed = await encrypter.encrypt(content);
  return `0x${Buffer.from(sealed).toString("hex")}`;
}

/** The content, or undefined if the key opens nothing of it. @param key The secret key, 32 bytes. */
export async function open(sealed: Hex, key: Uint8Array): Promise<Uint8Array | undefined> {
  const unsealed = await unseal(sealed, key);
  return unsealed.kind === "opened" ? unsealed.content : undefined;
}

/** What age says when every stanza is somebody else's. */
const NO_STANZA_FITS = "no identity matched any of the file's recipients";

/** Opens a file that strangers wrote, and says why it does not open. Never throws for anything in the file. */
export async function unseal(sealed: Hex, key: Uint8Array): Promise<Unsealed> {
  const file = Buffer.from(sealed.slice(2), "hex");
  if (file.length > MAX_SEALED_BYTES) {
    return { kind: "damaged", fault: `it has ${file.length} bytes, more than ${MAX_SEALED_BYTES}` };
  }
  const decrypter = new Decrypter();
  decrypter.addIdentity(identityOf(key));
  try {
    return { kind: "opened", content: await decrypter.decrypt(file) };
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    return fault === NO_STANZA_FITS ? { kind: "others" } : { kind: "damaged", fault: fault.slice(0, MAX_FAULT) };
  }
}

const MAX_FAULT = 200;

/** What is sealed of a receivable, beside what stands in the open. */
export interface OpenedContent {
  readonly receivable: Receivable;
  /** From which the salts of the document's fields follow; null if it was not shared. */
  readonly documentSecret: Hex | null;
}

/** Another layout gets another number. */
const VERSION = "01";
const WIDTHS: Readonly<Record<(typeof TERMS)[number]["type"], number>> = {
  ...{ address: 20, bool: 1, bytes32: 32 },
  ...{ uint96: 12, uint32: 4, uint16: 2, uint8: 1, int16: 2 },
};
const SECRET_BYTES = 32;
/** A secret is random; this one nobody has. */
const NO_SECRET: Hex = `0x${"00".repeat(SECRET_BYTES)}`;

/** Bytes of every content. */
export const CONTENT_BYTES = 1 + TERMS.reduce((sum, { type }) => sum + WIDTHS[type], 0) + SECRET_BYTES;

/**
 * A version, the terms field by field, and the secret of the document. Header and document root are left out, since
 * they stand beside the content in the open. Every content is as long as any other, or its length would tell whether
 * the amount is large and whether there is a discount.
 * @throws RangeError that names a field whose value is not one of its type.
 */
export function encodeContent({ terms }: Receivable, documentSecret: Hex | null): Uint8Array {
  termsHash(terms);
  const fields = TERMS.map(({ name, type }) => packed(terms[name], 8 * WIDTHS[type]));
  return Uint8Array.from(Buffer.from([VERSION, ...fields, (documentSecret ?? NO_SECRET).slice(2)].join(""), "hex"));
}

/**
 * The receivable that a content belongs to, or undefined if it is none of this version. Whether it is the one that the
 * chain means is for its commitment to say.
 * @param open What stands beside the content in the open.
 */
export function decodeContent(
  content: Uint8Array,
  open: Pick<Receivable, "header" | "document">,
): OpenedContent | undefined {
  const digits = Buffer.from(content).toString("hex");
  if (content.length !== CONTENT_BYTES || !digits.startsWith(VERSION)) return undefined;
  let place = VERSION.length;
  const take = (bytes: number): Hex => `0x${digits.slice(place, (place += 2 * bytes))}`;
  const entries = TERMS.map(({ name, type }) => [name, unpacked(take(WIDTHS[type]), type)] as const);
  // The table that was read by is the one that the type is checked against.
  const terms = Object.fromEntries(entries) as unknown as Terms;
  const secret = take(SECRET_BYTES);
  const { header, document } = open;
  return { receivable: { header, terms, document }, documentSecret: secret === NO_SECRET ? null : secret };
}

function packed(value: Terms[keyof Terms], bits: number): string {
  const number = BigInt(value);
  return BigInt.asUintN(bits, number)
    .toString(16)
    .padStart(bits / 4, "0");
}

function unpacked(digits: Hex, type: keyof typeof WIDTHS): Terms[keyof Terms] {
  if (type === "address" || type === "bytes32") return digits;
  if (type === "uint96") return BigInt(digits);
  if (type === "bool") return BigInt(digits) !== 0n;
  return Number(type === "int16" ? BigInt.asIntN(16, BigInt(digits)) : BigInt(digits));
}
