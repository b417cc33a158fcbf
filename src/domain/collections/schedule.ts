/** When stages may be recorded by a schedule that was adopted: the same as `Schedules.sol` reckons it. */
import { STAGES } from "./policy.ts";
import type { Stage } from "./policy.ts";
import { NEVER, SCHEDULE_DAYS } from "./record.ts";
import type { Schedule } from "./record.ts";
import type { AdoptedSchedule } from "./recordFold.ts";

const [FIRST, LAST] = [-1000, 3000];
const [SHORTEST_CYCLE, LONGEST_CYCLE] = [7, 4000];
/** The contract keeps eight bits of a cycle and twenty-four of a due day: more counts as the most. */
const MOST_CYCLES = 255;
const MOST_DUE_DAY = 2 ** 24 - 1;
const [MINUTE, DAY] = [60, 86_400];

/** Whether the contract takes it: days that never fall from stage to stage, and cycles of none or 7 to 4,000 days. */
export function isAgreeable(schedule: Schedule): boolean {
  const { cycleDays } = schedule;
  if (cycleDays !== 0 && (cycleDays < SHORTEST_CYCLE || cycleDays > LONGEST_CYCLE)) return false;
  let last = FIRST;
  for (const stage of STAGES) {
    const day = schedule[SCHEDULE_DAYS[stage]];
    if (day === NEVER) continue;
    if (day < last || day > LAST) return false;
    last = day;
  }
  return true;
}

/** The first local day on which a stage may be recorded next, days since 1970-01-01; undefined for never. */
export function nextDayOf({ schedule, dueDay, cycles }: AdoptedSchedule, stage: Stage): number | undefined {
  const [first, cycle] = [schedule[SCHEDULE_DAYS[stage]], cycles[STAGES.indexOf(stage)] ?? 0];
  if (first === NEVER || cycle === MOST_CYCLES || (cycle !== 0 && schedule.cycleDays === 0)) return undefined;
  return Math.min(dueDay, MOST_DUE_DAY) + first + cycle * schedule.cycleDays;
}

/** When a stage may be recorded next, unix seconds; undefined for never. */
export function nextInstantOf(adopted: AdoptedSchedule, stage: Stage): number | undefined {
  const day = nextDayOf(adopted, stage);
  return day === undefined ? undefined : Math.max(0, day * DAY - adopted.utcOffset * MINUTE);
}
