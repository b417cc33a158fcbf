import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { fold } from "../../src/audit/fold.ts";
import type { AuditEvent } from "../../src/audit/fold.ts";
import { expectedWords } from "../../src/audit/words.ts";
import { ID, WHERE, WHOLE_LIFE, chronicle } from "./chronicle.ts";
import { OTHER_LIVES } from "./life.ts";

const LIVES = [...WHOLE_LIFE, ...OTHER_LIVES];
const MANY = { numRuns: runs(500) };

/** What somebody does to a true event: another value in one of its fields, or in one of its arguments. */
const tampering = fc.record({
  place: fc.nat(LIVES.length - 1),
  field: fc.constantFrom("name", "args", "address", "blockNumber", "logIndex", "timestamp", "argument"),
  argument: fc.nat(12),
  value: fc.oneof(
    fc.anything(),
    fc.bigInt({ min: -(2n ** 260n), max: 2n ** 260n }),
    fc.constantFrom("0x", [], [ID, 1n], `0x${"f".repeat(64)}`, `0x${"f".repeat(40)}`, "1e3", " 1", "-0", ID, true),
  ),
});

interface Tampering {
  readonly place: number;
  readonly field: string;
  readonly argument: number;
  readonly value: unknown;
}

function tamper(events: readonly AuditEvent[], { place, field, argument, value }: Tampering): AuditEvent[] {
  return events.map((event, index) => {
    if (index !== place) return event;
    if (field !== "argument") return { ...event, [field]: value };
    // An earlier tampering may have left no object here.
    const args = Object(event.args) as object;
    const names = Object.keys(args);
    return { ...event, args: { ...args, [names[argument % names.length] ?? "id"]: value } };
  });
}

describe("The auditor's fold, whatever it is given", () => {
  it("throws at nothing and finds fault with everything that is no event", () => {
    fc.assert(
      fc.property(fc.array(fc.anything()), (events) => {
        const { state, findings } = fold(events as AuditEvent[], WHERE);
        expect(findings).to.have.length(events.length);
        expect(expectedWords(state).size).to.equal(0);
      }),
      MANY,
    );
  });

  it("throws at nothing when true events are tampered with, and can still say what storage holds", () => {
    fc.assert(
      fc.property(fc.array(tampering, { maxLength: 6 }), (all) => {
        const events = all.reduce(tamper, chronicle(LIVES));
        const { state, findings } = fold(events, WHERE);
        expectedWords(state);
        for (const { kind, about, found, expected } of findings) {
          expect([kind, about, found, expected].every((text) => text.length <= 200)).to.equal(true);
        }
      }),
      MANY,
    );
  });

  it("throws at nothing when true events are lost, doubled or told in another order", () => {
    const events = chronicle(LIVES);
    const places = fc.array(fc.nat(events.length - 1), { maxLength: 80 });
    fc.assert(
      fc.property(places, (chosen) => {
        const told = chosen.flatMap((place, blockNumber) => {
          const event = events[place];
          return event === undefined ? [] : [{ ...event, blockNumber }];
        });
        expectedWords(fold(told, WHERE).state);
      }),
      MANY,
    );
  });

  it("reports an argument that its decoder fails to give", () => {
    const [event] = chronicle(LIVES);
    const args = {
      get from(): string {
        throw new Error("overflow");
      },
    };
    const { findings } = fold([{ ...event, args } as AuditEvent], WHERE);
    expect(findings.map(({ kind, about }) => [kind, about])).to.deep.equal([["Malformed", "event.args.from"]]);
  });

  it("reports a place that is none, and goes on", () => {
    const [mint, issued, ...rest] = chronicle(LIVES);
    if (mint === undefined || issued === undefined) throw new Error("the life begins with an issue");
    const { findings } = fold(
      [{ ...mint, blockNumber: -1 }, mint, { ...issued, logIndex: 0.5 }, issued, ...rest],
      WHERE,
    );
    expect(findings.map(({ kind, index, about }) => [kind, index, about])).to.deep.equal([
      ["Malformed", 0, "event.blockNumber"],
      ["Malformed", 2, "event.logIndex"],
    ]);
    expect(findings[0]).to.not.have.property("blockNumber");
  });
});
