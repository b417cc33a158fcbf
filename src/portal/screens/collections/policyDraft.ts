/** A first policy of three letters, as somebody fills it in. */
import type { Schemas } from "../../data/gateway.ts";

type NewPolicy = Schemas["NewDunningPolicy"];

export interface PolicyDraft {
  readonly name: string;
  readonly reminder: string;
  readonly demand: string;
  readonly last: string;
  readonly payWithin: string;
  readonly perWeek: string;
  readonly channel: "letter" | "email";
  readonly zone: string;
}

export const FIRST_DRAFT = {
  ...{ reminder: "3", demand: "30", last: "60", payWithin: "10", perWeek: "2", channel: "letter" as const },
} as const;

const LATEST_DAY = 365;
const MOST_PER_WEEK = 50;

function whole(text: string, most: number): number | undefined {
  return /^[1-9]\d{0,2}$/.test(text) && Number(text) <= most ? Number(text) : undefined;
}

/** Undefined while days do not rise. */
export function daysOf({ reminder, demand, last }: PolicyDraft): readonly [number, number, number] | undefined {
  const days = [reminder, demand, last].map((text) => whole(text, LATEST_DAY));
  const [first, second, third] = days;
  if (first === undefined || second === undefined || third === undefined) return undefined;
  return first < second && second < third ? [first, second, third] : undefined;
}

export function isSmall(text: string): boolean {
  return whole(text, MOST_PER_WEEK) !== undefined;
}

/** Nine to five, on weekdays. */
const WINDOW = { from: 540, to: 1_020 } as const;
/** A promise may be two business days late (R46). */
const PROMISES = { grace: 2, longest: 30, most: 2 } as const;

/** Undefined while something is wrong with it. @param policy Of the policy. @param id Of this version. */
export function policyOf(
  draft: PolicyDraft,
  currency: string,
  { policy, id }: Pick<NewPolicy, "policy" | "id">,
): NewPolicy | undefined {
  const days = daysOf(draft);
  if (days === undefined || !isSmall(draft.payWithin) || !isSmall(draft.perWeek)) return undefined;
  const { channel, zone, name } = draft;
  const stages = [
    { id: "reminder", stage: "friendly", isDemand: false },
    { id: "demand", stage: "firm", isDemand: true },
    { id: "last", stage: "final", isDemand: true },
  ] as const;
  return {
    ...{ id, policy, name, currency, zone, calendar: "weekends", window: WINDOW, promises: PROMISES },
    cap: { perWeek: Number(draft.perWeek), pauseDays: 1 },
    levels: stages.map((level, place) => ({
      ...{ ...level, trigger: { kind: "due", days: days[place] ?? 1 }, channel, template: "house" },
      payWithin: Number(draft.payWithin),
    })),
  };
}
