/** What proves an assignment to its debtor: UCC 9-406(c), Civil Code 764. */
import { NoticeKind } from "../../domain/factoring/notice.ts";
import { ASSIGNMENT_TEXT } from "../../domain/factoring/noticeMessages.ts";
import type { Address } from "../../domain/receivable.ts";
import { transfersTo } from "../../store/assignments.ts";
import type { StoredNotice } from "../../store/assignmentNotices.ts";
import { captionsOf } from "../../store/captions.ts";
import { cursorOf } from "../../store/chainTables.ts";
import type { Cursor } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import { factorOf } from "../../store/desks.ts";
import { noticeEventsOf } from "../../store/factoringEvents.ts";
import { profileOf } from "../../store/organisations.ts";
import { takesPart } from "../../store/participation.ts";
import { statesOf } from "../../store/readModel.ts";
import type { AssignmentProof } from "../../wire/assignmentNotice.ts";
import { vouchersOf } from "../access/organisations.ts";
import type { GatewayDeps } from "../deps.ts";
import { notFound } from "../http/problems.ts";
import { factoringOf } from "../intents/factoringPlace.ts";
import { shownCursor } from "../receivables/reading.ts";
import { shownInstant } from "../receivables/showing.ts";
import { invoiceNumberOf } from "../receivables/summary.ts";
import { shownPlace } from "../receivables/timeline.ts";

/** Each of the three may show it to whom it likes: all that it says is on the chain, or said to everybody. */
export async function proofOf(
  sql: Sql,
  { addresses, now }: GatewayDeps,
  asking: Address,
  { state }: StoredNotice,
): Promise<AssignmentProof> {
  const { content, hash, by } = state;
  const [given] = await noticeEventsOf(sql, [hash]);
  if (given === undefined) throw notFound();
  const cursor = await cursorOf(sql);
  const factor = (await factorOf(sql, content.payee)) ?? null;
  return {
    ...{ notice: hash, text: ASSIGNMENT_TEXT, statement: statementOf(state, factor) },
    ...{ chainId: addresses.chainId, contract: factoringOf(addresses), ledger: addresses.ledger },
    assignor: await provenParty(sql, content.assignor, now()),
    assignee: await provenParty(sql, content.assignee, now()),
    payee: { account: content.payee, factor },
    ...{ agreement: content.proof, by, recorded: shownPlace(given.at, given.timestamp, cursor) },
    receivables: await provenReceivables(sql, asking, state, cursor),
    asOf: shownCursor(cursor),
  };
}

async function provenReceivables(
  sql: Sql,
  asking: Address,
  { ids, content: { payee } }: StoredNotice["state"],
  cursor: Cursor | undefined,
): Promise<AssignmentProof["receivables"]> {
  const states = await statesOf(sql, ids);
  const transfers = await transfersTo(sql, ids, payee);
  const proven: AssignmentProof["receivables"] = [];
  for (const id of ids) {
    const found = states.get(id)?.state;
    if (found?.agreed === undefined) continue;
    const { header } = found.agreed;
    const { invoices } = await captionsOf(sql, { asking, isParty: true }, { id, holder: found.holder, ...header });
    const isParty = await takesPart(sql, asking, id);
    const transfer = transfers.findLast(({ event }) => event.name === "Transfer" && event.id === id);
    proven.push({
      ...{ receivable: id, invoice: header.invoice, commitment: found.commitment, holder: found.holder },
      invoiceNumber: isParty ? invoiceNumberOf(invoices.get(id), header.invoice) : null,
      assigned: transfer === undefined ? null : shownPlace(transfer.at, transfer.timestamp, cursor),
    });
  }
  return proven;
}

/** Names that everybody may know alone: the proof goes to others. */
async function provenParty(sql: Sql, address: Address, now: number): Promise<AssignmentProof["assignor"]> {
  const profile = await profileOf(sql, address);
  const legalName = profile?.audience === "everybody" ? profile.legalName : null;
  return { address, legalName, vouchers: await vouchersOf(sql, address, now) };
}

function statementOf({ content, ids, hash }: StoredNotice["state"], factor: Address | null): string[] {
  const { kind, assignor, assignee, debtor, payee, proof, givenAt } = content;
  const what = ids.length === 1 ? `the receivable ${ids[0] ?? ""}` : `the ${ids.length} receivables named below`;
  const whom = factor === null ? payee : `${payee}, the desk of ${factor}`;
  const assigned = kind === NoticeKind.Assigned;
  return [
    assigned
      ? `${assignor} has assigned ${what}, owed by ${debtor}, to ${assignee}.`
      : `${assignee} has reassigned ${what}, owed by ${debtor}, to ${assignor}.`,
    `From the receipt of this notice pay ${whom}, and nobody else.`,
    `Notice was given on ${shownInstant(givenAt)}; it is recorded as ${hash}.`,
    `The agreement that it rests on has the hash ${proof}; its parties show it on request.`,
    assigned
      ? `债权转让通知：${assignor} 已将上列应收账款转让给 ${assignee}，请自收到通知起向 ${payee} 付款。`
      : `反转让通知：${assignee} 已将上列应收账款转回 ${assignor}，请自收到通知起向 ${payee} 付款。`,
  ];
}
