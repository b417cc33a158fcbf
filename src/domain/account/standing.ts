/**
 * Where an account stands at the end of a day: every open item with its rest, and the money that waits unapplied. What
 * is dated later counts for nothing, whenever it was recorded (R42, V32).
 */
import type { Book, OpeningMovement } from "./book.ts";
import type { DiscountOffer, Movement, MovementKind, Payee } from "./movement.ts";

/** An item as it stands. Amounts are minor units. */
export interface Item {
  readonly kind: OpeningMovement["kind"];
  readonly number: string;
  readonly reference: string;
  readonly day: number;
  /** Of a credit note, its own day. */
  readonly due: number;
  /** What the document says, with the debit notes that raised it; negative for a credit note. */
  readonly amount: bigint;
  /** What is still open of it; never negative for a claim, never positive for a credit note. */
  readonly rest: bigint;
  /** What was settled beyond it, and counts as unapplied (R35). */
  readonly overpaid: bigint;
  /** The value day of what last went beyond it; of no meaning where nothing did. */
  readonly overpaidOn: number;
  /** The part of the rest that the buyer disputes (R39). */
  readonly disputed: bigint;
  /** Late interest accrued and not billed; no part of any balance (R27). */
  readonly interest: bigint;
  /** The part of the rest that its holder holds for lost; the claim stands (R49). */
  readonly allowance: bigint;
  /** Whom it is owed to; undefined for the supplier. */
  readonly payee: Payee | undefined;
  /** The day on which that was last changed; absent where it never was. */
  readonly payeeSince?: number;
  /** Discounts of the whole item; none once a part of it was paid (R12). */
  readonly discounts: readonly DiscountOffer[];
}

/** Money that belongs to no item yet; minor units, positive. */
export interface Unapplied {
  /** The bank's reference; of an overpayment, the item's number. */
  readonly reference: string;
  /** The value day of what last added to it. */
  readonly day: number;
  readonly amount: bigint;
  /** The item that was overpaid. */
  readonly item: string | undefined;
}

export interface Standing {
  /** What opened on or before the day, in the order of days; settled ones too. */
  readonly items: readonly Item[];
  readonly unapplied: readonly Unapplied[];
  /** Sum of rests less what is unapplied. */
  readonly balance: bigint;
}

interface Draft {
  readonly opened: OpeningMovement;
  net: bigint;
  /** When it last fell below nothing. */
  overpaidOn: number;
  raised: bigint;
  /** Paid, applied and discounted so far. */
  settled: bigint;
  readonly memos: Map<string, bigint>;
  payee: Payee | undefined;
  payeeSince: number | undefined;
}

/** After any of these, an item is no longer whole, and earns no discount of the whole (R12). */
const SETTLING: ReadonlySet<MovementKind> = new Set(["payment", "application", "discount"]);

interface Pool {
  day: number;
  net: bigint;
}

/** The account at the end of `day`, days since 1970-01-01. */
export function standingAt(book: Book, day: number): Standing {
  const drafts = new Map<string, Draft>();
  const pools = new Map<string, Pool>();
  for (const [number, opened] of book.items) {
    const nothing = { net: 0n, raised: 0n, settled: 0n, overpaidOn: opened.day };
    drafts.set(number, { opened, ...nothing, memos: new Map(), payee: undefined, payeeSince: undefined });
  }
  for (const { movement, effects } of book.postings) {
    if (movement.day > day) break;
    for (const { item, reference, amount, cause } of effects) {
      const draft = item === undefined ? undefined : drafts.get(item);
      if (draft === undefined) pour(pools, reference, amount, movement.day);
      else {
        draft.net += amount;
        if (amount < 0n && draft.net < 0n) draft.overpaidOn = movement.day;
        if (SETTLING.has(cause)) draft.settled -= amount;
      }
    }
    note(drafts, movement);
  }
  const isThere = ({ opened }: Draft): boolean => opened.day <= day;
  const items = [...drafts.values()].filter(isThere).map(itemOf);
  const unapplied = [
    ...items.flatMap(overpaymentOf),
    ...[...drafts.values()].flatMap((draft) => (isThere(draft) ? [] : advanceOf(draft))),
    ...[...pools].flatMap(([reference, pool]) =>
      pool.net === 0n ? [] : [{ reference, day: pool.day, amount: -pool.net, item: undefined }],
    ),
  ];
  const balance = sumOf(items, ({ rest }) => rest) - sumOf(unapplied, ({ amount }) => amount);
  return { items, unapplied, balance };
}

/** The sum of what `of` takes from each. */
export function sumOf<Row>(rows: Iterable<Row>, of: (row: Row) => bigint): bigint {
  let sum = 0n;
  for (const row of rows) sum += of(row);
  return sum;
}

function pour(pools: Map<string, Pool>, reference: string, amount: bigint, day: number): void {
  const pool = pools.get(reference);
  if (pool === undefined) pools.set(reference, { day, net: amount });
  else {
    pool.net += amount;
    if (amount < 0n) pool.day = day;
  }
}

/** What a movement says of an item beside its balance. */
function note(drafts: ReadonlyMap<string, Draft>, movement: Movement): void {
  const draft = "item" in movement ? drafts.get(movement.item) : undefined;
  if (draft === undefined) return;
  switch (movement.kind) {
    case "assignment":
      draft.payee = movement.payee;
      draft.payeeSince = movement.day;
      break;
    case "dispute":
    case "interest":
    case "allowance":
      draft.memos.set(movement.kind, movement.amount);
      break;
    case "debitNote":
      draft.raised += movement.amount;
      break;
    default:
  }
}

function itemOf({ opened, net, overpaidOn, raised, settled, memos, payee, payeeSince }: Draft): Item {
  const { kind, number, reference, day } = opened;
  const isCredit = kind === "creditNote";
  const rest = isCredit || net > 0n ? net : 0n;
  const within = (memo: string): bigint => least(memos.get(memo) ?? 0n, rest > 0n ? rest : 0n);
  return {
    kind,
    number,
    reference,
    day,
    due: isCredit ? day : opened.due,
    amount: isCredit ? -opened.amount : opened.amount + raised,
    rest,
    overpaid: rest - net,
    overpaidOn,
    disputed: within("dispute"),
    interest: rest === 0n ? 0n : (memos.get("interest") ?? 0n),
    allowance: within("allowance"),
    payee,
    ...(payeeSince === undefined ? {} : { payeeSince }),
    discounts: kind === "invoice" && settled === 0n ? opened.discounts : [],
  };
}

function overpaymentOf({ number, overpaidOn: day, overpaid }: Item): readonly Unapplied[] {
  return overpaid === 0n ? [] : [{ reference: number, day, amount: overpaid, item: number }];
}

/** Money for an item that is not there yet. */
function advanceOf({ opened: { number }, net, overpaidOn: day }: Draft): readonly Unapplied[] {
  return net === 0n ? [] : [{ reference: number, day, amount: -net, item: number }];
}

function least(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}
