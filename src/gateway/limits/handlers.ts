/** Credit limits, exposure, grants and freezes over HTTP. */
import { exceptionsBefore } from "../../store/limitExceptions.ts";
import type { ExceptionPlace, LimitException } from "../../store/limitExceptions.ts";
import { eraseFreezeReasons, freezesBefore } from "../../store/limitFreezes.ts";
import type { FreezePlace, StoredFreeze } from "../../store/limitFreezes.ts";
import { grantsOfReceivable } from "../../store/limitGrants.ts";
import { eraseLimitReason, limitsBefore } from "../../store/limits.ts";
import type { StoredLimit } from "../../store/limits.ts";
import type { LIMIT_OPERATIONS } from "../../wire/operations/limits.ts";
import { currencyFrom } from "../accountStatements/currency.ts";
import { eraseTexts } from "../approvals/erasing.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound } from "../http/problems.ts";
import { minorUnits } from "../intents/amounts.ts";
import { createCursors } from "../receivables/cursors.ts";
import { freezeCustomer, thawCustomer } from "./freezing.ts";
import { exposureAnswer } from "./looking.ts";
import { setLimit } from "./setting.ts";
import { shownFreeze, shownGrant, shownLimit, shownLimitException, subjectOf } from "./showing.ts";
import { subjectOfGroup } from "./using.ts";
import { watchHandlers } from "./watchHandlers.ts";

type Operations = typeof LIMIT_OPERATIONS;
type Setting = "setLimit" | "listLimits" | "eraseLimitReason";
type Freezing = "freezeLimit" | "listFreezes" | "liftFreeze" | "eraseFreezeReasons";
type Looking = "readExposure" | "listLimitGrants" | "listLimitExceptions";

const LAST = Number.MAX_SAFE_INTEGER;
const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";

export function limitHandlers(deps: GatewayDeps): Handlers<Operations> {
  return { ...settingHandlers(deps), ...lookingHandlers(deps), ...freezingHandlers(deps), ...watchHandlers(deps) };
}

function settingHandlers(deps: GatewayDeps): Pick<Handlers<Operations>, Setting> {
  const { database, config, tokens, now } = deps;
  const cursors = createCursors(config.secret);
  return {
    setLimit: async ({ member: { organisation, account }, body }) => {
      const { id, reason, from, until } = body;
      const currency = currencyFrom(body.currency, tokens).address;
      const amount = body.amount === null ? null : minorUnits(body.amount, currency, tokens, "body.amount");
      const asked = { id, organisation, subject: subjectOf(body.subject), currency, amount, from, until, reason };
      const { limit, isNew } = await database.transaction((tx) =>
        setLimit(tx, { ...asked, setBy: account, setAt: now() }),
      );
      return { status: isNew ? 201 : 200, body: shownLimit(limit, tokens) };
    },
    listLimits: async ({ member: { organisation }, query: { customer, group, ...query } }) => {
      const subject = customer ?? (group === undefined ? undefined : subjectOfGroup(group));
      const list = JSON.stringify(["limits", organisation, subject]);
      const read = (before: number, limit: number) => limitsBefore(database, organisation, subject, before, limit);
      const placeOf = ({ number }: StoredLimit): number => number;
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf, read }, query);
      return { status: 200, body: { items: rows.map((row) => shownLimit(row, tokens)), next } };
    },
    eraseLimitReason: ({ member, params: { id } }) =>
      eraseTexts(deps, member, { kind: "limit", id, erase: eraseLimitReason }),
  };
}

function lookingHandlers(deps: GatewayDeps): Pick<Handlers<Operations>, Looking> {
  const { database, config, tokens, now } = deps;
  const cursors = createCursors(config.secret);
  return {
    readExposure: async ({ member: { organisation }, params: { customer } }) => {
      return { status: 200, body: await exposureAnswer(deps, organisation, customer) };
    },
    listLimitGrants: async ({ member: { organisation }, params: { receivable } }) => {
      const grants = await grantsOfReceivable(database, organisation, receivable);
      if (grants.length === 0) throw notFound();
      return { status: 200, body: { items: grants.map((grant) => shownGrant(grant, tokens)) } };
    },
    listLimitExceptions: async ({ member: { organisation }, query }) => {
      const list = JSON.stringify(["limit exceptions", organisation]);
      const read = (place: ExceptionPlace, limit: number) => exceptionsBefore(database, organisation, 0, place, limit);
      const placeOf = ({ found, receivable }: LimitException): ExceptionPlace => ({ found, receivable });
      const first: ExceptionPlace = { found: now() + 1, receivable: "0x" };
      const { rows, next } = await pageOf({ cursors, list, first, placeOf, read }, query);
      return { status: 200, body: { items: rows.map((row) => shownLimitException(row, tokens)), next } };
    },
  };
}

function freezingHandlers(deps: GatewayDeps): Pick<Handlers<Operations>, Freezing> {
  const { database, config, now } = deps;
  const cursors = createCursors(config.secret);
  return {
    freezeLimit: async ({ member: { organisation, account }, body }) => {
      const { freeze, isNew } = await database.transaction((tx) =>
        freezeCustomer(tx, { ...body, organisation, account, now: now() }),
      );
      return { status: isNew ? 201 : 200, body: shownFreeze(freeze) };
    },
    listFreezes: async ({ member: { organisation }, query }) => {
      const list = JSON.stringify(["limit freezes", organisation]);
      const read = (place: FreezePlace, limit: number) => freezesBefore(database, organisation, place, limit);
      const placeOf = ({ since, id }: StoredFreeze): FreezePlace => ({ since, id });
      const first: FreezePlace = { since: LAST, id: LAST_ID };
      const { rows, next } = await pageOf({ cursors, list, first, placeOf, read }, query);
      return { status: 200, body: { items: rows.map(shownFreeze), next } };
    },
    liftFreeze: async ({ member: { organisation, account }, params: { id }, body: { reason } }) => {
      const lift = { id, organisation, reason, account, now: now() };
      return { status: 200, body: shownFreeze(await database.transaction((tx) => thawCustomer(tx, lift))) };
    },
    eraseFreezeReasons: ({ member, params: { id } }) =>
      eraseTexts(deps, member, { kind: "limit freeze", id, erase: eraseFreezeReasons }),
  };
}
