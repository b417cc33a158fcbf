/** How acts are played before an observer. */
import type { Item } from "../support/receivables.ts";
import type { Over, World } from "./world.ts";

/** Sets the scene, and gives the act that is to be watched. */
export type Play = (world: World) => Promise<() => Promise<unknown>>;

/** Plays by the acts of the list that they show; what several of them show together is what those acts show. */
export type Plays = Readonly<Record<string, readonly Play[]>>;

/** An act on a receivable that is sealed, or accepted as well. */
export function on(
  state: "sealed" | "accepted",
  act: (world: World, item: Item) => Promise<unknown>,
  over: Over | ((world: World) => Over) = {},
  before: (world: World, item: Item) => Promise<unknown> = () => Promise.resolve(),
): Play {
  return async (world) => {
    const item = await world[state](typeof over === "function" ? over(world) : over);
    await before(world, item);
    return () => act(world, item);
  };
}
