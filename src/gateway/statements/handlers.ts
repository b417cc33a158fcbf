/** Statements over HTTP: for the two sides of each, and nobody else. */
import type { Place } from "../../domain/events.ts";
import { dayNumber } from "../../domain/terms.ts";
import { cursorOf } from "../../store/chainTables.ts";
import { statementEventsAfter } from "../../store/statementEvents.ts";
import type { StoredStatementEvent } from "../../store/statementEvents.ts";
import type { StoredStatement } from "../../store/statementRow.ts";
import { statementsOf } from "../../store/statements.ts";
import type { StatementFilter, StatementPlace } from "../../store/statements.ts";
import type { STATEMENT_OPERATIONS } from "../../wire/operations/statements.ts";
import type { StatementQuery } from "../../wire/statement.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { createCursors } from "../receivables/cursors.ts";
import { atOneInstant, shownCursor } from "../receivables/reading.ts";
import { readDetail, sideOf } from "./reading.ts";
import { namesIn, shownStatement, shownStatementEvent } from "./showing.ts";

const DAY = 86_400;
type EventPlace = Pick<Place, "blockNumber" | "logIndex">;
const FIRST_EVENT: EventPlace = { blockNumber: -1, logIndex: -1 };

export function statementHandlers({ config, database, tokens }: GatewayDeps): Handlers<typeof STATEMENT_OPERATIONS> {
  const cursors = createCursors(config.secret);
  return {
    listStatements: async ({ member: { organisation }, query: { limit, cursor, ...query } }) => {
      const list = `statements ${JSON.stringify([organisation, query])}`;
      const filter = filterOf(query);
      const body = await atOneInstant(database, async (sql) => {
        const { rows, next } = await pageOf<StoredStatement, StatementPlace | undefined>(
          {
            ...{ cursors, list, first: undefined },
            placeOf: ({ state }) => ({ cutOff: state.statement.cutOff, id: state.id }),
            read: (after, most) => statementsOf(sql, organisation, filter, after, most),
          },
          { limit, cursor },
        );
        const names = await namesIn(sql, organisation, rows);
        const items = rows.map((row) => shownStatement(row, { organisation, tokens, names }));
        return { items, next, asOf: shownCursor(await cursorOf(sql)) };
      });
      return { status: 200, body };
    },
    readStatement: async ({ member: { organisation }, params: { id } }) => ({
      status: 200,
      body: await atOneInstant(database, (sql) => readDetail(sql, organisation, id, tokens)),
    }),
    listStatementEvents: async ({ member: { organisation }, params: { id }, query }) => {
      const body = await atOneInstant(database, async (sql) => {
        await sideOf(sql, organisation, id);
        const { rows, next } = await pageOf<StoredStatementEvent, EventPlace>(
          {
            ...{ cursors, list: `events of statement ${id} to ${organisation}`, first: FIRST_EVENT },
            placeOf: ({ at: { blockNumber, logIndex } }) => ({ blockNumber, logIndex }),
            read: (after, most) => statementEventsAfter(sql, id, after, most),
          },
          query,
        );
        const cursor = await cursorOf(sql);
        return { items: rows.map((row) => shownStatementEvent(row, cursor)), next, asOf: shownCursor(cursor) };
      });
      return { status: 200, body };
    },
  };
}

function filterOf({
  role,
  counterparty,
  standing,
  cutOffFrom,
  cutOffTo,
}: Omit<StatementQuery, "limit" | "cursor">): StatementFilter {
  return {
    ...(role !== undefined && { role }),
    ...(counterparty !== undefined && { counterparty }),
    ...(standing !== undefined && { standing }),
    ...(cutOffFrom !== undefined && { cutOffFrom: dayNumber(cutOffFrom) * DAY }),
    ...(cutOffTo !== undefined && { cutOffTo: (dayNumber(cutOffTo) + 1) * DAY - 1 }),
  };
}
