/** What the lines come to: aging, the equation with its numbers, discounts, and accrued interest. */
import type { Content, Style } from "./content.ts";
import type { Equation } from "../../../domain/account/equation.ts";
import { HEADING, LINES, RIGHT, SMALL, SUM } from "./look.ts";
import { section, tableOf } from "./setting.ts";
import type { Column, Setting } from "./setting.ts";

export function agingStrip(setting: Setting): Content {
  const { statement, words, figures, text } = setting;
  const { buckets, credits, unapplied, total } = statement.aging;
  const titles = [...buckets.map(({ name }) => words.buckets[name]), words.creditNotes, words.unapplied, words.total];
  const sums = [...buckets.map(({ amount }) => amount), credits, -unapplied, total];
  const disputed = buckets.map((bucket) => bucket.disputed);
  const small = { ...SMALL, ...RIGHT };
  const body: readonly (readonly Content[])[] = [
    titles.map((title) => text(title, { ...small, bold: true })),
    sums.map((sum) => text(figures.amount(sum), RIGHT)),
  ];
  const note = disputed.every((sum) => sum === 0n)
    ? []
    : [
        text(words.ofItDisputed, { ...SMALL, margin: [0, 4, 0, 1] }),
        {
          table: {
            widths: titles.map(() => "*" as const),
            body: [
              [...disputed.map((sum) => text(figures.amount(sum), small)), ...titles.slice(5).map(() => text(""))],
            ],
          },
          layout: { ...LINES, hLineWidth: () => 0 },
        },
      ];
  const strip = { table: { widths: titles.map(() => "*" as const), body }, layout: LINES };
  return section(setting, words.aging, words.agingNote, strip, ...note);
}

/** Two sums side by side that end in the same figure. */
export function equationBlock(setting: Setting): Content {
  const { words, statement } = setting;
  const { equation } = statement;
  const terms = ["opening", "invoices", "debitNotes", "credits", "payments", "writeOffs", "exchange"] as const;
  return {
    columns: [
      { width: "*", stack: [section(setting, words.reckoning, undefined, sumTable(setting, terms, equation))] },
      {
        width: 200,
        stack: [section(setting, words.proof, undefined, sumTable(setting, ["openLines", "unapplied"], equation))],
      },
    ],
    columnGap: 26,
    unbreakable: true,
  };
}

function sumTable(setting: Setting, terms: readonly (keyof Equation)[], equation: Equation): Content {
  const { words, figures, text } = setting;
  const row = (term: keyof Equation, style: Style): readonly Content[] => [
    text(words.equation[term], style),
    text(figures.amount(equation[term]), { ...style, ...RIGHT }),
  ];
  const body = [...terms.map((term) => row(term, {})), row("closing", { bold: true })];
  return { table: { widths: ["*", "auto"], body }, layout: SUM };
}

export function discountBlock(setting: Setting): Content[] {
  const { statement, words, figures } = setting;
  const { discounts, shares, heading } = statement;
  if (discounts.length === 0) return [];
  const payees: readonly Column<(typeof discounts)[number]>[] = [
    { title: words.payTo, width: 160, of: ({ payee }) => payee?.name ?? heading.supplier.name },
  ];
  const columns: readonly Column<(typeof discounts)[number]>[] = [
    ...(shares.length > 1 ? payees : []),
    { title: words.ifPaidBy, width: "*", of: ({ until }) => figures.day(until) },
    { title: words.discount, width: 90, isFigure: true, of: ({ discount }) => figures.amount(discount) },
    { title: words.payable, width: 90, isFigure: true, of: ({ payable }) => figures.amount(payable) },
  ];
  return [tableOf(setting, { title: words.discounts }, columns, discounts)];
}

export function interestMemo({ statement, words, figures, text }: Setting): Content[] {
  if (statement.interest === 0n) return [];
  const sum = `${words.interest}${words.colon}${figures.amount(statement.interest)}`;
  return [{ stack: [text(sum, { ...HEADING, fontSize: 9 }), text(words.interestNote, SMALL)], unbreakable: true }];
}
