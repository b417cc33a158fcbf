/** Notices of assignment over HTTP: for assignor, assignee and debtor of each, and nobody else. */
import { NoticeKind, NoticeReply } from "../../domain/factoring/notice.ts";
import { keccakOfText } from "../../domain/hash.ts";
import { ZERO_HASH } from "../../domain/receivable.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { holdingsOf, repliesSaid } from "../../store/assignments.ts";
import { noticesByHashes, noticesOf } from "../../store/assignmentNotices.ts";
import type { NoticePlace, StoredNotice } from "../../store/assignmentNotices.ts";
import { captionsOf, namesOf } from "../../store/captions.ts";
import { cursorOf } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import { noticeEventsOf } from "../../store/factoringEvents.ts";
import type { NoticeEvent, StoredFactoringEvent } from "../../store/factoringEvents.ts";
import { takesPart } from "../../store/participation.ts";
import { statesOf } from "../../store/readModel.ts";
import { NOTICE_ROLES } from "../../wire/assignmentNotice.ts";
import type { NoticeDetail, ShownNotice } from "../../wire/assignmentNotice.ts";
import type { DEAL_OPERATIONS } from "../../wire/operations/deals.ts";
import { vouchersOf } from "../access/organisations.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { atOneInstant, shownCursor } from "../receivables/reading.ts";
import { nameIn, shownInstant } from "../receivables/showing.ts";
import { invoiceNumberOf } from "../receivables/summary.ts";
import { shownPlace } from "../receivables/timeline.ts";
import { proofOf } from "./noticeProof.ts";

type Operations = Pick<
  typeof DEAL_OPERATIONS,
  "listAssignmentNotices" | "readAssignmentNotice" | "readAssignmentProof"
>;

export function noticeHandlers(deps: GatewayDeps): Handlers<Operations> {
  const { config, database } = deps;
  const cursors = createCursors(config.secret);
  return {
    listAssignmentNotices: async ({ member: { organisation }, query: { limit, cursor, role } }) => {
      const body = await atOneInstant(database, async (sql) => {
        const { rows, next } = await pageOf<StoredNotice, NoticePlace | undefined>(
          {
            ...{ cursors, list: `notices of ${organisation} as ${role}`, first: undefined },
            placeOf: ({ givenBlock, givenLog }) => ({ givenBlock, givenLog }),
            read: (after, most) => noticesOf(sql, { role, party: organisation }, after, most),
          },
          { limit, cursor },
        );
        const items = await shownNotices(sql, organisation, rows);
        return { items, next, asOf: shownCursor(await cursorOf(sql)) };
      });
      return { status: 200, body };
    },
    readAssignmentNotice: async ({ member: { organisation }, params: { hash } }) => ({
      status: 200,
      body: await atOneInstant(database, (sql) => detailOf(sql, deps, organisation, hash)),
    }),
    readAssignmentProof: async ({ member: { organisation }, params: { hash } }) => ({
      status: 200,
      body: await atOneInstant(database, async (sql) => {
        const notice = await ownNotice(sql, organisation, hash);
        return proofOf(sql, deps, organisation, notice);
      }),
    }),
  };
}

/** @throws ProblemError `NotFound` for everybody whom the notice does not name */
async function ownNotice(sql: Sql, organisation: Address, hash: Hex): Promise<StoredNotice> {
  const found = (await noticesByHashes(sql, [hash])).get(hash);
  if (found === undefined || !NOTICE_ROLES.some((role) => found.state.content[role] === organisation)) throw notFound();
  return found;
}

async function shownNotices(sql: Sql, organisation: Address, notices: readonly StoredNotice[]): Promise<ShownNotice[]> {
  const parties = notices.flatMap(({ state: { content } }) => NOTICE_ROLES.map((role) => content[role]));
  const { own, profiles } = await namesOf(sql, organisation, [...new Set(parties)]);
  const nameOf = (party: Address): string | null => own.get(party) ?? profiles.get(party) ?? null;
  return notices.map(({ state: { hash, content, ids, by, reply } }) => {
    const { kind, assignor, assignee, debtor, payee, proof, givenAt } = content;
    const role = NOTICE_ROLES.find((one) => content[one] === organisation);
    if (role === undefined) throw new Error(`the notice ${hash} names others than ${organisation}`);
    return {
      ...{ hash, kind: nameIn(NoticeKind, kind), role, assignor, assignee, debtor, payee },
      names: { assignor: nameOf(assignor), assignee: nameOf(assignee), debtor: nameOf(debtor) },
      ...{ receivables: [...ids], proof, givenAt: shownInstant(givenAt), by, reply: nameIn(NoticeReply, reply) },
    };
  });
}

async function detailOf(sql: Sql, { now }: GatewayDeps, organisation: Address, hash: Hex): Promise<NoticeDetail> {
  const notice = await ownNotice(sql, organisation, hash);
  const [shown] = await shownNotices(sql, organisation, [notice]);
  const events = await noticeEventsOf(sql, [hash]);
  const [given] = events;
  if (shown === undefined || given === undefined) throw notFound();
  const cursor = await cursorOf(sql);
  const said = await repliesSaid(sql, hash, notice.state.content.debtor);
  return {
    ...shown,
    recorded: shownPlace(given.at, given.timestamp, cursor),
    replies: events.flatMap((one) => shownReply(one, said, cursor)),
    items: await namedIn(sql, organisation, notice),
    debtorVouchers: await vouchersOf(sql, notice.state.content.debtor, now()),
    asOf: shownCursor(cursor),
  };
}

/** @param said Reasons in words that were given here; what has another hash is not shown. */
function shownReply(
  { event, at, timestamp }: StoredFactoringEvent<NoticeEvent>,
  said: readonly string[],
  cursor: Parameters<typeof shownPlace>[2],
): NoticeDetail["replies"] {
  if (event.name !== "NoticeReplied") return [];
  const reason = event.reason === ZERO_HASH ? null : event.reason;
  const words = reason === null ? undefined : said.find((text) => keccakOfText(text) === reason);
  const place = shownPlace(at, timestamp, cursor);
  return [{ reply: nameIn(NoticeReply, event.reply), reason, said: words ?? null, by: event.by, at: place }];
}

async function namedIn(
  sql: Sql,
  asking: Address,
  { state: { ids, content } }: StoredNotice,
): Promise<NoticeDetail["items"]> {
  const holdings = await holdingsOf(sql, ids);
  const states = await statesOf(sql, ids);
  const items: NoticeDetail["items"] = [];
  for (const id of ids) {
    const [holding, header] = [holdings.get(id), states.get(id)?.state.agreed?.header];
    if (holding === undefined || header === undefined) continue;
    const { holder, owner: payee, since } = holding;
    const { invoices } = await captionsOf(sql, { asking, isParty: true }, { id, holder, ...header });
    // Anybody can give a notice of a reassignment to itself, and learns nothing by it.
    const isParty = holding.before === asking || (await takesPart(sql, asking, id));
    const invoiceNumber = isParty ? invoiceNumberOf(invoices.get(id), header.invoice) : null;
    const { kind, assignor, assignee, payee: named } = content;
    const stands = holder === named && holding.before === (kind === NoticeKind.Assigned ? assignor : assignee);
    items.push({ receivable: id, invoiceNumber, holder, payee, since: shownInstant(since), stands });
  }
  return items;
}
