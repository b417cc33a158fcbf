/** Prepares notices of assignment, replies to them, and statements of filings. */
import { idsHash, noticeHash, NoticeKind, NoticeReply } from "../../domain/factoring/notice.ts";
import type { AssignmentNotice } from "../../domain/factoring/notice.ts";
import { keccakOfText } from "../../domain/hash.ts";
import { ZERO_HASH } from "../../domain/receivable.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { noticesByHashes } from "../../store/assignmentNotices.ts";
import { cursorOf } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import type { NewIntent } from "../../store/intents.ts";
import { maySee } from "../../store/participation.ts";
import type { NoticeAct } from "../../wire/act.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { randomHash } from "./agreeing.ts";
import { assignedTo } from "./assigning.ts";
import { noticeSum } from "./assigningSums.ts";
import { chainInstant } from "./chainInstant.ts";
import type { Material } from "./material.ts";
import { factoringOf } from "./factoringPlace.ts";
import type { NoticeDeed, NoticePlan } from "./noticePlans.ts";
import { callOf, otherParty } from "./plans.ts";
import { deadlineFor, prepareOnce } from "./preparingOnce.ts";
import type { Prepared } from "./preparingOnce.ts";
import { explained } from "./refusals.ts";
import { trial } from "./verifying.ts";

const DAY = 86_400;

/** What an act comes to, given the tables. */
interface Planned {
  readonly deed: NoticeDeed;
  readonly ids: readonly Hex[];
  /** What it is about, where it can be wanted only once. */
  readonly once: string | undefined;
}

/** Prepares an act about an assignment or a filing. @throws ProblemError */
export async function prepareNoticeAct(deps: GatewayDeps, member: Member, act: NoticeAct): Promise<Prepared> {
  const { database, addresses, now } = deps;
  const { organisation, account } = member;
  const { id: asked, deadline, ...wants } = act;
  const to = await explained(() => factoringOf(addresses));
  const { deed, ids, once } = await plannedFor(deps, organisation, act);
  const plan: NoticePlan = { deed, ids, party: organisation, nonce: BigInt(randomHash()) };
  const about = deed.verb === "recordFiling" ? null : noticeHash(deed.notice);
  const content = keccakOfText(JSON.stringify(wants));
  const subject = once === undefined ? (asked === undefined ? content : null) : keccakOfText(once);
  const latest = deadlineFor(deadline, now());
  return prepareOnce(deps, { organisation, id: asked, subject, content }, async (made) => {
    await trial(deps, { to, data: await explained(() => callOf(plan)) }, organisation);
    const cursor = await cursorOf(database);
    const material: Material = { plan, draft: null, said: act.verb === "replyToNotice" ? (act.reason ?? null) : null };
    const intent: NewIntent = {
      ...{ id: made, organisation, verb: act.verb, subject, content, deadline: lastInstant(deed, latest) },
      ...{ receivable: null, commitment: null, counterparty: otherParty(plan, organisation), statement: null },
      ...{ notice: about, ...(await noticeSum(database, organisation, ids, now())) },
      ...{ preparedBy: account, prepared: now(), afterBlock: cursor?.folded.number ?? 0 },
      ...{ parties: [], body: material },
    };
    return { intent };
  });
}

/** The contract takes no notice that is older than a day. */
function lastInstant(deed: NoticeDeed, latest: number): number {
  return deed.verb === "giveNotice" ? Math.min(latest, deed.notice.givenAt + DAY) : latest;
}

function plannedFor(deps: GatewayDeps, organisation: Address, act: NoticeAct): Promise<Planned> {
  switch (act.verb) {
    case "giveNotice":
      return givingNotice(deps, organisation, act);
    case "replyToNotice":
      return replying(deps.database, organisation, act);
    case "recordFiling":
      return filing(deps, organisation, act);
  }
}

/**
 * Who assigned what to whom is what the ledger says, and not what anybody asks for.
 * @throws ProblemError `NotFound`, `NoticeMalformed`; `NotAuthorised` for who is neither assignor nor assignee
 */
async function givingNotice(
  deps: GatewayDeps,
  organisation: Address,
  { kind, receivables: ids, proof }: Extract<NoticeAct, { verb: "giveNotice" }>,
): Promise<Planned> {
  const { opened, ...parties } = await assignedTo(deps.database, organisation, kind, ids);
  const { assignor, assignee } = parties;
  // Nobody but whoever was to be paid says that it is no longer.
  const givers = kind === "Assigned" ? [assignor, assignee] : [assignee];
  if (!givers.includes(organisation)) {
    const detail = `this is for ${givers.join(" or ")} to do: sign in for that organisation`;
    throw new ProblemError("NotAuthorised", detail);
  }
  const givenAt = await chainInstant(deps);
  const notice: AssignmentNotice = { kind: NoticeKind[kind], ...parties, receivables: idsHash(ids), proof, givenAt };
  const once = `giveNotice ${kind} ${assignor} ${parties.payee} ${notice.receivables}`;
  return { deed: { verb: "giveNotice", notice, opened }, ids, once };
}

/** @throws ProblemError `NotFound`, `NotAuthorised`, `NoticeAnswered`, `StatementIncomplete` */
async function replying(
  sql: Sql,
  organisation: Address,
  { notice: hash, reply: name, reason }: Extract<NoticeAct, { verb: "replyToNotice" }>,
): Promise<Planned> {
  const state = (await noticesByHashes(sql, [hash])).get(hash)?.state;
  if (state === undefined) throw notFound();
  const { content, reply: before, ids } = state;
  if (organisation !== content.debtor) {
    if (organisation !== content.assignor && organisation !== content.assignee) throw notFound();
    throw new ProblemError("NotAuthorised", `this is for the debtor ${content.debtor} to do`);
  }
  const reply = NoticeReply[name];
  const needsReason = reply === NoticeReply.Reserved || reply === NoticeReply.Refused;
  if (needsReason !== (reason !== undefined)) {
    const message = needsReason
      ? `say why: a reply of ${name} has a reason`
      : `a reply of ${name} has none: leave it out`;
    throw new ProblemError("StatementIncomplete", message, { faults: [{ at: "body.reason", message }] });
  }
  if (before !== NoticeReply.None && (before !== NoticeReply.Received || reply === NoticeReply.Received)) {
    throw new ProblemError("NoticeAnswered", "the notice has its reply: what was acknowledged or refused is final");
  }
  const answer = { reply, reason: reason === undefined ? ZERO_HASH : keccakOfText(reason) };
  const turn = reply === NoticeReply.Received ? "receipt" : "answer";
  return { deed: { verb: "replyToNotice", notice: content, answer }, ids, once: `replyToNotice ${hash} ${turn}` };
}

/** @throws ProblemError `NotFound` for a receivable that the organisation may not see, `StatementIncomplete` */
async function filing(
  { database, now }: GatewayDeps,
  organisation: Address,
  act: Extract<NoticeAct, { verb: "recordFiling" }>,
): Promise<Planned> {
  const { register, office = "", number, filedAt, until = 0, debtor, receivables: ids = [], document } = act;
  const incomplete = (field: string, message: string): ProblemError =>
    new ProblemError("StatementIncomplete", message, { faults: [{ at: `body.${field}`, message }] });
  if (filedAt > now()) throw incomplete("filedAt", "nothing is filed in the future: give when the register took it");
  if (until !== 0 && until <= filedAt) throw incomplete("until", "it ends before it begins: give when it ends");
  if (debtor === organisation) throw incomplete("debtor", "nobody files against itself: name the seller");
  for (const id of ids) if (!(await maySee(database, organisation, id, now()))) throw notFound();
  const collateral = ids.length === 0 ? ZERO_HASH : idsHash(ids);
  const of = { register, office, number, filedAt, until, secured: organisation, debtor, collateral, document };
  return { deed: { verb: "recordFiling", filing: of }, ids, once: undefined };
}
