/** Orders, receipts and acceptance rules over HTTP. */
import { keccakOfText } from "../../domain/hash.ts";
import type { Address } from "../../domain/receivable.ts";
import { acceptanceRulesOf, addAcceptanceRule, endAcceptanceRule, matchesOf } from "../../store/acceptanceRules.ts";
import type { AcceptanceRule, Match } from "../../store/acceptanceRules.ts";
import { lockImports } from "../../store/imports.ts";
import type { RULE_OPERATIONS } from "../../wire/operations/rules.ts";
import type { acceptanceRule, Acceptance, NewAcceptanceRule, REASONS, taken } from "../../wire/rule.ts";
import type { z } from "zod";
import { idTaken } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { compareRows } from "../imports/comparing.ts";
import { sortOf } from "../imports/sorts.ts";
import { shownInstant } from "../receivables/showing.ts";
import { evaluate } from "./evaluating.ts";

const MOST_SHOWN = 200;

export function ruleHandlers(deps: GatewayDeps): Handlers<typeof RULE_OPERATIONS> {
  const { database, now } = deps;
  const list = async (organisation: Address, outcome: "ready" | "unmatched") => {
    const rules = await acceptanceRulesOf(database, organisation);
    const matches = await matchesOf(database, organisation, outcome, MOST_SHOWN);
    return { items: matches.map((match) => shownMatch(match, rules)) };
  };
  return {
    giveOrders: async ({ member, body }) => ({
      status: 200,
      body: await take(deps, member.organisation, "orders", body.lines),
    }),
    giveReceipts: async ({ member, body }) => ({
      status: 200,
      body: await take(deps, member.organisation, "receipts", body.lines),
    }),
    addAcceptanceRule: async ({ member: { organisation, account }, body }) => {
      const rule = { id: body.id, agent: body.agent, hash: hashOf(body), body, setBy: account, since: now() };
      const isNew = await addAcceptanceRule(database, organisation, rule);
      const found = (await acceptanceRulesOf(database, organisation)).find(({ id }) => id === body.id);
      if (found?.hash !== rule.hash) throw idTaken("another rule");
      return { status: isNew ? 201 : 200, body: shownRule(found) };
    },
    listAcceptanceRules: async ({ member }) => {
      const rules = await acceptanceRulesOf(database, member.organisation);
      return { status: 200, body: { items: rules.map(shownRule) } };
    },
    endAcceptanceRule: async ({ member, params }) => {
      if (!(await endAcceptanceRule(database, member.organisation, params.id, now()))) throw notFound();
      return { status: 204, body: undefined };
    },
    evaluateAcceptances: async ({ member }) => ({ status: 200, body: await evaluate(deps, member) }),
    listReadyAcceptances: async ({ member }) => ({ status: 200, body: await list(member.organisation, "ready") }),
    listUnmatchedAcceptances: async ({ member }) => ({
      status: 200,
      body: await list(member.organisation, "unmatched"),
    }),
  };
}

/** All lines or none. @throws ProblemError `RequestInvalid` naming each line that cannot be taken */
async function take(
  { database, now }: GatewayDeps,
  organisation: Address,
  kind: "orders" | "receipts",
  given: readonly Readonly<Record<string, string | number>>[],
): Promise<z.output<typeof taken>> {
  const rows = given.map((line, index) => ({
    line: index,
    said: Object.fromEntries(Object.entries(line).map(([field, value]) => [field, String(value)])),
    faults: [],
  }));
  const sort = sortOf(kind, organisation, "payable");
  return database.transaction(async (tx) => {
    await lockImports(tx, organisation);
    const { lines, rows: wanted } = await compareRows(tx, sort, rows, new Map());
    const faults = lines.flatMap(({ line, faults: wrong }) =>
      wrong.map(({ field, message }) => ({ at: `body.lines.${line}.${field}`, message })),
    );
    const [first] = faults;
    if (first !== undefined) throw new ProblemError("RequestInvalid", `${first.at}: ${first.message}`, { faults });
    if (wanted.length > 0) await sort.save(tx, wanted, now());
    const counts = { created: 0, updated: 0, unchanged: 0 };
    for (const { result } of lines) if (result !== "failed") counts[result] += 1;
    return counts;
  });
}

/** The same for the same rule, in whatever order its fields were written. */
function hashOf(rule: NewAcceptanceRule): AcceptanceRule["hash"] {
  return keccakOfText(JSON.stringify(Object.entries(rule).sort(([left], [right]) => (left < right ? -1 : 1))));
}

function shownRule({ body, hash, setBy, since, ended }: AcceptanceRule): z.output<typeof acceptanceRule> {
  // Only rules of the interface are stored.
  const rule = body as NewAcceptanceRule;
  return { ...rule, hash, setBy, since: shownInstant(since), ended: ended === null ? null : shownInstant(ended) };
}

function shownMatch({ receivable, rule, intent, reasons, at }: Match, rules: readonly AcceptanceRule[]): Acceptance {
  return {
    ...{ receivable, rule, intent, at: shownInstant(at) },
    agent: rules.find(({ id }) => id === rule)?.agent ?? null,
    reasons: reasons.map(({ reason, detail }) => ({ reason: reason as (typeof REASONS)[number], detail })),
  };
}
