/** A firm's own book and what the ledger has of the pair, as one book in which every claim is counted once. */
import { keccakOfText } from "../../domain/hash.ts";
import { InvoiceNumberError, invoiceHash } from "../../domain/invoiceNumber.ts";
import { familyOf } from "../../domain/ledgerItem.ts";
import type { BookSide, LedgerItem } from "../../domain/ledgerItem.ts";
import type { Hex } from "../../domain/receivable.ts";
import { otherSide } from "./later.ts";
import { grouped } from "./pool.ts";
import type { Sides } from "./pool.ts";
import type { RecordedBooks, RecordedItem } from "./recorded.ts";

/** Whether the ledger's own items are part of a side's book. */
export type LedgerSides = Sides<boolean>;

/**
 * An item of a file is one of the ledger by the id that it names, or by the number of its document; it keeps the
 * file's amount, since that is what the firm has in its books, and gets the ledger's identity and what both parties
 * signed there: a dispute, a sale. Where the file has a document in other parts than the ledger, the file's parts are
 * the ones that count. An id that is none of the pair identifies nothing. A claim that the ledger has settled is in a
 * book only where the other side's file still has it, and tells why.
 * @param files What each firm gave, none where it gave nothing.
 */
export function unite(
  files: Sides<readonly LedgerItem[]>,
  { items: recorded }: Pick<RecordedBooks, "items">,
  fromLedger: LedgerSides,
): Sides<readonly LedgerItem[]> {
  const known = new Map(recorded.supplier.map((one) => [one.item.receivable, one]));
  const named = { supplier: identified(files.supplier, known), buyer: identified(files.buyer, known) };
  const of = (side: BookSide): readonly LedgerItem[] => {
    const { items, covered } = named[side];
    if (!fromLedger[side]) return items.map((item) => withFacts(item, side, known));
    const own = recorded[side].filter(({ item, name }) => !covered.has(item.receivable ?? name));
    const seen = new Set(named[otherSide(side)].items.map(({ receivable }) => receivable));
    const counted = own.filter(({ item }) => item.amount !== 0n || seen.has(item.receivable));
    return [...items.map((item) => withFacts(item, side, known)), ...counted.map(({ item }) => item)];
  };
  return { supplier: of("supplier"), buyer: of("buyer") };
}

type Known = ReadonlyMap<Hex | undefined, RecordedItem>;

interface Identified {
  readonly items: readonly LedgerItem[];
  /** Receivables that the file has in whatever parts, and references of payments that it has. */
  readonly covered: ReadonlySet<Hex>;
}

function identified(file: readonly LedgerItem[], known: Known): Identified {
  const covered = new Set<Hex>();
  const receivables = new Map<LedgerItem, Hex>();
  for (const item of file) {
    if (familyOf(item) === "money") covered.add(keccakOfText(item.number));
    else if (item.receivable !== undefined && known.has(item.receivable)) receivables.set(item, item.receivable);
  }
  const named = new Set(receivables.values());
  const free = grouped(
    [...known.values()].map(({ item }) => item).filter(({ receivable }) => receivable && !named.has(receivable)),
    (item) => documentKey(item, known.get(item.receivable)?.name),
  );
  const unnamed = file.filter((item) => !receivables.has(item) && familyOf(item) === "claim");
  for (const [key, items] of free.size === 0 ? [] : grouped(unnamed, (item) => documentKey(item, hashOf(item)))) {
    const own = free.get(key) ?? [];
    for (const [item, receivable] of pairsOf(items, own)) receivables.set(item, receivable);
    if (items.some((item) => !receivables.has(item))) for (const { receivable } of own) covered.add(receivable ?? "0x");
  }
  for (const receivable of receivables.values()) covered.add(receivable);
  return { items: file.map((item) => ({ ...item, receivable: receivables.get(item) })), covered };
}

function documentKey({ currency }: LedgerItem, name: Hex | undefined): string | undefined {
  return name === undefined ? undefined : `${currency}|${name}`;
}

function hashOf({ number }: LedgerItem): Hex | undefined {
  try {
    return number === "" ? undefined : invoiceHash(number);
  } catch (error) {
    if (error instanceof InvoiceNumberError) return undefined;
    throw error;
  }
}

/** Lines of one document: first by their due day and amount, then by their due day, then the only one that is left. */
function pairsOf(items: readonly LedgerItem[], own: readonly LedgerItem[]): readonly (readonly [LedgerItem, Hex])[] {
  const pairs = new Map<LedgerItem, LedgerItem>();
  const taken = new Set<LedgerItem>();
  const keys: readonly ((item: LedgerItem) => string)[] = [
    ({ dueDay, amount }) => `${dueDay ?? ""}|${amount}`,
    ({ dueDay }) => `${dueDay ?? ""}`,
    () => "",
  ];
  for (const keyOf of keys) {
    const left = grouped(
      items.filter((item) => !pairs.has(item)),
      keyOf,
    );
    const right = grouped(
      own.filter((item) => !taken.has(item)),
      keyOf,
    );
    for (const [key, [item, another]] of left) {
      const [partner, other] = right.get(key) ?? [];
      if (item === undefined || partner === undefined || another !== undefined || other !== undefined) continue;
      pairs.set(item, partner);
      taken.add(partner);
    }
  }
  return [...pairs].flatMap(([item, { receivable }]) =>
    receivable === undefined ? [] : [[item, receivable] as const],
  );
}

/** What both parties signed of a claim binds the book of either, whatever its file says. */
function withFacts(item: LedgerItem, side: BookSide, known: Known): LedgerItem {
  const recorded = item.receivable === undefined ? undefined : known.get(item.receivable)?.item;
  if (recorded === undefined) return item;
  const disputed = item.disputed || recorded.disputed;
  const assignedTo = side === "supplier" ? item.assignedTo || recorded.assignedTo : item.assignedTo;
  return { ...item, disputed, assignedTo };
}
