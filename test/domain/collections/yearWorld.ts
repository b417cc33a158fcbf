/**
 * A thousand customers over a year, each of its own temper, as a story that knows nothing of dunning: who buys, pays,
 * disputes, promises, goes insolvent. Chance comes from a seed, so that every year is the same one.
 */
import type { DunningItem, PaymentPromise, Settlement } from "../../../src/domain/collections/item.ts";
import type { Address, Hex } from "../../../src/domain/receivable.ts";
import { addressOf, idOf, itemOf, on } from "./cases.ts";
import { isWorked } from "./naivePromises.ts";

export const FIRST_DAY = on("2026-01-01");
export const LAST_DAY = on("2026-12-31");
const CUSTOMERS = 1_000;
const EIGHT_O_CLOCK = 28_800;

const TEMPERS = ["punctual", "slow", "silent", "disputing", "promising", "failing", "sold", "planning"] as const;
type Temper = (typeof TEMPERS)[number];

interface Customer {
  readonly address: Address;
  readonly temper: Temper;
  readonly segment: string | undefined;
}

/** How a promise ends, as whoever made it means it. */
export type Fate = "kept" | "late" | "broken" | "replaced";

export interface Promised {
  readonly item: Hex;
  readonly promise: PaymentPromise;
  fate: Fate;
}

type Deed = (day: number) => void;

/** The story so far. `notices` tells it what the debtors were sent, and they answer from the day after on. */
export class World {
  readonly items = new Map<Hex, DunningItem>();
  readonly promised: Promised[] = [];
  readonly customers: readonly Customer[];
  readonly #agenda = new Map<number, Deed[]>();
  #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
    this.customers = Array.from({ length: CUSTOMERS }, (_, place) => ({
      address: addressOf(0x1000 + place),
      temper: TEMPERS[place % TEMPERS.length] ?? "silent",
      segment: place % 5 === 0 ? "key" : undefined,
    }));
  }

  /** What happens by eight in the morning. */
  live(day: number): void {
    for (const customer of this.customers) if (this.#below(80) === 0) this.#buy(customer, day);
    for (const deed of this.#agenda.get(day) ?? []) deed(day);
    this.#agenda.delete(day);
  }

  /** What an item's debtor makes of a notice. */
  hear(id: Hex, day: number): void {
    const item = this.#item(id);
    const temper = this.customers.find(({ address }) => address === item.customer)?.temper;
    if (temper === "disputing" && item.disputed === 0n) this.#on(day + 1, (then) => this.#dispute(id, then));
    if (temper === "promising" && item.open > 0n) this.#on(day + 1, (then) => this.#promise(id, then));
    if (temper === "slow" && this.#below(2) === 0) this.#on(day + 2 + this.#below(9), (then) => this.#pay(id, then));
  }

  #buy({ address, temper, segment }: Customer, day: number): void {
    const id = idOf(this.items.size + 1);
    const open = BigInt(10_000 + this.#below(1_000_000));
    const answer = this.#below(12) === 0 ? "none" : "accepted";
    const chase = { restart: 0, since: at(day), owedSince: at(day) };
    this.items.set(id, itemOf({ id, customer: address, segment, dueDay: day + 30, open, answer, chase }));
    if (answer === "none") this.#on(day + 20 + this.#below(40), () => this.#change(id, { answer: "accepted" }));
    const due = day + 30;
    switch (temper) {
      case "punctual":
        this.#on(due - this.#below(4), (then) => this.#pay(id, then));
        break;
      case "failing":
        this.#on(due + this.#below(60), () => this.#change(id, { isInsolvent: true }));
        break;
      case "sold":
        if (this.#below(2) === 0) this.#on(day + this.#below(60), () => this.#change(id, { isAssignedAway: true }));
        else this.#on(due + 50, (then) => this.#bounce(id, then));
        break;
      case "planning":
        this.#on(due + 10 + this.#below(20), (then) => this.#plan(id, then));
        break;
      case "slow":
        this.#on(due + 5 + this.#below(40), (then) => this.#pay(id, then, 2n));
        break;
      case "silent":
        this.#on(due + 90, () => this.#change(id, this.#below(2) === 0 ? { isPlaced: true } : { isWrittenOff: true }));
        break;
      default:
    }
  }

  /** Pays what is open, or a share of it. */
  #pay(id: Hex, day: number, share = 1n): void {
    const { open, disputed, settlements } = this.#item(id);
    const amount = open / share;
    if (amount === 0n) return;
    const rest = open - amount;
    const settled: Settlement = { kind: "payment", amount, day, at: at(day) };
    const still = disputed > rest ? rest : disputed;
    this.#change(id, { open: rest, disputed: still, settlements: [...settlements, settled] });
  }

  /** Pays, and the bank takes the money back: the item is open again, and the chase begins anew (R36). */
  #bounce(id: Hex, day: number): void {
    const { open } = this.#item(id);
    this.#change(id, { open: 0n });
    this.#on(day + 12, (then) => {
      const { chase } = this.#item(id);
      this.#change(id, { open, chase: { restart: chase.restart + 1, since: at(then), owedSince: at(then) } });
    });
  }

  /** Disputes all or a part, and is credited or proven wrong three weeks later. */
  #dispute(id: Hex, day: number): void {
    const { open } = this.#item(id);
    const disputed = this.#below(2) === 0 ? open : open / 3n;
    this.#change(id, { disputed });
    this.#on(day + 21, (then) => {
      const item = this.#item(id);
      if (this.#below(2) === 0) this.#change(id, { disputed: 0n });
      else {
        const credit: Settlement = { kind: "credit", amount: item.disputed, day: then, at: at(then) };
        const settlements = [...item.settlements, credit];
        this.#change(id, { open: item.open - item.disputed, disputed: 0n, settlements });
      }
      this.#on(then + 30, (later) => this.#pay(id, later));
    });
  }

  /** A plan runs for forty days; half of them are kept, and the others begin the chase anew. */
  #plan(id: Hex, day: number): void {
    this.#change(id, { isPlanned: true });
    this.#on(day + 40, (then) => {
      if (this.#below(2) === 0) this.#pay(id, then);
      const { chase } = this.#item(id);
      const brokenPlan = { plan: id, brokenOn: then };
      const anew = { ...chase, restart: chase.restart + 1, since: at(then) };
      this.#change(id, { isPlanned: false, brokenPlan, chase: anew });
    });
  }

  /** Promises all that is open, and means it or does not. */
  #promise(id: Hex, made: number): void {
    const { open, promises } = this.#item(id);
    // Nobody promises anew while the money for the promise before may still be under way.
    if (open === 0n || this.promised.some((one) => one.item === id && one.promise.day + 10 > made)) return;
    const day = made + 3 + this.#below(18);
    const promise = { id: `${id.slice(-6)}-${promises.length}`, amount: open, day, madeAt: at(made) };
    this.#change(id, { promises: [...promises, promise] });
    const fates = ["kept", "late", "broken", "broken", "replaced"] as const;
    const told: Promised = { item: id, promise, fate: fates[this.#below(fates.length)] ?? "broken" };
    this.promised.push(told);
    if (told.fate === "kept") this.#on(day - this.#below(3), (then) => this.#pay(id, then));
    if (told.fate === "late") this.#on(workedAfter(day, 1 + this.#below(2)), (then) => this.#pay(id, then));
    if (told.fate === "replaced") this.#on(day - 1, (then) => this.#replace(told, then));
  }

  #replace({ item, promise: before }: Promised, made: number): void {
    const promise = { ...before, id: `${before.id}-again`, day: made + 10, madeAt: at(made) };
    this.#change(item, { promises: [...this.#item(item).promises, promise] });
    this.promised.push({ item, promise, fate: "broken" });
  }

  #item(id: Hex): DunningItem {
    const item = this.items.get(id);
    if (item === undefined) throw new Error(`no item ${id}`);
    return item;
  }

  #change(id: Hex, changes: Partial<DunningItem>): void {
    this.items.set(id, { ...this.#item(id), ...changes });
  }

  #on(day: number, deed: Deed): void {
    const deeds = this.#agenda.get(day);
    if (deeds === undefined) this.#agenda.set(day, [deed]);
    else deeds.push(deed);
  }

  /** A whole number from 0, below a limit: the high bits of a linear congruence. */
  #below(limit: number): number {
    this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor(((this.#seed >>> 8) * limit) / 2 ** 24);
  }
}

function at(day: number): number {
  return day * 86_400 + EIGHT_O_CLOCK;
}

/** The nth day after a day that is worked. */
function workedAfter(day: number, nth: number): number {
  let [found, worked] = [day, 0];
  while (worked < nth) {
    found += 1;
    if (isWorked(found, [])) worked += 1;
  }
  return found;
}
