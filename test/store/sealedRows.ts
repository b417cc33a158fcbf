/** Receivables whose terms are sealed, as the index has them, and what may be known of them. */
import { commitmentOf, idOf, termsHash } from "../../src/domain/commitment.ts";
import type { Receivable } from "../../src/domain/receivable.ts";
import type { ReceivableState } from "../../src/domain/receivableState.ts";
import type { Content } from "../../src/store/contents.ts";
import type { StoredState } from "../../src/store/stateRow.ts";
import { termsDue } from "../domain/histories.ts";
import { address, agreedBetween, hash, stored } from "./rows.ts";

export const [SUPPLIER, BUYER, FACTOR] = [address(0x51), address(0x52), address(0x53)];
export const DAY = 20_000;

export function receivableOf(number: number, dueDay: number): Receivable {
  const header = { supplier: SUPPLIER, buyer: BUYER, invoice: hash(number), line: 0, policy: 0, revision: 0 };
  return { header, terms: termsDue("2026-01-01", 100n + BigInt(number), { dueDay }), document: hash(3) };
}

export function contentWith(receivable: Receivable, over: Partial<Content> = {}): Content {
  const id = idOf(receivable.header);
  const commitment = commitmentOf(receivable);
  const nothing = { documentSecret: null, invoice: null, original: null, opened: 1 };
  return { commitment, id, revision: receivable.header.revision, receivable, ...nothing, ...over };
}

/** The receivable as the index has it while its terms are sealed, or in the open. */
export function rowOf(receivable: Receivable, over: Partial<ReceivableState> = {}, isOpen = false): StoredState {
  const { header, terms, document } = receivable;
  const openTerms = isOpen ? terms : undefined;
  const agreed = { header, terms: termsHash(terms), document, openTerms, content: isOpen ? "0x" : "0xc0de" } as const;
  const state = { ...agreedBetween(SUPPLIER, BUYER), agreed, commitment: commitmentOf(receivable), ...over };
  return stored(idOf(header), state);
}
