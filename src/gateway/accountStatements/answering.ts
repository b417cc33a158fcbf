/** What the other side answers to the lines of a statement of account. */
import { currencyByCode } from "../../domain/currency.ts";
import { parseDecimal } from "../../domain/decimal.ts";
import { statementOf } from "../../domain/account/statement.ts";
import { codePoint, firstUnseen } from "../../documents/visible.ts";
import { answersTo, keepAnswers, lastAnswersTo } from "../../store/accountStatementAnswers.ts";
import type { LineAnswer, NewLineAnswer } from "../../store/accountStatementAnswers.ts";
import { keptAccountOf } from "../../store/accountStatements.ts";
import type { AccountStatementRow } from "../../store/accountStatements.ts";
import type { Database, Sql } from "../../store/database.ts";
import type { NewLineAnswers, ShownAccountLine } from "../../wire/accountLine.ts";
import type { AccountSummary } from "../../wire/accountStatement.ts";
import { idTaken, quotaReached } from "../access/refusals.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { linesOf, shownAnswer } from "./showing.ts";

/** So many answers of a statement are kept: nobody needs to speak of each line ten times. */
const MOST_ANSWERS = 100_000;

/** The lines after a place, each with the last answer to it. */
export async function answeredLines(
  sql: Sql,
  { id }: AccountStatementRow,
  after: number,
  limit: number,
): Promise<readonly ShownAccountLine[]> {
  const kept = await keptAccountOf(sql, id);
  if (kept === undefined) throw notFound();
  const lines = linesOf(statementOf(kept.heading, kept.movements)).slice(after, after + limit);
  const answers = await lastAnswersTo(
    sql,
    id,
    lines.map(({ line }) => line),
  );
  return lines.map((line) => {
    const answer = answers.get(line.line);
    return { ...line, answer: answer === undefined ? null : shownAnswer(answer) };
  });
}

/**
 * Says it for the other side. @param at Unix seconds. @throws ProblemError `NotFound` for whoever made the statement,
 * `RequestInvalid` for a line that it does not have, `AmountUnfit`, `IdTaken`, `QuotaReached`
 */
export async function answer(
  database: Database,
  row: AccountStatementRow,
  { organisation, account }: Member,
  { id, answers }: NewLineAnswers,
  at: number,
): Promise<readonly LineAnswer[]> {
  if (organisation === row.organisation) throw notFound();
  // Only what `summaryOf` made is kept there.
  const { lines, currency, decimals } = row.summary as AccountSummary;
  const said = answers.map((one, place): NewLineAnswer => {
    const where = `body.answers.${place}`;
    if (one.line !== null && one.line > lines) throw invalid(`${where}.line`, `the statement has ${lines} lines`);
    checkVisible(`${where}.text`, one.text);
    const amount = one.amount === undefined ? null : checkedAmount(one.amount, currency, decimals);
    const { line, kind, text, paidOn = null, reference = null } = one;
    return { line, kind, text, amount, paidOn, reference };
  });
  return database.transaction(async (tx) => {
    const before = await answersTo(tx, row.id);
    if (before + said.length > MOST_ANSWERS) throw quotaReached(before, "answers to this statement");
    const kept = await keepAnswers(tx, { statement: row.id, id, organisation, account, at }, said);
    if (!isSame(kept, said) || kept.some((one) => one.account !== account)) throw idTaken("another answer");
    return kept;
  });
}

function isSame(kept: readonly LineAnswer[], said: readonly NewLineAnswer[]): boolean {
  const told = ({ line, kind, amount, paidOn, reference, text }: NewLineAnswer): string =>
    JSON.stringify([line, kind, amount, paidOn, reference, text]);
  return kept.length === said.length && kept.every((one, place) => told(one) === told(said[place] ?? one));
}

/** With exactly the decimals of the currency, as all amounts are. @throws ProblemError `AmountUnfit` */
function checkedAmount(text: string, currency: string, decimals: number): string {
  if (parseDecimal(text)?.scale === decimals) return text;
  const of = currencyByCode(currency) === undefined ? "the token" : currency;
  throw new ProblemError("AmountUnfit", `the amount is ${text}: write it with the ${decimals} decimals of ${of}`);
}

const LINE_ENDS = /\r?\n/g;

function checkVisible(at: string, text: string): void {
  const unseen = firstUnseen(text.replaceAll(LINE_ENDS, " "));
  if (unseen === undefined) return;
  throw invalid(at, `it holds ${codePoint(unseen.character)}, which does not show: take it out`);
}

function invalid(at: string, message: string): ProblemError {
  return new ProblemError("RequestInvalid", `${at}: ${message}`, { faults: [{ at, message }] });
}
