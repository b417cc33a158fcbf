/** Who may act for an organisation. */
import type { z } from "zod";
import { UNCAPPED } from "../../domain/directory.ts";
import { Verb, ZERO_ADDRESS } from "../../domain/receivable.ts";
import type { Address } from "../../domain/receivable.ts";
import { membersOf, putMember, removalsOf, removeMember } from "../../store/members.ts";
import { mandatesAfter } from "../../store/organisations.ts";
import type { StoredMandate } from "../../store/organisations.ts";
import type { mandate } from "../../wire/access.ts";
import { SCOPES } from "../../wire/operation.ts";
import type { MEMBER_OPERATIONS } from "../../wire/operations/members.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownAmount, shownCurrency, shownInstant } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";

const MOST_MEMBERS = 500;
const MOST_REMOVALS = 100;

export function memberHandlers({ config, database, now, tokens }: GatewayDeps): Handlers<typeof MEMBER_OPERATIONS> {
  const cursors = createCursors(config.secret);
  return {
    readCaller: ({ member: { organisation, account, scopes, key } }) => ({
      status: 200,
      body: { organisation, account, scopes: SCOPES.filter((scope) => scopes.has(scope)), key: key ?? null },
    }),
    listMembers: async ({ member: { organisation } }) => {
      const people = await membersOf(database, organisation);
      const removals = await removalsOf(database, organisation, MOST_REMOVALS);
      const items = people.map(({ added, ...rest }) => ({ ...rest, added: shownInstant(added) }));
      return {
        status: 200,
        body: { items, removed: removals.map(({ role, removed }) => ({ role, at: shownInstant(removed) })) },
      };
    },
    addMember: async ({ member: { organisation, account: addedBy }, body: { account, role, name, email } }) => {
      const person = { account, role, name: name ?? null, email: email ?? null, added: now(), addedBy };
      const added = await putMember(database, organisation, person, MOST_MEMBERS);
      if (added === undefined) {
        throw new ProblemError("QuotaReached", `there are ${MOST_MEMBERS} members: remove one first`);
      }
      return { status: 201, body: { account, role, added: shownInstant(added) } };
    },
    removeMember: async ({ member: { organisation }, params }) => {
      if (!(await removeMember(database, organisation, params.account, now()))) throw notFound();
      return { status: 204, body: undefined };
    },
    listMandates: async ({ member: { organisation }, query }) => {
      const { rows, next } = await pageOf<StoredMandate, Address>(
        {
          cursors,
          list: `mandates of ${organisation}`,
          first: ZERO_ADDRESS,
          placeOf: ({ agent }) => agent,
          read: (after, limit) => mandatesAfter(database, organisation, after, limit),
        },
        query,
      );
      return { status: 200, body: { items: rows.map((row) => shownMandate(row, now(), tokens)), next } };
    },
  };
}

function shownMandate(
  { agent, verbs, since, until, cap, currency: address, document }: StoredMandate,
  now: number,
  tokens: Tokens,
): z.output<typeof mandate> {
  const currency = shownCurrency(address, tokens);
  return {
    agent,
    verbs: Object.entries(Verb).flatMap(([name, verb]) => ((verbs & (1 << verb)) === 0 ? [] : [name])),
    since: shownInstant(since),
    until: shownInstant(until),
    inForce: verbs !== 0 && since <= now && now <= until,
    cap: cap >= UNCAPPED ? null : shownAmount(cap, currency),
    currency,
    document,
  };
}
