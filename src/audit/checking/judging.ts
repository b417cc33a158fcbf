/** Everything that a gateway says, beside the state that the events add up to at the same block. */
import type { Audit, AuditEvent } from "../fold.ts";
import type { LedgerState } from "../state.ts";
import type { Difference } from "./difference.ts";
import type { GatewayDetail, GatewayRow, GatewayWord, SaidAsOf } from "./gatewayWord.ts";
import { Comparing, compareDetail, compareRow, partakenBy, provenTerms } from "./said.ts";
import { compareTimeline, eventsByReceivable } from "./timeline.ts";

/** What is known of the chain when a gateway is judged. */
export interface Known {
  /** The last block that was read. */
  readonly to: number;
  /** The state up to a block. */
  readonly auditAt: (block: number) => Audit;
  readonly events: readonly AuditEvent[];
  /** Whose desk a holder is, by the desks' own word. */
  readonly factorOf: ReadonlyMap<string, string>;
  /** Decimals of tokens, by the tokens' own word, and of ISO 4217's currencies. */
  readonly decimalsOf: ReadonlyMap<string, number>;
}

export interface Judgement {
  readonly rows: number;
  readonly details: number;
  readonly fields: number;
  /** Whose sums nobody can tell without opening them. */
  readonly sealed: number;
  readonly differences: readonly Difference[];
}

export function judgeGateway(word: GatewayWord, known: Known): Judgement {
  const details = new Map(word.details.map((detail) => [detail.id, detail]));
  const timelines = eventsByReceivable(known.events);
  const differences: Difference[] = [];
  let [fields, sealed] = [0, 0];
  for (const { row, asOf } of word.rows) {
    const comparing = new Comparing(row, blockOf(asOf, known));
    if (word.refused.includes(row.id)) {
      comparing.report("DetailRefused", "id", { said: null, chain: null, severity: "notable" });
    }
    // Whoever answers in another shape than its interface has must not keep the rest from being judged.
    try {
      const detail = details.get(row.id);
      if (judgeRow(comparing, { row, detail, asOf }, known)) sealed += 1;
      if (detail !== undefined) judgeDetail(comparing, detail, known, timelines.get(row.id) ?? []);
    } catch (error) {
      comparing.report("Unreadable", "id", { said: String(error), chain: null, severity: "grave" });
    }
    for (const difference of comparing.differences) differences.push(difference);
    fields += comparing.fields;
  }
  differences.push(...hidden(word, known));
  return { rows: word.rows.length, details: details.size, fields, sealed, differences: distinct(differences) };
}

/** A list and a detail that tell the same tell it once. */
function distinct(differences: readonly Difference[]): Difference[] {
  const byContent = new Map(
    differences.map((one) => [[one.kind, one.receivable, one.field, one.said, one.chain].join(" "), one]),
  );
  return [...byContent.values()];
}

/** What is said of a later block than was read is compared with the last one that was. */
function blockOf(asOf: SaidAsOf | null, { to }: Known): number {
  return Math.min(asOf?.block ?? to, to);
}

interface Said {
  readonly row: GatewayRow;
  readonly detail: GatewayDetail | undefined;
  readonly asOf: SaidAsOf | null;
}

/** @returns whether its sums are sealed, and were opened by nobody */
function judgeRow(comparing: Comparing, { row, detail, asOf }: Said, known: Known): boolean {
  const { state } = known.auditAt(blockOf(asOf, known));
  const record = state.receivables.get(row.id as `0x${string}`);
  if (record === undefined) {
    comparing.report("Invented", "id", { said: row.id, chain: null, severity: "grave" });
    return false;
  }
  const token = state.tokens.get(row.id as `0x${string}`);
  const terms = provenTerms(comparing, record, detail);
  compareRow(comparing, row, { record, token }, terms);
  judgePayee(comparing, row, state, known);
  const decimals = terms && known.decimalsOf.get(terms.currency);
  if (decimals !== undefined && row.currency.decimals !== null) {
    comparing.same("currency.decimals", row.currency.decimals, decimals);
  }
  return terms === undefined;
}

/** Who is to be paid: the holder, or the factor whose desk the holder says that it is. */
function judgePayee(comparing: Comparing, row: GatewayRow, { tokens }: LedgerState, { factorOf }: Known): void {
  const token = tokens.get(row.id as `0x${string}`);
  if (token === undefined) return;
  const payee = factorOf.get(token.holder) ?? token.holder;
  // What its first holder still holds was assigned to nobody.
  const wasAssigned = token.holder !== token.first || row.assignment !== null;
  if (wasAssigned) comparing.same("payee", row.assignment?.payee ?? null, payee);
}

function judgeDetail(comparing: Comparing, detail: GatewayDetail, known: Known, events: readonly AuditEvent[]): void {
  const block = blockOf(detail.asOf, known);
  const { state } = known.auditAt(block);
  const id = detail.id as `0x${string}`;
  const record = state.receivables.get(id);
  if (record === undefined) return;
  const token = state.tokens.get(id);
  compareRow(comparing, detail, { record, token }, provenTerms(comparing, record, detail));
  judgePayee(comparing, detail, state, known);
  compareDetail(comparing, detail, { record, token });
  compareTimeline(
    comparing,
    detail,
    events.filter(({ blockNumber }) => Number(blockNumber) <= block),
  );
}

/** Receivables that the organisation takes part in, and that are not in a list that claims to be whole. */
function hidden({ rows, organisation, isWhole }: GatewayWord, known: Known): readonly Difference[] {
  if (!isWhole) return [];
  const listed = new Set(rows.map(({ row }) => row.id));
  const block = rows.reduce((least, { asOf }) => Math.min(least, blockOf(asOf, known)), known.to);
  const partaken = partakenBy(known.auditAt(block).state, organisation, known.factorOf);
  return partaken.flatMap(([id, { standing, at }]) =>
    listed.has(id)
      ? []
      : [
          {
            ...{ severity: "grave", source: "gateway", kind: "Hidden", receivable: id, field: "id" },
            ...{ said: null, chain: standing, block: Number(at.blockNumber) },
          } as const,
        ],
  );
}
