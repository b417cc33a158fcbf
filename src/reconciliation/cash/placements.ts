/** Where every line ends, as columns; `decisions.ts` makes objects of them one at a time. */
import { CASH_RULES, DIFFERENCE_REASONS } from "../../domain/cashMatch.ts";
import type { CashDifferenceReason, CashRule } from "../../domain/cashMatch.ts";
import { AmountList, GrowingList } from "./growing.ts";

export const FREE = 0;
export const POSTED = 1;
export const PROPOSED = 2;
export const EXCEPTED = 3;

/** What a line does to one item, in minor units; cash + discount + difference is settled of it. */
export interface Share {
  readonly item: number;
  readonly cash: number;
  readonly discount: number;
  readonly difference: number;
  readonly reason: CashDifferenceReason;
}

/** Why a line is placed, and how surely. */
export interface Finding {
  readonly rule: CashRule;
  /** Basis points. */
  readonly confidence: number;
  /** How many items were looked at. */
  readonly candidates: number;
  /** How many groupings fit. */
  readonly solutions: number;
}

/** Of each line its place, written once. */
export class Placements {
  readonly disposition: Uint8Array;
  /** 1 for a line that would take what others would take too. */
  readonly contested: Uint8Array;
  readonly #rule: Uint8Array;
  readonly #confidence: Uint16Array;
  readonly #candidates: Int32Array;
  readonly #solutions: Int32Array;
  readonly #first: Int32Array;
  readonly #count: Int32Array;
  readonly #item = new GrowingList();
  readonly #reason = new GrowingList();
  readonly #cash = new AmountList();
  readonly #discount = new AmountList();
  readonly #difference = new AmountList();

  constructor(lines: number) {
    this.disposition = new Uint8Array(lines);
    this.contested = new Uint8Array(lines);
    this.#rule = new Uint8Array(lines);
    this.#confidence = new Uint16Array(lines);
    this.#candidates = new Int32Array(lines);
    this.#solutions = new Int32Array(lines);
    this.#first = new Int32Array(lines);
    this.#count = new Int32Array(lines);
  }

  isFree(line: number): boolean {
    return this.disposition[line] === FREE;
  }

  place(line: number, disposition: number, finding: Finding, shares: readonly Share[]): void {
    this.disposition[line] = disposition;
    this.#rule[line] = CASH_RULES.indexOf(finding.rule);
    this.#confidence[line] = finding.confidence;
    this.#candidates[line] = finding.candidates;
    this.#solutions[line] = finding.solutions;
    this.#first[line] = this.#item.length;
    this.#count[line] = shares.length;
    for (const share of shares) {
      this.#item.push(share.item);
      this.#cash.push(share.cash);
      this.#discount.push(share.discount);
      this.#difference.push(share.difference);
      this.#reason.push(DIFFERENCE_REASONS.indexOf(share.reason));
    }
  }

  findingOf(line: number): Finding {
    return {
      rule: CASH_RULES[this.#rule[line] ?? 0] ?? "UNAPPLIED",
      confidence: this.#confidence[line] ?? 0,
      candidates: this.#candidates[line] ?? 0,
      solutions: this.#solutions[line] ?? 0,
    };
  }

  /** The items that a line pays. */
  itemsOf(line: number): number[] {
    const first = this.#first[line] ?? 0;
    return Array.from({ length: this.#count[line] ?? 0 }, (_, offset) => this.#item.at(first + offset));
  }

  sharesOf(line: number): readonly Share[] {
    const first = this.#first[line] ?? 0;
    return Array.from({ length: this.#count[line] ?? 0 }, (_, offset) => ({
      item: this.#item.at(first + offset),
      cash: this.#cash.at(first + offset),
      discount: this.#discount.at(first + offset),
      difference: this.#difference.at(first + offset),
      reason: DIFFERENCE_REASONS[this.#reason.at(first + offset)] ?? "NONE",
    }));
  }
}
