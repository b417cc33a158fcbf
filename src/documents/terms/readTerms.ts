import { equals, formatDecimal, isDecimal, shortest } from "../../domain/decimal.ts";
import { NO_TERMS } from "../../domain/paymentTerms.ts";
import type { DiscountTier, DueRule, LateInterest, PaymentTerms } from "../../domain/paymentTerms.ts";
import { MAX_TERMS_LENGTH } from "../limits.ts";
import { statements } from "./forms.ts";
import { sentences } from "./sentences.ts";
import type { Sentence } from "./sentences.ts";
import { isStructured, readStructured } from "./structured.ts";
import type { StructuredLine } from "./structured.ts";
import { discountQuestions, dueQuestions, interestQuestions, unreadQuestion } from "./termsQuestions.ts";
import { tokenise } from "./tokens.ts";

/**
 * Reads the text of payment terms (BT-20): structured lines, and sentences in the common forms of English, German,
 * Swedish and Chinese. A sentence is read as a whole or not at all; what is not read stays in `unread` and is asked
 * for. Time is linear in the length of the text, of which no more than MAX_TERMS_LENGTH characters are looked at.
 */
export function readTerms(text: string | undefined): PaymentTerms {
  if (text === undefined) return NO_TERMS;
  const said: StructuredLine[] = [];
  const unread: Sentence[] = [];
  const looked = text.slice(0, MAX_TERMS_LENGTH);
  for (const sentence of sentences(looked)) {
    const found = readSentence(sentence.text);
    if (found === undefined) unread.push(sentence);
    else said.push(...found);
  }
  const rest = text.slice(MAX_TERMS_LENGTH).trim();
  return summarise(said, [...asWritten(unread, looked), ...(rest === "" ? [] : [rest])]);
}

/** Sentences side by side make one text again, because a cut may have gone through an abbreviation. */
function asWritten(unread: readonly Sentence[], text: string): readonly string[] {
  const spans: { start: number; end: number }[] = [];
  for (const { start, end } of unread) {
    const last = spans.at(-1);
    if (last !== undefined && start <= last.end + 1) last.end = end;
    else spans.push({ start, end });
  }
  return spans.map(({ start, end }) => text.slice(start, end + 1).trim());
}

function readSentence(sentence: string): readonly StructuredLine[] | undefined {
  if (isStructured(sentence)) {
    const line = readStructured(sentence);
    return line === undefined ? undefined : [line];
  }
  const tokens = tokenise(sentence);
  return tokens === undefined ? undefined : statements(tokens);
}

function summarise(said: readonly StructuredLine[], unread: readonly string[]): PaymentTerms {
  const rules = distinct(pick(said, "due").map(({ rule }) => rule));
  const interests = completed(distinct(pick(said, "lateInterest").map(({ interest }) => interest)));
  const tiers = distinct(pick(said, "discount").map(({ tier }) => tier));
  const perDay = Map.groupBy(tiers, ({ until }) => keyOf(until));
  const clear = [...perDay.values()].flatMap((group) => (group.length === 1 ? group : []));
  const contradicting = [...perDay.values()].flatMap((group) => (group.length > 1 ? group : []));
  const penalties = pick(said, "penalty").map(({ percent }) => percent);
  const lateInterest = interests.length === 1 ? interests[0] : undefined;
  return {
    due: rules.length === 1 ? rules[0] : undefined,
    discounts: clear.toSorted(byEnd),
    lateInterest,
    penalties,
    unread,
    questions: [
      ...dueQuestions(rules, pick(said, "noDiscountUntil")[0]?.days),
      ...discountQuestions(clear, contradicting),
      ...interestQuestions(interests, penalties),
      ...unreadQuestion(unread),
    ],
  };
}

function pick<Kind extends StructuredLine["kind"]>(
  said: readonly StructuredLine[],
  kind: Kind,
): readonly Extract<StructuredLine, { kind: Kind }>[] {
  return said.filter((line): line is Extract<StructuredLine, { kind: Kind }> => line.kind === kind);
}

/** A structured line does not say for which period its rate is; where words say it of the same rate, they are one. */
function completed(interests: readonly LateInterest[]): readonly LateInterest[] {
  const [silent, stated] = interests;
  if (interests.length !== 2 || silent === undefined || stated === undefined) return interests;
  if (silent.per !== "unstated") return stated.per === "unstated" ? completed([stated, silent]) : interests;
  if (stated.per === "unstated" || !equals(silent.percent, stated.percent)) return interests;
  return [{ ...stated, graceDays: stated.graceDays ?? silent.graceDays }];
}

/** Each thing once, in the order said; 2.00 % and 2 % are one. */
function distinct<Item extends DueRule | DiscountTier | LateInterest>(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

function keyOf(item: object): string {
  return JSON.stringify(item, (_, value: unknown) => (isDecimal(value) ? formatDecimal(shortest(value)) : value));
}

/** Periods by their length, then days of the calendar. */
function byEnd(left: DiscountTier, right: DiscountTier): number {
  const [first, second] = [left.until, right.until];
  if (first.kind === "afterDays" && second.kind === "afterDays") return first.days - second.days;
  if (first.kind === "onDate" && second.kind === "onDate") return first.date < second.date ? -1 : 1;
  return first.kind === "afterDays" ? -1 : 1;
}
