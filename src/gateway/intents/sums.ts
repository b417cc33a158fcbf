/** Opens the hashes of sums that statements record, for the two sides of them. */
import type { Hex } from "../../domain/receivable.ts";
import { sumHash } from "../../domain/statement.ts";
import type { Statement } from "../../domain/statement.ts";
import { statementOf } from "../../store/statements.ts";
import { isRecordedSum, keepSum, recordedSums } from "../../store/statementSums.ts";
import type { STATEMENT_SUM_OPERATIONS } from "../../wire/operations/statementSums.ts";
import type { StatementSum, StatementSums } from "../../wire/statementSum.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { shownAmount, shownCurrency } from "../receivables/showing.ts";
import { signedUnits } from "./amounts.ts";
import { explained } from "./refusals.ts";

export function sumHandlers(deps: GatewayDeps): Handlers<typeof STATEMENT_SUM_OPERATIONS> {
  return {
    listStatementSums: async ({ member, params }) => ({ status: 200, body: await shownSums(deps, member, params.id) }),
    openStatementSum: async ({ member, params, body }) => {
      await openSum(deps, member, params.id, body);
      return { status: 200, body: await shownSums(deps, member, params.id) };
    },
  };
}

/** @throws ProblemError `NotFound` */
async function shownSums(deps: GatewayDeps, member: Member, id: Hex): Promise<StatementSums> {
  const { database, tokens } = deps;
  const currency = shownCurrency((await ownStatement(deps, member, id)).currency, tokens);
  const sums = await recordedSums(database, id, member.organisation);
  return {
    currency,
    items: sums.map(({ hash, amount, salt }) => ({ hash, amount: shownAmount(amount, currency), salt })),
  };
}

/** @throws ProblemError `NotFound`; `SumNotRecorded` for a sum whose hash the statement does not have */
async function openSum(deps: GatewayDeps, member: Member, id: Hex, told: StatementSum): Promise<void> {
  const { database, tokens, now } = deps;
  const { currency } = await ownStatement(deps, member, id);
  const amount = signedUnits(told.amount, currency, tokens, "body.amount");
  const sum = { amount, salt: told.salt };
  const hash = await explained(() => sumHash(sum));
  if (!(await isRecordedSum(database, id, hash))) {
    const detail = "no event of the statement has the hash of this sum and salt";
    throw new ProblemError("SumNotRecorded", `${detail}: give both exactly as the other side signed them`);
  }
  await keepSum(database, { statement: id, hash, ...sum, keptBy: member.organisation, kept: now() });
}

/** A statement of which the organisation is a side. @throws ProblemError `NotFound` */
async function ownStatement({ database }: GatewayDeps, { organisation }: Member, id: Hex): Promise<Statement> {
  const statement = (await statementOf(database, id))?.state.statement;
  if (statement?.supplier !== organisation && statement?.buyer !== organisation) throw notFound();
  return statement;
}
