/** Statements of account over HTTP: for whoever makes them, and whom they are for. */
import type { Address } from "../../domain/receivable.ts";
import { answersAfter } from "../../store/accountStatementAnswers.ts";
import { statementMailsOf } from "../../store/accountStatementMails.ts";
import {
  accountStatementOf,
  accountStatementsBefore,
  keptAccountOf,
  noteStatementOpened,
} from "../../store/accountStatements.ts";
import type { AccountStatementRow } from "../../store/accountStatements.ts";
import type { Sql } from "../../store/database.ts";
import type { ACCOUNT_STATEMENT_OPERATIONS } from "../../wire/operations/accountStatements.ts";
import type { ShownAccountStatement } from "../../wire/accountStatement.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { answer, answeredLines } from "./answering.ts";
import { journalFile, keepFiles, statementFile } from "./files.ts";
import { accountOf, atOneInstant, dayOf, makeAccountStatement } from "./making.ts";
import type { MakingDeps } from "./making.ts";
import { checkPair, checkRecipients } from "./pairs.ts";
import { checkQuota } from "./quota.ts";
import { scheduleHandlers } from "./scheduleHandlers.ts";
import { shownAnswer, shownStatement } from "./showing.ts";

type Operations = typeof ACCOUNT_STATEMENT_OPERATIONS;
type Scheduling = "scheduleAccountStatements" | "listStatementSchedules" | "stopStatementSchedule";
type Looking = "previewAccountStatement" | "exportJournal";
type Reading = "listAccountLines" | "listLineAnswers" | "readAccountStatementFile";

const LAST = Number.MAX_SAFE_INTEGER;

export function accountStatementHandlers(deps: GatewayDeps): Handlers<Operations> {
  return { ...makingHandlers(deps), ...readingHandlers(deps), ...lookingHandlers(deps), ...scheduleHandlers(deps) };
}

function makingDeps({ database, now, tokens, config }: GatewayDeps): MakingDeps {
  return { database, now, tokens, secret: config.secret };
}

function makingHandlers(deps: GatewayDeps): Omit<Handlers<Operations>, Scheduling | Looking | Reading> {
  const { database, now, config } = deps;
  const cursors = createCursors(config.secret);
  return {
    makeAccountStatement: async ({ member, body }) => {
      const { organisation, account } = member;
      await checkPair(database, organisation, body);
      if ((await accountStatementOf(database, body.id)) === undefined) {
        await checkRecipients(database, organisation, body);
        await checkQuota(database, organisation, body, now());
      }
      const maker = { organisation, member: account, schedule: null };
      const { row, isNew } = await atOneInstant(database, (tx) =>
        makeAccountStatement(tx, makingDeps(deps), maker, body),
      );
      return { status: isNew ? 201 : 200, body: await shown(deps, row, organisation) };
    },
    listAccountStatements: async ({ member: { organisation }, query: { made, counterparty, ...query } }) => {
      const list = JSON.stringify(["account statements", organisation, made, counterparty]);
      const filter = { made, ...(counterparty === undefined ? {} : { counterparty }) };
      const read = (before: number, limit: number): Promise<readonly AccountStatementRow[]> =>
        accountStatementsBefore(database, organisation, filter, before, limit);
      const placeOf = ({ sequence }: AccountStatementRow): number => sequence;
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf, read }, query);
      return { status: 200, body: { items: await shownAll(deps, rows, organisation), next } };
    },
    readAccountStatement: async ({ member, params: { id } }) => {
      await opened(deps, member, id);
      return { status: 200, body: await shown(deps, await seenBy(database, member, id), member.organisation) };
    },
    answerAccountLines: async ({ member, params: { id }, body }) => {
      const items = await answer(database, await seenBy(database, member, id), member, body, now());
      return { status: 201, body: { items: items.map(shownAnswer) } };
    },
  };
}

function readingHandlers(deps: GatewayDeps): Pick<Handlers<Operations>, Reading> {
  const { database, config } = deps;
  const cursors = createCursors(config.secret);
  const files = keepFiles();
  return {
    readAccountStatementFile: async ({ member, params: { id }, query: { format, layout, language } }) => {
      const row = await opened(deps, member, id);
      // Only what the interface took is kept.
      const own = row as Pick<ShownAccountStatement, "layout" | "language">;
      const rendering = { format, layout: layout ?? own.layout, language: language ?? own.language };
      const file = await files.answer(JSON.stringify([id, rendering]), async () => {
        const kept = await keptAccountOf(database, id);
        if (kept === undefined) throw notFound();
        return statementFile(kept, rendering);
      });
      return { status: 200, ...file };
    },
    listAccountLines: async ({ member, params: { id }, query }) => {
      const row = await opened(deps, member, id);
      const read = (after: number, limit: number) => answeredLines(database, row, after, limit);
      const placeOf = ({ line }: { readonly line: number }): number => line;
      const { rows, next } = await pageOf({ cursors, list: `lines of ${id}`, first: 0, placeOf, read }, query);
      return { status: 200, body: { items: [...rows], next } };
    },
    listLineAnswers: async ({ member, params: { id }, query }) => {
      await seenBy(database, member, id);
      const read = (after: number, limit: number) => answersAfter(database, id, after, limit);
      const placeOf = ({ number }: { readonly number: number }): number => number;
      const { rows, next } = await pageOf({ cursors, list: `answers to ${id}`, first: 0, placeOf, read }, query);
      return { status: 200, body: { items: rows.map(shownAnswer), next } };
    },
  };
}

/** Whatever is not kept. */
const DRAFT = { number: "DRAFT", version: 1 } as const;

function lookingHandlers(deps: GatewayDeps): Pick<Handlers<Operations>, Looking> {
  const { database } = deps;
  return {
    previewAccountStatement: async ({ member: { organisation }, query }) => {
      await checkPair(database, organisation, query);
      const made = await atOneInstant(database, (tx) => accountOf(tx, makingDeps(deps), organisation, query, DRAFT));
      return { status: 200, ...(await statementFile(made, query)) };
    },
    exportJournal: async ({ member: { organisation }, query }) => {
      await checkPair(database, organisation, query);
      const asked = { ...query, zone: "UTC" };
      const made = await atOneInstant(database, (tx) => accountOf(tx, makingDeps(deps), organisation, asked, DRAFT));
      return { status: 200, ...journalFile(made, query.side) };
    },
  };
}

/** One that an organisation made, or that was made for it. @throws ProblemError `NotFound` */
async function seenBy(sql: Sql, { organisation }: Member, id: string): Promise<AccountStatementRow> {
  const row = await accountStatementOf(sql, id);
  if (row === undefined || ![row.supplier, row.buyer].includes(organisation)) throw notFound();
  return row;
}

/** Notes that a member of the other side looks at it. @throws ProblemError `NotFound` */
async function opened({ database, now }: GatewayDeps, member: Member, id: string): Promise<AccountStatementRow> {
  const row = await seenBy(database, member, id);
  if (row.organisation !== member.organisation) await noteStatementOpened(database, id, member.account, now());
  return row;
}

async function shown(deps: GatewayDeps, row: AccountStatementRow, viewer: Address): Promise<ShownAccountStatement> {
  const [one] = await shownAll(deps, [row], viewer);
  if (one === undefined) throw new Error(`the account statement ${row.id} cannot be shown`);
  return one;
}

async function shownAll(
  { database, now }: GatewayDeps,
  rows: readonly AccountStatementRow[],
  viewer: Address,
): Promise<ShownAccountStatement[]> {
  const mails = await statementMailsOf(
    database,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => shownStatement(row, mails.get(row.id) ?? [], { viewer, today: dayOf(now()) }));
}
