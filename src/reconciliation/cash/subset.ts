/** Groups of amounts that come to a sum: meet in the middle, so that 24 amounts cost two lists of 4,096 sums. */

/** Sums of all groups of some amounts in rising order, and of each sum its group as bits. */
interface Sums {
  readonly sums: Float64Array;
  readonly groups: Int32Array;
}

/** So many sums near the target are looked at; among equal amounts there are more than anybody could tell apart. */
const MOST_LOOKS = 100_000;
/** More amounts than that are never searched. */
export const MOST_AMOUNTS = 40;

/** What is searched. */
export interface SumQuestion {
  /** Whole minor units; negative ones are credits. */
  readonly amounts: readonly number[];
  readonly target: number;
  /** How far a sum may be from the target. */
  readonly width: number;
  readonly leastMembers: number;
  readonly mostMembers: number;
  /** How many groups are wanted; the search ends with that many. */
  readonly mostGroups: number;
}

/** What a search came to. */
export interface SumAnswer {
  /** Each as places in `amounts`. */
  readonly groups: readonly (readonly number[])[];
  /** Whether there is no other; false when the search ended early. */
  readonly isComplete: boolean;
}

const NOTHING: SumAnswer = { groups: [], isComplete: true };

/**
 * The groups whose sum is the target within the width, in an order that depends on nothing but
 * the amounts' own. Time and memory are O(2^(n/2)) and bounded by {@link MOST_AMOUNTS}; beyond it nothing is found.
 */
export function groupsWithin(question: SumQuestion): SumAnswer {
  const { amounts, target, width, leastMembers, mostMembers, mostGroups } = question;
  if (amounts.length > MOST_AMOUNTS || amounts.length < leastMembers) return NOTHING;
  const middle = amounts.length >> 1;
  const low = sumsOf(amounts.slice(0, middle));
  const high = sumsOf(amounts.slice(middle));
  const found: number[][] = [];
  let end = high.sums.length;
  let looks = 0;
  for (let place = 0; place < low.sums.length; place += 1) {
    const sum = low.sums[place] ?? 0;
    while (end > 0 && (high.sums[end - 1] ?? 0) + sum > target + width) end -= 1;
    for (let other = end - 1; other >= 0 && (high.sums[other] ?? 0) + sum >= target - width; other -= 1) {
      looks += 1;
      if (looks > MOST_LOOKS) return { groups: found, isComplete: false };
      const below = low.groups[place] ?? 0;
      const above = high.groups[other] ?? 0;
      const size = bits(below) + bits(above);
      if (size < leastMembers || size > mostMembers) continue;
      found.push([...members(below, 0), ...members(above, middle)]);
      if (found.length === mostGroups) return { groups: found, isComplete: false };
    }
  }
  return { groups: found, isComplete: true };
}

/** Adds one amount after another, merging the sums without it and with it, which are both in order. */
function sumsOf(amounts: readonly number[]): Sums {
  let sums = new Float64Array(1);
  let groups = new Int32Array(1);
  amounts.forEach((amount, index) => {
    const count = sums.length;
    const nextSums = new Float64Array(count * 2);
    const nextGroups = new Int32Array(count * 2);
    let without = 0;
    let withIt = 0;
    for (let place = 0; place < count * 2; place += 1) {
      const plain = without < count ? (sums[without] ?? 0) : Infinity;
      const raised = withIt < count ? (sums[withIt] ?? 0) + amount : Infinity;
      if (plain <= raised) {
        nextSums[place] = plain;
        nextGroups[place] = groups[without] ?? 0;
        without += 1;
      } else {
        nextSums[place] = raised;
        nextGroups[place] = (groups[withIt] ?? 0) | (1 << index);
        withIt += 1;
      }
    }
    sums = nextSums;
    groups = nextGroups;
  });
  return { sums, groups };
}

function bits(group: number): number {
  let rest = group;
  let count = 0;
  while (rest !== 0) {
    rest &= rest - 1;
    count += 1;
  }
  return count;
}

function members(group: number, first: number): number[] {
  const found: number[] = [];
  for (let place = 0; group >>> place !== 0; place += 1) if (((group >>> place) & 1) === 1) found.push(first + place);
  return found;
}
