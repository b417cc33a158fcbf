/**
 * Items and lines as columns of numbers, grouped by payer and currency.
 *
 * A million lines against a million items leave no time for an object a comparison. Amounts are whole minor units in
 * 64-bit floats, which hold them exactly up to 2^53 - 1; larger ones are refused, and results are bigint again.
 */
import { CashError } from "./errors.ts";
import type { OpenItem, Party } from "./model.ts";
import { NumberTable } from "./numbers.ts";
import type { Scanner } from "./text.ts";

export const NONE: number = -1;
const MOST = BigInt(Number.MAX_SAFE_INTEGER);

/** Indexes of rows by the group that they are in. */
export interface Grouped {
  /** Of each group where its rows begin; the one behind the last ends it. */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

/** Currencies and groups by small numbers. */
export class Groups {
  readonly #currencies = new Map<string, number>();
  readonly #groups = new Map<number, number>();
  readonly #parties: number;
  readonly party: number[] = [];
  readonly currency: string[] = [];

  constructor(parties: number) {
    this.#parties = parties;
  }

  /** The group of a party and currency, made where there is none yet. */
  of(party: number, currency: string): number {
    let code = this.#currencies.get(currency);
    if (code === undefined) {
      code = this.#currencies.size;
      this.#currencies.set(currency, code);
    }
    const key = code * this.#parties + party;
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const group = this.party.length;
    this.#groups.set(key, group);
    this.party.push(party);
    this.currency.push(currency);
    return group;
  }
}

/** Open items as columns. */
export interface ItemColumns {
  readonly group: Int32Array;
  /** What is still open, in minor units; falls as lines are posted. */
  readonly open: Float64Array;
  readonly issued: Int32Array;
  readonly due: Int32Array;
  readonly disputed: Uint8Array;
  readonly numbers: NumberTable;
}

/** Safe whole number of minor units. @throws CashError `AMOUNT_TOO_LARGE` */
export function minorUnits(amount: bigint, field: string): number {
  if (amount > MOST || amount < -MOST) {
    const wayOut = `amounts up to ${MOST} minor units are matched; check its decimals`;
    throw new CashError("AMOUNT_TOO_LARGE", field, String(amount), wayOut);
  }
  return Number(amount);
}

/** @throws CashError `AMOUNT_TOO_LARGE`, `ITEM_TWICE`, `PARTY_UNKNOWN` */
export function itemColumns(
  items: readonly OpenItem[],
  groups: Groups,
  parties: ReadonlyMap<string, number>,
  scanner: Scanner,
): ItemColumns {
  const count = items.length;
  const entries = items.reduce((total, { references }) => total + references.length, 0);
  const group = new Int32Array(count);
  const columns: ItemColumns = {
    group,
    open: new Float64Array(count),
    issued: new Int32Array(count),
    due: new Int32Array(count),
    disputed: new Uint8Array(count),
    numbers: new NumberTable(group, entries),
  };
  const ids = new Set<string>();
  items.forEach((item, index) => {
    if (ids.size === ids.add(item.id).size) {
      throw new CashError("ITEM_TWICE", `items[${index}].id`, item.id, "give each item an id of its own");
    }
    const party = parties.get(item.payer);
    if (party === undefined) {
      throw new CashError("PARTY_UNKNOWN", `items[${index}].payer`, item.payer, "name the party among the parties");
    }
    group[index] = groups.of(party, item.currency);
    columns.open[index] = minorUnits(item.amount, `items[${index}].amount`);
    columns.issued[index] = item.issued;
    columns.due[index] = item.due;
    columns.disputed[index] = item.disputed === true ? 1 : 0;
    columns.numbers.add(index, item.references, scanner);
  });
  return columns;
}

/** The index of each party by its id. @throws CashError `PARTY_TWICE` */
export function partyIndexes(parties: readonly Party[]): ReadonlyMap<string, number> {
  const indexes = new Map<string, number>();
  parties.forEach(({ id }, index) => {
    if (indexes.has(id)) throw new CashError("PARTY_TWICE", `parties[${index}].id`, id, "give each party one id");
    indexes.set(id, index);
  });
  return indexes;
}

/** Rows by group, each group's in the order of `compare`, which leaves nothing to the order of the input. */
export function grouped(group: Int32Array, groups: number, compare: (left: number, right: number) => number): Grouped {
  const starts = new Int32Array(groups + 1);
  for (const of of group) if (of !== NONE) starts[of + 1] = (starts[of + 1] ?? 0) + 1;
  for (let index = 0; index < groups; index += 1) starts[index + 1] = (starts[index + 1] ?? 0) + (starts[index] ?? 0);
  const next = starts.slice();
  const rows = new Int32Array(starts[groups] ?? 0);
  group.forEach((of, row) => {
    if (of === NONE) return;
    const place = next[of] ?? 0;
    rows[place] = row;
    next[of] = place + 1;
  });
  for (let index = 0; index < groups; index += 1) {
    rows.subarray(starts[index] ?? 0, starts[index + 1] ?? 0).sort(compare);
  }
  return { starts, rows };
}

/** How two texts are ordered, without a locale. */
export function inOrder(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
