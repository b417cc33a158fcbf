/** When stages may be recorded by an adopted schedule; `test/story/collectionOnChain.test.ts` asks the contract. */
import { expect } from "chai";
import { STAGES } from "../../../src/domain/collections/policy.ts";
import { NEVER } from "../../../src/domain/collections/record.ts";
import type { Schedule } from "../../../src/domain/collections/record.ts";
import type { ScheduleAdopted } from "../../../src/domain/collections/recordEvents.ts";
import { foldCollections, NO_COLLECTIONS } from "../../../src/domain/collections/recordFold.ts";
import type { AdoptedSchedule } from "../../../src/domain/collections/recordFold.ts";
import { isAgreeable, nextDayOf, nextInstantOf } from "../../../src/domain/collections/schedule.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import { ZERO_ADDRESS } from "../../../src/domain/receivable.ts";

const SCHEDULE: Schedule = {
  ...{ preDueDay: -3, friendlyDay: 1, firmDay: 10, finalDay: 20, preLegalDay: 30, legalDay: 45 },
  ...{ agencyDay: NEVER, cycleDays: 30 },
};
const ID = keccakOfText("a receivable");
const ADOPTED: AdoptedSchedule = {
  ...{ id: ID, commitment: keccakOfText("as it was"), dueDay: 20_000, utcOffset: 60, schedule: SCHEDULE },
  cycles: [0, 1, 0, 255, 0, 0, 0],
};

describe("An adopted schedule", () => {
  it("begins each stage on its day after the due date, and again a cycle later", () => {
    const days = STAGES.map((stage) => nextDayOf(ADOPTED, stage));
    expect(days).to.deep.equal([19_997, 20_031, 20_010, undefined, 20_030, 20_045, undefined]);
    const once = { ...ADOPTED, schedule: { ...SCHEDULE, cycleDays: 0 } };
    expect([nextDayOf(once, "friendly"), nextDayOf(once, "firm")]).to.deep.equal([undefined, 20_010]);
  });

  it("begins a day at midnight by the clock of the terms, and nothing before 1970", () => {
    expect(nextInstantOf(ADOPTED, "firm")).to.equal(20_010 * 86_400 - 3600);
    expect(nextInstantOf({ ...ADOPTED, dueDay: 1 }, "preDue")).to.equal(0);
    expect(nextInstantOf(ADOPTED, "agency")).to.equal(undefined);
  });

  it("counts a due day beyond twenty-four bits as the last that these hold", () => {
    expect(nextDayOf({ ...ADOPTED, dueDay: 2 ** 32 - 1 }, "firm")).to.equal(2 ** 24 - 1 + 10);
  });

  it("may be agreed with days that never fall, and with cycles that are no shorter than a week", () => {
    expect(isAgreeable(SCHEDULE)).to.equal(true);
    const wrong: readonly Partial<Schedule>[] = [
      ...[{ friendlyDay: 11 }, { legalDay: 29 }, { preDueDay: -1001 }, { agencyDay: 3001 }],
      ...[{ cycleDays: 6 }, { cycleDays: 4001 }],
    ];
    for (const over of wrong) expect(isAgreeable({ ...SCHEDULE, ...over }), JSON.stringify(over)).to.equal(false);
    for (const cycleDays of [0, 7, 4000]) expect(isAgreeable({ ...SCHEDULE, cycleDays })).to.equal(true);
    expect(isAgreeable({ ...SCHEDULE, firmDay: NEVER }), "a stage that never comes stands between others").to.equal(
      true,
    );
  });

  it("keeps what was recorded when it is adopted again with the same days, and begins anew with others", () => {
    const { commitment, dueDay, utcOffset } = ADOPTED;
    const adopting = (over: Partial<ScheduleAdopted>): ScheduleAdopted => ({
      ...{ name: "ScheduleAdopted", id: ID, by: ZERO_ADDRESS, commitment, dueDay, utcOffset, schedule: SCHEDULE },
      ...over,
    });
    const before = { ...NO_COLLECTIONS, adopted: new Map([[ID, ADOPTED]]) };
    const cyclesAfter = (over: Partial<ScheduleAdopted>) =>
      foldCollections(before, [adopting(over)]).adopted.get(ID)?.cycles;
    expect(cyclesAfter({ commitment: keccakOfText("as it is") })).to.deep.equal(ADOPTED.cycles);
    const none = STAGES.map(() => 0);
    expect(cyclesAfter({ dueDay: 20_001 })).to.deep.equal(none);
    expect(cyclesAfter({ utcOffset: 0 })).to.deep.equal(none);
    expect(cyclesAfter({ schedule: { ...SCHEDULE, legalDay: 46 } })).to.deep.equal(none);
  });
});
