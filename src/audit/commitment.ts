/** What the ledger keeps of a receivable: its id and its EIP-712 struct hash. */
import { hexOf, keccakOfText, keccakOfWords } from "./hashing.ts";
import type { Hex } from "./hashing.ts";
import type { AuditTerms } from "./terms.ts";

/** Who owes whom for what. */
export interface Header {
  readonly supplier: Hex;
  readonly buyer: Hex;
  readonly invoice: Hex;
  readonly line: bigint;
  readonly policy: bigint;
  readonly revision: bigint;
}

/** Terms as they are committed to: those that move money and the rest. */
export interface OpenedTerms extends AuditTerms {
  readonly currency: Hex;
  readonly lateRate: number;
  readonly accelerationDays: number;
  readonly salt: Hex;
}

const HEADER = "Header(address supplier,address buyer,bytes32 invoice,uint32 line,uint8 policy,uint32 revision)";
const TERMS =
  "Terms(address currency,uint96 amount,uint32 dueDay,int16 utcOffset,uint32 discountDay1,uint96 discount1," +
  "uint32 discountDay2,uint96 discount2,uint32 slidingRate,bool discountOnParts,uint32 lateRate,uint16 basis," +
  "uint16 graceDays,uint96 fixedSum,uint8 allocation,uint16 accelerationDays,bytes32 salt)";
const RECEIVABLE = `Receivable(Header header,Terms terms,bytes32 document)${HEADER}${TERMS}`;

const HEADER_TYPE = keccakOfText(HEADER);
const TERMS_TYPE = keccakOfText(TERMS);
const RECEIVABLE_TYPE = keccakOfText(RECEIVABLE);

/** The id of a receivable; the same invoice line of the same parties has the same one, whatever its terms. */
export function idOf({ supplier, buyer, invoice, line }: Header): Hex {
  return hexOf(keccakOfWords(BigInt(supplier), BigInt(buyer), BigInt(invoice), line));
}

function headerHash({ supplier, buyer, invoice, line, policy, revision }: Header): bigint {
  return keccakOfWords(HEADER_TYPE, BigInt(supplier), BigInt(buyer), BigInt(invoice), line, policy, revision);
}

/** Struct hash of terms. */
export function termsHash(terms: OpenedTerms): Hex {
  const hash = keccakOfWords(
    TERMS_TYPE,
    BigInt(terms.currency),
    terms.amount,
    BigInt(terms.dueDay),
    BigInt(terms.utcOffset),
    BigInt(terms.discountDay1),
    terms.discount1,
    BigInt(terms.discountDay2),
    terms.discount2,
    BigInt(terms.slidingRate),
    terms.discountOnParts ? 1n : 0n,
    BigInt(terms.lateRate),
    BigInt(terms.basis),
    BigInt(terms.graceDays),
    terms.fixedSum,
    BigInt(terms.allocation),
    BigInt(terms.accelerationDays),
    BigInt(terms.salt),
  );
  return hexOf(hash);
}

/** Struct hash of a receivable, of whose terms only the hash need be known. */
export function commitmentOf(header: Header, terms: Hex, document: Hex): Hex {
  return hexOf(keccakOfWords(RECEIVABLE_TYPE, headerHash(header), BigInt(terms), BigInt(document)));
}
