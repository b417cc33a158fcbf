/** Disputes over HTTP. */
import type { Address, Hex } from "../../domain/receivable.ts";
import {
  addDisputeRule,
  countDisputeRules,
  disputedBefore,
  disputeRulesOf,
  documentsAbout,
} from "../../store/disputes.ts";
import type { DisputedReceivable, DisputePlace } from "../../store/disputes.ts";
import type { Sql } from "../../store/database.ts";
import { threadSince } from "../../store/threads.ts";
import type { DisputeDetail, DisputeQuery, DisputeSummary } from "../../wire/dispute.ts";
import type { DISPUTE_OPERATIONS } from "../../wire/operations/disputes.ts";
import { quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { createCursors } from "../receivables/cursors.ts";
import { atOneInstant } from "../receivables/reading.ts";
import { shownInstant } from "../receivables/showing.ts";
import { checkPart } from "../threads/places.ts";
import { readOutcome } from "./outcomes.ts";
import { proposeOutcome } from "./proposing.ts";
import { readDisputes } from "./reading.ts";
import { shownDispute, shownSummary } from "./showing.ts";

const BEFORE_ALL: DisputePlace = { block: Number.MAX_SAFE_INTEGER, log: 0 };
const MOST_MESSAGES = 100;
/** That an organisation ever sets: none is forgotten, since deadlines run by them. */
const MOST_RULES = 1_000;

type Operations = typeof DISPUTE_OPERATIONS;

export function disputeHandlers(deps: GatewayDeps): Handlers<Operations> {
  const { config, database, now } = deps;
  const cursors = createCursors(config.secret);
  const rules = async (organisation: Address) => {
    const items = await disputeRulesOf(database, organisation);
    return { items: items.flatMap(({ days, account, since, ...rule }) => shownRule(rule, days, account, since)) };
  };
  return {
    listDisputes: async ({ member: { organisation }, query: { state, turn, ...query } }) => {
      const list = JSON.stringify(["disputes", organisation, state, turn]);
      const body = await atOneInstant(database, async (sql) => {
        const read = (before: DisputePlace, limit: number) =>
          disputedBefore(sql, organisation, { state, before }, limit);
        const placeOf = ({ block, log }: DisputedReceivable): DisputePlace => ({ block, log });
        const { rows, next } = await pageOf({ cursors, list, first: BEFORE_ALL, placeOf, read }, query);
        return { items: await itemsOf(deps, sql, rows, { state, turn }), next };
      });
      return { status: 200, body };
    },
    readDispute: async ({ member: { organisation }, params: { id } }) => {
      return { status: 200, body: { dispute: await disputeFor(deps, organisation, id) } };
    },
    proposeDisputeOutcome: async ({ member, params: { id }, body }) => {
      await proposeOutcome(deps, member, id, body);
      return { status: 201, body: { dispute: await disputeFor(deps, member.organisation, id) } };
    },
    setDisputeRule: async ({ member: { organisation, account }, body }) => {
      await database.transaction(async (tx) => {
        if ((await countDisputeRules(tx, organisation)) >= MOST_RULES)
          throw quotaReached(MOST_RULES, "rules, ever set");
        await addDisputeRule(tx, organisation, { ...body, account, since: now() });
      });
      return { status: 200, body: await rules(organisation) };
    },
    listDisputeRules: async ({ member: { organisation } }) => ({ status: 200, body: await rules(organisation) }),
  };
}

function shownRule(
  rule: { readonly counterparty: Address | null },
  days: number | null,
  setBy: Address,
  since: number,
): readonly { counterparty: Address | null; days: number; setBy: Address; since: string }[] {
  return days === null ? [] : [{ ...rule, days, setBy, since: shownInstant(since) }];
}

async function itemsOf(
  { tokens, now }: GatewayDeps,
  sql: Sql,
  rows: readonly DisputedReceivable[],
  { state, turn }: Pick<DisputeQuery, "state" | "turn">,
): Promise<DisputeSummary[]> {
  const ids = rows.map(({ id }) => id);
  const shown = (await readDisputes(sql, ids, now())).map((read) => shownSummary(read, tokens));
  // What is sealed, and paid in full, shows as settled only once its terms are known.
  return shown.filter(
    (one) => (state === undefined || one.state === state) && (turn === undefined || one.answer?.side === turn),
  );
}

/** @throws ProblemError `NotFound` for whoever takes no part */
function disputeFor({ database, tokens, now }: GatewayDeps, reader: Address, id: Hex): Promise<DisputeDetail | null> {
  return atOneInstant(database, async (sql) => {
    await checkPart(sql, reader, id);
    const [read] = await readDisputes(sql, [id], now());
    if (read === undefined) return null;
    const { dispute, outcomes } = read;
    const last = outcomes.at(-1);
    const hashes = dispute.acts.map(({ evidence }) => evidence);
    return shownDispute(read, {
      ...{ reader, now: now(), tokens },
      documents: await documentsAbout(sql, id, { since: dispute.since, hashes }),
      messages: await threadSince(sql, id, dispute.since, MOST_MESSAGES),
      outcome: last === undefined ? undefined : await readOutcome(sql, last, dispute, now()),
    });
  });
}
