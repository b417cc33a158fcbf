/** The compliance report (M08): what country packs say of what is open, and of personal data that is kept. */
import type { z } from "zod";
import type { Address, Hex } from "../../domain/receivable.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { eventsOf } from "../../store/chainTables.ts";
import { contentOf } from "../../store/contents.ts";
import type { Sql } from "../../store/database.ts";
import { documentFactsOf } from "../../store/pairItems.ts";
import { statesOf } from "../../store/readModel.ts";
import { idlePeople, openIdsAfter } from "../../store/riskCompliance.ts";
import type { StoredState } from "../../store/stateRow.ts";
import type { PageQuery } from "../../wire/access.ts";
import type { compliancePage } from "../../wire/countryPack.ts";
import { atOneInstant } from "../accountStatements/making.ts";
import type { GatewayDeps } from "../deps.ts";
import { pageOf } from "../http/paging.ts";
import { createCursors } from "../receivables/cursors.ts";
import { issuedDay, profilesOf, termWarnings } from "./terms.ts";
import type { ProfileOf } from "./terms.ts";

type CompliancePage = z.output<typeof compliancePage>;
type Row = CompliancePage["items"][number];

const DAY = 86_400;
const BEFORE_ALL: Hex = `0x${"00".repeat(32)}`;
const MOST_CUSTOMERS = 500;
/** With nobody of whom nothing is owed for so long a contact has a purpose that shows here. */
const IDLE_SECONDS = 3 * 366 * DAY;

/** A page over open receivables; that of personal data stands on the first. @throws ProblemError `CursorInvalid` */
export async function complianceOf(
  { database, tokens, config, now }: Pick<GatewayDeps, "database" | "tokens" | "config" | "now">,
  organisation: Address,
  query: PageQuery,
): Promise<CompliancePage> {
  const cursors = createCursors(config.secret);
  const list = JSON.stringify(["compliance", organisation]);
  return atOneInstant(database, async (tx) => {
    const read = (after: Hex, limit: number) => openIdsAfter(tx, organisation, after, limit);
    const { rows, next } = await pageOf({ cursors, list, first: BEFORE_ALL, placeOf: (id: Hex) => id, read }, query);
    const found = await itemsOf(tx, rows);
    const profileOf = (await profilesOf(tx, organisation)) ?? nobody;
    const profiled = found.map((item) => ({ ...item, profile: profileOf(item.customer ?? null) }));
    const items = profiled.flatMap(({ id, customer, terms, issued, profile }): Row[] => {
      if (terms === undefined || customer === undefined || profile === undefined) return [];
      const warnings = [...termWarnings(profile, { terms, issued, today: Math.floor(now() / DAY) }, tokens)];
      return warnings.length === 0 ? [] : [{ receivable: id, customer, due: dateOfDay(terms.dueDay), warnings }];
    });
    const sealed = found.filter(({ terms }) => terms === undefined).length;
    const withoutProfile = profiled.filter(({ profile }) => profile === undefined).length;
    const personalData = query.cursor === undefined ? await keptPeople(tx, organisation, now()) : [];
    return { items, looked: rows.length, sealed, withoutProfile, personalData, next };
  });
}

const nobody: ProfileOf = () => undefined;

async function itemsOf(sql: Sql, ids: readonly Hex[]) {
  const states = await statesOf(sql, ids);
  const facts = await documentFactsOf(sql, ids);
  const found = [];
  for (const id of ids) {
    const stored = states.get(id);
    if (stored === undefined) continue;
    const terms = await termsOf(sql, stored);
    const said = issuedDay(facts.get(id)?.issueDate ?? null);
    const issued = said ?? (await recordedDay(sql, id));
    found.push({ id, customer: stored.state.agreed?.header.buyer, terms, issued });
  }
  return found;
}

async function termsOf(sql: Sql, { state }: StoredState) {
  return state.agreed?.openTerms ?? (await contentOf(sql, state.commitment))?.receivable.terms;
}

async function recordedDay(sql: Sql, id: Hex): Promise<number> {
  const [first] = await eventsOf(sql, [id]);
  return Math.floor((first?.timestamp ?? 0) / DAY);
}

async function keptPeople(sql: Sql, organisation: Address, now: number): Promise<CompliancePage["personalData"]> {
  const idle = await idlePeople(sql, organisation, now - IDLE_SECONDS, MOST_CUSTOMERS);
  return idle.map(({ customer, contacts, visitors, changed }) => ({
    ...{ customer, contacts, visitors },
    lastOpen: changed === null ? null : dateOfDay(Math.floor(changed / DAY)),
  }));
}
