/** Letting auditors and factors see. */
import type { Address } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import { addGrant, grantsOf, revokeGrant } from "../../store/grants.ts";
import type { Grant, NewGrant as StoredGrant } from "../../store/grants.ts";
import type { NewGrant, ShownGrant } from "../../wire/access.ts";
import type { GRANT_OPERATIONS } from "../../wire/operations/grants.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { notFound } from "../http/problems.ts";
import { shownInstant } from "../receivables/showing.ts";
import { idTaken, instantInvalid, quotaReached } from "./refusals.ts";

/** In force at once, of one grantor. */
export const MOST_GRANTS = 500;
const DAY = 86_400;

export function grantHandlers({ database, now }: GatewayDeps): Handlers<typeof GRANT_OPERATIONS> {
  return {
    listGrants: async ({ member, query }) => {
      const grants = await grantsOf(database, member.organisation, query.side);
      return { status: 200, body: { items: grants.map((grant) => shownGrant(grant, now())) } };
    },
    giveGrant: async ({ member: { organisation, account }, body }) => {
      const grant = { ...grantFrom(body, organisation, now()), account };
      checkGrant(grant);
      switch (await addGrant(database, grant, MOST_GRANTS)) {
        case "notOurs":
          throw notFound();
        case "taken":
          throw idTaken("a grant");
        case "full":
          throw quotaReached(MOST_GRANTS, "grants in force: take one back first");
        case "added":
          return { status: 201, body: shownGrant({ ...grant, revoked: null }, now()) };
      }
    },
    revokeGrant: async ({ member, params }) => {
      if (!(await revokeGrant(database, member.organisation, params.id, now()))) throw notFound();
      return { status: 204, body: undefined };
    },
  };
}

function grantFrom(body: NewGrant, grantor: Address, since: number): Omit<StoredGrant, "account"> {
  const { id, grantee, kind, until } = body;
  const common = { grantor, id, grantee, kind, since, until };
  if (body.kind === "offer") {
    return { ...common, counterparty: null, receivables: sorted(body.receivables), issuedFrom: null, issuedTo: null };
  }
  const { scope, issuedFrom, issuedTo } = body;
  return {
    ...common,
    counterparty: scope.of === "counterparty" ? scope.counterparty : null,
    receivables: scope.of === "receivables" ? sorted(scope.receivables) : null,
    issuedFrom: issuedFrom === undefined ? null : dayNumber(issuedFrom) * DAY,
    // The last second of the day.
    issuedTo: issuedTo === undefined ? null : (dayNumber(issuedTo) + 1) * DAY - 1,
  };
}

function checkGrant({ grantor, grantee, counterparty, issuedFrom, issuedTo, since, until }: StoredGrant): void {
  if (until <= since) throw instantInvalid("body.until", "give a moment that is yet to come");
  if (grantee === grantor) throw instantInvalid("body.grantee", "name another organisation than your own");
  if (counterparty === grantor) throw instantInvalid("body.scope.counterparty", "name another than your own");
  if (issuedFrom !== null && issuedTo !== null && issuedTo < issuedFrom) {
    throw instantInvalid("body.issuedTo", "give a day that is not before issuedFrom");
  }
}

function shownGrant(grant: Grant, now: number): ShownGrant {
  const { id, grantor, grantee, kind, counterparty, receivables, issuedFrom, issuedTo, since, until, revoked } = grant;
  return {
    id,
    grantor,
    grantee,
    kind,
    scope:
      receivables !== null
        ? { of: "receivables", receivables: [...receivables] }
        : counterparty !== null
          ? { of: "counterparty", counterparty }
          : { of: "everything" },
    issuedFrom: issuedFrom === null ? null : dateOfDay(Math.floor(issuedFrom / DAY)),
    issuedTo: issuedTo === null ? null : dateOfDay(Math.floor(issuedTo / DAY)),
    since: shownInstant(since),
    until: shownInstant(until),
    revoked: revoked === null ? null : shownInstant(revoked),
    inForce: revoked === null && since <= now && now <= until,
  };
}

function sorted<Text extends string>(values: readonly Text[]): readonly Text[] {
  return [...new Set(values)].sort();
}
