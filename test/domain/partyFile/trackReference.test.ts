import { expect } from "chai";
import fc from "fast-check";
import { keccakOfText } from "../../../src/domain/hash.ts";
import type { TrackItem } from "../../../src/domain/partyFile/trackItems.ts";
import { bucketOf, trackLines, trackRecordOf } from "../../../src/domain/partyFile/trackRecord.ts";
import type { TrackLine } from "../../../src/domain/partyFile/trackRecord.ts";
import { obstacleTo, referenceOf, thinness, unknownTo } from "../../../src/domain/partyFile/trackReference.ts";
import type { Disclosed } from "../../../src/domain/partyFile/trackReference.ts";
import type { Address } from "../../../src/domain/receivable.ts";

const AS_OF = 20_400;
const supplier = (number: number): Address => `0x${number.toString(16).padStart(40, "0")}`;
const READER = supplier(0xbeef);

let made = 0;
function item(by: number, due: number, settled: number | undefined, over: Partial<TrackItem> = {}): TrackItem {
  made += 1;
  const id = keccakOfText(`item ${made}`);
  const known = { supplier: supplier(by), knownTo: [supplier(by)], day: due - 30, amount: 250_000n };
  return { id, due, settled, disputed: false, ...known, ...over };
}

function lines(items: readonly TrackItem[], from = 0, to = AS_OF): readonly TrackLine[] {
  return trackLines(items, { from, to, asOf: AS_OF }, 2);
}

/** Of each of three suppliers ten invoices, one a month, all paid on time. */
const THREE = Array.from({ length: 30 }, (_, index) => item(index % 3, 20_000 + index * 10, 20_000 + index * 10));

describe("a payment track record", () => {
  it("counts what fell due in the period, by days late, of what is open so far", () => {
    const items = [item(1, 20_000, 19_990), item(1, 20_000, 20_045), item(2, 20_300, undefined)];
    const outside = [item(1, 19_999, 20_000), item(1, AS_OF, undefined)];
    const record = trackRecordOf(lines([...items, ...outside], 20_000));
    expect(record).to.deep.include({ items: 3, suppliers: 2, open: 1, disputed: 0, oldest: 19_970 });
    expect(record.onTime).to.deep.equal({ hits: 1, of: 3, rate: undefined });
    expect(record.lateness).to.deep.equal({ current: 1, days1To30: 0, days31To60: 1, days61To90: 0, daysOver90: 1 });
    expect(record.amounts).to.deep.include({ under1000: 0, under10000: 3 });
  });

  it("is the same of the same events in any order, and its root tells any other", () => {
    const [first, ...others] = THREE;
    if (first === undefined) throw new Error("there are thirty");
    const root = trackRecordOf(lines(THREE)).root;
    expect(trackRecordOf(lines([...others, first])).root).to.equal(root);
    expect(trackRecordOf(lines([...others, { ...first, settled: 20_001 }])).root).not.to.equal(root);
  });
});

describe("what others see of it", () => {
  const shown = (items: readonly TrackItem[], reader = READER): Disclosed => ({ reader, lines: lines(items) });

  it("is bands and shares in steps of five per cent", () => {
    const items = [...THREE, item(0, 20_000, 20_100), item(1, 20_000, undefined)];
    expect(obstacleTo(shown(items), [])).to.equal(undefined);
    const reference = referenceOf(shown(items), AS_OF);
    expect(reference).to.deep.include({ items: "20-49", suppliers: "3-5", onTime: 95, open: 5, relation: "1-2" });
    expect(reference.lateness).to.deep.equal({
      ...{ current: 95, days1To30: 0, days31To60: 0, days61To90: 0, daysOver90: 5 },
    });
  });

  it("is refused of fewer than twenty invoices, three suppliers, or where one of them has more than half", () => {
    expect(obstacleTo(shown(THREE.slice(0, 19)), [])).to.equal("tooFewItems");
    const two = THREE.filter((one) => one.supplier !== supplier(2));
    expect(obstacleTo(shown(two), [])).to.equal("tooFewSuppliers");
    const more = Array.from({ length: 15 }, () => item(0, 20_000, 20_000));
    expect(obstacleTo(shown([...THREE, ...more]), [])).to.equal("oneSupplierDominates");
  });

  it("leaves out what the reader knows by itself, so that it cannot be subtracted", () => {
    const own = supplier(0);
    expect(unknownTo(lines(THREE), own)).to.have.length(20);
    expect(obstacleTo(shown(THREE, own), [])).to.equal("tooFewSuppliers");
    const bought = THREE.map((one) => ({ ...one, knownTo: [...one.knownTo, READER] }));
    expect(obstacleTo(shown(bought), [])).to.equal("tooFewItems");
  });

  it("is refused where another period would tell one supplier's invoices by subtraction", () => {
    const extra = [item(1, 20_310, 20_399), item(1, 20_310, 20_399)];
    const all = [...THREE, ...extra];
    const short: Disclosed = { reader: READER, lines: lines(all, 0, 20_300) };
    const long: Disclosed = { reader: READER, lines: lines(all) };
    expect(obstacleTo(short, [])).to.equal(undefined);
    expect(obstacleTo(long, [])).to.equal(undefined);
    expect(obstacleTo(long, [short])).to.equal("tooLittleChanged");
    expect(obstacleTo({ ...long, reader: supplier(0xcafe) }, [short]), "two readers who talk").to.equal(
      "tooLittleChanged",
    );
    expect(obstacleTo(long, [long])).to.equal(undefined);
  });

  it("does not count what a reader came to know meanwhile towards what hides another's invoice", () => {
    const bought = Array.from({ length: 40 }, (_, index) => item(3 + (index % 2), 20_310, 20_310));
    const victim = item(5, 20_310, 20_310);
    const then: Disclosed = { reader: READER, lines: lines([...THREE, ...bought, victim]) };
    const knownTo = [supplier(3), READER];
    const now = [
      ...THREE,
      ...bought.map((one) => ({ ...one, settled: 20_390, knownTo })),
      { ...victim, settled: 20_390 },
    ];
    expect(obstacleTo({ reader: READER, lines: lines(now) }, [])).to.equal(undefined);
    expect(obstacleTo({ reader: READER, lines: lines(now) }, [then])).to.equal("tooLittleChanged");
    expect(obstacleTo(then, [{ reader: READER, lines: lines(now) }])).to.equal("tooLittleChanged");
  });

  it("is shown to suppliers one after the other, since each knows only its own in what differs", () => {
    const six = Array.from({ length: 60 }, (_, index) => item(index % 6, 20_000 + index, 20_000 + index));
    const first = shown(six, supplier(0));
    expect(obstacleTo(shown(six, supplier(1)), [first])).to.equal(undefined);
  });

  it("never lets the difference of any two shown records be of few invoices or of one supplier", () => {
    const act = fc.record({
      ...{ from: fc.integer({ min: 0, max: 29 }), length: fc.integer({ min: 1, max: 60 }) },
      ...{ reader: fc.integer({ min: 0, max: 5 }), late: fc.integer({ min: 0, max: 89 }) },
    });
    const base = Array.from({ length: 90 }, (_, index) => item(index % 5, 20_000 + index * 4, 20_000 + index * 4));
    fc.assert(
      fc.property(fc.array(act, { maxLength: 8 }), (acts) => {
        const told: Disclosed[] = [];
        for (const { from, length, reader, late } of acts) {
          const now = base.map((one, index) => (index < late ? { ...one, settled: one.due + 40 } : one));
          const next = {
            reader: supplier(reader),
            lines: lines(now, 20_000 + from * 12, 20_000 + (from + length) * 12),
          };
          if (obstacleTo(next, told) === undefined) told.push(next);
        }
        for (const left of told) for (const right of told) expectApart(left, right);
      }),
      { numRuns: 60 },
    );
  });
});

/** By brute force, line by line. */
function expectApart(left: Disclosed, right: Disclosed): void {
  const readers = [left.reader, right.reader];
  const key = (line: TrackLine): string => `${line.id} ${bucketOf(line)}`;
  const has = ({ lines: all }: Disclosed, line: TrackLine): boolean => all.some((one) => key(one) === key(line));
  const one = left.lines.filter((line) => !has(right, line));
  const other = right.lines.filter((line) => !has(left, line) && !one.some(({ id }) => id === line.id));
  const learned = [...one, ...other].filter(({ knownTo }) => !readers.some((reader) => knownTo.includes(reader)));
  if (learned.length > 0) expect(thinness(learned)).to.equal(undefined);
}
