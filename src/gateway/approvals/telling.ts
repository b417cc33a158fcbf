/** Tells whoever asked to be told what becomes of a request for approval; administrators learn what will lapse. */
import type { ApprovalKind, ApprovalWord } from "../../domain/duties/approvals.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Transaction } from "../../store/database.ts";
import { raiseNotice } from "../../store/notices.ts";
import type { NoticeKind } from "../../wire/notice.ts";

const NOTICE: NoticeKind = "ApprovalChanged";

interface Told {
  readonly organisation: Address;
  readonly id: string;
  readonly kind: ApprovalKind;
  readonly word: ApprovalWord;
  /** Unix seconds. */
  readonly at: number;
}

export async function tellApproval(tx: Transaction, { organisation, id, kind, word, at }: Told): Promise<void> {
  const data = { approval: id, kind, word };
  const notice = { key: `${NOTICE} ${organisation} ${id} ${word}`, kind: NOTICE, data, at };
  await raiseNotice(tx, notice, { organisations: [organisation], isAlarm: word === "escalated" });
}
