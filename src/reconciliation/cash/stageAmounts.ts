/** Lines that quote nothing: the payer and the amount alone, exact, less a discount, or within tolerance. */
import { confidenceOf, rarity } from "./chance.ts";
import type { Desk } from "./desk.ts";
import type { CashRule } from "../../domain/cashMatch.ts";
import { settleAll } from "./shares.ts";
import type { Likenesses } from "./stageNear.ts";

/** How often a payment of a known payer is for something else than one open item of its very amount. */
const ELSEWHERE = 0.05;

/** How a candidate's amount is reckoned, and by how much a line may differ from it. */
interface Measure {
  readonly rule: CashRule;
  /** The amount of an item that a line's is compared with, whatever the line's day. */
  readonly key: (desk: Desk, item: number) => number;
  /** How far a line's amount may be from the key. */
  readonly widest: (desk: Desk) => number;
  readonly discount: (desk: Desk, line: number, item: number) => number;
  readonly width: (desk: Desk, item: number) => number;
  /** Whether the rule itself says that a unique fit is posted. */
  readonly postsUnique: boolean;
}

const NO_DISCOUNT = (): number => 0;
const NO_WIDTH = (): number => 0;
const OPEN = (desk: Desk, item: number): number => desk.left(item);
const EXACT: Measure = {
  rule: "EXACT_AMOUNT",
  key: OPEN,
  widest: NO_WIDTH,
  discount: NO_DISCOUNT,
  width: NO_WIDTH,
  postsUnique: true,
};
const DISCOUNTED: Measure = {
  rule: "DISCOUNT",
  key: (desk, item) => desk.left(item) - desk.fullDiscount(item),
  widest: NO_WIDTH,
  discount: (desk, line, item) => desk.discount(line, item),
  width: NO_WIDTH,
  postsUnique: true,
};
const TOLERATED: Measure = {
  rule: "TOLERANCE",
  key: OPEN,
  widest: (desk) => desk.widest,
  discount: NO_DISCOUNT,
  width: (desk, item) => desk.tolerance(desk.left(item)),
  postsUnique: false,
};

/** Stages 3, 4 and 5 for lines that quote nothing. */
export function postAmounts(desk: Desk, likenesses: Likenesses): void {
  for (const measure of [EXACT, DISCOUNTED, TOLERATED]) postMeasured(desk, measure, likenesses);
}

interface Claim {
  readonly line: number;
  readonly items: readonly number[];
  readonly candidates: number;
}

function postMeasured(desk: Desk, measure: Measure, likenesses: Likenesses): void {
  desk.speak();
  const free = desk.free();
  if (free.length === 0 || (measure === DISCOUNTED && !desk.hasDiscounts())) return;
  const index = desk.index((item) => measure.key(desk, item));
  const claims = free.flatMap((line): Claim[] => {
    const admits = (item: number): boolean => desk.isCandidate(line, item) && fits(desk, line, item, measure);
    const items = index.find(desk.amount(line), measure.widest(desk), admits);
    const isFit = items.length > 0 && !desk.isContradicted(line, items);
    return isFit ? [{ line, items, candidates: desk.countInWindow(line) }] : [];
  });
  const claimants = new Map<number, number>();
  for (const { items } of claims) for (const item of items) claimants.set(item, (claimants.get(item) ?? 0) + 1);
  for (const { line, items, candidates } of claims) {
    const [item] = items;
    if (item === undefined || !desk.isFree(line)) continue;
    const solutions = Math.max(items.length, claimants.get(item) ?? 1);
    const byAmount = { line, item, solutions, accidents: byAmountAlone(desk, item, candidates, measure) };
    const isSure = putFit(desk, { ...byAmount, candidates }, measure);
    const likest = isSure ? undefined : likenesses.likestOf(line, items);
    if (likest === undefined || desk.left(likest.item) === 0) continue;
    const accidents = likest.accidents * rarity(desk.left(likest.item), measure.width(desk, likest.item));
    putFit(desk, { line, item: likest.item, solutions: 1, accidents, candidates }, measure);
  }
}

function byAmountAlone(desk: Desk, item: number, candidates: number, measure: Measure): number {
  const width = measure.width(desk, item);
  return candidates * rarity(desk.left(item), width) * (width === 0 ? ELSEWHERE : 1);
}

function fits(desk: Desk, line: number, item: number, measure: Measure): boolean {
  const open = desk.left(item);
  const discount = measure.discount(desk, line, item);
  if (measure === DISCOUNTED && discount === 0) return false;
  return Math.abs(open - discount - desk.amount(line)) <= measure.width(desk, item);
}

interface Fit {
  readonly line: number;
  readonly item: number;
  readonly candidates: number;
  readonly solutions: number;
  readonly accidents: number;
}

/** A unique fit is posted by rule, unless the text names numbers that nobody could read. */
function putFit(desk: Desk, { line, item, candidates, solutions, accidents }: Fit, measure: Measure): boolean {
  const isUnique = measure.postsUnique && solutions === 1 && !desk.namesNumbers(line);
  const least = isUnique ? desk.office.policy.postFrom : 0;
  const confidence = Math.max(least, confidenceOf(accidents + (solutions - 1) / solutions));
  const settled = [{ item, open: desk.left(item), discount: measure.discount(desk, line, item) }];
  const finding = desk.finding(measure.rule, confidence, candidates, solutions);
  return desk.put(line, finding, settleAll(settled, desk.amount(line)));
}
