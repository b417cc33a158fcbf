/**
 * Invoice numbers that a person could take for one another, or that somebody changed a little to have the same invoice
 * financed twice: "INV-001A" beside "INV-001" (R68). Such a pair warns and forbids nothing.
 *
 * Numbers that follow one another differ in one digit and are no copies, so a digit that is another one is no slip;
 * one that is missing, doubled or swapped with its neighbour is, in a run that is long enough to tell.
 */
import { normaliseInvoiceNumber } from "../invoiceNumber.ts";

/**
 * How near two numbers are, the nearest first.
 * - `same`: equal but for case, blanks, leading zeros of any run of digits, and the letter O for nought.
 * - `punctuation`: equal but for punctuation too.
 * - `affix`: one is the other with something before or behind it.
 * - `slip`: one run of letters or digits differs by one character more, or by two neighbours that are swapped.
 */
export const NUMBER_NEARNESS = ["same", "punctuation", "affix", "slip"] as const;
export type NumberNearness = (typeof NUMBER_NEARNESS)[number];

const LEADING_ZEROS = /(?<![0-9])0+(?=[0-9])/g;
const RUNS = /\p{N}+|\p{L}+/gu;
const NUMBER = /\p{N}/u;
/** What is put before or behind a number has at most so many letters and digits: "A", "-2", "COPY", "KOPIE". */
const MOST_AFFIXED = 5;
/** A shorter run with a slip is just another number. */
const LEAST_SLIPPED = 4;

/**
 * A number as fingerprints have it (R68): as ids have it, then with noughts for the letter O, and without the leading
 * zeros of any run of digits. "re-2O26/007" is "RE-2026/7". More numbers fall together than in ids, since a fingerprint
 * only warns. @throws InvoiceNumberError for a number that identifies nothing.
 */
export function fingerprintNumber(number: string): string {
  return normaliseInvoiceNumber(number).replaceAll("O", "0").replace(LEADING_ZEROS, "");
}

/** How near two numbers are; undefined if they are not. @throws InvoiceNumberError as {@link fingerprintNumber}. */
export function nearnessOf(one: string, other: string): NumberNearness | undefined {
  const [left, right] = [fingerprintNumber(one), fingerprintNumber(other)];
  if (left === right) return "same";
  const [mine, yours] = [runsOf(left), runsOf(right)];
  if (mine.length > 0 && mine.join("|") === yours.join("|")) return "punctuation";
  if (isAffixed(mine, yours) || isAffixed(yours, mine)) return "affix";
  return isSlipped(mine, yours) ? "slip" : undefined;
}

function runsOf(number: string): readonly string[] {
  return number.match(RUNS) ?? [];
}

function isAffixed(short: readonly string[], long: readonly string[]): boolean {
  const more = long.length - short.length;
  if (more < 1 || !short.some((run) => NUMBER.test(run))) return false;
  if (long.join("").length - short.join("").length > MOST_AFFIXED) return false;
  const key = short.join("|");
  return long.slice(0, short.length).join("|") === key || long.slice(more).join("|") === key;
}

function isSlipped(mine: readonly string[], yours: readonly string[]): boolean {
  if (mine.length !== yours.length) return false;
  const different = mine.flatMap((run, place): [string, string][] => {
    const other = yours[place] ?? "";
    return run === other ? [] : [[run, other]];
  });
  const [pair] = different;
  if (pair === undefined || different.length > 1) return false;
  const [short, long] = pair[0].length <= pair[1].length ? pair : [pair[1], pair[0]];
  if (long.length < LEAST_SLIPPED) return false;
  return short.length === long.length ? isSwapped(short, long) : isOneMore(short, long);
}

function isSwapped(one: string, other: string): boolean {
  const at = firstDifference(one, other);
  return one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
}

function isOneMore(short: string, long: string): boolean {
  const at = firstDifference(short, long);
  return short.slice(at) === long.slice(at + 1);
}

function firstDifference(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}
