/** Early warning over HTTP: rules, warnings, what people say of them, and rules tried on the past. */
import type { Address } from "../../domain/receivable.ts";
import type { Database, Sql } from "../../store/database.ts";
import { askRiskLook, riskLookOf } from "../../store/riskLooks.ts";
import { ruleCountsAt } from "../../store/riskRecords.ts";
import { addWarningNote, warningNotesOf, warningOf, warningsBefore } from "../../store/riskWarnings.ts";
import type { StoredWarning, WarningNote } from "../../store/riskWarnings.ts";
import type { RISK_OPERATIONS } from "../../wire/operations/risk.ts";
import type { ShownWarning } from "../../wire/warning.ts";
import { quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownInstant } from "../receivables/showing.ts";
import { tryRule } from "./backTesting.ts";
import { usedRules } from "./rules.ts";
import { shownRule, shownWarning } from "./showing.ts";
import { checkOwner, setVersion } from "./versions.ts";

type Own =
  | "listWarningRules"
  | "setWarningRule"
  | "listWarnings"
  | "readWarning"
  | "acknowledgeWarning"
  | "judgeWarning"
  | "backTestWarningRule";

const LAST = Number.MAX_SAFE_INTEGER;
const DAY = 86_400;
const MOST_NOTES = 100;

export function warningHandlers(deps: GatewayDeps): Pick<Handlers<typeof RISK_OPERATIONS>, Own> {
  const { database, config, now } = deps;
  const cursors = createCursors(config.secret);
  return {
    listWarningRules: async ({ member: { organisation } }) => {
      const cut = { day: Math.floor(now() / DAY), known: now() };
      const counts = new Map((await ruleCountsAt(database, { organisation, cut })).map((one) => [one.rule, one]));
      const items = (await usedRules(database, organisation)).map((rule) => shownRule(rule, counts.get(rule.rule)));
      const look = await riskLookOf(database, organisation);
      const looked = look?.looked ?? null;
      const times = { looked: looked === null ? null : shownInstant(looked), fault: look?.fault ?? null };
      return { status: 200, body: { items, ...times } };
    },
    setWarningRule: async ({ member: { organisation, account }, body }) => {
      await database.transaction(async (tx) => {
        await setVersion(tx, { organisation, account, kind: "rule", subject: body.rule, body, now: now() });
        await askRiskLook(tx, organisation, now());
      });
      return { status: 204, body: undefined };
    },
    listWarnings: async ({ member: { organisation }, query }) => {
      const { rule, subject, state } = query;
      const filter = { rule, subject: subject?.toLowerCase().startsWith("0x") ? subject.toLowerCase() : subject };
      const asked = { ...filter, isCurrent: state === "current" };
      const list = JSON.stringify(["warnings", organisation, rule, filter.subject, state]);
      const read = (before: number, limit: number) => warningsBefore(database, organisation, asked, before, limit);
      const placeOf = ({ number }: StoredWarning): number => number;
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf, read }, query);
      return { status: 200, body: { items: await shownAll(database, rows), next } };
    },
    readWarning: async ({ member: { organisation }, params: { id } }) => {
      return { status: 200, body: await shownOne(database, organisation, id) };
    },
    acknowledgeWarning: async ({ member, params: { id }, body: { note, owner } }) => {
      await noted(deps, member, id, { kind: "acknowledged", note, owner, outcome: null });
      return { status: 200, body: await shownOne(database, member.organisation, id) };
    },
    judgeWarning: async ({ member, params: { id }, body: { note, outcome } }) => {
      await noted(deps, member, id, { kind: "judged", note, owner: null, outcome });
      return { status: 200, body: await shownOne(database, member.organisation, id) };
    },
    backTestWarningRule: async ({ member: { organisation }, query }) => {
      return { status: 200, body: await tryRule(deps, organisation, query) };
    },
  };
}

/** @throws ProblemError `NotFound`, `QuotaReached`, `RequestInvalid` */
async function noted(
  { database, now }: Pick<GatewayDeps, "now"> & { readonly database: Database },
  { organisation, account }: { readonly organisation: Address; readonly account: Address },
  id: string,
  said: Pick<WarningNote, "kind" | "note" | "owner" | "outcome">,
): Promise<void> {
  await database.transaction(async (tx) => {
    if ((await warningOf(tx, organisation, id)) === undefined) throw notFound();
    await checkOwner(tx, organisation, said.owner, now());
    const isKept = await addWarningNote(tx, id, { ...said, account, at: now() }, MOST_NOTES);
    if (!isKept) throw quotaReached(MOST_NOTES, "notes on this warning: no more are kept");
  });
}

async function shownOne(sql: Sql, organisation: Address, id: string): Promise<ShownWarning> {
  const stored = await warningOf(sql, organisation, id);
  if (stored === undefined) throw notFound();
  const notes = await warningNotesOf(sql, [id]);
  return shownWarning(stored, notes.get(id) ?? []);
}

async function shownAll(sql: Sql, rows: readonly StoredWarning[]): Promise<ShownWarning[]> {
  const notes = await warningNotesOf(
    sql,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => shownWarning(row, notes.get(row.id) ?? []));
}
