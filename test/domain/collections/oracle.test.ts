/** The engine beside the rules told a second time, and what holds of every plan. */
import { expect } from "chai";
import fc from "fast-check";
import type { DunningBook } from "../../../src/domain/collections/book.ts";
import type { Finding } from "../../../src/domain/collections/finding.ts";
import { runs } from "../../../scripts/effort.ts";
import { planDunning } from "../../../src/domain/collections/planning.ts";
import type { DunningState } from "../../../src/domain/collections/planning.ts";
import { anyChannels, anyExceptions, anyItem, anyPolicy } from "./arbitraries.ts";
import { bookOf, BUYER, DUE, idOf, morningOf, recorded } from "./cases.ts";
import { isUndeserving, mayBeReached, naiveFiring, naiveLetters } from "./naive.ts";
import { isWorked } from "./naivePromises.ts";

interface Told {
  readonly book: DunningBook;
  readonly state: DunningState;
  readonly today: number;
}

const anyDay = fc.integer({ min: DUE - 15, max: DUE + 80 });
/** One in 25 is capped: with fewer cases it could happen that hardly any is. */
const LEAST_CASES = 1_000;

const anyCase: fc.Arbitrary<Told> = anyPolicy.chain((policy) =>
  fc
    .record({
      items: fc.array(anyItem(policy), { minLength: 1, maxLength: 3 }),
      exceptions: anyExceptions(policy),
      people: fc.array(anyChannels, { minLength: 1, maxLength: 2 }),
      reached: fc.array(fc.record({ person: fc.constantFrom("c0", "c1"), day: anyDay }), { maxLength: 4 }),
      today: anyDay,
    })
    .map(({ items, exceptions, people, reached, today }) => ({
      book: bookOf([policy], { exceptions }),
      state: {
        items: items.map((item, place) => ({ ...item, id: idOf(place + 1) })),
        persons: people.map((channels, place) => ({ id: `c${place}`, customer: BUYER, channels })),
        reached,
      },
      today,
    })),
);

function told(finding: Finding): string {
  if (!finding.fires) return "rests";
  return `${finding.level.id} ${finding.cycle} ${finding.claim.asked} ${finding.person}`;
}

function naiveTold({ book, state, today }: Told, place: number): string {
  const [policy, item] = [book.policies[0], state.items[place]];
  if (policy === undefined || item === undefined) throw new Error("no such item");
  const { persons } = state;
  const found = naiveFiring({ policy, item, persons, exceptions: book.exceptions, today });
  return found === undefined ? "rests" : `${found.level} ${found.cycle} ${found.asked} ${found.person}`;
}

/** One item, whose person is free. */
const anySingle = anyCase.map((one) => ({
  ...one,
  state: { ...one.state, items: one.state.items.slice(0, 1), reached: [] },
}));

describe("The dunning engine", () => {
  it("finds for any history what the rules say, told a second time", () => {
    fc.assert(
      fc.property(anySingle, (one) => {
        const [finding] = planDunning(one.book, one.state, morningOf(one.today)).findings;
        expect(finding && told(finding)).to.equal(naiveTold(one, 0));
      }),
      { numRuns: runs(2_000) },
    );
  });

  it("goes the way that the rules say, day by day for two months", () => {
    let fired = 0;
    fc.assert(
      fc.property(anySingle, (one) => {
        let state: DunningState = one.state;
        for (let today = one.today; today < one.today + 60; today += 1) {
          const plan = planDunning(one.book, { ...state, reached: [] }, morningOf(today));
          const [finding] = plan.findings;
          expect(finding && told(finding), `day ${today - DUE}`).to.equal(naiveTold({ ...one, state, today }, 0));
          fired += plan.notices.length;
          state = recorded(state, plan);
        }
      }),
      { numRuns: runs(100) },
    );
    expect(fired).to.be.above(runs(50));
  });

  it("bundles and caps what is due of a customer as the rules say", () => {
    let capped = 0;
    fc.assert(
      fc.property(anyCase, ({ book, state, today }) => {
        const [policy] = book.policies;
        if (policy === undefined) throw new Error("no policy");
        const common = { policy, persons: state.persons, exceptions: book.exceptions, today };
        const letters = naiveLetters(
          state.items.map((item) => ({ ...common, item })),
          state.reached,
        );
        const { notices, findings } = planDunning(book, state, morningOf(today));
        const sent = notices.map(({ level, person, rows, asked }) => {
          return `${level.id} to ${person}: ${rows.length} items of ${asked}`;
        });
        expect(sent).to.deep.equal(letters);
        capped += findings.filter((found) => !found.fires && found.rest.code === "capped").length;
      }),
      { numRuns: LEAST_CASES + runs(1_000) },
    );
    expect(capped).to.be.above(10);
  });

  it("sends nothing to the undeserving, and nothing on a day that is not worked", () => {
    fc.assert(
      fc.property(anyCase, ({ book, state, today }) => {
        const [policy] = book.policies;
        for (const { rows } of planDunning(book, state, morningOf(today)).notices) {
          for (const { item: id, claim } of rows) {
            const item = state.items.find((one) => one.id === id);
            if (item === undefined || policy === undefined) throw new Error("a row of no item");
            expect(isUndeserving({ policy, item, persons: [], exceptions: book.exceptions, today })).to.equal(false);
            expect(claim.asked > 0n && claim.asked <= item.open - item.disputed).to.equal(true);
            expect(isWorked(today, policy.holidays)).to.equal(true);
          }
        }
      }),
    );
  });

  it("has nothing left to send once a plan is recorded, at any hour of the day (V30)", () => {
    fc.assert(
      fc.property(anyCase, fc.integer({ min: 0, max: 86_399 }), ({ book, state, today }, second) => {
        const after = recorded(state, planDunning(book, state, morningOf(today)));
        const again = planDunning(book, after, today * 86_400 + second);
        expect(again.notices).to.deep.equal([]);
      }),
    );
  });

  it("reaches a person within the cap, whatever it did before", () => {
    fc.assert(
      fc.property(anyCase, ({ book, state, today }) => {
        const reached = [...state.reached];
        for (const { level, person, policy } of planDunning(book, state, morningOf(today)).notices) {
          if (level.channel === "webhook") continue;
          expect(mayBeReached(policy, reached, person, today)).to.equal(true);
          reached.push({ person, day: today });
        }
      }),
    );
  });

  it("reaches one person within the cap in whichever entries it stands, and rests for nothing else", () => {
    fc.assert(
      fc.property(anyCase, ({ book, state, today }) => {
        const persons = state.persons.map((person) => ({ ...person, sameAs: "c0" }));
        const reached = state.reached.map(({ day }) => ({ person: "c0", day }));
        const { notices, findings } = planDunning(book, { ...state, persons, reached }, morningOf(today));
        for (const { level, policy } of notices) {
          if (level.channel === "webhook") continue;
          expect(mayBeReached(policy, reached, "c0", today)).to.equal(true);
          reached.push({ person: "c0", day: today });
        }
        for (const finding of findings) {
          const isCapped = !finding.fires && finding.rest.code === "capped";
          const [policy] = book.policies;
          if (isCapped && policy !== undefined) expect(mayBeReached(policy, reached, "c0", today)).to.equal(false);
        }
      }),
    );
  });

  it("plans the same whatever order the items come in", () => {
    const shuffled = anyCase.chain((one) =>
      fc.tuple(fc.constant(one), fc.shuffledSubarray([...one.state.items], { minLength: one.state.items.length })),
    );
    fc.assert(
      fc.property(shuffled, ([{ book, state, today }, items]) => {
        const { notices, findings } = planDunning(book, state, morningOf(today));
        const other = planDunning(book, { ...state, items }, morningOf(today));
        expect(other.notices).to.deep.equal(notices);
        const byItem = (list: readonly Finding[]) => list.toSorted((a, b) => (a.item < b.item ? -1 : 1));
        expect(byItem(other.findings)).to.deep.equal(byItem(findings));
      }),
    );
  });

  it("says truly when the next level may fire: not a day before, and on that day", () => {
    const CODES = new Set(["notDue", "alreadySent", "tooSoon", "agreedSchedule", "holiday"]);
    const quiet = anySingle.map(({ book, state, today }) => ({
      book: { ...book, exceptions: [] },
      state: { ...state, items: state.items.map((item) => ({ ...item, promises: [] })) },
      today,
    }));
    fc.assert(
      fc.property(quiet, ({ book, state, today }) => {
        const [finding] = planDunning(book, state, morningOf(today)).findings;
        if (finding === undefined || finding.fires || !CODES.has(finding.rest.code)) return;
        const next = "next" in finding.rest ? finding.rest.next : undefined;
        const until = next?.day ?? today + 100;
        for (let day = today; day < until; day += 1) {
          const [then] = planDunning(book, state, morningOf(day)).findings;
          expect(then?.fires, `day ${day - today} of ${until - today}`).to.equal(false);
        }
        if (next === undefined) return;
        const [then] = planDunning(book, state, morningOf(next.day)).findings;
        if (then?.fires === true) expect(then.level.id).to.equal(next.level);
        else expect(["unwarned", "notDue", "noContact"]).to.include(then?.rest.code);
      }),
    );
  });
});
