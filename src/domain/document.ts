/**
 * The document of a receivable: a Merkle root over the fields of its e-invoice, one salted leaf each, so that one field
 * can be disclosed alone and nobody can find another by trying.
 */
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { formatDecimal, isDecimal } from "./decimal.ts";
import { keccak256, keccakOfText, keccakOfWords } from "./hash.ts";
import type { Invoice } from "./invoice.ts";
import { isUnderRoot, merkleTreeOf } from "./merkle.ts";
import type { MerkleTree } from "./merkle.ts";
import type { Hex } from "./receivable.ts";

/** One field of an invoice: its place in the model ("totals.payable", "lines[2].name") and what stands there. */
export interface Field {
  readonly path: string;
  readonly value: string;
}

/** A field disclosed alone: its salt and the siblings up to the root. */
export interface Disclosure {
  readonly field: Field;
  readonly salt: Hex;
  readonly proof: readonly Hex[];
}

/** All fields that an invoice has, in the order of the model; what is absent is no field. */
export function fieldsOf(invoice: Invoice): readonly Field[] {
  return [...walk(invoice, "")];
}

/**
 * The root over the fields. Each salt is keccak256(secret, path), so that whoever knows the secret can open everything
 * and a disclosed salt opens one field. @param secret 32 random bytes, the parties' own.
 */
export function documentRoot(fields: readonly Field[], secret: Hex): Hex {
  return treeOf(fields, secret).root;
}

/** Discloses one field. @throws RangeError if the document has no such field. */
export function disclose(fields: readonly Field[], secret: Hex, path: string): Disclosure {
  const index = fields.findIndex((field) => field.path === path);
  const field = fields[index];
  if (field === undefined) throw new RangeError(`the document has no field ${path}`);
  return { field, salt: saltOf(secret, path), proof: treeOf(fields, secret).proofOf(index) };
}

/** Whether a disclosed field is part of the document with that root. */
export function isDisclosed(root: Hex, { field, salt, proof }: Disclosure): boolean {
  return isUnderRoot(root, leafOf(field, salt), proof);
}

function treeOf(fields: readonly Field[], secret: Hex): MerkleTree {
  return merkleTreeOf(fields.map((field) => leafOf(field, saltOf(secret, field.path))));
}

function saltOf(secret: Hex, path: string): Hex {
  return keccak256(`${secret}${bytesToHex(utf8ToBytes(path))}`);
}

/**
 * Hashed twice, so that no inner node can pass for a leaf; parts are hashed first, so that none can borrow from
 * another.
 */
function leafOf(field: Field, salt: Hex): Hex {
  return keccak256(keccakOfWords(keccakOfText(field.path), keccakOfText(field.value), keccak256(salt)));
}

function* walk(value: unknown, path: string): Generator<Field> {
  if (typeof value === "string") yield { path, value };
  else if (typeof value === "number" || typeof value === "boolean") yield { path, value: String(value) };
  else if (typeof value !== "object" || value === null) return;
  else if (isDecimal(value)) yield { path, value: formatDecimal(value) };
  else if (Array.isArray(value)) for (const [i, item] of value.entries()) yield* walk(item, `${path}[${i}]`);
  else for (const [key, item] of Object.entries(value)) yield* walk(item, path === "" ? key : `${path}.${key}`);
}
