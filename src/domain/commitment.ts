/**
 * The commitment that the chain keeps: the EIP-712 struct hash of a receivable. Nested structs hash on their own, so it
 * can be computed from whichever part a call opens.
 */
import { hashStruct, typeHash } from "./eip712.ts";
import { keccakOfWords, wordOf, wordOfHex } from "./hash.ts";
import type { Header, Hex, OpenHeader, OpenTerms, Receivable, Terms } from "./receivable.ts";

/** The structs of a receivable as EIP-712 has them; order and types are those of the Solidity structs. */
export const RECEIVABLE_TYPES = {
  Header: [
    { name: "supplier", type: "address" },
    { name: "buyer", type: "address" },
    { name: "invoice", type: "bytes32" },
    { name: "line", type: "uint32" },
    { name: "policy", type: "uint8" },
    { name: "revision", type: "uint32" },
  ],
  Terms: [
    { name: "currency", type: "address" },
    { name: "amount", type: "uint96" },
    { name: "dueDay", type: "uint32" },
    { name: "utcOffset", type: "int16" },
    { name: "discountDay1", type: "uint32" },
    { name: "discount1", type: "uint96" },
    { name: "discountDay2", type: "uint32" },
    { name: "discount2", type: "uint96" },
    { name: "slidingRate", type: "uint32" },
    { name: "discountOnParts", type: "bool" },
    { name: "lateRate", type: "uint32" },
    { name: "basis", type: "uint16" },
    { name: "graceDays", type: "uint16" },
    { name: "fixedSum", type: "uint96" },
    { name: "allocation", type: "uint8" },
    { name: "accelerationDays", type: "uint16" },
    { name: "salt", type: "bytes32" },
  ],
  Receivable: [
    { name: "header", type: "Header" },
    { name: "terms", type: "Terms" },
    { name: "document", type: "bytes32" },
  ],
} as const;

const RECEIVABLE_TYPE_HASH = typeHash(RECEIVABLE_TYPES, "Receivable");

/**
 * The token's id: the hash of supplier, buyer, invoice and line. It is known before the chain knows it, so issuing
 * again is harmless; terms, policy and revision do not change it.
 */
export function idOf({ supplier, buyer, invoice, line }: Header): Hex {
  return keccakOfWords(wordOfHex(supplier), wordOfHex(buyer), invoice, wordOf(line));
}

/** Struct hash of the header. @throws RangeError that names a field whose value is not one of its type. */
export function headerHash(header: Header): Hex {
  return hashStruct(RECEIVABLE_TYPES, "Header", header);
}

/** Struct hash of the terms. @throws RangeError that names a field whose value is not one of its type. */
export function termsHash(terms: Terms): Hex {
  return hashStruct(RECEIVABLE_TYPES, "Terms", terms);
}

/** The commitment. The ledger keeps its first 240 bits. @throws RangeError as its parts. */
export function commitmentOf(receivable: Receivable): Hex {
  return commitmentOfHeader(openHeader(receivable));
}

/** The commitment from an opened header. */
export function commitmentOfHeader({ header, terms, document }: OpenHeader): Hex {
  return keccakOfWords(RECEIVABLE_TYPE_HASH, headerHash(header), terms, document);
}

/** What consenting opens: who owes whom for what, but not how much. */
export function openHeader({ header, terms, document }: Receivable): OpenHeader {
  return { header, terms: termsHash(terms), document };
}

/** What moving money opens: how much and when, but not who. */
export function openTerms({ header, terms, document }: Receivable): OpenTerms {
  return { header: headerHash(header), terms, document };
}
