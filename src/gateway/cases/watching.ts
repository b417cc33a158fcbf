/** Looks at each case once a day, and tells its creditor what is about to be lost. */
import { caseFile } from "../../domain/cases/caseFile.ts";
import type { InsuranceAlert } from "../../domain/clocks/insurance.ts";
import type { Hex } from "../../domain/receivable.ts";
import { caseEntriesOf, nextUnlooked, noteCaseAlert, ownAmong } from "../../store/cases.ts";
import type { StoredCase } from "../../store/cases.ts";
import type { Transaction } from "../../store/database.ts";
import { raiseNotice } from "../../store/notices.ts";
import type { NoticeKind } from "../../wire/notice.ts";
import type { GatewayDeps } from "../deps.ts";
import { readDisputes } from "../disputes/reading.ts";
import { caseClocks } from "./clocks.ts";
import type { CaseClocks } from "./clocks.ts";
import { caseItems, disputedAmong } from "./facts.ts";

const DAY = 86_400;
const NOTICE: NoticeKind = "CaseAlerted";

/** What administrators are told although they never asked: it cannot be had back. */
const ALARMS: ReadonlySet<string> = new Set<InsuranceAlert | "limitation">([
  ...(["limitation", "noticeDue", "noticeLate", "extensionTooLong"] as const),
]);

/** What is told of a receivable, once for each end that it is about. */
interface Alert {
  readonly alert: string;
  /** Tells one occasion from another: the day that it is about. */
  readonly of: string;
}

/** Looks at one case. @returns whether there was one that nobody had looked at today. */
export async function watchCase({ database, now }: Pick<GatewayDeps, "database" | "now">): Promise<boolean> {
  const day = Math.floor(now() / DAY);
  return database.transaction(async (tx) => {
    const one = await nextUnlooked(tx, day);
    if (one === undefined) return false;
    await alertOf(tx, one, day, now());
    return true;
  });
}

async function alertOf(tx: Transaction, one: StoredCase, day: number, at: number): Promise<void> {
  const { id, organisation, jurisdiction } = one;
  const file = caseFile(await caseEntriesOf(tx, id));
  if (file.isClosed) return;
  const items = await caseItems(tx, await ownAmong(tx, organisation, file.receivables));
  const disputes = await readDisputes(tx, disputedAmong(items), at);
  const clocks = caseClocks(items, file, { jurisdiction, day, disputes });
  for (const { id: receivable, stored } of items) {
    const found = clocks.get(receivable);
    if (found === undefined || stored.state.closed) continue;
    for (const alert of alertsOf(found, day)) await raise(tx, one, receivable, alert, at);
  }
}

/** So many days before the facts of a dispute are due to the factor. */
const FACTS_WARNING = 14;

function alertsOf({ limitation, insurance, deadlines }: CaseClocks, day: number): readonly Alert[] {
  const isNear = limitation?.state === "warning" || limitation?.state === "over";
  return [
    ...(isNear ? [{ alert: "limitation", of: `${limitation.state} ${limitation.lastDay ?? 0}` }] : []),
    ...deadlines.flatMap(({ kind, state, day: last }): readonly Alert[] => {
      const isDue = kind === "disputeAnswer" && (state === "warning" || state === "over");
      const isAsked = kind === "disputeFacts" && state !== "met" && last - day < FACTS_WARNING;
      return isDue || isAsked ? [{ alert: kind, of: `${day > last ? "over" : "warning"} ${last}` }] : [];
    }),
    ...(insurance?.alerts ?? []).map(({ alert }) => ({ alert, of: `${insurance?.notifyBy ?? 0}` })),
  ];
}

async function raise(
  tx: Transaction,
  { id, organisation }: StoredCase,
  receivable: Hex,
  { alert, of }: Alert,
  at: number,
): Promise<void> {
  const key = `${NOTICE} ${id} ${receivable} ${alert} ${of}`;
  if (!(await noteCaseAlert(tx, id, key, at))) return;
  const notice = { key, kind: NOTICE, data: { case: id, receivable, alert }, at };
  await raiseNotice(tx, notice, { organisations: [organisation], isAlarm: ALARMS.has(alert) });
}
