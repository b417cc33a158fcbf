import { expect } from "chai";
import fc from "fast-check";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import type { LedgerEvent } from "../../src/domain/events.ts";
import { EMPTY_LEDGER, fold } from "../../src/domain/fold.ts";
import { NEW_POSITION, openPrincipal } from "../../src/domain/money.ts";
import { originOf } from "../../src/domain/origin.ts";
import type { EventInTime, Identity, Origin } from "../../src/domain/origin.ts";
import { Status, ZERO_ADDRESS, ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address, Hex, Receivable } from "../../src/domain/receivable.ts";
import { AGREED } from "../support/agreed.ts";
import { splitting } from "../support/splitting.ts";

/** What happens to one of those that are not split yet, chosen by its place among them. */
type Move = { readonly at: number } & (
  | { readonly kind: "split"; readonly shares: readonly bigint[] }
  | { readonly kind: "transfer"; readonly to: number }
  | { readonly kind: "pay" }
);

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  fc.record({
    kind: fc.constant("split" as const),
    at: fc.nat(),
    shares: fc.array(fc.bigInt({ min: 1n, max: 9n }), { minLength: 2, maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant("transfer" as const), at: fc.nat(), to: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant("pay" as const), at: fc.nat() }),
);

/** A receivable that is not split, and what the model knows of it. */
interface Leaf {
  readonly receivable: Receivable;
  readonly path: readonly Identity[];
  readonly holders: readonly (readonly Address[])[];
  readonly paid: bigint;
}

interface Played {
  readonly events: readonly EventInTime[];
  readonly leaves: readonly Leaf[];
  /** What was open of each receivable that was split, by its id. */
  readonly opened: ReadonlyMap<Hex, bigint>;
}

function party(number: number): Address {
  return `0x${number.toString(16).padStart(40, "0")}`;
}

/** The sum in shares of some weights; the last one takes the rest. */
function sharesOf(sum: bigint, weights: readonly bigint[]): readonly bigint[] {
  const total = weights.reduce((one, other) => one + other, 0n);
  const shares = weights.map((weight) => (sum * weight) / total);
  const rest = sum - shares.reduce((one, other) => one + other, 0n);
  return shares.map((share, index) => (index === shares.length - 1 ? share + rest : share));
}

function play(moves: readonly Move[]): Played {
  const { header, terms, document } = AGREED;
  const [{ supplier, buyer }, whole] = [header, idOf(header)];
  const told: LedgerEvent[] = [
    { name: "Transfer", from: ZERO_ADDRESS, to: supplier, id: whole },
    { name: "ReceivableIssued", id: whole, by: supplier, ...header, terms, document },
    { name: "ReceivableAccepted", id: whole, by: buyer, commitment: commitmentOf(AGREED) },
  ];
  const leaves: Leaf[] = [{ receivable: AGREED, path: [header], holders: [[supplier]], paid: 0n }];
  const opened = new Map<Hex, bigint>();
  for (const move of moves) {
    const place = move.at % leaves.length;
    const leaf = leaves[place] as Leaf;
    const id = idOf(leaf.receivable.header);
    const had = leaf.holders.at(-1) as readonly Address[];
    const holder = had.at(-1) as Address;
    const position = { ...NEW_POSITION, settled: leaf.paid };
    const open = openPrincipal(leaf.receivable.terms, position);
    if (move.kind === "transfer") {
      const to = party(move.to);
      told.push({ name: "Transfer", from: holder, to, id });
      const holders = to === holder ? had : [...had, to];
      leaves[place] = { ...leaf, holders: [...leaf.holders.slice(0, -1), holders] };
    } else if (move.kind === "pay" && open > 1n) {
      const sums = { principal: open / 2n, discount: 0n, charges: 0n, lateDays: 0n };
      told.push({ name: "ReceivablePaid", id, payer: buyer, holder, ...sums, closed: false });
      leaves[place] = { ...leaf, paid: leaf.paid + open / 2n };
    } else if (move.kind === "split" && open >= 100n) {
      const { parts, events } = splitting(leaf.receivable, holder, sharesOf(open, move.shares), position);
      told.push(...events);
      opened.set(id, open);
      const grown = parts.map((receivable): Leaf => {
        const path = [...leaf.path, receivable.header];
        return { receivable, path, holders: [...leaf.holders, [holder]], paid: 0n };
      });
      leaves.splice(place, 1, ...grown);
    }
  }
  const events = told.map((event, index): EventInTime => {
    const at = { address: ZERO_ADDRESS, blockNumber: index, blockHash: ZERO_HASH, transactionHash: ZERO_HASH };
    return { event, at: { ...at, logIndex: 0 }, timestamp: 1_000 + index };
  });
  return { events, leaves, opened };
}

function eachOrigin(check: (origin: Origin, leaf: Leaf, played: Played) => void): void {
  fc.assert(
    fc.property(fc.array(anyMove, { maxLength: 12 }), (moves) => {
      const played = play(moves);
      for (const leaf of played.leaves) check(originOf(leaf.path, played.events), leaf, played);
    }),
  );
}

describe("The chain of origin", () => {
  it("leads from what was issued to the receivable, each link a part of the one before (R69)", () => {
    eachOrigin(({ links, into }, { path, receivable }) => {
      expect(links.map(({ id }) => id)).to.deep.equal(path.map((identity) => idOf({ ...AGREED.header, ...identity })));
      expect(links.at(-1)?.id).to.equal(idOf(receivable.header));
      const [first, ...others] = links;
      expect([first?.part, first?.split]).to.deep.equal([undefined, undefined]);
      for (const { id, part, split } of others) {
        expect(part?.id).to.equal(id);
        expect(split?.parts[(part?.number ?? 0) - 1]).to.equal(part);
      }
      expect(links.at(-1)?.part?.amount ?? AGREED.terms.amount).to.equal(receivable.terms.amount);
      expect(into).to.equal(undefined);
    });
  });

  it("has all parts of each split, which sum to what was open of the whole (R69)", () => {
    eachOrigin(({ links }, _, { opened }) => {
      for (const [index, { split }] of links.entries()) {
        if (split === undefined) continue;
        const sum = split.parts.reduce((total, { amount }) => total + amount, 0n);
        expect(sum).to.equal(opened.get(links[index - 1]?.id ?? ZERO_HASH));
      }
    });
  });

  it("names the holders of each link in their order, and ends with whom the ledger owes", () => {
    eachOrigin(({ links }, { holders, receivable }, { events }) => {
      expect(links.map((link) => link.holders.map(({ holder }) => holder))).to.deep.equal(holders);
      const { receivables } = fold(
        EMPTY_LEDGER,
        events.map(({ event }) => event),
      );
      const state = receivables.get(idOf(receivable.header));
      expect(links.at(-1)?.holders.at(-1)?.holder).to.equal(state?.holder);
      expect(state?.status).to.equal(Status.Accepted);
      for (const [index, link] of links.entries()) {
        const first = index === 0 ? "issued" : "split";
        const expected = link.holders.map((_, place) => (place === 0 ? first : "transferred"));
        expect(link.holders.map(({ how }) => how)).to.deep.equal(expected);
        const instants = link.holders.map(({ timestamp }) => timestamp);
        expect(instants).to.deep.equal(instants.toSorted((one, other) => one - other));
      }
    });
  });

  it("tells of what was split itself into which parts", () => {
    const { supplier } = AGREED.header;
    const { parts, events } = splitting(AGREED, supplier, sharesOf(AGREED.terms.amount, [1n, 2n]));
    const at = { address: supplier, blockNumber: 7, blockHash: ZERO_HASH, transactionHash: ZERO_HASH, logIndex: 2 };
    const { into } = originOf(
      [AGREED.header],
      events.map((event) => ({ event, at, timestamp: 5 })),
    );
    expect(into).to.deep.include({ at, timestamp: 5 });
    expect(into?.parts).to.deep.equal(
      parts.map(({ header, terms }, index) => ({ id: idOf(header), number: index + 1, amount: terms.amount })),
    );
  });

  it("is refused where no split made one link a part of the one before", () => {
    const other = { ...AGREED.header, line: AGREED.header.line + 1 };
    expect(() => originOf([AGREED.header, other], [])).to.throw("no split made");
  });
});
