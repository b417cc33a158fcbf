/** Single values as people read them: exact, dates as dates, instants in UTC, text without characters that deceive. */
import { ENUMERATIONS } from "../../../clients/clearSigning/enumerations.ts";
import type { Format } from "../../../clients/clearSigning/formats.ts";
import { formatDecimal, fromMinorUnits, shortest } from "../../../domain/decimal.ts";
import { ZERO_ADDRESS } from "../../../domain/receivable.ts";
import type { Address } from "../../../domain/receivable.ts";
import type { Language } from "../../words/enumerations/word.ts";
import { SIGNED_WORDS } from "./choiceWords.ts";
import type { Reader, Row } from "./reading.ts";
import { choiceIn, messageIn, say, unitIn } from "./wording.ts";

type Shown = Pick<Row, "value" | "kind">;
type Single = bigint | string | boolean;

const DAY = 86_400;
/** The last second of the year 9999. */
const LAST_SECOND = 253_402_300_799n;
const DAYS = " days since 1970-01-01";
const PER_CENT_DECIMALS = 4;
const WEI_DECIMALS = 18;
/** Of schedules and offers: the number that stands for never. */
const NEVERS: Readonly<Record<string, bigint>> = {
  " days after due (32767: never)": 32_767n,
  " days after due": 65_535n,
  " days (0: never)": 0n,
};
const HASH = /^0x[0-9a-f]{64}$/;
// Control characters, and those that nobody sees or that turn the direction of writing.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** @param currency Of an amount; undefined where nothing says it. */
export function shownValue(format: Format, value: Single, reader: Reader, currency: Address | undefined): Shown {
  const { language } = reader;
  if (typeof value === "boolean") return { value: say(value ? "yes" : "no", language), kind: "choice" };
  if (typeof value === "string") return shownText(format, value, reader);
  switch (format.format) {
    case "tokenAmount":
      return shownAmount(format, value, reader, currency);
    case "amount":
      return { value: `${formatDecimal(shortest(fromMinorUnits(value, WEI_DECIMALS)))} ETH`, kind: "money" };
    case "date":
      return { value: instantIn(value, language), kind: "instant" };
    case "enum":
      return { value: choice(format, value, language), kind: "choice" };
    case "unit":
      return shownUnit(format, value, reader, currency);
    default:
      return { value: value.toString(), kind: "text" };
  }
}

/** An amount in the unit of its currency, with all of its decimals. */
export function moneyIn(units: bigint, currency: Address | undefined, { currencyOf, language }: Reader): string {
  const known = currency === undefined ? undefined : currencyOf(currency);
  if (known === undefined) return `${units.toString()} ${say("minorUnits", language)}`;
  const [whole = "", fraction] = formatDecimal(fromMinorUnits(units, known.decimals)).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${known.code} ${fraction === undefined ? grouped : `${grouped}.${fraction}`}`;
}

/** A day, counted from 1970-01-01. */
export function dateIn(day: bigint, language: Language): string {
  if (day === 0n) return say("none", language);
  const seconds = day * BigInt(DAY);
  return seconds > LAST_SECOND ? day.toString() : timeOf(seconds).slice(0, 10);
}

/** Unix seconds. */
export function instantIn(seconds: bigint, language: Language): string {
  if (seconds === 0n) return say("none", language);
  return seconds > LAST_SECOND || seconds < 0n
    ? seconds.toString()
    : `${timeOf(seconds).replace("T", " ").slice(0, 19)} UTC`;
}

function timeOf(seconds: bigint): string {
  return new Date(Number(seconds) * 1000).toISOString();
}

function shownText({ format, params }: Format, value: string, { language, currencyOf }: Reader): Shown {
  if (format === "addressName") {
    if (value === ZERO_ADDRESS) return { value: say("none", language), kind: "address" };
    const isToken = Array.isArray(params?.["types"]) && params["types"].includes("token");
    const code = isToken ? currencyOf(value as Address)?.code : undefined;
    return { value: code === undefined ? value : `${code} (${value})`, kind: "address" };
  }
  if (HASH.test(value)) return { value, kind: "hash" };
  const word = Object.hasOwn(SIGNED_WORDS, value) ? SIGNED_WORDS[value] : undefined;
  if (word !== undefined) return { value: `${word[language]} (${value})`, kind: "choice" };
  return { value: visible(value), kind: value.startsWith("0x") ? "hash" : "text" };
}

/** Text of others, of which every character is seen. */
function visible(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

function shownAmount({ params }: Format, value: bigint, reader: Reader, currency: Address | undefined): Shown {
  const threshold = params?.["threshold"];
  const message = params?.["message"];
  if (typeof threshold === "string" && typeof message === "string" && value >= BigInt(threshold)) {
    return { value: messageIn(message, reader.language), kind: "money" };
  }
  return { value: moneyIn(value, currency, reader), kind: "money" };
}

function shownUnit({ params }: Format, value: bigint, reader: Reader, currency: Address | undefined): Shown {
  const { language } = reader;
  const base = String(params?.["base"] ?? "");
  if (base === DAYS) return { value: dateIn(value, language), kind: "date" };
  if (base === " minor units") return { value: moneyIn(value, currency, reader), kind: "money" };
  if (base.startsWith("%")) {
    const percent = formatDecimal(shortest(fromMinorUnits(value, PER_CENT_DECIMALS)));
    return { value: `${percent}${unitIn(base, language)}`, kind: "rate" };
  }
  const text = NEVERS[base] === value ? say("never", language) : `${value.toString()}${unitIn(base, language)}`;
  return { value: text, kind: "text" };
}

function choice({ params }: Format, value: bigint, language: Language): string {
  const name = String(params?.["$ref"] ?? "").replace(/^.*\./, "");
  const words: Readonly<Record<string, Readonly<Record<string, string>>>> = ENUMERATIONS;
  const word = words[name]?.[value.toString()];
  return word === undefined ? value.toString() : choiceIn(word, language);
}
