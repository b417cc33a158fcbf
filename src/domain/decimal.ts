/**
 * Exact decimal numbers: amounts, prices, quantities and rates as a document writes them.
 *
 * A price may carry more decimals than its currency has minor units, and a float cannot hold any of them, so a decimal
 * is a whole number of units and the number of decimals that were written: 12.50 is `{ units: 1250n, scale: 2 }`.
 * Nothing is rounded unless the caller says so; {@link toMinorUnits} refuses rather than rounds.
 */
export interface Decimal {
  /** The number without its decimal point, signed. */
  readonly units: bigint;
  /** How many of its digits stand behind the decimal point. */
  readonly scale: number;
}

/** More digits than any amount of money has; a longer number is refused before it costs time (2^92 has 28 digits). */
export const MAX_DIGITS = 40;

/** A decimal that does not fit where it is wanted. */
export class DecimalError extends Error {
  readonly code: "TOO_PRECISE";
  readonly field: string;
  readonly value: string;

  constructor(field: string, value: string, exponent: number) {
    super(
      `${field} is ${value}, which is no whole number of minor units with ${exponent} decimals: ` +
        `correct the amount or state how it is to be rounded`,
    );
    this.name = "DecimalError";
    this.code = "TOO_PRECISE";
    this.field = field;
    this.value = value;
  }
}

export const ZERO: Decimal = { units: 0n, scale: 0 };

const LEXICAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/**
 * Reads the lexical form of xs:decimal (XML Schema Part 2, 3.2.3): optional sign, ASCII digits, optional point, no
 * exponent, no grouping. Returns undefined for anything else and for more than {@link MAX_DIGITS} digits.
 */
export function parseDecimal(text: string): Decimal | undefined {
  if (text.length > MAX_DIGITS + 2) return undefined;
  const parts = LEXICAL.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole = "", fraction = ""] = parts;
  const digits = whole + fraction;
  if (digits === "" || digits.length > MAX_DIGITS) return undefined;
  const magnitude = BigInt(digits);
  return { units: sign === "-" ? -magnitude : magnitude, scale: fraction.length };
}

/** Writes a decimal with all the decimals it carries: `{ units: -5n, scale: 2 }` is "-0.05". */
export function formatDecimal(value: Decimal): string {
  const digits = absolute(value)
    .units.toString()
    .padStart(value.scale + 1, "0");
  const point = digits.length - value.scale;
  const sign = value.units < 0n ? "-" : "";
  return value.scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** The same value without trailing zeros behind the point: 19.00 becomes 19. */
export function shortest(value: Decimal): Decimal {
  let { units, scale } = value;
  while (scale > 0 && units % 10n === 0n) {
    units /= 10n;
    scale -= 1;
  }
  return { units, scale };
}

export function add(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(left.scale, right.scale);
  return { units: unitsAt(left, scale) + unitsAt(right, scale), scale };
}

export function subtract(left: Decimal, right: Decimal): Decimal {
  return add(left, negate(right));
}

export function sum(values: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const value of values) total = add(total, value);
  return total;
}

export function multiply(left: Decimal, right: Decimal): Decimal {
  return { units: left.units * right.units, scale: left.scale + right.scale };
}

/** `rate` per cent of `base`, exactly: the product with its point moved two places. */
export function percentOf(base: Decimal, rate: Decimal): Decimal {
  const product = multiply(base, rate);
  return { units: product.units, scale: product.scale + 2 };
}

export function negate(value: Decimal): Decimal {
  return { units: -value.units, scale: value.scale };
}

export function absolute(value: Decimal): Decimal {
  return value.units < 0n ? negate(value) : value;
}

/** Negative, zero or positive as `left` is less than, equal to or greater than `right`, whatever their scales. */
export function compare(left: Decimal, right: Decimal): -1 | 0 | 1 {
  const difference = subtract(left, right).units;
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

export function equals(left: Decimal, right: Decimal): boolean {
  return compare(left, right) === 0;
}

/**
 * Rounds to `scale` decimals, a half towards positive infinity (2.5 to 3, -2.5 to -2): what fn:round of XPath does, and
 * with it every arithmetic rule of EN 16931. Fewer decimals than `scale` are left as they are.
 */
export function roundHalfUp(value: Decimal, scale: number): Decimal {
  if (value.scale <= scale) return value;
  const divisor = 10n ** BigInt(value.scale - scale);
  return { units: floorDivide(value.units * 2n + divisor, divisor * 2n), scale };
}

/**
 * The amount in minor units of a currency with `exponent` decimals (EUR 2, JPY 0): 12.5 EUR is 1250n.
 * @throws DecimalError naming `field` when decimals would be lost; trailing zeros lose nothing.
 */
export function toMinorUnits(value: Decimal, exponent: number, field: string): bigint {
  const bare = shortest(value);
  if (bare.scale > exponent) throw new DecimalError(field, formatDecimal(value), exponent);
  return unitsAt(bare, exponent);
}

/** The decimal that `units` minor units of a currency with `exponent` decimals are. */
export function fromMinorUnits(units: bigint, exponent: number): Decimal {
  return { units, scale: exponent };
}

/** Whether a value is a decimal, for code that walks over values of any kind. */
export function isDecimal(value: unknown): value is Decimal {
  return typeof value === "object" && value !== null && "units" in value && "scale" in value;
}

/** A replacer for JSON.stringify that writes decimals as text and loses nothing: `{ "payable": "119.00" }`. */
export function decimalsAsText(_key: string, value: unknown): unknown {
  return isDecimal(value) ? formatDecimal(value) : value;
}

function unitsAt(value: Decimal, scale: number): bigint {
  return value.units * 10n ** BigInt(scale - value.scale);
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}
