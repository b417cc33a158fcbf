/**
 * A dunning notice as a letter on A4, whose address shows in the window of an envelope (DIN 5008, form B). Equal
 * notices give equal bytes: the file is dated by the notice.
 */
import type { Content, Style } from "../account/pdf/content.ts";
import { BODY, HEADING, LABEL, LINES, MARGINS, PLAIN, RIGHT, SMALL, SUM, TITLE } from "../account/pdf/look.ts";
import { printed } from "../account/pdf/printer.ts";
import { tableOf, textIn } from "../account/pdf/setting.ts";
import type { Column, Page } from "../account/pdf/setting.ts";
import { WORDS } from "../account/language.ts";
import type { Language } from "../account/language.ts";
import { contentHashOf } from "./contentHash.ts";
import type { DunningLetter } from "./letter.ts";
import { noticeTextOf } from "./letterText.ts";
import { envelopeOf, shapeOf } from "./shape.ts";
import type { Fact, ItemShape, LetterShape, WorkingLine } from "./shape.ts";

const DAY_MILLISECONDS = 86_400_000;
const POINTS = 72 / 25.4;
/** The window, and where what stands below it begins; millimetres from the page's edges. */
const WINDOW = { x: 25, sender: 57.7, recipient: 63, width: 80, below: 100 } as const;
const FACTS = { x: 118, y: 50, width: 77 } as const;
/** Where a sheet is folded so that the window shows the address. */
const FOLDS = [105, 210] as const;

/** The bytes of the PDF. @throws LetterError as `checkLetter` */
export async function letterAsPdf(letter: DunningLetter, language: Language): Promise<Uint8Array> {
  const shape = shapeOf(letter, language);
  const page: Page = { words: WORDS[language], text: textIn(language) };
  const dated = new Date(letter.date * DAY_MILLISECONDS);
  const hash = contentHashOf(noticeTextOf(letter, language, "letter"), letter.salt);
  return printed({
    pageSize: "A4",
    pageMargins: MARGINS,
    language: WORDS[language].locale,
    version: "1.7",
    info: {
      title: `${shape.title} ${letter.reference}`,
      author: letter.sender.name,
      creator: "Countersign",
      producer: "Countersign",
      creationDate: dated,
      modDate: dated,
    },
    defaultStyle: { ...BODY, fontSize: 9 },
    footer: (number, pages) => ({
      columns: [
        { width: "*", stack: [page.text(`${letter.sender.name}  ·  ${letter.reference}`, SMALL)] },
        { width: 120, stack: [page.text(shape.words.page(number, pages), { ...SMALL, ...RIGHT })] },
      ],
      margin: [MARGINS[0], 20, MARGINS[2], 0],
    }),
    content: [
      ...headOf(page, shape),
      ...bodyOf(page, shape),
      ...endOf(page, shape),
      page.text(`${shape.words.contentHash}${shape.words.colon}${hash}`, { ...SMALL, fontSize: 6.5 }),
    ],
  });
}

function at(x: number, y: number): { readonly absolutePosition: { readonly x: number; readonly y: number } } {
  return { absolutePosition: { x: x * POINTS, y: y * POINTS } };
}

function headOf({ text }: Page, { letter, title, facts }: LetterShape): Content[] {
  const { sender, debtor, attention } = letter;
  const folds = FOLDS.map(
    (y) => ({ type: "line", x1: 0, y1: y * POINTS, x2: 10, y2: y * POINTS, lineWidth: 0.4 }) as const,
  );
  const returnTo = envelopeOf(sender).join(" · ");
  const width = WINDOW.width * POINTS;
  const within = (stack: readonly Content[]): Content => ({ columns: [{ width, stack }] });
  return [
    { canvas: folds, absolutePosition: { x: 8, y: 0 } },
    { ...within([text(returnTo, { ...SMALL, fontSize: 6 })]), ...at(WINDOW.x, WINDOW.sender) },
    {
      ...within(envelopeOf(debtor, attention).map((line) => text(line, { fontSize: 10 }))),
      ...at(WINDOW.x, WINDOW.recipient),
    },
    { columns: [{ width: FACTS.width * POINTS, stack: [factTable(text, facts)] }], ...at(FACTS.x, FACTS.y) },
    text(sender.name, { ...RIGHT, bold: true, fontSize: 11 }),
    text(title, { ...TITLE, fontSize: 15, margin: [0, WINDOW.below * POINTS - MARGINS[1] - 14, 0, 10] }),
  ];
}

function factTable(text: Page["text"], facts: readonly Fact[], style: Style = {}): Content {
  return {
    table: { widths: ["auto", "*"], body: facts.map(([label, value]) => [text(label, LABEL), text(value, style)]) },
    layout: PLAIN,
  };
}

const PARAGRAPH: Style = { margin: [0, 0, 0, 6] };

function bodyOf(page: Page, shape: LetterShape): Content[] {
  const { text } = page;
  const { words, salutation, openings, notes, sums, apart, chargesNote, letter } = shape;
  const last = sums.length - 1;
  const rows = sums.map(([label, value], i) => {
    const style = i === last ? { bold: true } : {};
    return [text(label, style), text(value, { ...style, ...RIGHT })];
  });
  return [
    ...[salutation, ...openings].map((line) => text(line, PARAGRAPH)),
    tableOf(page, { title: `${words.items} (${letter.currency.code})` }, itemColumns(shape), shape.items),
    ...workingOf(page, shape),
    {
      stack: [
        text(words.sums, HEADING),
        { table: { widths: ["*", "auto"], body: rows }, layout: SUM },
        ...(chargesNote === undefined ? [] : [text(chargesNote, { ...SMALL, margin: [0, 3, 0, 0] })]),
        ...(apart.length === 0
          ? []
          : [
              text(words.apart, { ...LABEL, margin: [0, 6, 0, 1] }),
              factTable(text, apart, RIGHT),
              ...notes.map((note) => text(note, { ...SMALL, margin: [0, 3, 0, 0] })),
            ]),
      ],
      unbreakable: true,
    },
  ];
}

/** Columns that would be empty are left out. */
function itemColumns({ words, items }: LetterShape): readonly Column<ItemShape>[] {
  const figure = (title: string, of: (item: ItemShape) => string): readonly Column<ItemShape>[] =>
    items.every((item) => of(item) === "") ? [] : [{ title, width: 66, isFigure: true, of }];
  const isLowered = items.some(({ disputed, promised }) => disputed + promised !== "");
  return [
    { title: words.invoice, width: "*", of: ({ number }) => number },
    { title: words.dueDay, width: 58, of: ({ due }) => due },
    ...figure(words.open, ({ open }) => open),
    ...figure(words.disputed, ({ disputed }) => disputed),
    ...figure(words.promised, ({ promised }) => promised),
    ...(isLowered ? figure(words.asked, ({ asked }) => asked) : []),
    ...figure(words.charges, ({ charges }) => charges),
  ];
}

type WorkingRow = Partial<WorkingLine> & { readonly number: string; readonly exact: string };

/** Day by day how the interest comes about, and what the charges of each item come to. */
function workingOf(page: Page, { words, items }: LetterShape): Content[] {
  const rows = items.flatMap(({ number, lines, chargeFacts }): readonly WorkingRow[] => [
    ...lines.map((line) => ({ ...line, number })),
    ...chargeFacts.map(([label, value]) => ({ number: `${number}${words.colon}${label}`, exact: value })),
  ]);
  if (rows.length === 0) return [];
  const columns: readonly Column<WorkingRow>[] = [
    { title: words.invoice, width: "*", of: ({ number }) => number },
    { title: words.fromDay, width: 56, of: ({ from = "" }) => from },
    { title: words.toDay, width: 56, of: ({ to = "" }) => to },
    { title: words.principal, width: 62, isFigure: true, of: ({ principal = "" }) => principal },
    { title: words.rate, width: 36, isFigure: true, of: ({ rate = "" }) => rate },
    { title: words.days, width: 28, isFigure: true, of: ({ days = "" }) => days },
    { title: words.basis, width: 34, of: ({ basis = "" }) => basis },
    { title: words.exact, width: 62, isFigure: true, of: ({ exact }) => exact },
  ];
  return [tableOf(page, { title: words.working, note: words.workingNote }, columns, rows)];
}

function endOf({ text }: Page, { words, letter, asking, paying, payingNotes, closings }: LetterShape): Content[] {
  const box = { table: { widths: ["*"] as const, body: [[factTable(text, paying)]] }, layout: LINES };
  return [
    {
      stack: [
        text(asking, { bold: true, margin: [0, 12, 0, 4] }),
        text(words.payTo, { ...HEADING, margin: [0, 4, 0, 3] }),
        box,
        ...payingNotes.map((note) => text(note, { ...SMALL, margin: [0, 3, 0, 0] })),
      ],
      unbreakable: true,
    },
    text(words.answer, { margin: [0, 10, 0, 2] }),
    text(letter.answerUrl, { margin: [0, 0, 0, 6], wordBreak: "break-all" }),
    ...closings.map((line) => text(line, PARAGRAPH)),
    text(words.closing, { margin: [0, 8, 0, 2] }),
    text(letter.sender.name, { bold: true, margin: [0, 0, 0, 10] }),
    text(`${words.salt}${words.colon}${letter.salt}`, { ...SMALL, fontSize: 6.5 }),
  ];
}
