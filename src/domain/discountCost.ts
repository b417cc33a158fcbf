/**
 * What it costs a year not to take a discount (R9), in hundredths of a per cent, rounded half up from exact
 * fractions.
 */

/** Hundredths of a per cent a year: 3724n is 37.24 %. */
export interface DiscountCost {
  /** `d / (1 - d) x 365 / days`. */
  readonly simple: bigint;
  /** `(1 + d / (1 - d))^(365 / days) - 1`. */
  readonly compounded: bigint;
}

const YEAR = 365;
const SCALE = 10_000n;

/**
 * @param amount What is owed without the discount. @param discount The sum off, above 0 and below the amount. Minor
 * units.
 * @param days From the last day of the discount to the due day; undefined is returned if there are none to gain.
 */
export function costOfMissing(amount: bigint, discount: bigint, days: number): DiscountCost | undefined {
  if (days <= 0 || discount <= 0n || discount >= amount) return undefined;
  const net = amount - discount;
  const perYear = 2n * discount * BigInt(YEAR) * SCALE;
  const whole = net * BigInt(days);
  return { simple: (perYear + whole) / (2n * whole), compounded: compounded(amount, net, days) };
}

/**
 * The growth g with `(1 + g)^days = (amount / net)^365`, found between whole steps of half a hundredth of a per cent,
 * so that rounding half up needs no root.
 */
function compounded(amount: bigint, net: bigint, days: number): bigint {
  const shared = greatestCommonDivisor(YEAR, days);
  const [power, root] = [BigInt(YEAR / shared), BigInt(days / shared)];
  const unit = 2n * SCALE;
  const goal = amount ** power * unit ** root;
  const reaches = (steps: bigint): boolean => (unit + steps) ** root * net ** power <= goal;
  let most = 1n;
  while (reaches(most)) most *= 2n;
  let least = 0n;
  while (most - least > 1n) {
    const middle = (least + most) / 2n;
    if (reaches(middle)) least = middle;
    else most = middle;
  }
  return (least + 1n) / 2n;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
