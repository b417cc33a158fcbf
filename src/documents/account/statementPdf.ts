/**
 * The statement of account as a PDF, in the recipient's language: sober, on A4, each page numbered, the head of a table
 * on every page it runs over. Equal statements give equal bytes: the file is dated by the cut-off.
 */
import type { Content } from "./pdf/content.ts";
import { cutOffInstant } from "../../domain/account/heading.ts";
import type { AccountStatement } from "../../domain/account/statement.ts";
import { DocumentError } from "../errors.ts";
import type { Language, Layout } from "./language.ts";
import { headOf } from "./pdf/head.ts";
import { balanceForwardLines, openItemLines, unappliedLines } from "./pdf/lines.ts";
import { BODY, MARGINS, SMALL } from "./pdf/look.ts";
import { payeesBlock, purposeNote, remittanceSlip } from "./pdf/paying.ts";
import { printed } from "./pdf/printer.ts";
import { settingOf } from "./pdf/setting.ts";
import type { Setting } from "./pdf/setting.ts";
import { agingStrip, discountBlock, equationBlock, interestMemo } from "./pdf/sums.ts";

/** More lines than anybody reads on paper; CSV and JSON have them all. */
export const MOST_LINES = 5_000;

/** The bytes of the PDF. @throws DocumentError `TOO_LARGE` for more than {@link MOST_LINES} lines. */
export async function statementAsPdf(
  statement: AccountStatement,
  layout: Layout,
  language: Language,
): Promise<Uint8Array> {
  const { open, lines, unapplied, discounts, shares } = statement;
  const count = open.length + lines.length + unapplied.length + discounts.length + shares.length;
  if (count > MOST_LINES) {
    throw new DocumentError("TOO_LARGE", {
      field: "statement",
      value: `${count} lines`,
      problem: `The statement has ${count} lines, and a PDF at most ${MOST_LINES}`,
      wayOut: "make it as CSV or JSON, or for a shorter period",
    });
  }
  const { heading } = statement;
  const setting = settingOf(statement, layout, language);
  const issued = new Date(cutOffInstant(heading) * 1000);
  return printed({
    pageSize: "A4",
    pageMargins: MARGINS,
    language: setting.words.locale,
    version: "1.7",
    info: {
      title: `${setting.words.title} ${heading.number}`,
      author: heading.supplier.name,
      creator: "Countersign",
      producer: "Countersign",
      creationDate: issued,
      modDate: issued,
    },
    defaultStyle: BODY,
    footer: (page, pages) => footerOf(setting, page, pages),
    content: contentOf(setting),
  });
}

function contentOf(setting: Setting): readonly Content[] {
  const lines = setting.layout === "open-item" ? openItemLines(setting) : balanceForwardLines(setting);
  return [
    ...headOf(setting),
    ...lines,
    ...unappliedLines(setting),
    agingStrip(setting),
    equationBlock(setting),
    ...discountBlock(setting),
    ...interestMemo(setting),
    ...payeesBlock(setting),
    purposeNote(setting),
    ...remittanceSlip(setting),
  ];
}

function footerOf({ statement, words, figures, text }: Setting, page: number, pages: number): Content {
  const { number, version, supplier, cutOff } = statement.heading;
  const left = [supplier.name, `${number} / ${version}`, figures.shortDay(cutOff)].join("  ·  ");
  return {
    columns: [
      { width: "*", stack: [text(left, SMALL)] },
      { width: 120, stack: [text(words.page(page, pages), { ...SMALL, alignment: "right" })] },
    ],
    margin: [MARGINS[0], 20, MARGINS[2], 0],
  };
}
