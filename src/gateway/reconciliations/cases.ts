/** What both sides say of a difference, over HTTP. */
import type { z } from "zod";
import { codePoint, firstUnseen } from "../../documents/visible.ts";
import type { BookSide } from "../../domain/ledgerItem.ts";
import { keccakOfText } from "../../domain/hash.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { caseOf } from "../../reconciliation/ledgers/casework.ts";
import type { Reply } from "../../reconciliation/ledgers/casework.ts";
import type { Sql } from "../../store/database.ts";
import { differenceOf, keepReply, repliesBy, repliesOf } from "../../store/reconciliationRows.ts";
import type { StoredReply } from "../../store/reconciliationRows.ts";
import type { Reconciliation } from "../../store/reconciliations.ts";
import type { BookDifference, differenceReply, newReply, replies } from "../../wire/reconciliation.ts";
import { idTaken, quotaReached } from "../access/refusals.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { shownInstant } from "../receivables/showing.ts";
import type { KeptDifference } from "./showing.ts";

type NewReply = z.output<typeof newReply>;

/** So often an organisation may speak of one difference. */
const MOST_REPLIES = 100;

/** Whose books are compared. */
export type Firms = Pick<Reconciliation, "organisation" | "side" | "counterparty" | "partner">;

/**
 * Of the firms of a run, whichever of them made it: what was said of a difference is found again by their next run. A
 * counterparty that is but a name is one of the organisation's own, and no organisation's address.
 */
export function pairOf({ organisation, side, counterparty, partner }: Firms): Hex {
  const other = partner === null ? `name ${counterparty.toLowerCase()}` : `organisation ${partner}`;
  const own = `organisation ${organisation}`;
  return keccakOfText(JSON.stringify(side === "supplier" ? [own, other] : [other, own]));
}

/** As which of both sides somebody speaks. */
export function sideOf({ organisation, side }: Firms, speaker: Address): BookSide {
  if (speaker === organisation) return side;
  return side === "supplier" ? "buyer" : "supplier";
}

export interface FoundCase {
  readonly case: BookDifference["case"];
  readonly replies: readonly StoredReply[];
}

/** The replies to each of some differences, and what follows from them. */
export async function casesOf(
  sql: Sql,
  run: Firms,
  differences: readonly KeptDifference[],
): Promise<ReadonlyMap<Hex, FoundCase>> {
  const keys = differences.map(({ key }) => key);
  const said = new Map<Hex, StoredReply[]>(keys.map((key) => [key, []]));
  for (const one of keys.length === 0 ? [] : await repliesOf(sql, pairOf(run), keys)) said.get(one.key)?.push(one);
  return new Map(
    differences.map((difference) => {
      const replies = said.get(difference.key) ?? [];
      const state = caseOf(replies.map(asSaid), difference);
      return [difference.key, { case: { ...state, replies: replies.length }, replies }];
    }),
  );
}

/** @throws Error for a difference that was not among those of {@link casesOf} */
export function caseIn(cases: ReadonlyMap<Hex, FoundCase>, key: Hex): FoundCase {
  const found = cases.get(key);
  if (found === undefined) throw new Error(`the difference ${key} was not looked up`);
  return found;
}

export async function shownReplies(
  sql: Sql,
  run: Firms,
  difference: KeptDifference,
): Promise<z.output<typeof replies>> {
  const found = caseIn(await casesOf(sql, run, [difference]), difference.key);
  return { items: found.replies.map(shownReply), case: found.case };
}

function asSaid({ seenClass, seenAmount, ...reply }: StoredReply): Reply {
  return { ...reply, seen: { class: seenClass, amount: seenAmount } };
}

/** The difference of a run. @throws ProblemError `NotFound` */
export async function keptDifference(sql: Sql, run: Reconciliation, key: Hex): Promise<KeptDifference> {
  const row = await differenceOf(sql, run.number, key);
  if (row === undefined) throw notFound();
  return row.body as KeptDifference;
}

interface Saying {
  /** As it is now. */
  readonly difference: KeptDifference;
  /** Unix seconds. */
  readonly at: number;
  readonly said: NewReply;
  readonly member: Member;
}

/** @throws ProblemError `RequestInvalid`, `IdTaken`, `QuotaReached`, `ProposalOver` */
export async function reply(sql: Sql, run: Firms, { difference, at, said, member }: Saying): Promise<StoredReply> {
  const { key } = difference;
  checkVisible(said.text);
  const { organisation, account } = member;
  const { id, kind, text } = said;
  const resolution = said.kind === "propose" ? said.resolution : null;
  const proposal = said.kind === "accept" || said.kind === "reject" ? said.proposal : null;
  const pair = pairOf(run);
  const about = { pair, key, seenClass: difference.class, seenAmount: difference.amount };
  const known = (await casesOf(sql, run, [difference])).get(key);
  const isRepeated = known?.replies.some((one) => one.id === id && one.organisation === organisation) === true;
  if (!isRepeated && proposal !== null && known?.case.proposal !== proposal) {
    throw new ProblemError(
      "ProposalOver",
      `${proposal} is not the proposal that stands: read what does, and answer that`,
    );
  }
  if (!isRepeated && (await repliesBy(sql, organisation, pair, key)) >= MOST_REPLIES) {
    throw quotaReached(MOST_REPLIES, "replies of the organisation to this difference: settle it");
  }
  const side = sideOf(run, organisation);
  const kept = await keepReply(sql, {
    ...about,
    organisation,
    id,
    account,
    side,
    kind,
    resolution,
    proposal,
    text,
    at,
  });
  const isSame = kept.key === key && kept.pair === pair && kept.kind === kind && kept.text === text;
  if (!isSame || kept.resolution !== resolution || kept.proposal !== proposal || kept.account !== account) {
    throw idTaken("another reply");
  }
  return kept;
}

const LINE_ENDS = /\r?\n/g;

function checkVisible(text: string): void {
  const unseen = firstUnseen(text.replaceAll(LINE_ENDS, " "));
  if (unseen === undefined) return;
  const at = "body.text";
  const message = `it holds ${codePoint(unseen.character)}, which does not show: take it out`;
  throw new ProblemError("RequestInvalid", `${at}: ${message}`, { faults: [{ at, message }] });
}

export function shownReply(reply: StoredReply): z.output<typeof differenceReply> {
  const { id, side, organisation, account, kind, resolution, proposal, seenClass, seenAmount, text, at } = reply;
  const seen = { class: seenClass, amount: seenAmount };
  return { id, side, organisation, account, kind, resolution, proposal, ...seen, text, at: shownInstant(at) };
}
