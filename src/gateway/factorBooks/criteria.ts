/** What a factor lends on, and what it knows of debtors, over HTTP. */
import type { EligibilityMark, EligibilityPolicy } from "../../domain/factoring/eligibilityRules.ts";
import { partsPerMillion } from "../../domain/factoring/figures.ts";
import { keccakOfText } from "../../domain/hash.ts";
import type { Address } from "../../domain/receivable.ts";
import {
  criteriaBefore,
  criteriaOf,
  debtorFactsAfter,
  forgetDebtorFacts,
  keepCriteria,
  keepDebtorFacts,
} from "../../store/factorBookCriteria.ts";
import type { StoredCriteria, StoredDebtorFacts } from "../../store/factorBookCriteria.ts";
import type {
  NewDebtorFacts,
  NewEligibilityCriteria,
  ShownEligibilityCriteria,
} from "../../wire/eligibilityCriteria.ts";
import type { ELIGIBILITY_OPERATIONS } from "../../wire/operations/factorBooksEligibility.ts";
import { idTaken, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownInstant } from "../receivables/showing.ts";

type Own =
  "setEligibilityCriteria" | "listEligibilityCriteria" | "noteDebtorFacts" | "listDebtorFacts" | "forgetDebtorFacts";

const LAST = Number.MAX_SAFE_INTEGER;
const MOST_VERSIONS = 1_000;
const MOST_DEBTORS = 10_000;

export function criteriaHandlers({
  database,
  config,
  now,
}: GatewayDeps): Pick<Handlers<typeof ELIGIBILITY_OPERATIONS>, Own> {
  const cursors = createCursors(config.secret);
  return {
    setEligibilityCriteria: async ({ member: { organisation, account }, body }) => {
      const content = keccakOfText(JSON.stringify(body));
      const { kept, isNew } = await database.transaction(async (tx) => {
        const known = await criteriaOf(tx, organisation, body.id);
        if (known !== undefined) return { kept: known, isNew: false };
        const criteria = { organisation, id: body.id, content, body, setBy: account, set: now() };
        return { kept: await keepCriteria(tx, criteria, MOST_VERSIONS), isNew: true };
      });
      if (kept === undefined) throw quotaReached(MOST_VERSIONS, "versions: no more are kept");
      if (kept.content !== content) throw idTaken("another version");
      return { status: isNew ? 201 : 200, body: shownCriteria(kept) };
    },
    listEligibilityCriteria: async ({ member: { organisation }, query }) => {
      const list = JSON.stringify(["criteria", organisation]);
      const read = (before: number, limit: number) => criteriaBefore(database, organisation, before, limit);
      const placeOf = ({ version }: StoredCriteria): number => version;
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf, read }, query);
      return { status: 200, body: { items: rows.map(shownCriteria), next } };
    },
    noteDebtorFacts: async ({ member: { organisation }, body }) => {
      const facts = { ...body, noted: now() };
      const kept = await database.transaction((tx) => keepDebtorFacts(tx, organisation, facts, MOST_DEBTORS));
      if (!kept) throw quotaReached(MOST_DEBTORS, "debtors with facts: forget some of them");
      return { status: 200, body: shownFacts(facts) };
    },
    listDebtorFacts: async ({ member: { organisation }, query }) => {
      const list = JSON.stringify(["debtor facts", organisation]);
      const read = (after: Address | null, limit: number) => debtorFactsAfter(database, organisation, after, limit);
      const placeOf = ({ debtor }: StoredDebtorFacts): Address => debtor;
      const { rows, next } = await pageOf({ cursors, list, first: null, placeOf, read }, query);
      return { status: 200, body: { items: rows.map(shownFacts), next } };
    },
    forgetDebtorFacts: async ({ member: { organisation }, params: { debtor } }) => {
      const forgotten = await database.transaction((tx) => forgetDebtorFacts(tx, organisation, debtor, now()));
      if (!forgotten) throw notFound();
      return { status: 204, body: undefined };
    },
  };
}

/** Criteria as they were asked. */
export function criteriaIn({ body }: StoredCriteria): NewEligibilityCriteria {
  // Only what the interface took is kept.
  return body as NewEligibilityCriteria;
}

/** @param day That ages are reckoned to, since 1970-01-01. */
export function policyOf(criteria: NewEligibilityCriteria, day: number): EligibilityPolicy {
  const { mostDaysFromInvoice, mostDaysPastDue, crossAgeing, concentration, advanceRate, excluded } = criteria;
  return {
    day,
    mostDaysFromInvoice: mostDaysFromInvoice ?? undefined,
    mostDaysPastDue: mostDaysPastDue ?? undefined,
    crossAgeing: crossAgeing === null ? undefined : partsPerMillion(crossAgeing),
    excluded: new Set<EligibilityMark>([...excluded, "lowBand"]),
    concentration:
      concentration === null ? undefined : { ...concentration, limit: partsPerMillion(concentration.limit) },
    advanceRate: partsPerMillion(advanceRate),
  };
}

function shownCriteria(stored: StoredCriteria): ShownEligibilityCriteria {
  const { version, set, setBy } = stored;
  return { ...criteriaIn(stored), version, set: shownInstant(set), setBy };
}

function shownFacts({ debtor, group, marks, kind, noted }: StoredDebtorFacts): NewDebtorFacts & { noted: string } {
  // Only what the interface took is kept.
  const facts = { debtor, group, marks, kind } as NewDebtorFacts;
  return { ...facts, noted: shownInstant(noted) };
}
