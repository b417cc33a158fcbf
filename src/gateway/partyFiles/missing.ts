/** Whether a credit check is complete before the first deal (A15). */
import { hasExpired, standingOf } from "../../domain/partyFile/facts.ts";
import type { Fact, FactKind, Standing } from "../../domain/partyFile/facts.ts";
import type { EvidenceKind, MissingEvidence } from "../../domain/partyFile/evidence.ts";
import { isStale } from "../../domain/partyFile/ratios.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { partyAccountsOf } from "../../store/partyFileAccounts.ts";
import { factIn } from "../../store/partyFileAttributes.ts";
import { choiceIn, partyChoicesOf, partyFactsOf } from "../../store/partyFileFacts.ts";
import { gradesAt } from "./grades.ts";
import { standingAt } from "./reading.ts";
import { dateAt } from "./showing.ts";

type Why = MissingEvidence["why"];

/** What is not there of what is asked for, in the order of the asking, each once. @param at Unix seconds. */
export async function missingFacts(
  sql: Sql,
  organisation: Address,
  customer: Address,
  required: readonly EvidenceKind[],
  at: number,
): Promise<readonly MissingEvidence[]> {
  const facts = (await partyFactsOf(sql, organisation, [customer])).map(factIn);
  const choices = (await partyChoicesOf(sql, organisation, [customer])).map(choiceIn);
  const standings = standingOf(facts, choices, at);
  const missing: MissingEvidence[] = [];
  for (const kind of new Set(required)) {
    const why = await whyMissing(kind);
    if (why !== undefined) missing.push({ kind, why });
  }
  return missing;

  async function whyMissing(kind: EvidenceKind): Promise<Why | undefined> {
    if (kind === "accounts") return whyNoAccounts(sql, organisation, customer, at);
    if (kind === "grade") return whyNoGrade(sql, organisation, customer, at);
    return whyNoFact(standings, kind);
  }
}

/** One subject of a kind is enough: one register of several. */
function whyNoFact(standings: readonly Standing<Fact>[], kind: FactKind): Why | undefined {
  const own = standings.filter((one) => one.kind === kind);
  if (own.length === 0) return "missing";
  if (own.some(({ counts }) => counts !== undefined)) return undefined;
  return own.some(({ isConflicting }) => isConflicting) ? "conflicting" : "expired";
}

async function whyNoAccounts(sql: Sql, organisation: Address, customer: Address, at: number): Promise<Why | undefined> {
  const accounts = standingAt(await partyAccountsOf(sql, organisation, customer), at);
  if (accounts.length === 0) return "missing";
  return accounts.every(({ periodEnd }) => isStale(periodEnd, dateAt(at))) ? "stale" : undefined;
}

async function whyNoGrade(sql: Sql, organisation: Address, customer: Address, at: number): Promise<Why | undefined> {
  const grades = await gradesAt(sql, organisation, customer, at);
  if (grades.some(({ standing }) => standing.state === "counts")) return undefined;
  return grades.some(({ attestation }) => hasExpired(attestation.expires, at)) ? "expired" : "missing";
}
