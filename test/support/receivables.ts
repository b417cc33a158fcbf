/** Receivables for tests; every one has another invoice number unless it is told which. */
import { commitmentOf, idOf, openHeader, openTerms } from "../../src/domain/commitment.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import type { Address, Header, Hex, OpenHeader, OpenTerms, Receivable, Terms } from "../../src/domain/receivable.ts";

/** A receivable and what a call opens of it. */
export interface Item {
  readonly receivable: Receivable;
  readonly id: Hex;
  readonly commitment: Hex;
  readonly header: OpenHeader;
  readonly terms: OpenTerms;
}

let issued = 0;

/** A thousand of something, due 30 days after `today`, two percent off within ten days, late interest afterwards. */
export function termsOf(currency: Address, today: number, over: Partial<Terms> = {}): Terms {
  return {
    currency,
    amount: 100_000n,
    dueDay: today + 30,
    utcOffset: 60,
    discountDay1: today + 10,
    discount1: 2_000n,
    discountDay2: 0,
    discount2: 0n,
    slidingRate: 0,
    discountOnParts: false,
    lateRate: 101_500,
    basis: 365,
    graceDays: 0,
    fixedSum: 4_000n,
    allocation: 0,
    accelerationDays: 0,
    salt: keccakOfText(`salt ${issued}`),
    ...over,
  };
}

export function headerOf(supplier: Address, buyer: Address, over: Partial<Header> = {}): Header {
  issued += 1;
  return { supplier, buyer, invoice: invoiceHash(`INV-${issued}`), line: 0, policy: 0, revision: 0, ...over };
}

export function receivableOf(header: Header, terms: Terms): Receivable {
  return { header, terms, document: keccakOfText(`document of ${header.invoice}`) };
}

export function itemOf(receivable: Receivable): Item {
  return {
    receivable,
    id: idOf(receivable.header),
    commitment: commitmentOf(receivable),
    header: openHeader(receivable),
    terms: openTerms(receivable),
  };
}
