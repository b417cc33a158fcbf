/**
 * Who claims one receivable: its holder, and whoever stated a filing that names it, or all that its seller has. Ranked
 * by a law from what they state (R57, R60, R61), which is no legal order and verified by nobody here.
 */
import type { Filing } from "../../domain/factoring/filing.ts";
import { NoticeKind } from "../../domain/factoring/notice.ts";
import { priorityOf, registrationEnd } from "../../domain/factoring/priority.ts";
import type { CompetingClaim, Priority } from "../../domain/factoring/priority.ts";
import type { PriorityLaw } from "../../domain/factoring/priorityTexts.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { holdingsOf, transfersTo } from "../../store/assignments.ts";
import { latestInstant } from "../../store/chainTables.ts";
import type { Holding } from "../../store/assignments.ts";
import { noticesOfReceivable } from "../../store/assignmentNotices.ts";
import { namesOf } from "../../store/captions.ts";
import { cursorOf } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import { dealsOfReceivables } from "../../store/deals.ts";
import type { StoredChainEvent } from "../../store/eventRows.ts";
import { noticeEventsOf } from "../../store/factoringEvents.ts";
import { filingsAgainst } from "../../store/filings.ts";
import type { StoredFiling } from "../../store/filings.ts";
import { takesPart } from "../../store/participation.ts";
import { statesOf } from "../../store/readModel.ts";
import type { CompetingClaims } from "../../wire/filing.ts";
import type { GatewayDeps } from "../deps.ts";
import { notFound } from "../http/problems.ts";
import { shownCursor } from "../receivables/reading.ts";
import { shownInstant } from "../receivables/showing.ts";

export interface ClaimsQuestion {
  readonly organisation: Address;
  readonly id: Hex;
  readonly law: PriorityLaw;
}

/** A claim, and whether the ledger recorded an assignment to it. */
interface StatedClaim extends CompetingClaim {
  readonly factor: Address;
  readonly recorded: boolean;
}

/** What a law makes of the claims to a receivable, and what their claimants are called. */
export interface RankedClaims extends Pick<Priority<StatedClaim>, "ranked" | "leftOut"> {
  readonly notes: readonly string[];
  readonly nameOf: (factor: Address) => string | null;
}

const SCOPE =
  "Known here are the assignment that stands on this ledger with the notices of it, and filings that were stated on " +
  "it. Search the registers themselves before you rely on an order.";

/** Whoever replies has the notice, and may have had it for long. */
const RECEIPT =
  "A notice counts here from the debtor's first reply to it. It can have reached the debtor before, and an order by " +
  "notice can then be another one: bring proof of delivery.";

/**
 * @throws ProblemError `NotFound` for the debtor too: what its creditors have against each other is not its business
 */
export async function competingClaimsOf(
  sql: Sql,
  deps: GatewayDeps,
  question: ClaimsQuestion,
): Promise<CompetingClaims> {
  const { ranked, leftOut, notes, nameOf } = await rankedClaimsOf(sql, deps, question);
  const instant = (seconds: number | undefined): string | null =>
    seconds === undefined ? null : shownInstant(seconds);
  const shown = ({ factor, recorded, assignedAt, registeredAt, registeredUntil, noticeReceivedAt }: StatedClaim) => ({
    assignedAt: recorded ? instant(assignedAt) : null,
    ...{ registeredAt: instant(registeredAt), registeredUntil: instant(registeredUntil) },
    ...{ noticeReceivedAt: instant(noticeReceivedAt), factor, name: nameOf(factor) },
  });
  const items = ranked.map(({ claim, rank, reason, text, missing }) => ({
    ...{ ...shown(claim), rank, reason, text, missing: missing.map((one) => ({ ...one })) },
  }));
  return {
    ...{ law: question.law, items, leftOut: leftOut.map(({ claim, text }) => ({ ...shown(claim), text })) },
    ...{ notes: [...notes], asOf: shownCursor(await cursorOf(sql)) },
  };
}

/** @throws ProblemError `NotFound` as {@link competingClaimsOf} */
export async function rankedClaimsOf(
  sql: Sql,
  { now }: GatewayDeps,
  { organisation, id, law }: ClaimsQuestion,
): Promise<RankedClaims> {
  const header = (await statesOf(sql, [id])).get(id)?.state.agreed?.header;
  const holding = (await holdingsOf(sql, [id])).get(id);
  if (header === undefined || holding === undefined) throw notFound();
  const sellers = new Set([header.supplier, ...(holding.before === undefined ? [] : [holding.before])]);
  const filings = (await Promise.all([...sellers].map((seller) => filingsAgainst(sql, seller, id)))).flat();
  await checkReader(sql, { organisation, id, law }, header.buyer, filings);
  // The chain's clock may be ahead of this machine's.
  const asOf = Math.max(now(), (await latestInstant(sql)) ?? 0);
  const claims = await claimsIn(sql, id, { law, holding, supplier: header.supplier, filings, asOf });
  const { ranked, leftOut, notes } = priorityOf(law, claims, asOf);
  const names = await namesOf(
    sql,
    organisation,
    claims.map(({ factor }) => factor),
  );
  const nameOf = (factor: Address): string | null => names.own.get(factor) ?? names.profiles.get(factor) ?? null;
  return { ranked, leftOut, notes: [...notes, RECEIPT, SCOPE], nameOf };
}

/** Supplier and holder, who had it in a deal, and who filed against it by name. @throws ProblemError `NotFound` */
async function checkReader(
  sql: Sql,
  { organisation, id }: ClaimsQuestion,
  buyer: Address,
  filings: readonly StoredFiling[],
): Promise<void> {
  if (organisation !== buyer && (await takesPart(sql, organisation, id))) return;
  const deals = (await dealsOfReceivables(sql, [id])).get(id) ?? [];
  if (deals.some(({ factor, state }) => factor === organisation || state.seller === organisation)) return;
  // Whoever filed for all of somebody's receivables has not shown that it knows of this one.
  if (filings.some(({ filing, ids }) => filing.secured === organisation && ids.includes(id))) return;
  throw notFound();
}

interface Known {
  readonly law: PriorityLaw;
  readonly holding: Holding;
  readonly supplier: Address;
  readonly filings: readonly StoredFiling[];
  readonly asOf: number;
}

async function claimsIn(
  sql: Sql,
  id: Hex,
  { law, holding, supplier, filings, asOf }: Known,
): Promise<readonly StatedClaim[]> {
  const received = await noticeReceived(sql, id, holding);
  const known = filings.filter(({ filing }) => filing.filedAt <= asOf);
  const registered = new Map(
    [...Map.groupBy(known, ({ filing }) => filing.secured)].map(([secured, own]) => [secured, bestOf(law, own, asOf)]),
  );
  const assignee = holding.owner === supplier ? [] : [holding.owner];
  return [...new Set([...assignee, ...registered.keys()])].map((factor): StatedClaim => {
    const recorded = factor === holding.owner;
    return {
      ...{ factor, recorded, financeAmount: 0n, ...registrationIn(registered.get(factor)) },
      ...(recorded ? { assignedAt: holding.since } : {}),
      ...(recorded && received !== undefined ? { noticeReceivedAt: received } : {}),
    };
  });
}

function registrationIn(filing: Filing | undefined): Pick<CompetingClaim, "registeredAt" | "registeredUntil"> {
  if (filing === undefined) return {};
  const { filedAt: registeredAt, until } = filing;
  return until === 0 ? { registeredAt } : { registeredAt, registeredUntil: until };
}

/** The first filing that is in force; where none is any more, the one that was last. */
function bestOf(law: PriorityLaw, filings: readonly StoredFiling[], asOf: number): Filing | undefined {
  const all = filings.map(({ filing }) => ({ filing, end: registrationEnd(law, registrationIn(filing)) ?? Infinity }));
  const inForce = all.filter(({ end }) => end > asOf);
  if (inForce.length > 0) return inForce.toSorted((one, other) => one.filing.filedAt - other.filing.filedAt)[0]?.filing;
  return all.toSorted((one, other) => other.end - one.end)[0]?.filing;
}

/**
 * When the debtor first replied to a notice of the assignment that stands: it had it then at the latest. A notice of an
 * earlier sale, or of a reassignment, tells it nothing of this one; and only who held it could give one here.
 */
async function noticeReceived(sql: Sql, id: Hex, { holder, owner }: Holding): Promise<number | undefined> {
  const came = (await transfersTo(sql, [id], holder)).findLast(({ event }) => isFromAnother(event));
  const notices = (await noticesOfReceivable(sql, id)).filter(({ state: { content }, givenBlock, givenLog }) => {
    if (content.kind !== NoticeKind.Assigned || content.assignee !== owner || came === undefined) return false;
    const { blockNumber, logIndex } = came.at;
    return givenBlock > blockNumber || (givenBlock === blockNumber && givenLog > logIndex);
  });
  const events = await noticeEventsOf(
    sql,
    notices.map(({ state }) => state.hash),
  );
  return events.find(({ event }) => event.name === "NoticeReplied")?.timestamp;
}

function isFromAnother(event: StoredChainEvent["event"]): boolean {
  return event.name === "Transfer" && event.from !== event.to;
}
