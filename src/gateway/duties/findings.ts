/** What in who did what is an exception. */
import { actedAlone, conflictsOfActs, EXCEPTION_KINDS } from "../../domain/duties/exceptions.ts";
import type { DutyAct, ExceptionKind } from "../../domain/duties/exceptions.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import type { EnforcementChange } from "../../store/duties.ts";
import type { RecordedAct } from "../../store/dutiesActs.ts";
import { isPower, readPower } from "../../store/members.ts";
import type { OwnAct } from "../../store/ownActs.ts";
import { dutiesOfVerb, TWO_PEOPLE } from "../../wire/dutyOfVerb.ts";
import { dutiesOf } from "../approvals/eligible.ts";
import type { Staff } from "../approvals/eligible.ts";
import { dutyOfAct } from "./acts.ts";

/** A period, unix seconds, both included. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

export interface Found {
  readonly at: number;
  readonly kind: ExceptionKind;
  readonly account: string | null;
  readonly receivable: string | null;
  readonly subject: string;
  readonly detail: string;
}

/** In the order in which they are told. */
export function inOrder(found: readonly Found[]): readonly Found[] {
  const keyed = found.map((one) => ({ one, key: keyOf(one) }));
  return keyed.sort((left, right) => (left.key < right.key ? -1 : 1)).map(({ one }) => one);
}

/** The place of an exception among the others, as text that sorts. */
export function keyOf({ at, kind, subject, account, receivable }: Found): string {
  const rank = EXCEPTION_KINDS.indexOf(kind).toString().padStart(2, "0");
  return `${at.toString().padStart(12, "0")} ${rank} ${subject} ${account ?? ""} ${receivable ?? ""}`;
}

/** What was done. */
interface Done {
  readonly acts: readonly RecordedAct[];
  /**
   * Of customers whom imports of history were about: they make conflicts, and are among the other acts but for that.
   */
  readonly histories: readonly RecordedAct[];
  /** On the ledger. */
  readonly recorded: readonly OwnAct[];
}

/** What people did that they should not have, or not alone. */
export async function findActs(
  sql: Sql,
  staff: Staff,
  enforcement: readonly EnforcementChange[],
  { acts, histories, recorded }: Done,
  period: Period,
): Promise<readonly Found[]> {
  const here = acts.flatMap((act) => dutyActOf(staff, act) ?? []);
  const all = [...here, ...recorded.map((act) => chainActOf(staff, act))];
  const isIn = ({ at }: { readonly at: number }): boolean => period.from <= at && at <= period.to;
  const ofCustomers = histories.flatMap((act) => dutyActOf(staff, act) ?? []);
  const conflicts = conflictsOfActs([...all, ...ofCustomers]).filter(({ second }) => isIn(second));
  return [
    ...conflicts.map(({ first, second, risk }) => ({
      ...{ at: second.at, kind: "conflictingActs" as const, account: second.account },
      receivable: second.receivable || null,
      subject: `${first.duty}+${second.duty}`,
      detail: `${first.step} as ${first.account}, then ${second.step}: whoever does both ${risk}`,
    })),
    ...actedAlone(here, TWO_PEOPLE)
      .filter(isIn)
      .map((act) => ({
        ...{ at: act.at, kind: "actedAlone" as const, account: act.account, receivable: act.receivable || null },
        ...{ subject: act.subject, detail: `prepared and signed by one person, where ${act.duty} takes two` },
      })),
    ...all.filter((act) => isIn(act) && act.step !== "approval").flatMap((act) => withoutDuty(staff, enforcement, act)),
    ...(await ofFormerMembers(sql, staff, all.filter(isIn))),
  ];
}

function dutyActOf({ personOf }: Staff, act: RecordedAct): DutyAct | undefined {
  const duty = dutyOfAct(act);
  const { account, subject, step, at } = act;
  const about = { receivable: act.receivable ?? "", customer: act.customer ?? "", subject };
  return duty && { person: personOf(account), account, duty, ...about, step, at };
}

/** Verbs by the events that record them; every other act on the ledger is signed as most acts are. */
const VERBS: Readonly<Record<string, string>> = {
  ReceiptRecorded: "recordReceipt",
  ReceiptReversed: "reverseReceipt",
  ReceivableCredited: "credit",
  ChargesWaived: "waive",
  DisputeResolved: "resolve",
  ReceivableWrittenOff: "writeOff",
};

function chainActOf({ personOf }: Staff, { event, by, receivable, timestamp, transaction }: OwnAct): DutyAct {
  const duty = dutiesOfVerb(VERBS[event.name] ?? event.name).sign;
  const step = `recorded (${event.name})`;
  const about = { receivable, customer: "", subject: transaction };
  return { person: personOf(by), account: by, duty, ...about, step, at: timestamp };
}

function withoutDuty(staff: Staff, enforcement: readonly EnforcementChange[], act: DutyAct): readonly Found[] {
  const { at, duty, account, subject, receivable, step } = act;
  const isOn = enforcement.findLast((change) => change.at <= at)?.isOn ?? false;
  const then = { ...staff, at };
  // Accounts of acts are addresses as the tables have them.
  if (!isOn || dutiesOf(then, account as Address).some((held) => held.duty === duty)) return [];
  const detail = `${step} without the duty ${duty} at that time, past the gateway or before it asked`;
  return [{ at, kind: "actedWithoutDuty", account, receivable: receivable || null, subject, detail }];
}

async function ofFormerMembers(sql: Sql, staff: Staff, acts: readonly DutyAct[]): Promise<readonly Found[]> {
  const former = new Set<string>();
  for (const account of new Set(acts.map((act) => act.account))) {
    if (!isPower(await readPower(sql, staff.organisation, account as Address, staff.at))) former.add(account);
  }
  return acts
    .filter(({ account }) => former.has(account))
    .map(({ at, account, receivable, subject, duty, step }) => ({
      ...{ at, kind: "actOfFormerMember" as const, account, receivable: receivable || null, subject },
      detail: `${step}, which takes ${duty}, by an account that may not act for the organisation any more`,
    }));
}
