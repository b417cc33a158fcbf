/**
 * Cash application: bank lines against open items, stage by stage, each only on what the former left.
 *
 * What comes out does not depend on the order of what goes in: items and lines are put in an order of their own, by
 * payer and currency, before any stage looks at them. Amounts are bigint minor units of the decimals that the caller
 * read them with; one currency has one number of decimals.
 */
import { Desk } from "./desk.ts";
import { lineColumns } from "./lines.ts";
import type { LineColumns } from "./lines.ts";
import { CashError } from "./errors.ts";
import type { PaidBefore } from "./ledger.ts";
import { paymentKey } from "./office.ts";
import type { Office } from "./office.ts";
import type { Advice, CashLine, OpenItem, Party } from "./model.ts";
import { Payers } from "./payers.ts";
import type { Alias } from "./payers.ts";
import { EXCEPTED, Placements } from "./placements.ts";
import type { Policy } from "./policy.ts";
import { Groups, NONE, grouped, inOrder, itemColumns, minorUnits, partyIndexes } from "./rows.ts";
import type { ItemColumns } from "./rows.ts";
import { postAdvised } from "./stageAdvices.ts";
import { postAmounts } from "./stageAmounts.ts";
import { placeRest } from "./stageExceptions.ts";
import { postStatements, postSubsets } from "./stageGroups.ts";
import { Likenesses, postNear } from "./stageNear.ts";
import { postNearParts, postQuotedParts } from "./stageParts.ts";
import { postQuoted, postQuotedLessDiscount, postQuotedWithinTolerance } from "./stageQuoted.ts";
import { Scanner } from "./text.ts";

/** What a run is given. */
export interface CashInput {
  readonly parties: readonly Party[];
  readonly items: readonly OpenItem[];
  readonly lines: readonly CashLine[];
  readonly policy: Policy;
  /** Remittance advices that have not met their money yet. */
  readonly advices?: readonly Advice[] | undefined;
  /** What confirmed matches have taught; see `aliases.ts`. */
  readonly aliases?: readonly Alias[] | undefined;
  /** Payments of earlier runs, for duplicates; see `ledger.ts`. */
  readonly paid?: readonly PaidBefore[] | undefined;
}

/** What a run came to, still as columns; `decisions.ts` reads them. */
export interface CashRun {
  readonly input: CashInput;
  readonly columns: ItemColumns;
  readonly lines: LineColumns;
  readonly groups: Groups;
  readonly placements: Placements;
  /** The ids of advices whose money has not come. */
  readonly waiting: readonly string[];
}

const NO_ADVICES: readonly Advice[] = [];
const NO_FINDING = { confidence: 0, candidates: 0, solutions: 0 };

/** @throws CashError `AMOUNT_TOO_LARGE`, `ITEM_TWICE`, `PARTY_TWICE`, `PARTY_UNKNOWN` */
export function matchCash(input: CashInput): CashRun {
  const { parties, items, lines, policy } = input;
  const indexes = partyIndexes(parties);
  const groups = new Groups(parties.length);
  const scanner = new Scanner(policy.limits.textLength);
  const columns = itemColumns(items, groups, indexes, scanner);
  const payers = new Payers(parties, input.aliases ?? [], indexes);
  const lineRows = lineColumns(lines, columns, payers, groups, scanner);
  const placements = new Placements(lines.length);
  placeUnfit(lines, lineRows, placements);
  const office: Office = {
    ...{ policy, items, columns, groups, lines: lineRows, placements, scanner },
    paidDays: daysOf(input.paid ?? [], items),
    textOf: (line) => lines[line]?.text ?? "",
    proposals: new Map(),
    rank: new Int32Array(items.length),
    spoken: new Int32Array(items.length).fill(NONE),
  };
  const advices = advicesByGroup(input.advices ?? [], groups, indexes);
  const waiting = workDesks(office, lines, advices);
  return { input, columns, lines: lineRows, groups, placements, waiting };
}

function daysOf(paid: readonly PaidBefore[], items: readonly OpenItem[]): ReadonlyMap<string, readonly number[]> {
  const days = new Map<string, number[]>();
  if (paid.length === 0) return days;
  const indexes = new Map(items.map(({ id }, index) => [id, index]));
  for (const { item, amount, valueDate } of paid.toSorted((left, right) => left.valueDate - right.valueDate)) {
    const key = paymentKey(indexes.get(item) ?? NONE, minorUnits(amount, `paid of ${item}`));
    days.set(key, [...(days.get(key) ?? []), valueDate]);
  }
  return days;
}

/** @throws CashError `PARTY_UNKNOWN` */
function advicesByGroup(
  advices: readonly Advice[],
  groups: Groups,
  parties: ReadonlyMap<string, number>,
): ReadonlyMap<number, readonly Advice[]> {
  const found = new Map<number, Advice[]>();
  for (const advice of advices.toSorted((left, right) => inOrder(left.id, right.id))) {
    const party = parties.get(advice.payer);
    if (party === undefined) {
      throw new CashError("PARTY_UNKNOWN", `advice ${advice.id}: payer`, advice.payer, "name it among the parties");
    }
    const group = groups.of(party, advice.currency);
    found.set(group, [...(found.get(group) ?? []), advice]);
  }
  return found;
}

/** Lines that no item is looked for: money that went out, a line that is there twice, a payer that nobody knows. */
function placeUnfit(lines: readonly CashLine[], columns: LineColumns, placements: Placements): void {
  const first = new Map<string, number>();
  lines.forEach((line, index) => {
    const known = first.get(line.reference);
    const other = known === undefined ? undefined : lines[known];
    if (other === undefined || isBefore(line, other)) first.set(line.reference, index);
  });
  lines.forEach(({ reference }, line) => {
    if (first.get(reference) !== line) placements.place(line, EXCEPTED, { rule: "REPEATED_LINE", ...NO_FINDING }, []);
    else if ((columns.amount[line] ?? 0) <= 0) {
      placements.place(line, EXCEPTED, { rule: "NOT_INCOMING", ...NO_FINDING }, []);
    } else if (columns.group[line] === NONE) {
      placements.place(line, EXCEPTED, { rule: "UNIDENTIFIED", ...NO_FINDING }, []);
    }
  });
}

/** Which of two lines of one reference counts, whatever their order in the file. */
function isBefore(line: CashLine, other: CashLine): boolean {
  if (line.valueDate !== other.valueDate) return line.valueDate < other.valueDate;
  return line.amount === other.amount ? line.text < other.text : line.amount < other.amount;
}

function workDesks(
  office: Office,
  lines: readonly CashLine[],
  advices: ReadonlyMap<number, readonly Advice[]>,
): readonly string[] {
  const { columns, groups, lines: rows } = office;
  const count = groups.party.length;
  const items = grouped(columns.group, count, (left, right) => {
    const byDay = (columns.due[left] ?? 0) - (columns.due[right] ?? 0);
    const byIssue = byDay === 0 ? (columns.issued[left] ?? 0) - (columns.issued[right] ?? 0) : byDay;
    return byIssue === 0 ? inOrder(office.items[left]?.id ?? "", office.items[right]?.id ?? "") : byIssue;
  });
  items.rows.forEach((item, place) => (office.rank[item] = place));
  const own = grouped(rows.group, count, (left, right) => {
    const byDay = (rows.day[left] ?? 0) - (rows.day[right] ?? 0);
    const byAmount = byDay === 0 ? (rows.amount[left] ?? 0) - (rows.amount[right] ?? 0) : byDay;
    return byAmount === 0 ? inOrder(lines[left]?.reference ?? "", lines[right]?.reference ?? "") : byAmount;
  });
  const waiting: string[] = [];
  for (let group = 0; group < count; group += 1) {
    const from = own.starts[group] ?? 0;
    const until = own.starts[group + 1] ?? 0;
    const advised = advices.get(group) ?? NO_ADVICES;
    if (from === until) waiting.push(...advised.map(({ id }) => id));
    if (from === until) continue;
    const mine = items.rows.subarray(items.starts[group] ?? 0, items.starts[group + 1] ?? 0);
    waiting.push(...work(new Desk(office, group, mine, own.rows.subarray(from, until)), advised));
    office.proposals.clear();
  }
  return waiting.toSorted(inOrder);
}

/** The stages in their order. @returns The advices that still wait */
function work(desk: Desk, advices: readonly Advice[]): readonly string[] {
  postQuoted(desk);
  const waiting = advices.length > 0 ? postAdvised(desk, advices) : [];
  postQuotedLessDiscount(desk);
  postQuotedWithinTolerance(desk);
  postQuotedParts(desk);
  if (desk.hasFree()) {
    const likenesses = new Likenesses(desk);
    desk.comesNear = (line, item) => likenesses.comesNear(line, item);
    postAmounts(desk, likenesses);
    if (!desk.isCrowded()) {
      postStatements(desk);
      postNear(desk, likenesses);
      postNearParts(desk, likenesses);
      postSubsets(desk, likenesses);
    }
    postAmounts(desk, likenesses);
  }
  placeRest(desk);
  return waiting;
}
