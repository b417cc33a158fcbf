/** Cases as the interface shows them. */
import { caseFile, hasLapsed } from "../../domain/cases/caseFile.ts";
import type { CaseEntry, CaseFile, WriteOffRequest } from "../../domain/cases/caseFile.ts";
import type { Limitation } from "../../domain/clocks/limitation.ts";
import type { Address } from "../../domain/receivable.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { caseAdvisersOf, caseEntriesOf, ownAmong } from "../../store/cases.ts";
import type { CaseAdviser, StoredCase } from "../../store/cases.ts";
import type { Sql } from "../../store/database.ts";
import { insurerMailsOf } from "../../store/insurerMails.ts";
import type { InsurerMail } from "../../store/insurerMails.ts";
import type { CaseDetail } from "../../wire/case.ts";
import { shownAmount, shownCurrency, shownInstant } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";
import { shownPlans } from "../plans/showing.ts";
import { readDisputes } from "../disputes/reading.ts";
import { caseClocks } from "./clocks.ts";
import type { CaseClocks } from "./clocks.ts";
import { shownBody, shownInsurance, shownSecurity } from "./entries.ts";
import { caseItems, disputedAmong } from "./facts.ts";
import type { CaseItem } from "./facts.ts";
import { shownSubrogation } from "./payouts.ts";

const DAY = 86_400;

type Shown = CaseDetail["receivables"][number];
type ShownMail = CaseDetail["insurerMails"][number];

/** @param reader The creditor or an adviser; who reads otherwise is not let here. */
export async function shownCase(
  sql: Sql,
  one: StoredCase,
  reader: Address,
  { tokens, now }: { readonly tokens: Tokens; readonly now: number },
): Promise<CaseDetail> {
  const entries = await caseEntriesOf(sql, one.id);
  const file = caseFile(entries);
  const items = await caseItems(sql, await ownAmong(sql, one.organisation, file.receivables));
  const disputes = await readDisputes(sql, disputedAmong(items), now);
  const day = Math.floor(now / DAY);
  const clocks = caseClocks(items, file, { jurisdiction: one.jurisdiction, day, disputes });
  const isCreditor = reader === one.organisation;
  return {
    ...shownAbout(one, reader),
    ...{ stage: file.stage, closed: file.isClosed },
    insolventOn: file.insolventOn === undefined ? null : dateOfDay(file.insolventOn),
    receivables: items.map((item) => shownItem(item, clocks.get(item.id), { file, tokens, now })),
    securities: file.securities.map((security) => shownSecurity(security, tokens)),
    insurance: file.insurance === undefined ? null : shownInsurance(file.insurance, tokens),
    writeOffs: shownWriteOffs(file, items, tokens),
    advisers: isCreditor ? (await caseAdvisersOf(sql, one.id)).map(shownAdviser) : [],
    insurerMails: (await insurerMailsOf(sql, one.id)).map(shownMail),
    entries: entries.map((entry) => shownEntry(entry, tokens)),
  };
}

type About = "id" | "organisation" | "customer" | "title" | "jurisdiction" | "openedBy" | "openedAt" | "role";

export function shownAbout(
  { id, organisation, customer, title, jurisdiction, account, opened }: StoredCase,
  reader: Address,
): Pick<CaseDetail, About> {
  const role = reader === organisation ? "creditor" : "adviser";
  return { id, organisation, customer, title, jurisdiction, openedBy: account, openedAt: shownInstant(opened), role };
}

function shownEntry({ id, account, at, body }: CaseEntry, tokens: Tokens): CaseDetail["entries"][number] {
  return { id, account, at: shownInstant(at), entry: shownBody(body, tokens) };
}

function shownMail({ address, policy, kind, at, state, tries, tried, fault }: InsurerMail): ShownMail {
  const last = tried === null ? null : shownInstant(tried);
  return { address, policy, word: kind, at: shownInstant(at), state, tries, tried: last, fault };
}

export function shownAdviser({ adviser, since, until, revoked }: CaseAdviser): CaseDetail["advisers"][number] {
  const ended = revoked === null ? null : shownInstant(revoked);
  return { adviser, since: shownInstant(since), until: shownInstant(until), revoked: ended };
}

function shownItem(
  item: CaseItem,
  clocks: CaseClocks | undefined,
  { file, tokens, now }: { readonly file: CaseFile; readonly tokens: Tokens; readonly now: number },
): Shown {
  const { id, terms, open, recovered, stored, creditor, events } = item;
  const currency = shownCurrency(terms?.currency, tokens);
  const amount = (units: bigint | undefined): string | null =>
    units === undefined ? null : shownAmount(units, currency);
  const insured = clocks?.insurance;
  return {
    ...{ id, currency, open: amount(open), dueDate: terms === undefined ? null : dateOfDay(terms.dueDay) },
    ...{ closed: stored.state.closed, writtenOff: stored.state.writtenOff, recovered: amount(recovered) },
    limitation: clocks?.limitation === undefined ? null : shownLimitation(clocks.limitation),
    insured:
      insured === undefined
        ? null
        : {
            ...{ covered: shownAmount(insured.covered, currency), payout: shownAmount(insured.payout, currency) },
            extendUntil: dateOfDay(insured.extendUntil),
            alerts: insured.alerts.map((alert) => ({ ...alert })),
          },
    subrogation: shownSubrogation(item, file, currency),
    plans: shownPlans(item.plans, { terms, state: stored.state, creditor, events }, currency, now),
    deadlines: (clocks?.deadlines ?? []).map(({ day, ...rest }) => ({ ...rest, day: dateOfDay(day) })),
  };
}

function shownLimitation({ rules, from, lastDay, state, facts, note }: Limitation): NonNullable<Shown["limitation"]> {
  return {
    ...{ rules: rules.name, source: rules.source, from: dateOfDay(from), state, note },
    lastDay: lastDay === undefined ? null : dateOfDay(lastDay),
    facts: facts.map(({ fact: { kind: act, day, receivedOn, evidence }, effect, why }) => ({
      ...{ act, day: dateOfDay(day), evidence, effect, why },
      receivedOn: receivedOn === undefined ? null : dateOfDay(receivedOn),
    })),
  };
}

function shownWriteOffs({ writeOffs }: CaseFile, items: readonly CaseItem[], tokens: Tokens): CaseDetail["writeOffs"] {
  return writeOffs.map((request) => {
    const { id, receivable, reason, evidence, open, askedBy, askedAt, decision } = request;
    const item = items.find((one) => one.id === receivable);
    return {
      ...{ id, receivable, reason, evidence, askedBy, askedAt: shownInstant(askedAt) },
      open: open === undefined ? null : shownAmount(open, shownCurrency(item?.terms?.currency, tokens)),
      state: stateOf(request, item),
      decidedBy: decision?.by ?? null,
      decidedAt: decision === undefined ? null : shownInstant(decision.at),
    };
  });
}

function stateOf(request: WriteOffRequest, item: CaseItem | undefined): CaseDetail["writeOffs"][number]["state"] {
  const { decision } = request;
  if (decision?.isApproved === false) return "refused";
  const isRecorded = item?.stored.state.writtenOff === true;
  if (isRecorded && decision !== undefined) return "recorded";
  if (!isRecorded && hasLapsed(request, item?.open)) return "lapsed";
  return decision === undefined ? "asked" : "approved";
}
