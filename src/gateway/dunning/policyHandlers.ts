/** Dunning policies over HTTP: their versions, to what they apply, and what departs from them. */
import { keccakOfText } from "../../domain/hash.ts";
import type { Address } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import type { Database, Sql } from "../../store/database.ts";
import { dunningExceptionsBefore, endDunningException, keepDunningException } from "../../store/dunningExceptions.ts";
import type { StoredDunningException } from "../../store/dunningExceptions.ts";
import { lookAgain } from "../../store/dunningItems.ts";
import {
  dunningPoliciesBefore,
  dunningScopesAfter,
  keepDunningPolicy,
  keepDunningScope,
  lastDunningPolicies,
} from "../../store/dunningPolicies.ts";
import type { DunningScope, ScopePlace, StoredDunningPolicy } from "../../store/dunningPolicies.ts";
import type { NewDunningException, NewDunningPolicy } from "../../wire/dunningPolicy.ts";
import { isPower, readPower } from "../../store/members.ts";
import type { DUNNING_POLICY_OPERATIONS } from "../../wire/operations/dunningPolicies.ts";
import { currencyFrom } from "../accountStatements/currency.ts";
import { idTaken, instantInvalid, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownCurrency } from "../receivables/showing.ts";
import { keptPolicy, keyOfScope, policyIn } from "./policies.ts";
import { shownException, shownPolicy, shownScope } from "./showing.ts";

type Own = "setDunningPolicy" | "listDunningPolicies" | "setDunningScope" | "listDunningScopes";
type Departing = "addDunningException" | "listDunningExceptions" | "endDunningException";

const DAY = 86_400;
const LAST = Number.MAX_SAFE_INTEGER;
const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const MOST_VERSIONS = 2_000;
const MOST_SCOPES = 200_000;
const MOST_EXCEPTIONS = 10_000;
/** A quarter: whoever is let off for longer is no exception. */
const LONGEST_DAYS = 92;

export function policyHandlers(deps: GatewayDeps): Pick<Handlers<typeof DUNNING_POLICY_OPERATIONS>, Own> {
  const { database, config, now, tokens } = deps;
  const cursors = createCursors(config.secret);
  return {
    setDunningPolicy: async ({ member: { organisation, account }, body }) => {
      await checkVersion(deps, organisation, body);
      const content = keccakOfText(JSON.stringify(body));
      const version = { organisation, policy: body.policy, id: body.id, content, body: keptPolicy(body, tokens) };
      const kept = await database.transaction(async (tx) => {
        await lookAgain(tx, organisation, null, now());
        return keepDunningPolicy(tx, { ...version, setBy: account, set: now() }, MOST_VERSIONS);
      });
      if (kept === undefined) throw quotaReached(MOST_VERSIONS, "versions of dunning policies: no more are kept");
      if (kept.stored.content !== content) throw idTaken("another version");
      return { status: kept.isNew ? 201 : 200, body: shownPolicy(kept.stored) };
    },
    listDunningPolicies: async ({ member: { organisation }, query }) => {
      const list = JSON.stringify(["dunning policies", organisation]);
      const read = (place: readonly [number, string], limit: number) =>
        dunningPoliciesBefore(database, organisation, place, limit);
      const placeOf = ({ set, id }: StoredDunningPolicy): readonly [number, string] => [set, id];
      const { rows, next } = await pageOf({ cursors, list, first: [LAST, LAST_ID], placeOf, read }, query);
      return { status: 200, body: { items: rows.map(shownPolicy), next } };
    },
    setDunningScope: async ({ member: { organisation, account }, body }) => {
      const currency = currencyFrom(body.currency, tokens).address;
      if (body.policy !== null) await checkPolicy(database, organisation, body.policy, currency);
      const scope = { ...keyOfScope(body.scope), currency, policy: body.policy, setBy: account, set: now() };
      const kept = await database.transaction(async (tx) => {
        await lookAgain(tx, organisation, null, now());
        return keepDunningScope(tx, organisation, scope, MOST_SCOPES);
      });
      if (!kept) throw quotaReached(MOST_SCOPES, "scopes: no more are kept");
      return { status: 204, body: undefined };
    },
    listDunningScopes: async ({ member: { organisation }, query }) => {
      const list = JSON.stringify(["dunning scopes", organisation]);
      const read = (after: ScopePlace, limit: number) => dunningScopesAfter(database, organisation, after, limit);
      const placeOf = ({ kind, key, currency }: DunningScope): ScopePlace => [kind, key, `\\x${currency.slice(2)}`];
      const { rows, next } = await pageOf({ cursors, list, first: ["", "", "\\x"], placeOf, read }, query);
      const items = rows.map((scope) => shownScope(scope, shownCurrency(scope.currency, tokens).code));
      return { status: 200, body: { items, next } };
    },
  };
}

export function exceptionHandlers({
  database,
  config,
  now,
}: GatewayDeps): Pick<Handlers<typeof DUNNING_POLICY_OPERATIONS>, Departing> {
  const cursors = createCursors(config.secret);
  return {
    addDunningException: async ({ member: { organisation, account }, body }) => {
      const { stored, isNew } = await addException(database, organisation, account, body, now());
      return { status: isNew ? 201 : 200, body: shownException(stored, now()) };
    },
    listDunningExceptions: async ({ member: { organisation }, query }) => {
      const list = JSON.stringify(["dunning exceptions", organisation]);
      const read = (before: number, limit: number) => dunningExceptionsBefore(database, organisation, before, limit);
      const placeOf = ({ sequence }: StoredDunningException): number => sequence;
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf, read }, query);
      return { status: 200, body: { items: rows.map((row) => shownException(row, now())), next } };
    },
    endDunningException: async ({ member: { organisation }, params: { id } }) => {
      if (!(await endDunningException(database, organisation, id, now()))) throw notFound();
      await lookAgain(database, organisation, null, now());
      return { status: 204, body: undefined };
    },
  };
}

/**
 * What a scope says of a currency holds for every version, and nobody answers for an item who may not act here.
 * @throws ProblemError `CurrencyUnknown`, `RequestInvalid`
 */
async function checkVersion(
  { database, tokens, now }: GatewayDeps,
  organisation: Address,
  { policy, currency, levels }: NewDunningPolicy,
): Promise<void> {
  const { address } = currencyFrom(currency, tokens);
  const [known] = await lastDunningPolicies(database, organisation, policy);
  if (known !== undefined && policyIn(known).currency !== address) {
    throw instantInvalid("body.currency", "give that of the versions before, or make another policy");
  }
  for (const [place, { owner, escalatesTo }] of levels.entries()) {
    for (const [field, account] of Object.entries({ owner, escalatesTo })) {
      if (account === null || isPower(await readPower(database, organisation, account, now()))) continue;
      throw instantInvalid(`body.levels.${place}.${field}`, "give a member of the organisation");
    }
  }
}

/** @throws ProblemError `NotFound`, `RequestInvalid` where it is for items of another currency */
async function checkPolicy(sql: Sql, organisation: Address, policy: string, currency: Address): Promise<void> {
  const [known] = await lastDunningPolicies(sql, organisation, policy);
  if (known === undefined) throw notFound();
  if (policyIn(known).currency !== currency) {
    throw instantInvalid("body.currency", "give that of the policy: it chases items of no other");
  }
}

/** @throws ProblemError `NotFound`, `RequestInvalid`, `IdTaken`, `QuotaReached` */
async function addException(
  database: Database,
  organisation: Address,
  account: Address,
  { id, scope, does, reason, until }: NewDunningException,
  now: number,
): Promise<{ readonly stored: StoredDunningException; readonly isNew: boolean }> {
  const today = Math.floor(now / DAY);
  const last = dateOfDay(today + LONGEST_DAYS);
  // A day of any time zone lies within a day of UTC.
  if (dayNumber(until) < today - 1 || until > last) {
    throw instantInvalid("body.until", `give a day from ${dateOfDay(today)} to ${last}: an exception ends by itself`);
  }
  if (does.kind !== "hold") {
    const [policy] = await lastDunningPolicies(database, organisation, does.policy);
    if (policy === undefined) throw notFound();
    const isLevel = does.kind === "use" || policyIn(policy).levels.some((level) => level.id === does.level);
    if (!isLevel) throw instantInvalid("body.does.level", "give a level of the policy");
  }
  const exception = { id, ...keyOfScope(scope), does, reason, until, setBy: account, set: now };
  const kept = await database.transaction(async (tx) => {
    const limits = { day: dateOfDay(today - 1), most: MOST_EXCEPTIONS };
    await lookAgain(tx, organisation, null, now);
    return keepDunningException(tx, organisation, exception, limits);
  });
  if (kept === undefined) throw quotaReached(MOST_EXCEPTIONS, "exceptions in force: end some");
  const { stored } = kept;
  const isSame = stored.kind === exception.kind && stored.key === exception.key && stored.reason === reason;
  if (!isSame || stored.until !== until || sorted(stored.does) !== sorted(does)) throw idTaken("another exception");
  return kept;
}

/** jsonb keeps no order of fields. */
function sorted(value: unknown): string {
  return JSON.stringify(Object.entries(value as object).toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
