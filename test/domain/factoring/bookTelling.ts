/** Ledger and desk as they would record a factor's deals, event by event, without a chain. */
import type { LedgerEvent } from "../../../src/domain/events.ts";
import { walkBook } from "../../../src/domain/factoring/book.ts";
import type { BookEvent, BookHistory, BookState } from "../../../src/domain/factoring/book.ts";
import type { DealReceipt, Source } from "../../../src/domain/factoring/deal.ts";
import type { DealState } from "../../../src/domain/factoring/dealFold.ts";
import type { DeskEvent } from "../../../src/domain/factoring/factoringEvents.ts";
import { factorDay, shareOut } from "../../../src/domain/factoring/waterfall.ts";
import { keyOf } from "../../../src/domain/fold.ts";
import { allocate } from "../../../src/domain/money.ts";
import type { Address, Allocation, Hex, Receivable, Terms } from "../../../src/domain/receivable.ts";
import type { ReceivableState } from "../../../src/domain/receivableState.ts";
import { CONDITIONS } from "../../support/offers.ts";

export const DAY = 86_400;
/** 2026-11-01T00:00:00Z. */
export const BEGINNING = 1_793_491_200;
export const TOKEN: Address = `0x${"70".repeat(20)}`;
export const [LEDGER, DESK, FACTOR, SELLER, BUYER, PAYER] = ["1e", "de", "f1", "5e", "b0", "9a"].map(
  (byte): Address => `0x${byte.repeat(20)}`,
) as [Address, Address, Address, Address, Address, Address];
/** Minutes that days are ahead of UTC. */
export const OFFSET = 480;
export const { price: PRICE } = CONDITIONS;

/** Who got how much since the beginning, minor units; counted beside the events. */
export interface Purses {
  factor: bigint;
  seller: bigint;
}

/** What is told, and what follows from it. */
export class Telling {
  readonly purses: Purses = { factor: 0n, seller: 0n };
  readonly history: BookHistory;
  /** Unix seconds of the last block. */
  now = BEGINNING;
  block = 0;
  protected readonly content = new Map<Hex, Receivable>();
  readonly #ledger: BookEvent<LedgerEvent>[] = [];
  readonly #desk: BookEvent<DeskEvent>[] = [];
  #log = 0;

  constructor() {
    this.history = { desks: new Map([[DESK, FACTOR]]), ledger: this.#ledger, desk: this.#desk, opened: new Map() };
  }

  /** The factor's day. */
  get today(): number {
    return factorDay(OFFSET, this.now);
  }

  wait(days: number): void {
    this.now += days * DAY;
  }

  stateOf(id: Hex): ReceivableState {
    const found = this.state.receivables.get(id);
    if (found === undefined) throw new Error(`${id} was not issued`);
    return found;
  }

  dealOf(id: Hex): DealState | undefined {
    return this.state.deals.get(keyOf(DESK, id))?.deal;
  }

  openOf(id: Hex): bigint {
    return this.termsOf(id).amount - this.stateOf(id).settled;
  }

  protected get state(): BookState {
    return walkBook(this.history);
  }

  protected receivableOf(id: Hex): Receivable {
    const found = this.content.get(id);
    if (found === undefined) throw new Error(`${id} was not issued`);
    return found;
  }

  protected termsOf(id: Hex): Terms {
    return this.receivableOf(id).terms;
  }

  protected liveDeal(id: Hex): DealState | undefined {
    const deal = this.dealOf(id);
    return deal?.live === true ? deal : undefined;
  }

  protected next(): void {
    this.block += 1;
    this.now += 60;
    this.#log = 0;
  }

  /** The ledger records. */
  protected tell(...events: readonly LedgerEvent[]): void {
    for (const event of events) this.#ledger.push({ event, at: this.#place(LEDGER), timestamp: this.now });
  }

  /** The desk records. */
  protected say(...events: readonly DeskEvent[]): void {
    for (const event of events) this.#desk.push({ event, at: this.#place(DESK), timestamp: this.now });
  }

  /** What cash of a day settles. */
  protected settle(id: Hex, cash: bigint, day: number): Allocation {
    return allocate(this.termsOf(id), this.stateOf(id), day, cash);
  }

  /** The desk shares cash out; undefined where it has no deal. */
  protected share(
    id: Hex,
    cash: bigint,
    { source, day, bankRef }: { readonly source: Source; readonly day: number; readonly bankRef: Hex },
  ): DealReceipt | undefined {
    const deal = this.liveDeal(id);
    if (deal === undefined) return undefined;
    const shared = shareOut(deal.money, deal.terms, cash, day);
    this.say({ name: "DealPaid", id, source, shared, day, bankRef });
    return { source, ...shared, day };
  }

  #place(address: Address): BookEvent["at"] {
    this.#log += 1;
    return { address, blockNumber: this.block, logIndex: this.#log };
  }
}
