/** Bank entries, and what people decide about them, over HTTP. */
import { learnAliases } from "../../reconciliation/cash/aliases.ts";
import { cashEntriesBefore, cashSums } from "../../store/cashEntries.ts";
import { confirmedLines, historyOf } from "../../store/cashMatches.ts";
import type { ConfirmedLine } from "../../store/cashMatches.ts";
import type { ShownCashEntry } from "../../wire/cashEntry.ts";
import type { CASH_OPERATIONS } from "../../wire/operations/cash.ts";
import type { CASH_DECISION_OPERATIONS } from "../../wire/operations/cashDecisions.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { createCursors } from "../receivables/cursors.ts";
import { dishonourBill, honourBill, noteBill } from "./bills.ts";
import { renewReceipts, stateShort, takeBackMatch } from "./changing.ts";
import { confirmMatch, matchByHand, ownEntry, refuseMatch } from "./deciding.ts";
import { reportOf } from "./reporting.ts";
import { ALIAS_CASES, MOST_LEARNED } from "./running.ts";
import { amountIn, shownEntries, shownMatches } from "./showing.ts";

type Reading = Pick<
  typeof CASH_OPERATIONS,
  "listCashEntries" | "sumCashEntries" | "reportCashEntries" | "readCashEntry" | "listCashMatches" | "listPayerAliases"
>;

const LAST = Number.MAX_SAFE_INTEGER;
const MOST_REPORTED = 10_000;
const MOST_HISTORY = 100;
const MOST_CASES = 20;

export function entryHandlers(deps: GatewayDeps): Handlers<Reading & typeof CASH_DECISION_OPERATIONS> {
  return { ...readingHandlers(deps), ...decisionHandlers(deps) };
}

async function shown({ database, now }: GatewayDeps, member: Member, id: string): Promise<ShownCashEntry> {
  const entry = await ownEntry(database, member, id);
  const [one] = await shownEntries(database, [entry], now());
  if (one === undefined) throw new Error(`the entry ${id} cannot be shown`);
  return one;
}

function readingHandlers(deps: GatewayDeps): Handlers<Reading> {
  const { database, config, now } = deps;
  const cursors = createCursors(config.secret);
  return {
    listCashEntries: async ({ member: { organisation }, query: { state, currency, ...query } }) => {
      const list = JSON.stringify(["cash entries", organisation, state, currency]);
      const filter = { ...(state === undefined ? {} : { state }), ...(currency === undefined ? {} : { currency }) };
      const read = (before: number, limit: number) => cashEntriesBefore(database, organisation, filter, before, limit);
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf: ({ number }) => number, read }, query);
      return { status: 200, body: { items: [...(await shownEntries(database, rows, now()))], next } };
    },
    sumCashEntries: async ({ member: { organisation } }) => {
      const items = (await cashSums(database, organisation)).map(({ currency, amount, applied, ...sum }) => {
        const text = amountIn(currency);
        return { ...sum, currency, amount: text(amount), applied: text(applied) };
      });
      return { status: 200, body: { items } };
    },
    reportCashEntries: async ({ member: { organisation }, query: { state, currency } }) => {
      const filter = { ...(state === undefined ? {} : { state }), ...(currency === undefined ? {} : { currency }) };
      const rows = await cashEntriesBefore(database, organisation, filter, LAST, MOST_REPORTED);
      return { status: 200, body: reportOf(await shownEntries(database, rows, now())) };
    },
    readCashEntry: async ({ member, params }) => ({ status: 200, body: await shown(deps, member, params.id) }),
    listCashMatches: async ({ member, params }) => {
      const entry = await ownEntry(database, member, params.id);
      const matches = await historyOf(database, entry.number, MOST_HISTORY);
      return { status: 200, body: { items: await shownMatches(database, entry, matches, now()) } };
    },
    listPayerAliases: async ({ member: { organisation } }) => {
      const confirmed = await confirmedLines(database, organisation, MOST_LEARNED);
      const learned = learnAliases(
        confirmed.map(({ party, ...line }) => ({ line, party })),
        ALIAS_CASES,
      );
      return { status: 200, body: { items: learned.map((alias) => ({ ...alias, ...casesOf(alias, confirmed) })) } };
    },
  };
}

/** From which entries an alias was learned, and who confirmed them. */
function casesOf(
  alias: { readonly name: string; readonly account: string },
  confirmed: readonly ConfirmedLine[],
): { entries: string[]; confirmedBy: ConfirmedLine["decidedBy"][] } {
  const own = confirmed.filter(({ payerName, payerAccount }) =>
    alias.name === "" ? payerAccount === alias.account : payerName === alias.name,
  );
  return {
    entries: own.slice(0, MOST_CASES).map(({ reference }) => reference),
    confirmedBy: [...new Set(own.map(({ decidedBy }) => decidedBy))],
  };
}

function decisionHandlers(deps: GatewayDeps): Handlers<typeof CASH_DECISION_OPERATIONS> {
  const after = async (member: Member, id: string): Promise<{ status: 200; body: ShownCashEntry }> => ({
    status: 200,
    body: await shown(deps, member, id),
  });
  return {
    matchCashEntry: async ({ member, params: { id }, body }) => {
      await matchByHand(deps, member, id, body);
      return after(member, id);
    },
    confirmCashMatch: async ({ member, params: { id }, body }) => {
      await confirmMatch(deps, member, id, body.match);
      return after(member, id);
    },
    refuseCashMatch: async ({ member, params: { id }, body }) => {
      await refuseMatch(deps, member, id, body.match);
      return after(member, id);
    },
    undoCashMatch: async ({ member, params: { id }, body }) => {
      await takeBackMatch(deps, member, id, body.match);
      return after(member, id);
    },
    stateShortReason: async ({ member, params: { id }, body }) => {
      await stateShort(deps, member, id, body);
      return after(member, id);
    },
    renewReceipts: async ({ member, params: { id }, body }) => {
      await renewReceipts(deps, member, id, body.match);
      return after(member, id);
    },
    receiveBill: async ({ member, body }) => {
      return { status: 201, body: await shown(deps, member, await noteBill(deps, member, body)) };
    },
    honourBill: async ({ member, params: { id }, body }) => {
      await honourBill(deps, member, id, body);
      return after(member, id);
    },
    dishonourBill: async ({ member, params: { id } }) => {
      await dishonourBill(deps, member, id);
      return after(member, id);
    },
  };
}
