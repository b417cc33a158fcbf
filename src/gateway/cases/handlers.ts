/** Cases over HTTP. */
import { caseFor, casesOf } from "../../store/cases.ts";
import type { StoredCase } from "../../store/cases.ts";
import type { CaseDetail } from "../../wire/case.ts";
import type { CASE_OPERATIONS } from "../../wire/operations/cases.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { notFound } from "../http/problems.ts";
import { makeEntry, openCase } from "./acting.ts";
import { endAdviser, nameAdviser } from "./advisers.ts";
import { shownAbout, shownAdviser, shownCase } from "./showing.ts";

const MOST_LISTED = 500;

export function caseHandlers(deps: GatewayDeps): Handlers<typeof CASE_OPERATIONS> {
  const { database, tokens, now } = deps;
  const shown = (one: StoredCase, reader: StoredCase["organisation"]): Promise<CaseDetail> =>
    shownCase(database, one, reader, { tokens, now: now() });
  return {
    listCases: async ({ member: { organisation } }) => {
      const cases = await casesOf(database, organisation, now(), MOST_LISTED);
      return { status: 200, body: { items: cases.map((one) => shownAbout(one, organisation)) } };
    },
    openCase: async ({ member, body }) => {
      const one = await openCase(deps, member, body);
      return { status: 201, body: await shown(one, member.organisation) };
    },
    readCase: async ({ member: { organisation }, params: { id } }) => {
      const one = await caseFor(database, organisation, id, now());
      if (one === undefined) throw notFound();
      return { status: 200, body: await shown(one, organisation) };
    },
    addCaseEntry: async ({ member, params: { id }, body }) => {
      const one = await makeEntry(deps, member, id, body);
      return { status: 201, body: await shown(one, member.organisation) };
    },
    nameCaseAdviser: async ({ member, params: { id }, body }) => {
      const advisers = await nameAdviser(deps, member, id, body);
      return { status: 201, body: { items: advisers.map(shownAdviser) } };
    },
    endCaseAdviser: async ({ member, params: { id, adviser } }) => {
      if (!(await endAdviser(deps, member, id, adviser))) throw notFound();
      return { status: 204, body: undefined };
    },
  };
}
