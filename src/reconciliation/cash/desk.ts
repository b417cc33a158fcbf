/** One payer's items and lines in one currency, and how a line is put to items. All stages work on a desk. */
import { AmountIndex, firstNotBelow } from "./amountIndex.ts";
import { QUOTED, WEAK } from "./evidence.ts";
import type { CashRule } from "../../domain/cashMatch.ts";
import type { Office } from "./office.ts";
import { BY_ALIAS } from "./payers.ts";
import { POSTED } from "./placements.ts";
import type { Finding, Share } from "./placements.ts";
import { NONE } from "./rows.ts";
import { discountOn } from "./shares.ts";

const MILLION = 1_000_000;
const SEVERAL = -2;
const MOST_PAIRS = 20_000_000;

/** Rules that look at amounts and not at what the payer wrote. */
const BY_AMOUNT: ReadonlySet<CashRule> = new Set<CashRule>([
  ...(["EXACT_AMOUNT", "DISCOUNT", "TOLERANCE", "WHOLE_STATEMENT", "ONE_DUE_DATE"] as const),
  ...(["OLDEST_FIRST", "SUBSET_SUM"] as const),
]);

export class Desk {
  readonly office: Office;
  /** Which payer and currency; see `rows.ts`. */
  readonly group: number;
  /** In the order of due day, day of issue and id. */
  readonly items: Int32Array;
  /** In the order of value date, amount and reference. */
  readonly lines: Int32Array;
  /** The most by which an amount may ever differ, in minor units. */
  readonly widest: number;
  #open: AmountIndex | undefined;
  #issued: Int32Array | undefined;
  #dues: Int32Array | undefined;
  readonly #relative: number;

  constructor(office: Office, group: number, items: Int32Array, lines: Int32Array) {
    this.office = office;
    this.group = group;
    this.items = items;
    this.lines = lines;
    const tolerance = office.policy.tolerances.get(office.groups.currency[group] ?? "");
    this.widest = Number(tolerance?.absolute ?? 0n);
    this.#relative = Number(tolerance?.relative ?? 0n);
  }

  /** Lines that no stage has placed. */
  free(): number[] {
    return Array.from(this.lines.filter((line) => this.office.placements.isFree(line)));
  }

  hasFree(): boolean {
    return this.lines.some((line) => this.office.placements.isFree(line));
  }

  isFree(line: number): boolean {
    return this.office.placements.isFree(line);
  }

  amount(line: number): number {
    return this.office.lines.amount[line] ?? 0;
  }

  day(line: number): number {
    return this.office.lines.day[line] ?? 0;
  }

  left(item: number): number {
    return this.office.columns.open[item] ?? 0;
  }

  total(items: readonly number[]): number {
    return items.reduce((sum, item) => sum + this.left(item), 0);
  }

  /** min(absolute, relative) of what is open, rounded down. */
  tolerance(open: number): number {
    return Math.min(this.widest, Math.floor((Math.abs(open) * this.#relative) / MILLION));
  }

  /** Items that the text of a line quotes, open or not, in the desk's order. */
  quoted(line: number, least: number): number[] {
    const { firstHit, hitItem, hitStrength } = this.office.lines;
    const found: number[] = [];
    for (let hit = firstHit[line] ?? 0; hit < (firstHit[line + 1] ?? 0); hit += 1) {
      if (hitStrength.at(hit) >= least) found.push(hitItem.at(hit));
    }
    const { rank } = this.office;
    return found.length < 2 ? found : found.sort((left, right) => (rank[left] ?? 0) - (rank[right] ?? 0));
  }

  /** What a line may keep back of an item on its value date, in minor units. */
  discount(line: number, item: number): number {
    return discountOn(this.office.items[item]?.discount, this.left(item), this.day(line));
  }

  /** Whether a line keeps back the very discount that has expired by its value date (R13). */
  lacksExpiredDiscount(line: number, item: number): boolean {
    const discount = this.office.items[item]?.discount;
    if (discount === undefined || this.day(line) <= discount.until) return false;
    const open = this.left(item);
    return open - discountOn(discount, open, discount.until) === this.amount(line);
  }

  hasDiscounts(): boolean {
    return this.items.some((item) => this.office.items[item]?.discount !== undefined);
  }

  /** What may be kept back of an item before its discount expires. */
  fullDiscount(item: number): number {
    const discount = this.office.items[item]?.discount;
    return discount === undefined ? 0 : discountOn(discount, this.left(item), discount.until);
  }

  /** Whether a line may pay an item that its text does not quote. */
  inWindow(line: number, item: number): boolean {
    const { columns, policy } = this.office;
    if (this.left(item) === 0 || columns.disputed[item] === 1) return false;
    const day = this.day(line);
    const first = (columns.issued[item] ?? 0) - policy.daysBeforeIssue;
    return day >= first && day <= (columns.due[item] ?? 0) + policy.daysAfterDue;
  }

  /** Open items in the window of a line that no other free line quotes. */
  candidates(line: number): number[] {
    return Array.from(this.items.filter((item) => this.isCandidate(line, item)));
  }

  isCandidate(line: number, item: number): boolean {
    const by = this.office.spoken[item] ?? NONE;
    return (by === NONE || by === line) && this.inWindow(line, item);
  }

  /** How many items stand in the window of a line, those counted in that are settled by now. */
  countInWindow(line: number): number {
    const { columns, policy } = this.office;
    this.#issued ??= this.items.map((item) => columns.issued[item] ?? 0).sort();
    this.#dues ??= this.items.map((item) => columns.due[item] ?? 0).sort();
    const day = this.day(line);
    const notYet = this.items.length - firstNotBelow(this.#issued, day + policy.daysBeforeIssue + 1);
    return Math.max(1, this.items.length - notYet - firstNotBelow(this.#dues, day - policy.daysAfterDue));
  }

  /** Items by what was open of them when the desk was first asked. */
  byOpen(): AmountIndex {
    this.#open ??= this.index((item) => this.left(item));
    return this.#open;
  }

  /** The items that are open now, by an amount of each. */
  index(amountOf: (item: number) => number): AmountIndex {
    return new AmountIndex(
      this.items.filter((item) => this.left(item) !== 0),
      amountOf,
    );
  }

  /** Whether there is too much to look at every item for every line: such a desk is left to numbers and amounts. */
  isCrowded(): boolean {
    return this.lines.length * this.items.length > MOST_PAIRS;
  }

  /** Notes which items the free lines quote: an amount alone does not take them away. */
  speak(): void {
    const { spoken } = this.office;
    for (const item of this.items) spoken[item] = NONE;
    for (const line of this.lines) {
      if (!this.isFree(line)) continue;
      for (const item of this.quoted(line, QUOTED)) spoken[item] = spoken[item] === NONE ? line : SEVERAL;
    }
  }

  /** Whether the text quotes items of which none is among those given. */
  isContradicted(line: number, items: readonly number[]): boolean {
    const quoted = this.quoted(line, QUOTED);
    return quoted.length > 0 && !quoted.some((item) => items.includes(item));
  }

  /** Whether the text has numbers, which are then for somebody to read where they are not those of the items. */
  namesNumbers(line: number): boolean {
    return this.office.lines.numbered[line] === 1;
  }

  /** Posts what is sure enough and proposes the rest; true when it was posted. */
  put(line: number, finding: Finding, shares: readonly Share[]): boolean {
    const isSure = finding.confidence >= this.office.policy.postFrom && finding.solutions === 1;
    const isFree = this.mayPost(line) && !this.isDisputed(shares);
    if (!isSure || !isFree || this.speaksOfOthers(line, finding.rule, shares)) {
      this.propose(line, finding, shares);
      return false;
    }
    this.office.placements.place(line, POSTED, finding, shares);
    const { open } = this.office.columns;
    for (const { item, cash, discount, difference } of shares) {
      open[item] = this.left(item) - cash - discount - difference;
    }
    return true;
  }

  /**
   * Whether the amount alone chose the items while the text names numbers of which none is theirs: rents, rates and
   * subscriptions have one amount each month, and the number says which month.
   */
  speaksOfOthers(line: number, rule: CashRule, shares: readonly Share[]): boolean {
    if (!BY_AMOUNT.has(rule) || !this.namesNumbers(line)) return false;
    const quoted = this.quoted(line, WEAK);
    return !shares.some(({ item }) => quoted.includes(item) || this.comesNear(line, item));
  }

  /** Whether the text comes near to a number of an item; to none until somebody reads texts so. */
  comesNear: (line: number, item: number) => boolean = () => false;

  /** A learned alias and a number of somebody else are never enough. */
  mayPost(line: number): boolean {
    const { payer, foreign } = this.office.lines;
    return payer[line] !== BY_ALIAS && foreign[line] === NONE;
  }

  /** What is in dispute is settled by whoever settles the dispute, however plainly it is quoted. */
  isDisputed(shares: readonly Share[]): boolean {
    return shares.some(({ item }) => this.office.columns.disputed[item] === 1);
  }

  /** Keeps the likelier of two proposals; the earlier stage's of two equals. */
  propose(line: number, finding: Finding, shares: readonly Share[]): void {
    const known = this.office.proposals.get(line);
    const confidence = Math.min(finding.confidence, this.office.policy.postFrom - 1);
    if (known !== undefined && known.finding.confidence >= confidence) return;
    this.office.proposals.set(line, { finding: { ...finding, confidence }, shares });
  }

  finding(rule: CashRule, confidence: number, candidates: number, solutions = 1): Finding {
    return { rule, confidence, candidates, solutions };
  }
}
