/** Two-factor business over HTTP: with whom an organisation acts as what, and by when what is due (R64). */
import { twoFactorClocks } from "../../domain/factoring/bookClocks.ts";
import { clockCases } from "../../domain/factoring/bookClockCases.ts";
import { keccakOfText } from "../../domain/hash.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import type { Sql } from "../../store/database.ts";
import {
  correspondentOf,
  correspondentsBefore,
  endCorrespondent,
  keepCorrespondent,
  mayDealWith,
  receivablesUnder,
  soldUnder,
} from "../../store/factorBookCorrespondents.ts";
import type { CorrespondentReceivable, StoredCorrespondent } from "../../store/factorBookCorrespondents.ts";
import { bookHistoryOf } from "../../store/factorBookEvents.ts";
import type { NewCorrespondent, ShownClock, ShownCorrespondent } from "../../wire/factorBookCorrespondents.ts";
import type { FACTOR_REPORT_OPERATIONS } from "../../wire/operations/factorBooksReports.ts";
import { idTaken, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { atOneInstant } from "../receivables/reading.ts";
import { shownInstant } from "../receivables/showing.ts";
import { asOfBook } from "./asOf.ts";

type Operations = typeof FACTOR_REPORT_OPERATIONS;
type Own = "noteCorrespondent" | "listCorrespondents" | "endCorrespondent" | "listTwoFactorClocks";

const LAST = Number.MAX_SAFE_INTEGER;
const MOST = 10_000;

export function correspondentHandlers({ database, config, now }: GatewayDeps): Pick<Handlers<Operations>, Own> {
  const cursors = createCursors(config.secret);
  return {
    noteCorrespondent: async ({ member: { organisation }, body }) => {
      const content = keccakOfText(JSON.stringify(body));
      const known = await correspondentOf(database, organisation, body.id);
      if (known === undefined) await note(database, organisation, { body, content, now: now() });
      const kept = known ?? (await correspondentOf(database, organisation, body.id));
      if (kept?.content !== content) throw idTaken("another record");
      return { status: known === undefined ? 201 : 200, body: shownCorrespondent(kept) };
    },
    listCorrespondents: async ({ member: { organisation }, query }) => {
      const list = JSON.stringify(["correspondents", organisation]);
      const read = (before: number, limit: number) => correspondentsBefore(database, organisation, before, limit);
      const placeOf = ({ number }: StoredCorrespondent): number => number;
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf, read }, query);
      return { status: 200, body: { items: rows.map(shownCorrespondent), next } };
    },
    endCorrespondent: async ({ member: { organisation }, params: { id } }) => {
      if (!(await endCorrespondent(database, organisation, id, now()))) throw notFound();
      return { status: 204, body: undefined };
    },
    listTwoFactorClocks: async ({ member: { organisation }, query: { receivable, date, ...query } }) => {
      const list = JSON.stringify(["two-factor clocks", organisation, receivable, date]);
      const body = await atOneInstant(database, async (sql) => {
        const read = (after: CorrespondentReceivable | undefined, limit: number) =>
          receivablesUnder(sql, organisation, { receivable, after, now: now() }, limit);
        const { rows, next } = await pageOf({ cursors, list, first: undefined, placeOf: (row) => row, read }, query);
        return { items: await clocksOf(sql, organisation, rows, date), next };
      });
      return { status: 200, body };
    },
  };
}

interface Noted {
  readonly body: NewCorrespondent;
  readonly content: Hex;
  readonly now: number;
}

/** @throws ProblemError `NotFound` for what the organisation has no part in, `QuotaReached` */
async function note(
  database: GatewayDeps["database"],
  organisation: Address,
  { body, content, now }: Noted,
): Promise<void> {
  const { id, subject } = body;
  const isOwn =
    subject.of === "receivable"
      ? await mayDealWith(database, organisation, subject.receivable, now)
      : await soldUnder(database, organisation, subject.offer);
  if (!isOwn) throw notFound();
  const receivable = subject.of === "receivable" ? subject.receivable : null;
  const offer = subject.of === "offer" ? subject.offer : null;
  await database.transaction(async (tx) => {
    if ((await correspondentOf(tx, organisation, id)) !== undefined) return;
    const record = { id, content, receivable, offer, body, noted: now };
    if (!(await keepCorrespondent(tx, organisation, record, MOST))) {
      throw quotaReached(MOST, "records of other factors: end some of them");
    }
  });
}

function shownCorrespondent({ body, noted, ended }: StoredCorrespondent): ShownCorrespondent {
  // Only what the interface took is kept.
  const { correspondent, approvedAt, ...said } = body as NewCorrespondent;
  return {
    ...said,
    correspondent: correspondent ?? null,
    approvedAt: approvedAt === undefined ? null : shownInstant(approvedAt),
    noted: shownInstant(noted),
    ended: ended === null ? null : shownInstant(ended),
  };
}

async function clocksOf(
  sql: Sql,
  organisation: Address,
  rows: readonly CorrespondentReceivable[],
  date: string,
): Promise<ShownClock[]> {
  const records = new Map<number, ShownCorrespondent>();
  for (const { correspondent } of rows) {
    if (records.has(correspondent)) continue;
    const [record] = await correspondentsBefore(sql, organisation, correspondent + 1, 1);
    if (record?.number === correspondent) records.set(correspondent, shownCorrespondent(record));
  }
  const asOf = await asOfBook(sql, { date });
  if (asOf === undefined) return [];
  const ids = [...new Set(rows.map(({ id }) => id))];
  const cases = clockCases(await bookHistoryOf(sql, { desks: new Map(), ids }, asOf.block));
  return rows.flatMap(({ id, correspondent }): ShownClock[] => {
    const [record, found] = [records.get(correspondent), cases.get(id)];
    if (record === undefined || found === undefined) return [];
    const told = { receivable: id, correspondent: record.id, role: record.role };
    // Of the day that is asked about, as all else here.
    const approved = record.approvedAt !== null && record.approvedAt.slice(0, date.length) <= date;
    return twoFactorClocks({ ...found, approved }, dayNumber(date)).map(({ from, due, ...clock }) => {
      return { ...told, ...clock, from: dateOfDay(from), due: dateOfDay(due) };
    });
  });
}
