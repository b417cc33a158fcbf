/** The public pay-to-inv set as items and lines, and how a run is measured against its truth. */
import { parse } from "csv-parse/sync";
import { decisionsOf } from "../../src/reconciliation/cash/decisions.ts";
import { matchCash } from "../../src/reconciliation/cash/match.ts";
import type { CashLine, Decision, OpenItem, Party } from "../../src/reconciliation/cash/model.ts";
import { SAFE_POLICY, usualTolerances } from "../../src/reconciliation/cash/policy.ts";
import type { Policy } from "../../src/reconciliation/cash/policy.ts";
import { readText } from "./data.ts";

const FOLDER = "reconciliation/pay-to-inv";
const DAY = 86_400_000;
const CENTS = 100;

export type Relation = "one-to-one" | "one-to-many" | "many-to-one";

/** Items, lines, and of each line the items that it pays in truth. */
export interface MatchSet {
  readonly parties: readonly Party[];
  readonly items: readonly OpenItem[];
  readonly lines: readonly CashLine[];
  /** By the line's reference. */
  readonly truth: ReadonlyMap<string, Truth>;
}

export interface Truth {
  readonly items: ReadonlySet<string>;
  readonly relation: Relation;
}

const RELATIONS: ReadonlyMap<string, Relation> = new Map([
  ["one_pay_one_inv", "one-to-one"],
  ["one_pay_multi_inv", "one-to-many"],
  ["multi_pay_one_inv", "many-to-one"],
]);

type Row = Readonly<Record<string, string>>;

function rowsOf(name: string): readonly Row[] {
  return parse(readText(`${FOLDER}/${name}`), { columns: true });
}

/** All amounts of the set carry cents, whatever ISO 4217 says; binary fractions are rounded to them. */
function cents(text: string | undefined): bigint {
  return BigInt(Math.round(Number(text) * CENTS));
}

function day(text = ""): number {
  return Date.UTC(Number(text.slice(0, 4)), Number(text.slice(4, 6)) - 1, Number(text.slice(6, 8))) / DAY;
}

export function readPayToInv(): MatchSet {
  const invoices = rowsOf("invoices.csv");
  const names = new Map(invoices.map((row) => [row["Customer ID"] ?? "", row["Customer Name"] ?? ""]));
  return {
    parties: [...names].map(([id, name]) => ({ id, names: [name], accounts: [] })),
    items: invoices.map((row) => ({
      id: row["invoice_id"] ?? "",
      payer: row["Customer ID"] ?? "",
      currency: row["Currency Code"] ?? "",
      amount: cents(row["Amount"]),
      issued: day(row["Document Date"]),
      due: day(row["Due Date"]),
      references: [row["Assignment Number"] ?? "", row["Billing Number"] ?? "", row["Document Number"] ?? ""],
    })),
    lines: rowsOf("payments.csv").map((row) => ({
      reference: row["payment_id"] ?? "",
      kind: "CASH",
      payerName: row["Business Partner"] ?? "",
      payerAccount: row["Account Number"] ?? "",
      amount: cents(row["Amount"]),
      currency: row["Currency"] ?? "",
      valueDate: day(row["Posting Date"]),
      text: row["Memo Line"] ?? "",
    })),
    truth: readTruth(),
  };
}

function readTruth(): ReadonlyMap<string, Truth> {
  const truth = new Map<string, Truth>();
  for (const row of rowsOf("matches.csv")) {
    const relation = RELATIONS.get(row["match_category"] ?? "") ?? "one-to-one";
    const items = new Set((JSON.parse(row["invoice_ids"] ?? "[]") as number[]).map(String));
    for (const line of JSON.parse(row["payment_ids"] ?? "[]") as number[]) truth.set(String(line), { items, relation });
  }
  return truth;
}

export function policyFor(): Policy {
  return { ...SAFE_POLICY, tolerances: usualTolerances(() => 2) };
}

/** Shares in per cent of one kind of relation. An envelope is a payment; a line of it is one item that it pays. */
export interface Quality {
  readonly envelopes: number;
  readonly lines: number;
  /** Envelopes whose items are all found and no other, posted by itself. */
  readonly envelopeRecall: number;
  readonly lineRecall: number;
  /** Of the money. */
  readonly valueRecall: number;
  /** Of the lines that were posted by themselves, those that are true. */
  readonly precision: number;
  readonly wrong: number;
  /** Envelope recall with what was proposed. */
  readonly withProposals: number;
}

interface Tally {
  envelopes: number;
  lines: number;
  value: number;
  posted: number;
  foundEnvelopes: number;
  foundLines: number;
  foundValue: number;
  proposedEnvelopes: number;
}

function tallyOf(set: MatchSet, decisions: readonly Decision[], counts: (relation: Relation) => boolean): Tally {
  const tally = { envelopes: 0, lines: 0, value: 0, posted: 0 };
  const found = { foundEnvelopes: 0, foundLines: 0, foundValue: 0, proposedEnvelopes: 0 };
  decisions.forEach((decision, index) => {
    const truth = set.truth.get(decision.line);
    if (truth === undefined ? !counts("one-to-one") : !counts(truth.relation)) return;
    const items = truth?.items ?? new Set<string>();
    const named = decision.disposition === "EXCEPTION" ? [] : decision.allocations.map(({ item }) => item);
    const right = named.filter((item) => items.has(item)).length;
    const isWhole = items.size > 0 && right === items.size && named.length === right;
    const amount = Number(set.lines[index]?.amount ?? 0n);
    if (items.size > 0) tally.envelopes += 1;
    tally.lines += items.size;
    if (items.size > 0) tally.value += amount;
    if (isWhole) found.proposedEnvelopes += 1;
    if (decision.disposition !== "POST") return;
    tally.posted += named.length;
    found.foundLines += right;
    if (isWhole) found.foundEnvelopes += 1;
    if (isWhole) found.foundValue += amount;
  });
  return { ...tally, ...found };
}

function qualityOf(tally: Tally): Quality {
  const { envelopes, lines, value, posted, foundEnvelopes, foundLines, foundValue, proposedEnvelopes } = tally;
  return {
    ...{ envelopes, lines },
    envelopeRecall: (100 * foundEnvelopes) / envelopes,
    lineRecall: (100 * foundLines) / lines,
    valueRecall: (100 * foundValue) / value,
    precision: posted === 0 ? 100 : (100 * foundLines) / posted,
    wrong: posted - foundLines,
    withProposals: (100 * proposedEnvelopes) / envelopes,
  };
}

/** Runs a set and measures it, in all and by relation. */
export function measure(set: MatchSet, policy = policyFor()): ReadonlyMap<string, Quality> {
  const run = matchCash({ parties: set.parties, items: set.items, lines: set.lines, policy });
  return measureDecisions(set, [...decisionsOf(run)]);
}

export function measureDecisions(set: MatchSet, decisions: readonly Decision[]): ReadonlyMap<string, Quality> {
  const all = qualityOf(tallyOf(set, decisions, () => true));
  const each = [...RELATIONS.values()].map((relation): [string, Quality] => [
    relation,
    qualityOf(tallyOf(set, decisions, (other) => other === relation)),
  ]);
  return new Map([["all", all], ...each]);
}

/** Envelopes that whole tokens alone would settle rightly, in per cent: the yardstick for everything else. */
export function recallOfTokens(set: MatchSet): number {
  const items = new Map<string, string[]>();
  for (const { id, references } of set.items) {
    for (const reference of references) items.set(reference, [...(items.get(reference) ?? []), id]);
  }
  const right = set.lines.filter(({ reference, text }) => {
    const found = new Set(text.split(/[^A-Za-z0-9]+/).flatMap((token) => items.get(token) ?? []));
    const truth = set.truth.get(reference)?.items ?? new Set();
    return found.size === truth.size && [...found].every((item) => truth.has(item));
  });
  return (100 * right.length) / set.lines.length;
}

/** One half of the payers, told by a hash of their ids. */
export function halfOf(set: MatchSet, half: 0 | 1): MatchSet {
  const isIn = (payer: string): boolean =>
    Array.from(payer).reduce((hash, character) => (hash * 31 + character.charCodeAt(0)) % 65_521, 7) % 2 === half;
  const items = set.items.filter(({ payer }) => isIn(payer));
  const ids = new Set(items.map(({ id }) => id));
  const lines = set.lines.filter(({ reference }) =>
    [...(set.truth.get(reference)?.items ?? [])].every((item) => ids.has(item)),
  );
  return { ...set, parties: set.parties.filter(({ id }) => isIn(id)), items, lines };
}

/** The set with an unpaid item beside each, of the same payer and days, with a number and an amount like its own. */
export function withDistractors(set: MatchSet): MatchSet {
  const more = set.items.map((item, index) => ({
    ...item,
    id: `unpaid ${item.id}`,
    amount: item.amount + BigInt(1_001 + ((index * 7_919) % 500_000)),
    references: item.references.map(
      (reference) => `${reference.slice(0, -3)}${String(index % 1_000).padStart(3, "0")}`,
    ),
  }));
  return { ...set, items: [...set.items, ...more] };
}

export function tableOf(qualities: ReadonlyMap<string, Quality>): string {
  const head = ["", "envelopes", "lines", "envelope", "line", "value", "precision", "proposed"];
  const percent = (value: number): string => value.toFixed(2);
  const rows = [...qualities].map(([name, quality]) => [
    name,
    ...[quality.envelopes, quality.lines].map(String),
    ...[quality.envelopeRecall, quality.lineRecall, quality.valueRecall].map(percent),
    ...[quality.precision, quality.withProposals].map(percent),
  ]);
  return [head, ...rows]
    .map(([first = "", ...rest]) => first.padEnd(16) + rest.map((cell) => cell.padStart(11)).join(""))
    .join("\n");
}
