/** Numbers that hang on a seed alone. */
import { keccakOfText } from "../../../src/domain/hash.ts";

/** A whole number below a limit. */
export type Dice = (limit: number) => number;

/** @param of Tells several dice of one seed apart. */
export function diceOf(seed: number, of: string): Dice {
  let throws = 0;
  return (limit) => {
    throws += 1;
    return Number(keccakOfText(`simulation ${seed} ${of} ${throws}`).slice(0, 10)) % limit;
  };
}

/** One of some things. */
export function pick<Thing>(dice: Dice, things: readonly [Thing, ...Thing[]] | readonly Thing[]): Thing {
  const thing = things[dice(things.length)];
  if (thing === undefined) throw new RangeError("there is nothing to pick from");
  return thing;
}
