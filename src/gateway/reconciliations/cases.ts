/** What both sides say of a difference, over HTTP. */
import type { z } from "zod";
import { codePoint, firstUnseen } from "../../documents/visible.ts";
import type { BookSide } from "../../domain/ledgerItem.ts";
import { keccakOfText } from "../../domain/hash.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { caseOf } from "../../reconciliation/ledgers/casework.ts";
import type { Sql } from "../../store/database.ts";
import { hasDifference, keepReply, repliesOf } from "../../store/reconciliationRows.ts";
import type { StoredReply } from "../../store/reconciliationRows.ts";
import type { Reconciliation } from "../../store/reconciliations.ts";
import type { BookDifference, differenceReply, newReply } from "../../wire/reconciliation.ts";
import { idTaken } from "../access/refusals.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { shownInstant } from "../receivables/showing.ts";

type NewReply = z.output<typeof newReply>;

/** Of the firms of a run: what was said of a difference is found again by the next run of the same firms. */
export function pairOf({ organisation, side, counterparty, partner }: Reconciliation): Hex {
  return keccakOfText(JSON.stringify([organisation, side, partner ?? counterparty.toLowerCase()]));
}

/** As which of both sides somebody speaks. */
export function sideOf({ organisation, side }: Reconciliation, speaker: Address): BookSide {
  if (speaker === organisation) return side;
  return side === "supplier" ? "buyer" : "supplier";
}

/** The replies to each of some differences, and what follows from them. */
export async function casesOf(
  sql: Sql,
  run: Reconciliation,
  keys: readonly Hex[],
): Promise<ReadonlyMap<Hex, { readonly case: BookDifference["case"]; readonly replies: readonly StoredReply[] }>> {
  const said = keys.length === 0 ? [] : await repliesOf(sql, pairOf(run), keys);
  return new Map(
    keys.map((key) => {
      const replies = said.filter((reply) => reply.key === key);
      return [key, { case: { ...caseOf(replies), replies: replies.length }, replies }];
    }),
  );
}

/** @throws ProblemError `NotFound`, `RequestInvalid`, `IdTaken` */
export async function reply(
  sql: Sql,
  run: Reconciliation,
  {
    key,
    at,
    said,
    member,
  }: { readonly key: Hex; readonly at: number; readonly said: NewReply; readonly member: Member },
): Promise<StoredReply> {
  if (!(await hasDifference(sql, run.number, key))) throw notFound();
  checkVisible(said.text);
  const { organisation, account } = member;
  const resolution = said.kind === "propose" ? said.resolution : null;
  const { id, kind, text } = said;
  const made = { pair: pairOf(run), key, organisation, id, account, side: sideOf(run, organisation), kind, resolution };
  const kept = await keepReply(sql, { ...made, text, at });
  const isSame = kept.key === key && kept.pair === made.pair && kept.kind === kind && kept.text === text;
  if (!isSame || kept.resolution !== resolution || kept.account !== account) throw idTaken("another reply");
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
  const { id, side, organisation, account, kind, resolution, text, at } = reply;
  return { id, side, organisation, account, kind, resolution, text, at: shownInstant(at) };
}
