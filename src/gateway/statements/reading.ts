/** One statement with all that is told of it beside its row. */
import type { Address, Hex } from "../../domain/receivable.ts";
import { BalanceReply } from "../../domain/statement.ts";
import type { Side } from "../../domain/statementFold.ts";
import { cursorOf } from "../../store/chainTables.ts";
import type { Cursor } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import { latestStatementEvents } from "../../store/statementEvents.ts";
import type { StoredStatement } from "../../store/statementRow.ts";
import { statementOf } from "../../store/statements.ts";
import { MOST_ACTS } from "../../wire/statement.ts";
import type { StatementDetail } from "../../wire/statement.ts";
import { notFound } from "../http/problems.ts";
import { shownCursor } from "../receivables/reading.ts";
import type { Tokens } from "../receivables/showing.ts";
import { shownPlace } from "../receivables/timeline.ts";
import { namesIn, shownDebt, shownDemand, shownStatement } from "./showing.ts";

/** A statement of which the organisation is a side. @throws ProblemError `NotFound` */
export async function sideOf(sql: Sql, organisation: Address, id: Hex): Promise<StoredStatement> {
  const found = await statementOf(sql, id);
  const { supplier, buyer } = found?.state.statement ?? {};
  if (found === undefined || (supplier !== organisation && buyer !== organisation)) throw notFound();
  return found;
}

/** @throws ProblemError `NotFound` */
export async function readDetail(sql: Sql, organisation: Address, id: Hex, tokens: Tokens): Promise<StatementDetail> {
  const found = await sideOf(sql, organisation, id);
  const cursor = await cursorOf(sql);
  const debts = await latestStatementEvents(sql, id, "DebtAcknowledged", MOST_ACTS);
  const demands = await latestStatementEvents(sql, id, "DemandReceived", MOST_ACTS);
  return {
    ...shownStatement(found, { organisation, tokens, names: await namesIn(sql, organisation, [found]) }),
    ...(await placesOf(sql, found, cursor)),
    acknowledgedDebts: debts.map((debt) => shownDebt(debt, cursor)),
    receivedDemands: demands.map((demand) => shownDemand(demand, cursor)),
    asOf: shownCursor(cursor),
  };
}

type Places = Pick<StatementDetail, "supplierPostedAt" | "supplierRepliedAt" | "buyerPostedAt" | "buyerRepliedAt">;

async function placesOf(sql: Sql, { state }: StoredStatement, cursor: Cursor | undefined): Promise<Places> {
  const { supplier, buyer } = state.statement;
  const placeOf = async (name: TurnName | undefined, party?: Address): Promise<Places["supplierPostedAt"]> => {
    if (name === undefined) return null;
    const [last] = await latestStatementEvents(sql, state.id, name, 1, party);
    return last === undefined ? null : shownPlace(last.at, last.timestamp, cursor);
  };
  // A result that both signed names no party.
  const replyTo = (side: Side | undefined, by: Address): Promise<Places["supplierRepliedAt"]> =>
    placeOf(side && REPLIES[side.reply], side?.reply === BalanceReply.AgreedExcept ? undefined : by);
  return {
    supplierPostedAt: await placeOf(state.supplier && "StatementPosted", supplier),
    supplierRepliedAt: await replyTo(state.supplier, buyer),
    buyerPostedAt: await placeOf(state.buyer && "StatementPosted", buyer),
    buyerRepliedAt: await replyTo(state.buyer, supplier),
  };
}

type TurnName = "StatementPosted" | "BalanceAgreed" | "BalanceAgreedExcept" | "BalanceRejected";

/** What a reply that stands was recorded by: the last of its kind. */
const REPLIES: Readonly<Record<BalanceReply, TurnName | undefined>> = {
  [BalanceReply.NoReply]: undefined,
  [BalanceReply.Agreed]: "BalanceAgreed",
  [BalanceReply.AgreedExcept]: "BalanceAgreedExcept",
  [BalanceReply.Rejected]: "BalanceRejected",
};
