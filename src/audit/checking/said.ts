/** What a gateway says of a receivable, field by field, beside what the events add up to. */
import type { OpenedTerms } from "../commitment.ts";
import { NOBODY, advicesOf } from "../state.ts";
import type { LedgerState, ReceivableRecord, TokenRecord } from "../state.ts";
import { principalOf } from "../terms.ts";
import type { Difference, Severity } from "./difference.ts";
import { dateOfDay, textOf, unitsOf } from "./gatewayWord.ts";
import type { GatewayDetail, GatewayRow } from "./gatewayWord.ts";
import { isCommitted, toldTerms } from "./opened.ts";

type Value = string | number | boolean | null;

/** Compares fields of one receivable, and counts them. */
export class Comparing {
  readonly differences: Difference[] = [];
  readonly #receivable: string;
  readonly #block: number;
  readonly #decimals: number;
  fields = 0;

  constructor({ id, currency }: GatewayRow, block: number) {
    this.#receivable = id;
    this.#block = block;
    this.#decimals = currency.decimals ?? 0;
  }

  same(field: string, said: Value, chain: Value, severity: Severity = "grave"): void {
    this.fields += 1;
    if (textIn(said) !== textIn(chain)) this.report("FieldDiffers", field, { said, chain, severity });
  }

  /** @param chain Minor units. */
  sameSum(field: string, said: string | null, chain: bigint): void {
    this.fields += 1;
    if (said !== null && unitsOf(said, this.#decimals) === chain) return;
    this.report("FieldDiffers", field, { said, chain: textOf(chain, this.#decimals), severity: "grave" });
  }

  report(
    kind: string,
    field: string,
    { said, chain, severity }: { readonly said: Value; readonly chain: Value; readonly severity: Severity },
  ): void {
    const texts = { said: said === null ? null : String(said), chain: chain === null ? null : String(chain) };
    const about = { receivable: this.#receivable, field, block: this.#block };
    this.differences.push({ severity, source: "gateway", kind, ...about, ...texts });
  }
}

/** Addresses and words may be written in either case. */
function textIn(value: Value): string {
  return typeof value === "string" ? value.toLowerCase() : String(value);
}

/** What a row of the list says. @param terms Those that are known or proven; undefined where they are sealed. */
export function compareRow(
  comparing: Comparing,
  row: GatewayRow,
  { record, token }: { readonly record: ReceivableRecord; readonly token: TokenRecord | undefined },
  terms: OpenedTerms | undefined,
): void {
  const { header, standing, closed, writtenOff, part, settled, credited, disputed, at } = record;
  comparing.same("supplier", row.supplier, header.supplier);
  comparing.same("buyer", row.buyer, header.buyer);
  if (token !== undefined) comparing.same("holder", row.holder, token.holder);
  comparing.same("invoice", row.invoice, header.invoice, "notable");
  comparing.same("line", row.line, Number(header.line), "notable");
  comparing.same("revision", row.revision, Number(header.revision), "notable");
  comparing.same("status", row.status, standing);
  comparing.same("closed", row.closed, closed);
  comparing.same("writtenOff", row.writtenOff, writtenOff);
  comparing.same("part", row.part, part, "notable");
  comparing.same("issuedBlock", row.issuedBlock, Number(at.blockNumber), "notable");
  comparing.sameSum("settled", row.settled, settled);
  comparing.sameSum("credited", row.credited, credited);
  comparing.sameSum("disputed", row.disputed, disputed);
  if (terms === undefined) return;
  const principal = principalOf(terms);
  comparing.same("currency", row.currency.address, terms.currency);
  comparing.sameSum("amount", row.amount, terms.amount);
  comparing.sameSum("open", row.open, principal > settled ? principal - settled : 0n);
  comparing.same("dueDate", row.dueDate, dateOfDay(terms.dueDay));
}

/** What is said of one receivable beyond its row. */
export function compareDetail(
  comparing: Comparing,
  detail: GatewayDetail,
  { record, token }: { readonly record: ReceivableRecord; readonly token: TokenRecord | undefined },
): void {
  const known = (address: string | undefined): string | null =>
    address === undefined || address === NOBODY ? null : address;
  comparing.same("commitment", detail.commitment.slice(0, 62), record.commitment.slice(0, 62));
  comparing.same("document", detail.document, record.document);
  comparing.same("advices", detail.advices, advicesOf(record), "notable");
  comparing.same("lateDays", detail.lateDays, record.lateDays.toString(), "notable");
  comparing.same("approved", detail.approved, known(token?.approved), "notable");
  comparing.same("transferee", detail.transferee, known(record.transferee), "notable");
  comparing.same("listening", detail.listening, token?.listening ?? false, "notable");
  comparing.sameSum("chargesSettled", detail.chargesSettled, record.chargesSettled);
  comparing.same("receipts", receiptsSaid(detail), receiptsTold(record));
}

function receiptsSaid({ receipts }: GatewayDetail): string {
  return listed(receipts.map(({ status, bankRef }) => `${status} ${bankRef}`.toLowerCase()));
}

function receiptsTold({ receipts }: ReceivableRecord): string {
  const standing = [...receipts].filter(([, { kind }]) => kind !== "withdrawn");
  return listed(standing.map(([bankRef, { kind }]) => `${kind} ${bankRef}`));
}

function listed(lines: readonly string[]): string {
  return lines.toSorted().join(", ");
}

/**
 * The terms by which sums are compared: those in the open, else those that the gateway opened, if the chain's
 * commitment comes of them; those that it opened falsely are reported.
 */
export function provenTerms(
  comparing: Comparing,
  record: ReceivableRecord,
  detail: GatewayDetail | undefined,
): OpenedTerms | undefined {
  const told = detail && toldTerms(detail);
  if (told !== undefined && !isCommitted(record, told)) {
    comparing.report("TermsUnproven", "terms", { said: "", chain: record.commitment, severity: "grave" });
  }
  if (record.terms !== undefined) return record.terms;
  return told !== undefined && isCommitted(record, told) ? told : undefined;
}

/** Receivables that an organisation takes part in, by the chain alone. @param factorOf Whose desk a holder is. */
export function partakenBy(
  { receivables, tokens }: LedgerState,
  organisation: string,
  factorOf: ReadonlyMap<string, string>,
): readonly (readonly [id: string, record: ReceivableRecord])[] {
  return [...receivables].filter(([id, { header }]) => {
    const holder = tokens.get(id)?.holder ?? "";
    const payee = factorOf.get(holder) ?? holder;
    return [header.supplier, header.buyer, holder, payee].includes(organisation);
  });
}
