/**
 * Who claims one receivable: its holder, and whoever stated a filing that names it, or all that its seller has. Ranked
 * by a law from what they state (R57, R60, R61), which is no legal order and verified by nobody here.
 */
import type { Filing } from "../../domain/factoring/filing.ts";
import { priorityOf } from "../../domain/factoring/priority.ts";
import type { CompetingClaim, PriorityLaw } from "../../domain/factoring/priority.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { holdingsOf, latestInstant } from "../../store/assignments.ts";
import type { Holding } from "../../store/assignments.ts";
import { noticesOfReceivable } from "../../store/assignmentNotices.ts";
import { namesOf } from "../../store/captions.ts";
import { cursorOf } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import { dealsOfReceivables } from "../../store/deals.ts";
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

interface Question {
  readonly organisation: Address;
  readonly id: Hex;
  readonly law: PriorityLaw;
}

/** A claim, and whether the ledger recorded an assignment to it. */
interface StatedClaim extends CompetingClaim {
  readonly factor: Address;
  readonly recorded: boolean;
}

const SCOPE =
  "Known here are the assignment that stands on this ledger, and filings and notices that were stated on it. Search " +
  "the registers themselves before you rely on an order.";

/** @throws ProblemError `NotFound` for the debtor too: what its creditors have against each other is not its business */
export async function competingClaimsOf(
  sql: Sql,
  { now }: GatewayDeps,
  { organisation, id, law }: Question,
): Promise<CompetingClaims> {
  const header = (await statesOf(sql, [id])).get(id)?.state.agreed?.header;
  const holding = (await holdingsOf(sql, [id])).get(id);
  if (header === undefined || holding === undefined) throw notFound();
  const sellers = new Set([header.supplier, ...(holding.before === undefined ? [] : [holding.before])]);
  const filings = (await Promise.all([...sellers].map((seller) => filingsAgainst(sql, seller, id)))).flat();
  await checkReader(sql, { organisation, id, law }, header.buyer, filings);
  // The chain's clock may be ahead of this machine's.
  const asOf = Math.max(now(), (await latestInstant(sql)) ?? 0);
  const claims = await claimsIn(sql, id, { holding, supplier: header.supplier, filings, asOf });
  const { ranked, notes } = priorityOf(law, claims, asOf);
  const names = await namesOf(
    sql,
    organisation,
    claims.map(({ factor }) => factor),
  );
  const instant = (seconds: number | undefined): string | null =>
    seconds === undefined ? null : shownInstant(seconds);
  const items = ranked.map(({ claim, rank, reason, text, missing }) => ({
    factor: claim.factor,
    name: names.own.get(claim.factor) ?? names.profiles.get(claim.factor) ?? null,
    ...{ rank, reason, text, missing: missing.map((one) => ({ ...one })) },
    assignedAt: claim.recorded ? shownInstant(claim.assignedAt) : null,
    ...{ registeredAt: instant(claim.registeredAt), registeredUntil: instant(claim.registeredUntil) },
    noticeReceivedAt: instant(claim.noticeReceivedAt),
  }));
  return { law, items, notes: [...notes, SCOPE], asOf: shownCursor(await cursorOf(sql)) };
}

/** Supplier and holder, who had it in a deal, and who filed against it by name. @throws ProblemError `NotFound` */
async function checkReader(
  sql: Sql,
  { organisation, id }: Question,
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
  readonly holding: Holding;
  readonly supplier: Address;
  readonly filings: readonly StoredFiling[];
  readonly asOf: number;
}

async function claimsIn(
  sql: Sql,
  id: Hex,
  { holding, supplier, filings, asOf }: Known,
): Promise<readonly StatedClaim[]> {
  const noticed = await noticesReceived(sql, id);
  const known = filings.filter(({ filing }) => filing.filedAt <= asOf);
  const registered = new Map(
    [...Map.groupBy(known, ({ filing }) => filing.secured)].map(([secured, own]) => [secured, bestOf(own, asOf)]),
  );
  const assignee = holding.owner === supplier ? [] : [holding.owner];
  return [...new Set([...assignee, ...registered.keys()])].map((factor): StatedClaim => {
    const recorded = factor === holding.owner;
    const [filing, received] = [registered.get(factor), noticed.get(factor)];
    return {
      ...{ factor, recorded, financeAmount: 0n, assignedAt: recorded ? holding.since : (filing?.filedAt ?? asOf) },
      ...(filing === undefined ? {} : { registeredAt: filing.filedAt }),
      ...(filing === undefined || filing.until === 0 ? {} : { registeredUntil: filing.until }),
      ...(received === undefined ? {} : { noticeReceivedAt: received }),
    };
  });
}

/** The first filing that is in force; where none is any more, the one that was last. */
function bestOf(filings: readonly StoredFiling[], asOf: number): Filing | undefined {
  const all = filings.map(({ filing }) => filing);
  const inForce = all.filter(({ until }) => until === 0 || until > asOf);
  if (inForce.length > 0) return inForce.toSorted((one, other) => one.filedAt - other.filedAt)[0];
  return all.toSorted((one, other) => other.until - one.until)[0];
}

/** When the debtor first replied to a notice of each assignee: it had it then at the latest. */
async function noticesReceived(sql: Sql, id: Hex): Promise<ReadonlyMap<Address, number>> {
  const notices = await noticesOfReceivable(sql, id);
  const received = new Map<Address, number>();
  const events = await noticeEventsOf(
    sql,
    notices.map(({ state }) => state.hash),
  );
  const assignees = new Map(notices.map(({ state }) => [state.hash, state.content.assignee]));
  for (const { event, timestamp } of events) {
    const assignee = assignees.get(event.notice);
    if (event.name === "NoticeReplied" && assignee !== undefined && !received.has(assignee)) {
      received.set(assignee, timestamp);
    }
  }
  return received;
}
