/**
 * Viewing keys: X25519 keys to which content is sealed. The directory keeps the public one as 32 raw bytes; a key file
 * is an identity file of age, so that any implementation of age opens what was sealed here.
 */
import type { Hex } from "../domain/receivable.ts";

/** A viewing key pair. */
export interface ViewingKeyPair {
  /** 32 bytes; whoever has them reads everything that was sealed to the public key. */
  readonly secret: Uint8Array;
  /** As the directory has it. */
  readonly publicKey: Hex;
}

/** A key that nothing can be sealed to, or a file that holds none. The message never repeats a secret. */
export class ViewingKeyError extends Error {
  constructor(fault: string) {
    super(fault);
    this.name = "ViewingKeyError";
  }
}

const KEY_BYTES = 32;
const PUBLIC_KEY = /^0x[0-9a-f]{64}$/i;
/** The prime of Curve25519. */
const P = 2n ** 255n - 19n;
/** Coordinates of the points of small order, on the curve and on its twist: with them every secret is the same. */
const SMALL_ORDER: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  P - 1n,
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
]);

/**
 * The bytes of a public key as the directory has it.
 * @throws ViewingKeyError for what is no key: a point of small order, which shares its secret with everybody, or a
 * coordinate that is not written as its owner would, so that the owner could not open what is sealed to it.
 */
export function publicKeyBytes(key: Hex): Uint8Array {
  if (!PUBLIC_KEY.test(key)) throw new ViewingKeyError("a viewing key is 0x and 64 hex digits: correct it");
  const bytes = Uint8Array.from(Buffer.from(key.slice(2), "hex"));
  const coordinate = BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);
  if (coordinate === 0n)
    throw new ViewingKeyError(`the viewing key ${key} is zero: its organisation has taken it back`);
  if (coordinate >= P)
    throw new ViewingKeyError(`the viewing key ${key} is none of X25519: its owner must set another`);
  if (SMALL_ORDER.has(coordinate)) {
    throw new ViewingKeyError(`the viewing key ${key} keeps nothing secret: its owner must set another`);
  }
  return bytes;
}

const RECIPIENT = "age";
const IDENTITY = "age-secret-key-";
const IDENTITY_LINE = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/;

/** A public key as age writes it. @throws ViewingKeyError as {@link publicKeyBytes}. */
export function recipientOf(key: Hex): string {
  return bech32(RECIPIENT, publicKeyBytes(key));
}

/** A secret key as age writes it. */
export function identityOf(secret: Uint8Array): string {
  return bech32(IDENTITY, secret).toUpperCase();
}

/** A new pair from the system's own randomness. */
export async function newViewingKey(): Promise<ViewingKeyPair> {
  return viewingKeyOf(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
}

/** Wraps 32 bytes as PKCS #8, the only form in which Web Crypto takes a secret key of X25519. */
const PKCS8 = Buffer.from("302e020100300506032b656e04220420", "hex");
const BASE_POINT = Uint8Array.from({ length: KEY_BYTES }, (_, index) => (index === 0 ? 9 : 0));

/** The pair of a secret key. @throws ViewingKeyError for other than 32 bytes. */
export async function viewingKeyOf(secret: Uint8Array): Promise<ViewingKeyPair> {
  const point = await multiplied(secret, BASE_POINT);
  return { secret, publicKey: `0x${Buffer.from(point).toString("hex")}` };
}

/**
 * What a secret key and the public key of somebody else have in common: 32 bytes that both owners can make and nobody
 * else. They are no key yet: derive one from them.
 * @throws ViewingKeyError for other than 32 bytes, and as {@link publicKeyBytes}.
 */
export async function sharedPoint(secret: Uint8Array, publicKey: Hex): Promise<Uint8Array> {
  return multiplied(secret, publicKeyBytes(publicKey));
}

async function multiplied(secret: Uint8Array, point: Uint8Array): Promise<Uint8Array> {
  if (secret.length !== KEY_BYTES) throw new ViewingKeyError(`a viewing key has 32 bytes, not ${secret.length}`);
  const pkcs8 = Uint8Array.from([...PKCS8, ...secret]);
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, { name: "X25519" }, false, ["deriveBits"]);
  const other = await crypto.subtle.importKey("raw", Uint8Array.from(point), { name: "X25519" }, false, []);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: other }, key, 8 * KEY_BYTES));
}

/** The text of a key file. */
export function viewingKeyFile({ secret, publicKey }: ViewingKeyPair): string {
  const lines = [
    "# Viewing key of Countersign. Whoever has this file reads what is sealed to it: keep it, and show it to nobody.",
    `# public key: ${recipientOf(publicKey)}`,
    `# in the directory: ${publicKey}`,
    identityOf(secret),
  ];
  return `${lines.join("\n")}\n`;
}

/**
 * The key of a key file: one line with an identity of age; other lines are empty or begin with #.
 * @throws ViewingKeyError that says what is wrong with the file, and repeats nothing of it.
 */
export async function readViewingKey(text: string): Promise<ViewingKeyPair> {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const told = lines.filter((line) => line !== "" && !line.startsWith("#"));
  const [line = ""] = told;
  if (told.length !== 1 || !IDENTITY_LINE.test(line)) {
    throw new ViewingKeyError("a key file has one line that begins with AGE-SECRET-KEY-1: make one anew");
  }
  const secret = bech32Bytes(IDENTITY, line.toLowerCase());
  if (secret?.length !== KEY_BYTES) throw new ViewingKeyError("the key is mistyped, for its checksum is wrong");
  return viewingKeyOf(secret);
}

const LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const CHECKSUM_LETTERS = 6;

/** Bytes in bech32 (BIP 173), in lower case. */
function bech32(prefix: string, bytes: Uint8Array): string {
  const words = regrouped([...bytes], 8, 5, true);
  const sum = polymod([...expanded(prefix), ...words, ...Array<number>(CHECKSUM_LETTERS).fill(0)]) ^ 1;
  const checksum = Array.from({ length: CHECKSUM_LETTERS }, (_, index) => (sum >> (5 * (5 - index))) & 31);
  return `${prefix}1${[...words, ...checksum].map((word) => LETTERS[word]).join("")}`;
}

/** The bytes of a text that {@link bech32} wrote; undefined if it is none. */
function bech32Bytes(prefix: string, text: string): Uint8Array | undefined {
  const words = Array.from(text.slice(prefix.length + 1), (letter) => LETTERS.indexOf(letter));
  if (!text.startsWith(`${prefix}1`) || words.includes(-1)) return undefined;
  if (polymod([...expanded(prefix), ...words]) !== 1) return undefined;
  const bytes = Uint8Array.from(regrouped(words.slice(0, -CHECKSUM_LETTERS), 5, 8, false));
  // What is left over of the last letter is zero, or two texts would be one key.
  return bech32(prefix, bytes) === text ? bytes : undefined;
}

function expanded(prefix: string): number[] {
  const codes = Array.from(prefix, (letter) => letter.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

function polymod(words: readonly number[]): number {
  let sum = 1;
  for (const word of words) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ word;
    for (const [bit, generator] of GENERATORS.entries()) if (((top >>> bit) & 1) === 1) sum ^= generator;
  }
  return sum >>> 0;
}

function regrouped(words: readonly number[], from: number, to: number, pad: boolean): number[] {
  const out: number[] = [];
  let [value, bits] = [0, 0];
  for (const word of words) {
    value = ((value << from) | word) & 0xfff;
    bits += from;
    for (; bits >= to; bits -= to) out.push((value >> (bits - to)) & ((1 << to) - 1));
  }
  if (pad && bits > 0) out.push((value << (to - bits)) & ((1 << to) - 1));
  return out;
}
