/** The top of the first page: who, to whom, for when, and the figures that matter most. */
import type { Content } from "./content.ts";
import type { AccountParty } from "../../../domain/account/heading.ts";
import { BANDED, FIGURE, LABEL, PLAIN, RIGHT, SMALL, TITLE } from "./look.ts";
import type { Setting } from "./setting.ts";

export function headOf(setting: Setting): Content[] {
  const { statement, words, text } = setting;
  const { supplier, buyer } = statement.heading;
  return [
    {
      columns: [
        { width: "*", stack: [text(words.title, TITLE)] },
        { width: 220, stack: [text(supplier.name, { ...RIGHT, bold: true, fontSize: 10 })], margin: [0, 7, 0, 0] },
      ],
      columnGap: 20,
    },
    {
      columns: [
        { width: "*", stack: [partyOf(setting, words.buyer, buyer), partyOf(setting, words.supplier, supplier)] },
        { width: 240, stack: [factsOf(setting)] },
      ],
      columnGap: 20,
      margin: [0, 14, 0, 14],
    },
    bandOf(setting),
  ];
}

function partyOf({ text, words }: Setting, role: string, { name, legalIds, address }: AccountParty): Content {
  return {
    stack: [
      text(role, LABEL),
      text(name, { bold: true, fontSize: 9.5 }),
      ...address.map((line) => text(line)),
      ...legalIds.map(({ scheme, value }) => text(`${scheme}${words.colon}${value}`, SMALL)),
    ],
    margin: [0, 0, 0, 8],
  };
}

function factsOf({ statement, layout, words, figures, text }: Setting): Content {
  const { number, version, replaces, currency, from, cutOff, zone, contact } = statement.heading;
  const versions = replaces === undefined ? String(version) : `${version} (${words.replaces} ${replaces})`;
  const reach = contact === undefined ? [] : [contact.name, contact.phone ?? "", contact.email ?? ""];
  const facts: readonly (readonly [string, string])[] = [
    [words.number, number],
    [words.version, versions],
    [words.period, `${figures.shortDay(from)} – ${figures.shortDay(cutOff)}`],
    [words.cutOff, `${figures.day(cutOff)}, ${zone}`],
    [words.currency, currency.code],
    [words.layout, words.layouts[layout]],
    ...reach.filter((line) => line !== "").map((line, i) => [i === 0 ? words.contact : "", line] as const),
  ];
  return {
    table: { widths: ["auto", "*"], body: facts.map(([label, value]) => [text(label, LABEL), text(value)]) },
    layout: PLAIN,
  };
}

function bandOf({ statement, words, figures, text }: Setting): Content {
  const { heading, equation, dueNow, dueLater, credit, disputed } = statement;
  const boxes: readonly (readonly [string, bigint])[] = [
    [`${words.balance} (${heading.currency.code})`, equation.closing],
    [words.dueNow, dueNow],
    [words.dueLater, dueLater],
    [words.credit, credit],
    [words.disputed, disputed],
  ];
  const cells = boxes.map(([label, sum], i) => ({
    stack: [text(label, LABEL), text(figures.amount(sum), i === 0 ? FIGURE : { ...FIGURE, fontSize: 10.5 })],
  }));
  return { table: { widths: ["*", "auto", "auto", "auto", "auto"], body: [cells] }, layout: BANDED };
}
