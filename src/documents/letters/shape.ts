/** A notice in a language, as parts that a text and a page are both made from: what one says, the other says too. */
import type { AccountParty } from "../../domain/account/heading.ts";
import type { DayCount } from "../../domain/dayCount.ts";
import { formatDecimal, shortest } from "../../domain/decimal.ts";
import { filled } from "../../domain/collections/wording.ts";
import type { Placeholder } from "../../domain/collections/wording.ts";
import { figuresIn } from "../account/language.ts";
import type { Figures, Language } from "../account/language.ts";
import { askedOf, checkLetter, sumsOf } from "./letter.ts";
import type { DunningLetter, LetterItem } from "./letter.ts";
import type { LetterWords } from "./words.ts";
import { CHINESE } from "./wordsChinese.ts";
import { ENGLISH } from "./wordsEnglish.ts";

export const LETTER_WORDS: Readonly<Record<Language, LetterWords>> = { zh: CHINESE, en: ENGLISH };

/** A label and what it says. */
export type Fact = readonly [label: string, value: string];

/** Days on one balance at one rate. */
export interface WorkingLine {
  readonly from: string;
  readonly to: string;
  readonly days: string;
  readonly principal: string;
  readonly rate: string;
  readonly basis: string;
  /** With two decimals more than the currency has. */
  readonly exact: string;
}

export interface ItemShape {
  readonly number: string;
  readonly due: string;
  readonly open: string;
  readonly disputed: string;
  readonly promised: string;
  readonly asked: string;
  readonly charges: string;
  readonly lines: readonly WorkingLine[];
  /** What the charges are made of; none where there are none. */
  readonly chargeFacts: readonly Fact[];
}

export interface LetterShape {
  readonly letter: DunningLetter;
  readonly language: Language;
  readonly words: LetterWords;
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly salutation: string;
  readonly openings: readonly string[];
  readonly items: readonly ItemShape[];
  /** Why it is not asked for. */
  readonly notes: readonly string[];
  /** The last is the total. */
  readonly sums: readonly Fact[];
  /** What is open and not asked for, if anything is. */
  readonly apart: readonly Fact[];
  readonly chargesNote: string | undefined;
  readonly asking: string;
  readonly paying: readonly Fact[];
  readonly payingNotes: readonly string[];
  readonly closings: readonly string[];
}

/** @throws LetterError as {@link checkLetter} */
export function shapeOf(letter: DunningLetter, language: Language): LetterShape {
  checkLetter(letter);
  const words = LETTER_WORDS[language];
  const figures = figuresIn(language, letter.currency.exponent);
  const sums = sumsOf(letter);
  const payBy = figures.day(letter.payBy);
  const { stage, next, agent = "", attention, payee, sender, wording } = letter;
  const values = valuesOf(letter, language);
  const consequence = next === undefined ? undefined : words.consequences[next];
  return {
    letter,
    language,
    words,
    title: titleOf(letter, language),
    facts: factsOf(letter, words, figures),
    salutation: words.salutation(attention),
    openings: [wording === undefined ? words.openings[stage](agent) : filled(wording.opening, values)],
    items: letter.items.map((item) => itemOf(letter, item, language)),
    notes: [...(sums.disputed === 0n ? [] : [words.disputeNote]), ...(sums.promised === 0n ? [] : [words.promiseNote])],
    sums: sumFacts(letter, words, figures),
    apart: apartFacts(letter, words, figures),
    chargesNote: sums.charges + sums.contingent === 0n ? undefined : words.chargesNote,
    asking: stage === "preDue" ? words.askPreDue : words.ask(values.total, payBy),
    paying: payingOf(letter, words),
    payingNotes: [...(payee.name === sender.name ? [] : [words.assigned(payee.name)]), words.caution],
    closings: [
      ...(wording === undefined ? [] : [filled(wording.closing, values)]),
      ...(consequence === undefined ? [] : [consequence(payBy)]),
      words.crossed,
      `${letter.isDemand ? words.demand : words.noDemand}${language === "zh" ? "" : " "}${words.rights}`,
    ],
  };
}

/** What the notice is called. */
export function titleOf(letter: DunningLetter, language: Language): string {
  const { stage, wording } = letter;
  return wording === undefined
    ? LETTER_WORDS[language].titles[stage]
    : filled(wording.subject, valuesOf(letter, language));
}

/** What the placeholders of a policy's words stand for. */
function valuesOf(letter: DunningLetter, language: Language): Readonly<Record<Placeholder, string>> {
  const { currency, debtor, attention = debtor.name, sender, payee, reference, date, payBy, items } = letter;
  const figures = figuresIn(language, currency.exponent);
  return {
    ...{ customer: debtor.name, attention, sender: sender.name, payee: payee.name, reference },
    ...{ date: figures.day(date), payBy: figures.day(payBy), count: items.length.toString() },
    total: `${currency.code} ${figures.amount(sumsOf(letter).total)}`,
  };
}

function factsOf(letter: DunningLetter, words: LetterWords, figures: Figures): readonly Fact[] {
  const { reference, date, contact, policy } = letter;
  const reach = contact === undefined ? [] : [contact.name, contact.phone ?? "", contact.email ?? ""];
  return [
    [words.reference, reference],
    [words.date, figures.day(date)],
    ...(contact === undefined ? [] : [[words.contact, reach.filter((part) => part !== "").join(", ")] as const]),
    [words.policy, words.policyVersion(policy.name, policy.version)],
  ];
}

function sumFacts(letter: DunningLetter, words: LetterWords, figures: Figures): readonly Fact[] {
  const { principal, charges, fee, total, disputed, promised } = sumsOf(letter);
  const lowered = disputed + promised === 0n ? words.open : words.principalSum;
  return [
    [`${lowered} (${letter.currency.code})`, figures.amount(principal)],
    ...someFact(words.chargesSum(figures.day(letter.date)), charges, figures),
    ...someFact(words.fee, fee, figures),
    [words.total, figures.amount(total)],
  ];
}

function apartFacts(letter: DunningLetter, words: LetterWords, figures: Figures): readonly Fact[] {
  const { disputed, promised, contingent } = sumsOf(letter);
  return [
    ...someFact(words.disputed, disputed, figures),
    ...someFact(words.promised, promised, figures),
    ...someFact(words.contingentSum, contingent, figures),
  ];
}

function someFact(label: string, units: bigint, figures: Figures): readonly Fact[] {
  return units === 0n ? [] : [[label, figures.amount(units)]];
}

function payingOf(letter: DunningLetter, words: LetterWords): readonly Fact[] {
  const { payee, paymentReference } = letter;
  const { name, legalId, account } = payee;
  return [
    [words.payee, name],
    ...(legalId === undefined ? [] : [[legalId.scheme, legalId.value] as const]),
    ...(account === undefined
      ? [[words.account, words.noAccount] as const]
      : [[words.account, account.account] as const]),
    ...(account?.bic === undefined ? [] : [[words.bic, account.bic] as const]),
    ...(account?.bank === undefined ? [] : [[words.bank, account.bank] as const]),
    [words.quote, paymentReference],
  ];
}

function itemOf({ currency: { exponent } }: DunningLetter, item: LetterItem, language: Language): ItemShape {
  const figures = figuresIn(language, exponent);
  const some = (units: bigint): string => (units === 0n ? "" : figures.amount(units));
  return {
    number: item.number,
    due: figures.shortDay(item.due),
    open: figures.amount(item.open),
    disputed: some(item.disputed),
    promised: some(item.promised),
    asked: figures.amount(askedOf(item)),
    charges: some(item.charges),
    lines: workingLines(item, language, exponent),
    chargeFacts: chargeFactsOf(item, LETTER_WORDS[language], figures),
  };
}

function chargeFactsOf(
  { charges, contingent, working }: LetterItem,
  words: LetterWords,
  figures: Figures,
): readonly Fact[] {
  const fact = (label: string, units: bigint): readonly Fact[] => someFact(label, units, figures);
  const parts =
    working === undefined
      ? []
      : [
          ...fact(words.interest, working.interest),
          ...fact(words.fixedSum, working.fixedSum),
          ...fact(words.settled, working.settled),
        ];
  return [...parts, ...fact(words.charges, charges), ...fact(words.contingent, contingent)];
}

/** What is shown beyond the minor unit, since only the sum is rounded. */
const MORE_DECIMALS = 2;

const COUNTS: Readonly<Record<DayCount, string>> = {
  "act/365": "/ 365",
  "act/360": "/ 360",
  "act/act": "act/act",
  "30/360": "30/360",
};

function workingLines({ working }: LetterItem, language: Language, exponent: number): readonly WorkingLine[] {
  if (working === undefined) return [];
  const [figures, fine] = [figuresIn(language, exponent), figuresIn(language, exponent + MORE_DECIMALS)];
  const { segments, denominator, dayCount } = working;
  return segments.map(({ from, to, days, principal, percent, numerator }) => ({
    // A segment counts the days after `from`.
    from: figures.shortDay(from + 1),
    to: figures.shortDay(to),
    days: days.toString(),
    principal: figures.amount(principal),
    rate: `${formatDecimal(shortest(percent))} %`,
    basis: COUNTS[dayCount],
    exact: fine.amount((2n * numerator * 10n ** BigInt(MORE_DECIMALS) + denominator) / (2n * denominator)),
  }));
}

/** Who a party is, line by line as on an envelope. */
export function envelopeOf({ name, address }: AccountParty, attention?: string): readonly string[] {
  return [name, ...(attention === undefined ? [] : [attention]), ...address];
}
