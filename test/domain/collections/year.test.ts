/** A year of dunning, day by day, with a thousand customers: every letter is looked at by who did not write it. */
import { expect } from "chai";
import type { Firing } from "../../../src/domain/collections/finding.ts";
import type { DunningItem, PersonReached } from "../../../src/domain/collections/item.ts";
import type { DunningNotice } from "../../../src/domain/collections/notice.ts";
import { planDunning } from "../../../src/domain/collections/planning.ts";
import type { DunningPolicy, PolicyException } from "../../../src/domain/collections/policy.ts";
import { judgePromises } from "../../../src/domain/collections/promises.ts";
import { dateOfDay } from "../../../src/domain/terms.ts";
import { addressOf, bookOf, level, morningOf, on, policyOf, sentBy } from "./cases.ts";
import { isUndeserving, mayBeReached, naiveFiring } from "./naive.ts";
import type { NaiveCase } from "./naive.ts";
import { graceEndOf, isWorked } from "./naivePromises.ts";
import { FIRST_DAY, LAST_DAY, World } from "./yearWorld.ts";

const SEED = 20_260_101;
/** The scheduler stands still in that time. */
const OFF = { from: on("2026-08-03"), to: on("2026-08-28") };
const HOLIDAYS = ["2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-12-25"];

const broken = level("firm", 1, { id: "broken", trigger: { kind: "brokenPromise", days: 1 } });
const shared = { holidays: HOLIDAYS, cap: { perWeek: 2, pauseDays: 1 } };
const usual = policyOf({
  ...shared,
  levels: [
    level("preDue", -3),
    level("friendly", 3),
    broken,
    level("firm", 14, { fee: 4_000n, repeatDays: 14, least: 20_000n }),
    level("final", 45, { channel: "letter", payWithin: 10 }),
    level("preLegal", 75, { channel: "letter", least: 100_000n }),
  ],
});
const gentle = policyOf({
  ...shared,
  id: "gentle",
  levels: [level("friendly", 10, { repeatDays: 30 }), level("firm", 40)],
  chasesUnaccepted: true,
});

/** One customer in fifty is held for the summer. */
function holdsOf(world: World): readonly PolicyException[] {
  return world.customers
    .filter((_, place) => place % 50 === 7)
    .map(({ address }, place) => ({
      id: `hold${place}`,
      scope: { kind: "customer", customer: address },
      does: { kind: "hold" },
      reason: "summer",
      until: "2026-09-15",
      by: addressOf(1),
    }));
}

interface Log {
  readonly letters: Map<string, number>;
  readonly rests: Map<string, number>;
  /** Item, level and cycle of all that was sent. */
  readonly sent: Set<string>;
  readonly reached: Map<string, number[]>;
  readonly judged: Map<string, number>;
}

function count(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

function caseOf(item: DunningItem, exceptions: readonly PolicyException[], today: number): NaiveCase {
  const policy = item.segment === "key" ? gentle : usual;
  const persons = [{ id: `of ${item.customer}`, customer: item.customer, channels: ["email", "letter"] as const }];
  return { policy, item, persons, exceptions, today };
}

describe("A year of dunning with a thousand customers", function () {
  this.timeout(120_000);
  const world = new World(SEED);
  const exceptions = holdsOf(world);
  const holds = Map.groupBy(exceptions, ({ scope }) => ("customer" in scope ? scope.customer : "0x"));
  const log: Log = { letters: new Map(), rests: new Map(), sent: new Set(), reached: new Map(), judged: new Map() };
  const book = bookOf([usual, gentle], {
    exceptions,
    assignments: [
      { scope: { kind: "all" }, policy: usual.id },
      { scope: { kind: "segment", segment: "key" }, policy: gentle.id },
    ],
  });
  const persons = world.customers.map(({ address }) => {
    return { id: `of ${address}`, customer: address, channels: ["email", "letter"] as const };
  });

  function exceptionsOf({ customer }: DunningItem): readonly PolicyException[] {
    return holds.get(customer) ?? [];
  }

  function recentlyReached(day: number): PersonReached[] {
    return [...log.reached].flatMap(([person, days]) =>
      days.filter((then) => then > day - 10).map((then) => ({ person, day: then })),
    );
  }

  function inspect(row: Firing, today: number): void {
    const item = world.items.get(row.item);
    if (item === undefined) throw new Error("a letter about nothing");
    const found = caseOf(item, exceptionsOf(item), today);
    expect(isUndeserving(found), `${row.item} deserves none`).to.equal(false);
    expect(isWorked(today, HOLIDAYS)).to.equal(true);
    const { claim, cycle, person } = row;
    const told = { level: row.level.id, cycle, asked: claim.asked, person };
    expect(naiveFiring(found), `${row.item} on ${dateOfDay(today)}`).to.deep.equal(told);
    expect(item.sent.every((notice) => notice.day < today)).to.equal(true);
    const key = `${row.item} ${row.level.id} ${cycle}`;
    expect(log.sent.has(key), `${key} was sent before`).to.equal(false);
    log.sent.add(key);
    world.items.set(item.id, { ...item, sent: [...item.sent, sentBy(row)] });
  }

  function runScheduler(today: number): void {
    const items = [...world.items.values()].filter(({ open }) => open > 0n);
    const state = { items, persons, reached: recentlyReached(today) };
    const { findings, notices } = planDunning(book, state, morningOf(today));
    for (const [place, finding] of findings.entries()) {
      if (finding.fires) continue;
      count(log.rests, finding.rest.code);
      const item = items[place];
      if (item === undefined) throw new Error("a finding of nothing");
      const due = naiveFiring(caseOf(item, exceptionsOf(item), today));
      const isRight = (due !== undefined) === (finding.rest.code === "capped");
      if (!isRight) expect.fail(`${item.id} rests on ${dateOfDay(today)}: ${finding.rest.code}`);
    }
    for (const { rows, person, policy, level: fired } of notices) {
      const days = log.reached.get(person) ?? [];
      const contacts = days.map((day) => ({ person, day }));
      expect(mayBeReached(policy, contacts, person, today), `${person} on ${dateOfDay(today)}`).to.equal(true);
      log.reached.set(person, [...days, today]);
      count(log.letters, fired.id);
      for (const row of rows) inspect(row, today);
    }
    planAgain(notices, today);
    for (const { rows } of notices) for (const { item } of rows) world.hear(item, today);
  }

  /** An hour later nothing is left for those who got a letter. */
  function planAgain(notices: readonly DunningNotice[], today: number): void {
    const reached = new Set(notices.map(({ customer }) => customer));
    const items = [...world.items.values()].filter(({ customer, open }) => open > 0n && reached.has(customer));
    const state = { items, persons, reached: recentlyReached(today) };
    expect(planDunning(book, state, morningOf(today) + 3_600).notices, "the same day again").to.deep.equal([]);
  }

  /** On the day after its grace, a promise has ended as whoever made it meant it. */
  function judge(today: number): void {
    for (const { item: id, promise, fate } of world.promised) {
      if (graceEndOf(promise, usual) + 1 !== today) continue;
      const item = world.items.get(id);
      const policy: DunningPolicy = item?.segment === "key" ? gentle : usual;
      if (item === undefined) throw new Error("a promise about nothing");
      const clock = { day: today, dayOf: (instant: number) => Math.floor(instant / 86_400), workedFrom: nextWorked };
      const found = judgePromises(item, policy.promises, clock).find(({ id: own }) => own === promise.id);
      expect(found?.state, `${promise.id} on ${dateOfDay(today)}`).to.equal(fate);
      count(log.judged, fate);
    }
  }

  it("writes every letter rightly, leaves none out, and none to the undeserving, on every day", () => {
    for (let today = FIRST_DAY; today <= LAST_DAY; today += 1) {
      world.live(today);
      judge(today);
      if (today < OFF.from || today > OFF.to) runScheduler(today);
    }
    expect(log.sent.size).to.be.above(4_000);
  });

  it("had every level fire, and every reason to rest", () => {
    const levels = ["preDue", "friendly", "broken", "firm", "final", "preLegal"];
    expect([...log.letters.keys()].toSorted()).to.deep.equal(levels.toSorted());
    const codes = ["alreadySent", "assignedAway", "capped", "disputed", "held", "holiday", "insolvent", "notAccepted"];
    const others = ["notDue", "placed", "planned", "promised", "tooSoon", "writtenOff"];
    expect([...log.rests.keys()]).to.include.members([...codes, ...others]);
  });

  it("resolved every promise as it was meant", () => {
    for (const fate of ["kept", "late", "broken", "replaced"]) {
      expect(log.judged.get(fate), fate).to.be.above(30);
    }
  });

  it("kept the debtors' caps over the whole year", () => {
    for (const [person, days] of log.reached) {
      for (const [place, day] of days.entries()) {
        const next = days[place + 1];
        expect(next === undefined || next - day > 1, `${person} has a day of rest`).to.equal(true);
        const inWeek = days.filter((then) => then >= day && then < day + 7).length;
        expect(inWeek, `${person} from ${dateOfDay(day)}`).to.be.at.most(2);
      }
    }
  });
});

function nextWorked(day: number): number {
  let worked = day;
  while (!isWorked(worked, HOLIDAYS)) worked += 1;
  return worked;
}
