/** Notices of assignment as they stand on chain, and how their debtors replied. */
import type { AssignmentNotice, NoticeKind, NoticeReply } from "../domain/factoring/notice.ts";
import type { NoticeState } from "../domain/factoring/noticeFold.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes, hexOf } from "./values.ts";
import type { SqlScalar } from "./values.ts";

/** A notice as it stands, and where its first and its last event do. */
export interface StoredNotice {
  readonly state: NoticeState;
  readonly givenBlock: number;
  readonly givenLog: number;
  readonly changedBlock: number;
  readonly changedLog: number;
}

/** What an organisation is to a notice. */
export type NoticeRole = "assignor" | "assignee" | "debtor";

/** Where a page ended. */
export interface NoticePlace {
  readonly givenBlock: number;
  readonly givenLog: number;
}

type Column = readonly [name: string, read: (row: StoredNotice) => SqlScalar];

const hexOrNull = (hex: Hex | undefined): string | null => (hex === undefined ? null : bytes(hex));

const COLUMNS: readonly Column[] = [
  ["hash", ({ state }) => bytes(state.hash)],
  ["kind", ({ state }) => state.content.kind],
  ["assignor", ({ state }) => bytes(state.content.assignor)],
  ["assignee", ({ state }) => bytes(state.content.assignee)],
  ["debtor", ({ state }) => bytes(state.content.debtor)],
  ["payee", ({ state }) => bytes(state.content.payee)],
  ["receivables", ({ state }) => bytes(state.content.receivables)],
  ["proof", ({ state }) => bytes(state.content.proof)],
  ["given_at", ({ state }) => state.content.givenAt],
  ["given_by", ({ state }) => bytes(state.by)],
  ["reply", ({ state }) => state.reply],
  ["reason", ({ state }) => hexOrNull(state.reason)],
  ["replied_by", ({ state }) => hexOrNull(state.repliedBy)],
  ["given_block", ({ givenBlock }) => givenBlock],
  ["given_log", ({ givenLog }) => givenLog],
  ["changed_block", ({ changedBlock }) => changedBlock],
  ["changed_log", ({ changedLog }) => changedLog],
];
const NAMES = COLUMNS.map(([name]) => name);
const SELECT =
  `select ${NAMES.join(", ")}, (select json_agg(r.id order by place) from notice_receivables r ` +
  "where r.hash = n.hash) as ids from assignment_notices n";

interface NoticeRow
  extends
    Omit<AssignmentNotice, "kind" | "givenAt">,
    Readonly<Record<"given_at" | "given_block" | "given_log" | "changed_block" | "changed_log", number>> {
  readonly hash: Hex;
  readonly kind: NoticeKind;
  readonly given_by: Address;
  readonly reply: NoticeReply;
  readonly reason: Hex | null;
  readonly replied_by: Address | null;
  readonly ids: readonly string[];
}

function noticeOfRow(row: NoticeRow): StoredNotice {
  const { hash, kind, assignor, assignee, debtor, payee, receivables, proof, given_at: givenAt, reply } = row;
  return {
    state: {
      hash,
      content: { kind, assignor, assignee, debtor, payee, receivables, proof, givenAt },
      ids: row.ids.map(hexOf),
      by: row.given_by,
      reply,
      reason: row.reason ?? undefined,
      repliedBy: row.replied_by ?? undefined,
    },
    givenBlock: row.given_block,
    givenLog: row.given_log,
    changedBlock: row.changed_block,
    changedLog: row.changed_log,
  };
}

/** Notices as they stand; one that nobody gave has no entry. */
export async function noticesByHashes(sql: Sql, hashes: readonly Hex[]): Promise<ReadonlyMap<Hex, StoredNotice>> {
  const rows = await sql.query<NoticeRow>(`${SELECT} where hash = any($1)`, [hashes.map(bytes)]);
  return new Map(rows.map((row) => [row.hash, noticeOfRow(row)]));
}

/** The notices that name a receivable, in the order of the chain, which is never the legal order of claims. */
export async function noticesOfReceivable(sql: Sql, id: Hex): Promise<readonly StoredNotice[]> {
  const text = `${SELECT} where hash in (select hash from notice_receivables where id = $1)`;
  const rows = await sql.query<NoticeRow>(`${text} order by given_block, given_log`, [bytes(id)]);
  return rows.map(noticeOfRow);
}

/** The notices of an organisation in a role, the last first, so many after a place. */
export async function noticesOf(
  sql: Sql,
  { role, party }: { readonly role: NoticeRole; readonly party: Address },
  after: NoticePlace | undefined,
  limit: number,
): Promise<readonly StoredNotice[]> {
  const before = after === undefined ? "" : " and (given_block, given_log) < ($3, $4)";
  const text = `${SELECT} where ${role} = $1${before} order by given_block desc, given_log desc limit $2`;
  const place = after === undefined ? [] : [after.givenBlock, after.givenLog];
  return (await sql.query<NoticeRow>(text, [bytes(party), limit, ...place])).map(noticeOfRow);
}

/** All notices, in the order of their hashes, page by page. */
export async function noticesAfter(sql: Sql, hash: Hex, limit: number): Promise<readonly StoredNotice[]> {
  const rows = await sql.query<NoticeRow>(`${SELECT} where hash > $1 order by hash limit $2`, [bytes(hash), limit]);
  return rows.map(noticeOfRow);
}

/** Writes notices as they stand now, whether they are new or known. */
export async function upsertNotices(tx: Transaction, notices: readonly StoredNotice[]): Promise<void> {
  await removeNotices(
    tx,
    notices.map(({ state }) => state.hash),
  );
  const rows = notices.map((notice) => COLUMNS.map(([, read]) => read(notice)));
  await tx.copy("assignment_notices", NAMES, rows);
  const named = notices.flatMap(({ state: { hash, ids } }) =>
    ids.map((id, place) => [bytes(hash), place, bytes(id)] as const),
  );
  await tx.copy("notice_receivables", ["hash", "place", "id"], named);
}

/** Removes notices that no event tells of any more. */
export async function removeNotices(tx: Transaction, hashes: readonly Hex[]): Promise<void> {
  if (hashes.length === 0) return;
  await tx.query("delete from notice_receivables where hash = any($1)", [hashes.map(bytes)]);
  await tx.query("delete from assignment_notices where hash = any($1)", [hashes.map(bytes)]);
}
