/** Sets of the same kind as pay-to-inv, made from a seed, harder where a mind to cheat would look. */
import type { CashLine, OpenItem, Party } from "../../src/reconciliation/cash/model.ts";
import type { MatchSet, Relation, Truth } from "./payToInv.ts";

/** How hard a set is. Shares are of one. */
export interface SetShape {
  readonly seed: number;
  readonly payers: number;
  readonly matches: number;
  /** Days over which items are issued. */
  readonly days: number;
  /** How likely each number, name and amount of a payment is spoiled, each on its own. */
  readonly spoiled: number;
  /** Open items that nobody pays, a paid one. */
  readonly unpaid: number;
  /** Lines that pay nothing of what is open, a true one. */
  readonly strangers: number;
  /** Whether the bank tells payers' names. */
  readonly named: boolean;
  /** Cents in which amounts move: 1, or 10,000 for round sums that repeat. */
  readonly step: number;
}

export const PLAIN: SetShape = {
  ...{ seed: 1, payers: 50, matches: 2_000, days: 8_000, spoiled: 0.25 },
  ...{ unpaid: 0, strangers: 0, named: true, step: 1 },
};

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const TERM = 45;
const FIRST_DAY = 12_000;

/** Uniform numbers from a seed (mulberry32). */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What a hand, a form or a field does to a number. */
function slip(roll: () => number, text: string): string {
  const place = Math.floor(roll() * (text.length - 1)) + 1;
  const digit = String(Math.floor(roll() * 10));
  const cut = 1 + Math.floor(roll() * roll() * 5);
  const kinds = [
    `${text.slice(0, place)} ${text.slice(place)}`,
    text.slice(0, place) + text.slice(place + 1),
    text.slice(0, place) + digit + text.slice(place),
    text.slice(0, place - 1) + text.charAt(place) + text.charAt(place - 1) + text.slice(place + 1),
    text.slice(0, place) + digit + text.slice(place + 1),
    text.slice(cut),
    text.slice(0, -cut),
  ];
  return kinds[Math.floor(roll() * kinds.length)] ?? text;
}

/** How each payer writes. */
interface Habit {
  readonly party: Party;
  readonly alias: string;
  readonly before: string;
  readonly between: string;
  readonly mark: string;
  readonly noise: boolean;
}

/** Makes one set; a class only so that its parts share dice and lists. */
class Maker {
  readonly items: OpenItem[] = [];
  readonly lines: CashLine[] = [];
  readonly truth = new Map<string, Truth>();
  readonly habits: readonly Habit[];
  readonly #taken = new Set<number>();
  readonly #roll: () => number;
  readonly #shape: SetShape;

  constructor(shape: SetShape) {
    this.#shape = shape;
    this.#roll = dice(shape.seed);
    this.habits = Array.from({ length: shape.payers }, (_, index) => this.#habit(index));
  }

  #pick(count: number): number {
    return Math.floor(this.#roll() * count);
  }

  #one(choices: readonly string[]): string {
    return choices[this.#pick(choices.length)] ?? "";
  }

  #habit(index: number): Habit {
    const word = Array.from({ length: 6 }, () => LETTERS.charAt(this.#pick(26))).join("");
    return {
      party: { id: `P${index}`, names: [`${word} ${index} Trading Ltd.`], accounts: [] },
      alias: `${word.slice(0, 2)} ${index} GROUP`,
      before: this.#one(["", "payment ", "ORDER OF ", "#RECEIPT: ", "invoice nr "]),
      between: this.#one(["", " ", ", ", " & ", " | ", "/"]),
      mark: this.#one(["", "", "+ ", "REF: ", "no "]),
      noise: this.#roll() < 0.3,
    };
  }

  item(habit: Habit, issued: number): OpenItem {
    const { step } = this.#shape;
    const amount = BigInt(Math.ceil((50_000 + this.#roll() ** 2 * 30_000_000) / step) * step);
    const number = this.#freshNumber();
    const item: OpenItem = {
      ...{ id: `I${this.items.length}`, payer: habit.party.id, currency: "EUR", amount, issued },
      due: issued + this.#pick(TERM),
      references: [`INV1${String(number).padStart(14, "0")}`, String(this.#pick(10 ** 10)).padStart(10, "0")],
    };
    this.items.push(item);
    return item;
  }

  /** A supplier gives a number once; low ones are the commonest. */
  #freshNumber(): number {
    let number = 1 + Math.floor(this.#roll() ** 3 * 90_000);
    while (this.#taken.has(number)) number += 1 + this.#pick(50);
    this.#taken.add(number);
    return number;
  }

  issueDay(): number {
    return FIRST_DAY + this.#pick(this.#shape.days);
  }

  #number(text: string): string {
    return this.#roll() < this.#shape.spoiled ? slip(this.#roll, text) : text;
  }

  #text(habit: Habit, items: readonly OpenItem[]): string {
    const numbers = items.map(({ references: [long = "", short = ""] }) => {
      const quoted = items.length > 1 || this.#roll() < 0.5 ? short : long;
      return habit.mark + this.#number(quoted);
    });
    const noise = habit.noise ? ` ${this.#pick(10 ** 8)} ${this.#roll().toString(36).slice(2, 9)}` : "";
    return habit.before + numbers.join(items.length > 1 ? habit.between : " ") + noise;
  }

  line(habit: Habit, items: readonly OpenItem[], amount: bigint, relation: Relation | undefined): void {
    const isSpoiled = this.#roll() < this.#shape.spoiled;
    const reference = `L${this.lines.length}`;
    const latest = Math.max(...items.map(({ issued }) => issued));
    this.lines.push({
      ...{ reference, kind: "CASH", currency: "EUR", amount },
      payerName: !this.#shape.named ? "" : isSpoiled ? habit.alias : (habit.party.names[0] ?? ""),
      payerAccount: `XX${habit.party.id}${this.#pick(2)}`,
      valueDate: latest + this.#pick(TERM),
      text: this.#text(habit, items),
    });
    if (relation !== undefined) this.truth.set(reference, { items: new Set(items.map(({ id }) => id)), relation });
  }

  /** A bank keeps a few cents of a foreign payment. */
  #kept(): bigint {
    return this.#roll() < this.#shape.spoiled ? BigInt(1 + this.#pick(9)) : 0n;
  }

  match(): void {
    const habit = this.habits[this.#pick(this.habits.length)];
    if (habit === undefined) return;
    const kind = this.#roll();
    const count = kind < 0.2 ? 2 + this.#pick(6) : 1;
    const day = this.issueDay();
    const items = Array.from({ length: count }, () => this.item(habit, day - this.#pick(count * 3)));
    const total = items.reduce((sum, { amount }) => sum + amount, 0n) - this.#kept();
    if (kind < 0.2) this.line(habit, items, total, "one-to-many");
    else if (kind < 0.8) this.line(habit, items, total, "one-to-one");
    else this.#parts(habit, items, total);
    for (let extra = this.#shape.unpaid; this.#roll() < extra; extra -= 1) this.item(habit, day);
    if (this.#roll() < this.#shape.strangers) {
      const [item] = items;
      if (item !== undefined) this.#stranger(habit, item);
    }
  }

  #parts(habit: Habit, items: readonly OpenItem[], total: bigint): void {
    let rest = total;
    for (let more = 1 + this.#pick(3); more > 0 && rest > 10n; more -= 1) {
      const part = (rest * BigInt(1 + this.#pick(90))) / 100n;
      if (part === 0n) continue;
      this.line(habit, items, part, "many-to-one");
      rest -= part;
    }
    this.line(habit, items, rest, "many-to-one");
  }

  /** Money for something that is no open item, with numbers of its own. */
  #stranger(habit: Habit, like: OpenItem): void {
    const number = String(this.#pick(10 ** 10)).padStart(10, "0");
    const amount = BigInt(50_000 + this.#pick(30_000_000));
    this.line(habit, [{ ...like, references: [number, number] }], amount, undefined);
  }
}

export function makeSet(shape: SetShape): MatchSet {
  const maker = new Maker(shape);
  for (let made = 0; made < shape.matches; made += 1) maker.match();
  return {
    parties: maker.habits.map(({ party }) => party),
    ...{ items: maker.items, lines: maker.lines, truth: maker.truth },
  };
}

/** The same set with items and lines in another order. */
export function shuffled(set: MatchSet, seed: number): MatchSet {
  const roll = dice(seed);
  const mixed = <Row>(rows: readonly Row[]): Row[] =>
    rows
      .map((row) => ({ row, place: roll() }))
      .sort((left, right) => left.place - right.place)
      .map(({ row }) => row);
  return { ...set, items: mixed(set.items), lines: mixed(set.lines), parties: mixed(set.parties) };
}
