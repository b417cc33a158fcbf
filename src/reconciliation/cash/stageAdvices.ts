/**
 * Stage 2: remittance advices. What a payer says a payment is for has legal weight (R30), but it often comes apart from
 * the money: an advice and a line wait for each other and are joined by payer, amount and a window of days.
 */
import { confidenceOf, rarity } from "./chance.ts";
import type { Desk } from "./desk.ts";
import type { Advice, AdviceLine } from "./model.ts";
import type { Share } from "./placements.ts";
import { minorUnits } from "./rows.ts";
import { withoutZeros } from "./text.ts";

/** How often another payment of the payer has the amount of an advice in the same days. */
const ELSEWHERE = 0.01;

/** Joins what can be joined. @returns The ids of advices that still wait for their money. */
export function postAdvised(desk: Desk, advices: readonly Advice[]): readonly string[] {
  const joins = advices.map((advice) => ({ advice, lines: linesOf(desk, advice) }));
  const uses = new Map<number, number>();
  for (const { lines } of joins) for (const line of lines) uses.set(line, (uses.get(line) ?? 0) + 1);
  return joins.flatMap(({ advice, lines }) => {
    const [line, another] = lines;
    if (line === undefined) return [advice.id];
    const isUnique = another === undefined && uses.get(line) === 1;
    return putAdvised(desk, line, advice, isUnique) ? [] : [advice.id];
  });
}

function totalOf(advice: Advice): bigint {
  return advice.lines.reduce((sum, { net }) => sum + net, 0n);
}

function linesOf(desk: Desk, advice: Advice): readonly number[] {
  const total = minorUnits(totalOf(advice), `advice ${advice.id}`);
  const { adviceDays } = desk.office.policy;
  return desk
    .free()
    .filter((line) => desk.amount(line) === total && Math.abs(desk.day(line) - advice.date) <= adviceDays);
}

/** Each line must add up, name an item of the payer, and take no more of it than is open. */
function putAdvised(desk: Desk, line: number, advice: Advice, isUnique: boolean): boolean {
  const shares = advice.lines.map((adviceLine) => shareOf(desk, adviceLine));
  const known = shares.filter((share): share is Share => share !== undefined);
  const items = new Set(known.map(({ item }) => item));
  if (known.length < shares.length || items.size < known.length) return false;
  const isInTime = known.every(({ item, discount }) => discount <= desk.discount(line, item));
  const accidents = ELSEWHERE * rarity(desk.amount(line), 0);
  const confidence = isInTime ? confidenceOf(accidents) : 0;
  const finding = desk.finding("REMITTANCE_ADVICE", confidence, known.length, isUnique ? 1 : 2);
  return desk.put(line, finding, known);
}

/** What is deducted stays open: that somebody keeps it back does not settle it. */
function shareOf(desk: Desk, { document, gross, discount, deduction, net }: AdviceLine): Share | undefined {
  const item = itemOf(desk, document);
  if (item === undefined || gross - discount - deduction !== net || discount < 0n) return undefined;
  const cash = minorUnits(net, `advice of ${document}`);
  const kept = minorUnits(discount, `advice of ${document}`);
  const open = desk.left(item);
  const settled = cash + kept;
  const isWithin = open > 0 ? settled >= 0 && settled <= open : settled <= 0 && settled >= open;
  const reason = deduction === 0n ? "NONE" : "DEDUCTION";
  return isWithin && open !== 0 ? { item, cash, discount: kept, difference: 0, reason } : undefined;
}

/** The one item of the desk that answers to a number. */
function itemOf(desk: Desk, document: string): number | undefined {
  const { columns, scanner } = desk.office;
  const { numbers } = columns;
  scanner.read(document);
  const number = numbers.find(scanner.codes, withoutZeros(scanner.codes, 0, scanner.length), scanner.length);
  if (number < 0) return undefined;
  const found: number[] = [];
  for (let entry = numbers.firstEntry(number); entry >= 0 && found.length < 2; entry = numbers.nextEntry(entry)) {
    const item = numbers.itemOf(entry);
    if (columns.group[item] === desk.group && !found.includes(item)) found.push(item);
  }
  return found.length === 1 ? found[0] : undefined;
}
