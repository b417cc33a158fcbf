/** Tells a creditor and its customer what became of a contest, each what the other one did. */
import type { Transaction } from "../../store/database.ts";
import { raiseNotice } from "../../store/notices.ts";
import type { StoredContest } from "../../store/scoreContests.ts";
import type { ContestWord, NoticeKind } from "../../wire/notice.ts";

const KIND: NoticeKind = "ScoreContestChanged";

/** @param at Unix seconds. */
export async function tellOfContest(
  tx: Transaction,
  { id, organisation, customer }: StoredContest,
  word: ContestWord,
  at: number,
): Promise<void> {
  const isAnswer = word === "upheld" || word === "refused";
  const data = { contest: id, creditor: organisation, customer, word };
  const audience = { organisations: [isAnswer ? customer : organisation], isAlarm: false };
  await raiseNotice(tx, { key: `${KIND} ${id} ${word}`, kind: KIND, data, at }, audience);
}
