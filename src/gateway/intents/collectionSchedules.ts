/** How schedules of collection are agreed and adopted, from what is asked for. */
import { refusal } from "../../clients/failures.ts";
import { STAGES } from "../../domain/collections/policy.ts";
import { NEVER, SCHEDULE_DAYS } from "../../domain/collections/record.ts";
import type { Schedule } from "../../domain/collections/record.ts";
import { isAgreeable } from "../../domain/collections/schedule.ts";
import type { Address } from "../../domain/receivable.ts";
import { factsOf } from "../../store/facts.ts";
import type { CollectionAct } from "../../wire/act.ts";
import type { CollectionScheduleShape } from "../../wire/collectionEvent.ts";
import type { GatewayDeps } from "../deps.ts";
import { ProblemError } from "../http/problems.ts";
import type { PlannedCollection } from "./collectionPlanned.ts";
import { collectionStanding, unfit } from "./collectionStanding.ts";
import { opened } from "./opening.ts";
import { problemOfLedger } from "./refusals.ts";

type Asked<Verb extends CollectionAct["verb"]> = Extract<CollectionAct, { readonly verb: Verb }>;

/** @throws ProblemError `ScheduleInvalid`; `ArgumentInvalid` where both sides are one */
export function agreeing(
  organisation: Address,
  { verb, role, other, schedule: asked }: Asked<"agreeSchedule">,
): PlannedCollection {
  if (other === organisation) throw unfit("other", "nobody agrees with itself: name the other side");
  const [supplier, buyer] = role === "supplier" ? [organisation, other] : [other, organisation];
  const schedule = scheduleOf(asked);
  if (!isAgreeable(schedule)) throw problemOfLedger(refusal({ name: "ScheduleInvalid", values: {} }));
  return {
    ...{ id: null, commitment: null, between: [supplier, buyer], once: `agreeSchedule ${supplier} ${buyer}` },
    deed: { verb, supplier, buyer, schedule },
  };
}

/** @throws ProblemError */
export async function adopting(
  { database }: GatewayDeps,
  organisation: Address,
  { verb, receivable: id }: Asked<"adoptSchedule">,
): Promise<PlannedCollection> {
  // Whom it is placed with does not see its terms, which the call would open.
  const { receivable } = await opened(database, organisation, id);
  const { state, agreed, creditor, adopted } = await collectionStanding(database, organisation, id);
  const { supplier, buyer } = agreed.header;
  const { agreedSchedules } = await factsOf(database, [`agreedSchedules/${supplier}/${buyer}`]);
  const schedule = agreedSchedules[0]?.schedule;
  if (schedule === undefined) {
    throw problemOfLedger(refusal({ name: "ScheduleNotAgreed", values: { supplier, buyer } }));
  }
  const { commitment } = state;
  if (adopted?.commitment === commitment) {
    throw problemOfLedger(refusal({ name: "ScheduleAlreadyAdopted", values: { id } }));
  }
  const isAnybodys = state.holder === supplier;
  if (!isAnybodys && organisation !== creditor) {
    const detail = `its supplier holds it no more, so that this is for ${creditor} to do`;
    throw new ProblemError("NotAuthorised", `${detail}: sign in for that organisation`);
  }
  return {
    ...{ id, commitment, between: [supplier, buyer], once: `adoptSchedule ${commitment}` },
    deed: { verb, id, opened: receivable, schedule, creditor, isAnybodys },
  };
}

function scheduleOf({ firstDays, cycleDays }: CollectionScheduleShape): Schedule {
  const days = STAGES.map((stage) => [SCHEDULE_DAYS[stage], firstDays[stage] ?? NEVER] as const);
  return { ...(Object.fromEntries(days) as Omit<Schedule, "cycleDays">), cycleDays };
}
