/**
 * A dunning notice as plain text: the very bytes that a debtor gets by mail, and whose hash the chain keeps. Lines end
 * with a line feed, and whatever somebody wrote stays within its line.
 */
import type { Channel } from "../../domain/collections/policy.ts";
import type { Language } from "../account/language.ts";
import { visible } from "../visible.ts";
import type { DunningLetter } from "./letter.ts";
import { envelopeOf, LETTER_WORDS, shapeOf, titleOf } from "./shape.ts";
import type { Fact, ItemShape, LetterShape } from "./shape.ts";

/** What the debtor gets on a channel: the notice, or its short form. The same for the same notice. */
export function noticeTextOf(letter: DunningLetter, language: Language, channel: Channel): string {
  return channel === "sms" ? shortTextOf(letter, language) : letterTextOf(letter, language);
}

/** What a subject line says: no sums, since it is read by more eyes than the notice. */
export function subjectOf(letter: DunningLetter, language: Language): string {
  const { reference, sender } = letter;
  return line(`${titleOf(letter, language)} ${reference}${LETTER_WORDS[language].colon}${sender.name}`);
}

function letterTextOf(letter: DunningLetter, language: Language): string {
  const shape = shapeOf(letter, language);
  const { words } = shape;
  const lines = [
    shape.title,
    "",
    ...partyLines(words.from, envelopeOf(letter.sender)),
    ...partyLines(words.to, envelopeOf(letter.debtor, letter.attention)),
    ...factLines(shape, shape.facts),
    "",
    shape.salutation,
    "",
    ...shape.openings,
    "",
    words.items,
    ...shape.items.flatMap((item, i) => itemLines(shape, item, i + 1)),
    "",
    words.sums,
    ...factLines(shape, shape.sums),
    ...(shape.chargesNote === undefined ? [] : [shape.chargesNote]),
    ...(shape.apart.length === 0 ? [] : ["", words.apart, ...factLines(shape, shape.apart), ...shape.notes]),
    "",
    shape.asking,
    ...factLines(shape, shape.paying),
    ...shape.payingNotes,
    "",
    words.answer,
    letter.answerUrl,
    "",
    ...shape.closings,
    "",
    words.closing,
    letter.sender.name,
    "",
    `${words.salt}${words.colon}${letter.salt}`,
  ];
  return `${lines.map(line).join("\n")}\n`;
}

/** Parties' words neither begin a line of their own nor hide a character. */
function line(text: string): string {
  return visible(text.normalize("NFC")).trimEnd();
}

function partyLines(role: string, [name = "", ...address]: readonly string[]): readonly string[] {
  return [role, `  ${name}`, ...address.map((part) => `  ${part}`)];
}

function factLines({ words }: LetterShape, facts: readonly Fact[]): readonly string[] {
  return facts.map(([label, value]) => `${label}${words.colon}${value}`);
}

function itemLines({ words }: LetterShape, item: ItemShape, number: number): readonly string[] {
  const fact = (label: string, value: string): readonly string[] =>
    value === "" ? [] : [`   ${label}${words.colon}${value}`];
  const isLowered = item.disputed !== "" || item.promised !== "";
  return [
    `${number}. ${words.invoice} ${item.number}`,
    ...fact(words.dueDay, item.due),
    ...fact(words.open, item.open),
    ...fact(words.disputed, item.disputed),
    ...fact(words.promised, item.promised),
    ...(isLowered ? fact(words.asked, item.asked) : []),
    ...item.lines.map(
      ({ from, to, days, principal, rate, basis, exact }) =>
        `     ${from} – ${to}${words.colon}${principal} × ${rate} × ${days} ${basis} = ${exact}`,
    ),
    ...item.chargeFacts.flatMap(([label, value]) => fact(label, value)),
  ];
}

function shortTextOf(letter: DunningLetter, language: Language): string {
  // The same is refused on every channel.
  const { words, title } = shapeOf(letter, language);
  const { items, sender, reference, answerUrl, stage, wording } = letter;
  const facts = {
    sender: sender.name,
    invoice: items[0]?.number ?? "",
    others: items.length - 1,
    reference,
    url: answerUrl,
    isDue: stage !== "preDue",
    ...(wording && { title }),
  };
  return line(words.sms(facts));
}
