/** A receivable as a row of a list. */
import { NoticeKind, NoticeReply } from "../../domain/factoring/notice.ts";
import { invoiceHash, InvoiceNumberError } from "../../domain/invoiceNumber.ts";
import { Status } from "../../domain/receivable.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { Assignment } from "../../store/assignments.ts";
import type { Captions, InvoiceCaption } from "../../store/captions.ts";
import type { Opening } from "../../store/openings.ts";
import type { GrantKind } from "../../store/grants.ts";
import type { AssignedRow } from "../../store/atOnce.ts";
import type { StoredState } from "../../store/stateRow.ts";
import { ROLES, STATUSES } from "../../wire/receivable.ts";
import type { Receivable } from "../../wire/receivable.ts";
import { nameIn, shownAmount, shownCurrency, shownInstant } from "./showing.ts";
import type { Tokens } from "./showing.ts";

/** The numbers of the statuses that something issued can have. */
const ISSUED = Object.fromEntries(STATUSES.map((name) => [name, Status[name]])) as Record<StatusName, number>;
type StatusName = (typeof STATUSES)[number];

type Shown = Omit<AssignedRow, "policy" | "locked" | "advices">;

/** Who asks, and by which kinds of grants they see what they take no part in. */
export interface Reader {
  readonly organisation: Address;
  readonly shownBy: readonly GrantKind[];
}

/** What rows are shown with. */
export interface Showing {
  readonly tokens: Tokens;
  readonly captions: Captions;
}

const SHOWN_AS = { audit: "auditor", offer: "offeree" } as const satisfies Readonly<Record<GrantKind, string>>;

export function summaryOf(row: Shown, { organisation, shownBy }: Reader, { tokens, captions }: Showing): Receivable {
  const payee = row.assignment?.payee ?? row.holder;
  const roles = ROLES.filter((role) => row[role] === organisation || (role === "holder" && payee === organisation));
  const currency = shownCurrency(row.currency ?? undefined, tokens);
  const show = (units: bigint): string => shownAmount(units, currency);
  return {
    id: row.id,
    supplier: row.supplier,
    buyer: row.buyer,
    holder: row.holder,
    assignment: row.assignment === null ? null : shownAssignment(row.assignment),
    roles: roles.length > 0 ? roles : shownBy.map((kind) => SHOWN_AS[kind]),
    invoice: row.invoice,
    ...captionOf(row, captions),
    line: row.line,
    revision: row.revision,
    status: nameIn(ISSUED, row.status),
    closed: row.closed,
    writtenOff: row.writtenOff,
    part: row.part,
    sealed: row.amount === null,
    content: row.content,
    currency,
    amount: row.amount === null ? null : show(row.amount),
    open: row.amount === null ? null : show(openOf(row, row.amount)),
    settled: show(row.settled),
    credited: show(row.credited),
    disputed: show(row.disputed),
    dueDate: row.dueDay === null ? null : dateOfDay(row.dueDay),
    issuedBlock: row.issuedBlock,
    changedBlock: row.changedBlock,
  };
}

export function shownAssignment({ payee, since, notice }: Assignment): NonNullable<Receivable["assignment"]> {
  return {
    payee,
    since: shownInstant(since),
    notice: notice && {
      hash: notice.hash,
      kind: nameIn(NoticeKind, notice.kind),
      given: shownInstant(notice.given),
      reply: nameIn(NoticeReply, notice.reply),
    },
  };
}

/**
 * The row that a list would show of a receivable. @param opening Undefined where the terms are in the open. @throws
 * Error for one that nobody has issued.
 */
export function rowOf(
  { id, state, issuedBlock, changedBlock }: StoredState,
  opening: Opening | undefined,
  assignment: Assignment | null,
): Shown {
  const { agreed, status, holder, closed, writtenOff, part, disputed, settled, credited } = state;
  if (agreed === undefined) throw new Error(`receivable ${id} has a holder and was never issued`);
  const { supplier, buyer, invoice, line, revision } = agreed.header;
  const {
    currency = null,
    amount = null,
    dueDay = null,
  } = agreed.openTerms ?? opening?.content?.receivable.terms ?? {};
  const parties = { id, supplier, buyer, holder, invoice, line, revision };
  const facts = { status, closed, writtenOff, part, disputed, settled, credited, issuedBlock, changedBlock };
  return { ...parties, ...facts, currency, amount, dueDay, assignment, content: opening?.state ?? "open" };
}

/** Whoever asks knows best whom it deals with; then comes what a party says of itself, and then the invoice. */
function captionOf(
  { id, invoice, supplier, buyer, holder, assignment }: Shown,
  { invoices, profiles, own }: Captions,
): Pick<Receivable, "invoiceNumber" | "names"> {
  const given = invoices.get(id);
  const said = invoiceNumberOf(given, invoice) === null ? undefined : given;
  const onInvoice = new Map([
    [supplier, said?.seller],
    [buyer, said?.buyer],
  ]);
  const nameOf = (party: Address): string | null =>
    own.get(party) ?? profiles.get(party) ?? onInvoice.get(party) ?? null;
  const names = { supplier: nameOf(supplier), buyer: nameOf(buyer), holder: nameOf(assignment?.payee ?? holder) };
  return { invoiceNumber: said?.number ?? null, names };
}

/** The number that an invoice was given with, where the ledger has its hash. */
export function invoiceNumberOf(given: InvoiceCaption | undefined, invoice: Hex): string | null {
  return given !== undefined && isNumberOf(given.number, invoice) ? given.number : null;
}

/** Whether the ledger has the hash of it. */
function isNumberOf(number: string | null, invoice: Hex): boolean {
  try {
    return number !== null && invoiceHash(number) === invoice;
  } catch (error) {
    if (error instanceof InvoiceNumberError) return false;
    throw error;
  }
}

function openOf({ status, settled }: Shown, amount: bigint): bigint {
  const isOver = status === Status.Cancelled || status === Status.Split;
  return isOver || settled > amount ? 0n : amount - settled;
}
