import type { Decimal } from "../../domain/decimal.ts";

const DIGITS = new Map(Array.from("零壹贰叁肆伍陆柒捌玖", (character, value) => [character, BigInt(value)]));
const TENS = new Map([
  ["拾", 10n],
  ["佰", 100n],
  ["仟", 1000n],
]);
const MYRIADS = new Map([
  ["万", 10_000n],
  ["亿", 100_000_000n],
]);
const LONGEST = 64;

/**
 * Reads an amount in Chinese capital numerals (人民币大写), as 数电票 writes it beside the figure:
 * 壹拾贰万叁仟玖佰圆整 is 123900.00, （负数）伍圆叁角 is -5.30. Returns undefined for anything else.
 */
export function readChineseAmount(text: string): Decimal | undefined {
  if (text.length > LONGEST) return undefined;
  const negative = /^[（(]?负数?[）)]?/.exec(text)?.[0] ?? "";
  const parts = /^([零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)[圆元](.*)$/.exec(text.slice(negative.length));
  if (parts === null) return undefined;
  const [, whole = "", fraction = ""] = parts;
  const yuan = wholeYuan(whole);
  const fen = fractionFen(fraction);
  if (yuan === undefined || fen === undefined) return undefined;
  const units = yuan * 100n + fen;
  return { units: negative === "" ? units : -units, scale: 2 };
}

/** Sums digits by their place: tens within a myriad, myriads within the whole. */
function wholeYuan(text: string): bigint | undefined {
  let total = 0n;
  let section = 0n;
  let digit = 0n;
  for (const character of text) {
    const value = DIGITS.get(character);
    const ten = TENS.get(character);
    const myriad = MYRIADS.get(character);
    if (value !== undefined) {
      if (digit !== 0n) return undefined;
      digit = value;
    } else if (ten !== undefined) {
      if (digit === 0n) return undefined;
      section += digit * ten;
      digit = 0n;
    } else if (myriad !== undefined) {
      // 亿 multiplies all that stands before it, 万 only what stands since the last 亿.
      const below = section + digit;
      total = myriad === 100_000_000n ? (total + below) * myriad : total + below * myriad;
      section = 0n;
      digit = 0n;
    }
  }
  return total + section + digit;
}

/** 整 or nothing is zero; otherwise digits of 角 and 分 in that order. */
function fractionFen(text: string): bigint | undefined {
  if (text === "" || text === "整" || text === "正") return 0n;
  const parts = /^零?(?:([壹贰叁肆伍陆柒捌玖])角)?零?(?:([壹贰叁肆伍陆柒捌玖])分)?[整正]?$/.exec(text);
  if (parts === null) return undefined;
  const [, jiao, fen] = parts;
  return digitOf(jiao) * 10n + digitOf(fen);
}

function digitOf(character: string | undefined): bigint {
  return (character === undefined ? undefined : DIGITS.get(character)) ?? 0n;
}
