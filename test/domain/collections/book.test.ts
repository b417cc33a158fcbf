/** Which policy an item is chased by, what departs from it, and at which hours of which days. */
import { expect } from "chai";
import { WEEKENDS } from "../../../src/domain/businessDays.ts";
import type { DunningBook } from "../../../src/domain/collections/book.ts";
import { localTime } from "../../../src/domain/collections/localTime.ts";
import { planDunning } from "../../../src/domain/collections/planning.ts";
import type { PolicyException, PolicyScope } from "../../../src/domain/collections/policy.ts";
import { dateOfDay, TermsError } from "../../../src/domain/terms.ts";
import { TimeZoneError } from "../../../src/domain/timeZone.ts";
import {
  addressOf,
  bookOf,
  BUYER,
  courseOf,
  DUE,
  findingOf,
  firingOf,
  itemOf,
  level,
  on,
  policyOf,
  restOf,
  stateOf,
  USD,
} from "./cases.ts";

const SCOPES: Readonly<Record<"item" | "customer" | "segment", Exclude<PolicyScope, { kind: "all" }>>> = {
  item: { kind: "item", item: itemOf().id },
  customer: { kind: "customer", customer: BUYER },
  segment: { kind: "segment", segment: "retail" },
};

function named(...ids: readonly string[]) {
  return ids.map((id) => policyOf({ id, levels: [level("friendly", 3)] }));
}

function exception(does: PolicyException["does"], changes: Partial<PolicyException> = {}): PolicyException {
  const until = dateOfDay(DUE + 10);
  return { id: "rest", scope: SCOPES.customer, does, reason: "fire", until, by: addressOf(1), ...changes };
}

function applied(changes: Partial<DunningBook>, item = itemOf({ segment: "retail" })): string {
  const { applied: by } = findingOf(item, DUE + 3, bookOf(named("all", "segment", "customer", "item"), changes));
  return by === undefined ? "none" : `${by.policy.id} by ${by.scope}${by.exception === undefined ? "" : ", excepted"}`;
}

describe("The policy of an item", () => {
  const all = { scope: { kind: "all" }, policy: "all" } as const;
  const segment = { scope: SCOPES.segment, policy: "segment" };
  const customer = { scope: SCOPES.customer, policy: "customer" };
  const item = { scope: SCOPES.item, policy: "item" };

  it("is that of the narrowest scope: item before customer before segment before all", () => {
    expect(applied({ assignments: [all, segment, customer, item] })).to.equal("item by item");
    expect(applied({ assignments: [customer, segment, all] })).to.equal("customer by customer");
    expect(applied({ assignments: [segment, all] })).to.equal("segment by segment");
    expect(applied({ assignments: [segment, all] }, itemOf())).to.equal("all by all");
    expect(applied({ assignments: [] })).to.equal("none");
  });

  it("is one of the item's currency that is in force", () => {
    const policies = [policyOf({ id: "dollars", currency: USD }), policyOf({ id: "all" })];
    const assignments = [{ scope: SCOPES.item, policy: "dollars" }, { scope: SCOPES.customer, policy: "gone" }, all];
    expect(firingOf(itemOf(), DUE + 3, bookOf(policies, { assignments })).applied.policy.id).to.equal("all");
    expect(restOf(itemOf({ currency: addressOf(9) }), DUE + 3).code).to.equal("noPolicy");
  });

  it("gives way to that of an exception of the same scope or a narrower one, while it lasts", () => {
    const use = exception({ kind: "use", policy: "segment" });
    expect(applied({ assignments: [all, customer], exceptions: [use] })).to.equal("segment by customer, excepted");
    expect(applied({ assignments: [all, item], exceptions: [use] })).to.equal("item by item");
    const lastDay = { ...use, until: dateOfDay(DUE + 3) };
    expect(applied({ assignments: [customer], exceptions: [lastDay] })).to.equal("segment by customer, excepted");
    const over = { ...use, until: dateOfDay(DUE + 2) };
    expect(applied({ assignments: [all, customer], exceptions: [over] })).to.equal("customer by customer");
  });
});

describe("An exception", () => {
  const hold = exception({ kind: "hold" });

  it("holds all notices up to its last day, and none on the day after", () => {
    const book = bookOf([policyOf()], { exceptions: [hold] });
    const held = { code: "held", exception: "rest", until: dateOfDay(DUE + 10), reason: "fire" };
    expect(restOf(itemOf(), DUE + 10, book)).to.deep.equal(held);
    expect(firingOf(itemOf(), DUE + 11, book).level.id).to.equal("friendly");
  });

  it("counts its last day in the zone of the policy", () => {
    const policy = policyOf({ zone: "Asia/Shanghai", window: { from: 0, to: 1_440 } });
    const book = bookOf([policy], { exceptions: [{ ...hold, until: dateOfDay(DUE + 2) }] });
    const midnightThere = (DUE + 3) * 86_400 - 8 * 3_600;
    const codeAt = (instant: number): string => {
      const [found] = planDunning(book, stateOf([itemOf()]), instant).findings;
      return found?.fires === false ? found.rest.code : "fires";
    };
    expect(codeAt(midnightThere - 1)).to.equal("held");
    expect(codeAt(midnightThere)).to.equal("fires");
  });

  it("holds for its segment, its customer or its item alone", () => {
    for (const scope of Object.values(SCOPES)) {
      const book = bookOf([policyOf()], { exceptions: [{ ...hold, scope }] });
      expect(restOf(itemOf({ segment: "retail" }), DUE + 4, book).code).to.equal("held");
      const other = itemOf({ id: `0x${"7".repeat(64)}`, customer: addressOf(7), segment: "trade" });
      expect(findingOf(other, DUE + 4, book).fires, "nobody is reached, but nothing is held").to.equal(false);
      expect(restOf(other, DUE + 4, book).code).to.equal("noContact");
    }
  });

  it("leaves one level of one policy out, and the next follows on its own day", () => {
    const skip = exception({ kind: "skip", policy: "usual", level: "friendly" }, { until: dateOfDay(DUE + 40) });
    const book = bookOf([policyOf()], { exceptions: [skip] });
    expect(courseOf(itemOf(), DUE, 40, book)).to.deep.equal(["firm +14", "final +30"]);
    expect(firingOf(itemOf(), DUE + 14, book).passed).to.deep.include({ level: "friendly", why: "skipped" });
    const other = { ...skip, does: { kind: "skip", policy: "other", level: "friendly" } } as const;
    expect(firingOf(itemOf(), DUE + 3, bookOf([policyOf()], { exceptions: [other] })).level.id).to.equal("friendly");
  });
});

describe("The hours of a policy", () => {
  const book = bookOf([
    policyOf({ zone: "Europe/Berlin", window: { from: 540, to: 1_020 }, holidays: ["2026-03-10"] }),
  ]);

  function restAt(instant: string): unknown {
    const found = planDunning(book, stateOf([itemOf()]), Date.parse(instant) / 1_000).findings[0];
    return found?.fires === false ? found.rest : "fires";
  }

  it("let nothing out before they begin or once they are over", () => {
    const today = { code: "outOfHours", next: { level: "friendly", day: DUE + 3 } };
    expect(restAt("2026-03-05T08:59:59+01:00")).to.deep.equal(today);
    expect(restAt("2026-03-05T09:00:00+01:00")).to.equal("fires");
    expect(restAt("2026-03-05T16:59:59+01:00")).to.equal("fires");
    const tomorrow = { code: "outOfHours", next: { level: "friendly", day: DUE + 4 } };
    expect(restAt("2026-03-05T17:00:00+01:00")).to.deep.equal(tomorrow);
  });

  it("wait over weekends and holidays for the next day that is worked", () => {
    const monday = { code: "holiday", next: { level: "friendly", day: on("2026-03-09") } };
    expect(restAt("2026-03-07T10:00:00+01:00")).to.deep.equal(monday);
    const wednesday = { code: "holiday", next: { level: "friendly", day: on("2026-03-11") } };
    expect(restAt("2026-03-10T10:00:00+01:00")).to.deep.equal(wednesday);
    expect(restAt("2026-03-09T17:30:00+01:00")).to.deep.equal({ ...wednesday, code: "outOfHours" });
  });

  it("follow the clocks of the place when they go forward and back", () => {
    expect(restAt("2026-03-30T06:59:59Z")).to.deep.include({ code: "outOfHours" });
    expect(restAt("2026-03-30T07:00:00Z"), "summer time").to.equal("fires");
    expect(restAt("2026-10-26T07:30:00Z")).to.deep.include({ code: "outOfHours" });
    expect(restAt("2026-10-26T08:00:00Z"), "winter time").to.equal("fires");
  });

  it("are read off the clock: the hour that is left out and the one that comes twice", () => {
    const at = (instant: string) => localTime("Europe/Berlin", Date.parse(instant) / 1_000);
    expect(at("2026-03-29T00:59:00Z")).to.deep.equal({ day: on("2026-03-29"), minute: 119 });
    expect(at("2026-03-29T01:00:00Z")).to.deep.equal({ day: on("2026-03-29"), minute: 180 });
    expect(at("2026-10-25T00:30:00Z")).to.deep.equal({ day: on("2026-10-25"), minute: 150 });
    expect(at("2026-10-25T01:30:00Z")).to.deep.equal({ day: on("2026-10-25"), minute: 150 });
    expect(at("2026-10-25T22:59:59Z")).to.deep.equal({ day: on("2026-10-25"), minute: 1_439 });
    expect(() => localTime("Mars/Olympus", 0)).to.throw(TimeZoneError, "Mars/Olympus");
  });

  it("are told by the calendar that the policy names, and an unknown day is no worked day", () => {
    const asked: string[] = [];
    const calendar = (name: string) => {
      asked.push(name);
      return WEEKENDS;
    };
    firingOf(itemOf(), DUE + 3, bookOf([policyOf({ calendar: "CN" })], { calendar }));
    expect(asked).to.deep.equal(["CN"]);
    const unknown = () => {
      throw new TermsError("calendar", "CN", "it ends in 2025");
    };
    const blind = bookOf([policyOf()], { calendar: () => ({ name: "CN", isBusinessDay: unknown }) });
    expect(() => findingOf(itemOf(), DUE + 3, blind)).to.throw(TermsError, "it ends in 2025");
  });
});
