/** What of a supplier's receivables a factor lends on (R66), asked and kept over HTTP. */
import { keccakOfText } from "../../domain/hash.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { dayNumber } from "../../domain/terms.ts";
import { cursorOf } from "../../store/chainTables.ts";
import type { Transaction } from "../../store/database.ts";
import { checkOf, checksBefore, keepCheck, visibleOf } from "../../store/factorBookChecks.ts";
import type { StoredCheck } from "../../store/factorBookChecks.ts";
import { criteriaOf, lastCriteria } from "../../store/factorBookCriteria.ts";
import type { StoredCriteria } from "../../store/factorBookCriteria.ts";
import { lastKeptBlock } from "../../store/factorBookEvents.ts";
import { MOST_CHECKED } from "../../wire/eligibility.ts";
import type { EligibilityCheckSummary, NewEligibilityCheck, ShownEligibilityCheck } from "../../wire/eligibility.ts";
import type { ELIGIBILITY_OPERATIONS } from "../../wire/operations/factorBooksEligibility.ts";
import { idTaken, quotaReached } from "../access/refusals.ts";
import { currencyFrom } from "../accountStatements/currency.ts";
import { atOneInstant } from "../accountStatements/making.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { criteriaHandlers } from "./criteria.ts";
import { answerOf } from "./eligibilityAnswer.ts";

const DAY = 86_400;
const LAST = Number.MAX_SAFE_INTEGER;
const MOST_A_DAY = 500;

export function eligibilityHandlers(deps: GatewayDeps): Handlers<typeof ELIGIBILITY_OPERATIONS> {
  const { database, config } = deps;
  const cursors = createCursors(config.secret);
  return {
    ...criteriaHandlers(deps),
    checkEligibility: async ({ member, body }) => {
      const content = keccakOfText(JSON.stringify(body));
      const { answer, isNew } = await atOneInstant(database, (tx) => answered(deps, tx, member, { body, content }));
      return { status: isNew ? 201 : 200, body: answer };
    },
    listEligibilityChecks: async ({ member: { organisation }, query: { supplier, ...query } }) => {
      const list = JSON.stringify(["eligibility", organisation, supplier]);
      const read = (before: number, limit: number) => checksBefore(database, organisation, supplier, before, limit);
      const placeOf = ({ number }: StoredCheck): number => number;
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf, read }, query);
      return { status: 200, body: { items: rows.map(summaryOf), next } };
    },
    readEligibilityCheck: async ({ member: { organisation }, params: { id } }) => {
      const kept = await checkOf(database, organisation, id);
      if (kept === undefined) throw notFound();
      return { status: 200, body: answerIn(kept) };
    },
  };
}

interface Asked {
  readonly body: NewEligibilityCheck;
  readonly content: Hex;
}

/** What is asked again is answered as it was. @throws ProblemError `IdTaken`, and as {@link check} */
async function answered(
  deps: GatewayDeps,
  tx: Transaction,
  member: Member,
  asked: Asked,
): Promise<{ readonly answer: ShownEligibilityCheck; readonly isNew: boolean }> {
  const known = await checkOf(tx, member.organisation, asked.body.id);
  if (known === undefined) return { answer: await check(deps, tx, member, asked), isNew: true };
  if (known.content !== asked.content) throw idTaken("another answer");
  return { answer: answerIn(known), isNew: false };
}

/** @throws ProblemError `NotFound`, `CriteriaMissing`, `CurrencyUnknown`, `AmountUnfit`, `QuotaReached` */
async function check(
  { config, tokens, now }: GatewayDeps,
  tx: Transaction,
  { organisation, account }: Member,
  { body, content }: Asked,
): Promise<ShownEligibilityCheck> {
  const instant = now();
  const currency = currencyFrom(body.currency, tokens);
  const criteria = await criteriaFor(tx, organisation, body.criteria);
  const { ids, truncated } = await chosenBy(tx, organisation, body, instant);
  const at = await instantOf(tx, body.date);
  const asking = { organisation, secret: config.secret, now: instant, tokens, currency, criteria, ...at };
  const answer = await answerOf(tx, asking, { body, ids, truncated });
  const checked = { id: body.id, account, supplier: body.supplier, content, answer, checked: instant };
  const limits = { most: MOST_A_DAY, since: instant - DAY };
  if (await keepCheck(tx, organisation, checked, limits)) return answer;
  throw quotaReached(MOST_A_DAY, "answers of the last day: wait until tomorrow");
}

async function criteriaFor(tx: Transaction, organisation: Address, id: string | undefined): Promise<StoredCriteria> {
  const found = id === undefined ? await lastCriteria(tx, organisation) : await criteriaOf(tx, organisation, id);
  if (found !== undefined) return found;
  if (id !== undefined) throw notFound();
  throw new ProblemError("CriteriaMissing", "say first what you lend on: POST /v1/eligibility-criteria");
}

/** @throws ProblemError `NotFound` for one that is not the supplier's, or not to be seen */
async function chosenBy(
  tx: Transaction,
  organisation: Address,
  { supplier, receivables: chosen }: NewEligibilityCheck,
  now: number,
): Promise<{ readonly ids: readonly Hex[]; readonly truncated: boolean }> {
  const ids = await visibleOf(tx, organisation, { supplier, chosen, now }, MOST_CHECKED + 1);
  if (chosen !== undefined && ids.length < new Set(chosen).size) throw notFound();
  return { ids: ids.slice(0, MOST_CHECKED), truncated: ids.length > MOST_CHECKED };
}

/** The last block, and the day that is asked for or that block's. */
async function instantOf(
  tx: Transaction,
  date: string | undefined,
): Promise<{ readonly block: number; readonly day: number; readonly instant: number }> {
  const block = (await cursorOf(tx))?.folded.number ?? 0;
  const made = (await lastKeptBlock(tx, block, LAST))?.timestamp ?? 0;
  const day = date === undefined ? Math.floor(made / DAY) : dayNumber(date);
  return { block, day, instant: date === undefined ? made : (day + 1) * DAY - 1 };
}

function answerIn({ answer }: StoredCheck): ShownEligibilityCheck {
  // Only what was answered is kept.
  return answer as ShownEligibilityCheck;
}

function summaryOf(kept: StoredCheck): EligibilityCheckSummary {
  const { id, supplier, currency, criteria, block, date, checked, gross, eligible, available } = answerIn(kept);
  return { id, supplier, currency, criteria, block, date, checked, gross, eligible, available };
}
