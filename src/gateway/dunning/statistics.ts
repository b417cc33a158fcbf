/** What worked: what came of notices and promises, and how long answers took. */
import type { z } from "zod";
import { effectsOf, promiseRecord } from "../../domain/collections/effect.ts";
import type { NoticeEffect } from "../../domain/collections/effect.ts";
import { judgePromises } from "../../domain/collections/promises.ts";
import type { JudgedPromise } from "../../domain/collections/promises.ts";
import { waitsOf } from "../../domain/collections/rates.ts";
import type { Rate } from "../../domain/collections/rates.ts";
import type { Address } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import type { Database, Sql } from "../../store/database.ts";
import { effectsSince, promisedSince, WAITS, waitsSince } from "../../store/dunningStatistics.ts";
import type { EffectFacts } from "../../store/dunningStatistics.ts";
import type { dunningStatistics } from "../../wire/dunningWorklist.ts";
import { instantInvalid } from "../access/refusals.ts";
import { atOneInstant } from "../receivables/reading.ts";
import { planCustomer } from "./planning.ts";

const DAY = 86_400;
const LOOK_BACK_DAYS = 366;
const MOST_NOTICES = 100_000;
const MOST_PROMISED = 2_000;

/** @throws ProblemError `RequestInvalid` */
export async function statisticsOf(
  database: Database,
  organisation: Address,
  from: string,
  now: number,
): Promise<z.output<typeof dunningStatistics>> {
  const today = Math.floor(now / DAY);
  if (dayNumber(from) > today || dayNumber(from) < today - LOOK_BACK_DAYS) {
    throw instantInvalid("query.from", `give a day from ${dateOfDay(today - LOOK_BACK_DAYS)} to today`);
  }
  const since = dayNumber(from) * DAY;
  return atOneInstant(database, async (sql) => {
    const notices = await effectsSince(sql, organisation, since, MOST_NOTICES);
    const { kept, ...promises } = promiseRecord(await promisesOf(sql, organisation, since, now));
    const spans = Map.groupBy(await waitsSince(sql, organisation, since), ({ kind }) => kind);
    return {
      from,
      effects: effectsOf(notices.map(effectIn), today).map(({ by, value, answered, paid }) => ({
        ...{ by, value, answered: shownRate(answered), paid: shownRate(paid) },
      })),
      promises: { kept: shownRate(kept), ...promises },
      waits: WAITS.map((kind) => {
        const found = (spans.get(kind) ?? []).map((one) => ({ from: one.from, to: one.to ?? undefined }));
        const { median, p90, ...counts } = waitsOf(found, now);
        return { kind, ...counts, median: median ?? null, p90: p90 ?? null };
      }),
    };
  });
}

/** By the policy that applies to each item; without one nothing says when a promise is broken. */
async function promisesOf(
  sql: Sql,
  organisation: Address,
  since: number,
  now: number,
): Promise<readonly JudgedPromise[]> {
  const promised = await promisedSince(sql, organisation, since, MOST_PROMISED);
  const judged: JudgedPromise[] = [];
  for (const [customer, own] of Map.groupBy(promised, (one) => one.customer)) {
    const ids = own.map(({ id }) => id);
    const { items, appliedTo } = await planCustomer(sql, { organisation, customer }, now, ids);
    for (const { item } of items) {
      const applied = appliedTo(item);
      if (applied !== undefined) judged.push(...judgePromises(item, applied.by.policy.promises, applied.clock));
    }
  }
  return judged.filter(({ madeAt }) => madeAt >= since);
}

/** Days are those of UTC: a notice counts as followed by what came within seven of them. */
function effectIn({ stage, channel, template, sent, answered, paid }: EffectFacts): NoticeEffect {
  const dayOf = (instant: number | null): number | undefined =>
    instant === null ? undefined : Math.floor(instant / DAY);
  return {
    // As the policy had them, whose words they are.
    ...{ stage: stage as NoticeEffect["stage"], channel: channel as NoticeEffect["channel"], template },
    ...{ day: Math.floor(sent / DAY), answeredOn: dayOf(answered), paidOn: dayOf(paid) },
  };
}

function shownRate({ hits, of, rate }: Rate): { hits: number; of: number; rate: number | null } {
  return { hits, of, rate: rate ?? null };
}
