/** What may be lost, on whom it hangs, and what lessens it without anybody paying. */
import type { Exposure } from "../../domain/indicators/exposure.ts";
import { rounded } from "../../domain/indicators/exact.ts";
import type { IndicatorSet } from "../../domain/indicators/set.ts";
import { listed } from "./debtSections.ts";
import { amount, count, NONE, rate, text, word } from "./section.ts";
import type { Cell, Section } from "./section.ts";
import type { AnyWord } from "./labels.ts";

/** The name of a customer, or of a group, where one is known. */
export type NameOf = (key: string) => string;

const MOST_CUSTOMERS = 10;
/** The index is printed in points, of which one debtor alone has 10,000. */
const PPM_OF_A_POINT = 100n;

export function rollSections({ rolls }: IndicatorSet): readonly Section[] {
  const average: Section = {
    key: "rollRates",
    indicators: ["rollRates", "rollChain"],
    columns: ["from", "to", "base", "rolled", "rate"],
    rows: [
      ...rolls.average.map((step): readonly Cell[] => [
        word(step.from),
        word(step.to),
        amount(step.base),
        amount(step.rolled),
        rate(step.rate),
      ]),
      [word("writtenOffBefore"), word("writtenOff"), text(""), amount(rolls.writtenOffBefore), text("")],
      [word("current"), word("rollChain"), text(""), text(""), rate(rolls.chain)],
    ],
  };
  const monthly: Section = {
    key: "rollMonths",
    indicators: ["rollRates"],
    columns: ["month", "toDays1To30", "toDays31To60", "toDays61To90", "toDaysOver90", "toWrittenOff"],
    rows: rolls.months.map(({ end, steps }) => [{ kind: "day", day: end }, ...steps.map((step) => rate(step.rate))]),
  };
  return [average, monthly];
}

export function expectedLossSections({ expectedLoss, lossRates, recoveries }: IndicatorSet): readonly Section[] {
  const segmentOf = (segment: string): Cell => (segment === "" ? word("noSegment") : text(segment));
  const cells: Section = {
    key: "expectedCreditLoss",
    indicators: ["expectedCreditLoss", "recoveries"],
    columns: ["segment", "bucket", "open", "basis", "historicRate", "rate", "loss"],
    rows: [
      ...expectedLoss.cells.map((cell): readonly Cell[] => [
        segmentOf(cell.segment),
        word(cell.bucket),
        amount(cell.open),
        word(cell.basis),
        rate(cell.historic),
        rate(cell.rate),
        amount(cell.loss),
      ]),
      [word("total"), text(""), amount(expectedLoss.open), text(""), text(""), text(""), amount(expectedLoss.loss)],
      [word("inDefault"), text(""), amount(expectedLoss.inDefault), ...BLANKS],
      [word("withoutRate"), text(""), amount(expectedLoss.withoutRate), ...BLANKS],
      [word("recoveries"), text(""), text(""), text(""), text(""), text(""), amount(recoveries)],
    ],
  };
  const history: Section = {
    key: "lossRates",
    indicators: ["lossRates"],
    columns: ["segment", "bucket", "cases", "exposed", "lost", "rate"],
    rows: lossRates
      .filter(({ n }) => n > 0)
      .map((row) => [
        row.segment === "" ? word("allSegments") : text(row.segment),
        word(row.bucket),
        count(row.n),
        amount(row.exposed),
        amount(row.lost),
        rate(row.rate),
      ]),
  };
  const overlays: Section = {
    key: "overlays",
    indicators: [],
    columns: ["segment", "change", "reason", "author"],
    rows: expectedLoss.overlays.map(({ segment, change, reason, author }) => [
      segment === "" ? word("allSegments") : text(segment),
      rate(change),
      text(reason),
      text(author),
    ]),
  };
  return [cells, history, overlays];
}

const BLANKS: readonly Cell[] = [text(""), text(""), text(""), text("")];

export function dilutionSection({ dilution }: IndicatorSet, nameOf: NameOf): Section {
  const worst = dilution.byCustomer
    .filter(({ reductions }) => reductions > 0n)
    .toSorted((a, b) => (a.reductions < b.reductions ? 1 : a.reductions > b.reductions ? -1 : 0))
    .slice(0, MOST_CUSTOMERS);
  const all = dilution.book === undefined ? [] : [dilution.book];
  return {
    key: "dilution",
    indicators: ["dilution"],
    columns: ["customer", "sales", "creditNotes", "discounts", "reductions", "rate"],
    rows: [...worst, ...all].map((row) => [
      row.buyer === undefined ? word("total") : text(nameOf(row.buyer)),
      amount(row.sales),
      amount(row.byKind.credit),
      amount(row.byKind.discount),
      amount(row.reductions),
      rate(row.ppm),
    ]),
  };
}

export function disputeSection({ disputes }: IndicatorSet, nameOf: NameOf): Section {
  return {
    key: "disputes",
    indicators: ["disputed"],
    columns: ["customer", "disputed", "items", "rate"],
    rows: [
      ...disputes.customers.map(({ customer, amount: sum }): readonly Cell[] => [
        text(nameOf(customer)),
        amount(sum),
        text(""),
        text(""),
      ]),
      [word("total"), amount(disputes.amount), count(disputes.items), rate(disputes.share)],
    ],
  };
}

export function promiseSection({ promises }: IndicatorSet): Section {
  const { states } = promises;
  return {
    key: "promises",
    indicators: ["promisesKept"],
    ...listed([
      ["kept", count(states.kept)],
      ["late", count(states.late)],
      ["broken", count(states.broken)],
      ["openPromises", count(states.open)],
      ["replaced", count(states.replaced)],
      ["released", count(states.released)],
      ["promisesKept", rate(promises.rate)],
    ]),
  };
}

export function concentrationSection({ concentration }: IndicatorSet, nameOf: NameOf): Section {
  const { top, groups, total, largest, topFive, hhi } = concentration;
  const sum = (cell: Cell): readonly Cell[] => [text(""), cell];
  return {
    key: "concentration",
    indicators: ["concentration"],
    columns: ["group", "open", "rate"],
    rows: [
      ...top.map(({ group, open, share }) => [text(nameOf(group)), amount(open), rate(share)]),
      [word("total"), amount(total), text("")],
      [word("groups"), count(groups), text("")],
      [word("largest"), ...sum(rate(largest))],
      [word("topFive"), ...sum(rate(topFive))],
      [word("hhi"), ...sum(hhi === undefined ? NONE : count(rounded(hhi, PPM_OF_A_POINT)))],
    ],
    chart: "open",
  };
}

export function exposureSections({ exposure }: IndicatorSet): readonly Section[] {
  return [
    exposureSection("exposureByIndustry", "industry", exposure.industry),
    exposureSection("exposureBySegment", "segment", exposure.segment),
    exposureSection("exposureByCountry", "country", exposure.country),
  ];
}

function exposureSection(key: AnyWord, column: AnyWord, rows: readonly Exposure[]): Section {
  return {
    key,
    indicators: ["exposure"],
    columns: [column, "customers", "items", "open", "overdue", "disputed", "rate"],
    rows: rows.map((row) => [
      row.key === "" ? word("unknown") : text(row.key),
      count(row.customers),
      count(row.items),
      amount(row.open),
      amount(row.overdue),
      amount(row.disputed),
      rate(row.share),
    ]),
  };
}
