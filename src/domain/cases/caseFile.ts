/**
 * A case: what a creditor does about a customer that does not pay, entry by entry (K01, K04, J03, L01). Entries are
 * never changed or removed; what a case is follows from them, as a receivable follows from its events. Money is in
 * minor units, days are counted from 1970-01-01, instants are unix seconds.
 */
import type { ClaimFact } from "../clocks/limitation.ts";
import type { InsurancePolicy } from "../clocks/insurance.ts";
import type { Payout } from "./subrogation.ts";
import type { Stage } from "../collections/policy.ts";
import type { Address, Hex } from "../receivable.ts";

/** What else secures a claim (K04). */
export const SECURITY_KINDS = ["guarantee", "pledge", "mortgage", "retentionOfTitle"] as const;

export interface Security {
  readonly kind: (typeof SECURITY_KINDS)[number];
  /** Who gives it, as people call it. */
  readonly giver: string;
  /** Up to how much; null where it secures the whole. */
  readonly amount: bigint | null;
  readonly currency: Address | null;
  /** The register, and the number there; null of what is registered nowhere. */
  readonly registry: string | null;
  readonly registryNumber: string | null;
  /** Its last day; null for none. */
  readonly until: number | null;
}

interface EnteredPayout {
  readonly receivable: Hex;
  readonly amount: bigint;
  readonly day: number;
  /** As people call it. */
  readonly insurer: string;
  /** sha-256 of the document that shows the payment. */
  readonly evidence: Hex;
}

/** What an insurer paid, under the policy that stood when it was entered. */
export interface CasePayout extends EnteredPayout, Payout {
  readonly id: string;
  readonly policy: string;
}

interface WriteOffAsked {
  readonly kind: "writeOffAsked";
  readonly receivable: Hex;
  readonly reason: string;
  /** sha-256 of the document that shows the loss. */
  readonly evidence: Hex;
  /** What was open when it was asked for, as the ledger has it; absent of what was asked for before that was kept. */
  readonly open?: bigint;
}

export type CaseEntryBody =
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "stage"; readonly stage: Stage }
  | { readonly kind: "receivable"; readonly receivable: Hex }
  | { readonly kind: "fact"; readonly receivable: Hex; readonly fact: ClaimFact }
  | { readonly kind: "security"; readonly security: Security }
  | { readonly kind: "insurance"; readonly policy: InsurancePolicy }
  | { readonly kind: "insuranceNotice"; readonly receivable: Hex; readonly day: number }
  | ({ readonly kind: "insurancePayout"; readonly currency: Address } & EnteredPayout)
  | { readonly kind: "insolvency" | "insolvencyWithdrawn"; readonly day: number; readonly evidence: string }
  | WriteOffAsked
  | { readonly kind: "writeOffDecided"; readonly request: string; readonly isApproved: boolean; readonly text: string }
  | { readonly kind: "closed"; readonly reason: string };

export interface CaseEntry {
  /** A UUID, unique in its case. */
  readonly id: string;
  /** Who made it for the creditor. */
  readonly account: Address;
  readonly at: number;
  readonly body: CaseEntryBody;
}

export interface WriteOffRequest extends Omit<WriteOffAsked, "kind"> {
  readonly id: string;
  readonly askedBy: Address;
  readonly askedAt: number;
  /** Undefined while nobody has decided. */
  readonly decision:
    { readonly isApproved: boolean; readonly by: Address; readonly at: number; readonly text: string } | undefined;
}

export interface CaseFile {
  readonly stage: Stage;
  readonly receivables: readonly Hex[];
  readonly facts: readonly (ClaimFact & { readonly receivable: Hex })[];
  readonly securities: readonly Security[];
  /** The one that was entered last. */
  readonly insurance: InsurancePolicy | undefined;
  /** By receivable, the first notice to the insurer. */
  readonly insuranceNotices: ReadonlyMap<Hex, number>;
  readonly payouts: readonly CasePayout[];
  /** The first day that was entered; undefined where that was withdrawn since, or there was none. */
  readonly insolventOn: number | undefined;
  readonly writeOffs: readonly WriteOffRequest[];
  readonly isClosed: boolean;
}

/** What an entry does not fit, and the way out. */
export class CaseEntryError extends Error {
  readonly field: string;

  constructor(field: string, value: string, wayOut: string) {
    super(`${field} is ${value}: ${wayOut}`);
    this.name = "CaseEntryError";
    this.field = field;
  }
}

const EMPTY: CaseFile = {
  ...{ stage: "friendly", receivables: [], facts: [], securities: [], insurance: undefined },
  ...{ insuranceNotices: new Map(), payouts: [], insolventOn: undefined, writeOffs: [], isClosed: false },
};

/** @throws CaseEntryError for an entry that {@link withEntry} would refuse; none that was kept is. */
export function caseFile(entries: readonly CaseEntry[]): CaseFile {
  return entries.reduce(withEntry, EMPTY);
}

/** The case with one more entry. @throws CaseEntryError where it does not follow from what is there */
export function withEntry(file: CaseFile, { id, account, at, body }: CaseEntry): CaseFile {
  if (file.isClosed && body.kind !== "note") {
    throw new CaseEntryError("kind", body.kind, "the case is closed, and takes notes alone: open another");
  }
  switch (body.kind) {
    case "note":
      return file;
    case "stage":
      return { ...file, stage: body.stage };
    case "receivable":
      if (file.receivables.includes(body.receivable)) return file;
      return { ...file, receivables: [...file.receivables, body.receivable] };
    case "fact":
      checkOfCase(file, body.receivable);
      return { ...file, facts: [...file.facts, { ...body.fact, receivable: body.receivable }] };
    case "security":
      return { ...file, securities: [...file.securities, body.security] };
    case "insurance":
      return { ...file, insurance: body.policy };
    case "insuranceNotice": {
      checkOfCase(file, body.receivable);
      const first = Math.min(file.insuranceNotices.get(body.receivable) ?? body.day, body.day);
      return { ...file, insuranceNotices: new Map(file.insuranceNotices).set(body.receivable, first) };
    }
    case "insurancePayout":
      return withPayout(file, id, body);
    case "insolvency":
      return { ...file, insolventOn: Math.min(file.insolventOn ?? body.day, body.day) };
    case "insolvencyWithdrawn":
      if (file.insolventOn === undefined) {
        throw new CaseEntryError("kind", body.kind, "no insolvency stands in the case: there is nothing to withdraw");
      }
      return { ...file, insolventOn: undefined };
    case "writeOffAsked": {
      const { receivable, reason, evidence, open } = body;
      const asked = { id, receivable, reason, evidence, ...(open === undefined ? {} : { open }) };
      return withRequest(file, { ...asked, askedBy: account, askedAt: at, decision: undefined });
    }
    case "writeOffDecided":
      return withDecision(file, body, account, at);
    case "closed":
      return { ...file, isClosed: true };
  }
}

function checkOfCase({ receivables }: CaseFile, receivable: Hex): void {
  if (receivables.includes(receivable)) return;
  throw new CaseEntryError("receivable", receivable, "it is none of the case: add it first");
}

function withPayout(
  file: CaseFile,
  id: string,
  { receivable, amount, day, insurer, evidence, currency }: Extract<CaseEntryBody, { kind: "insurancePayout" }>,
): CaseFile {
  checkOfCase(file, receivable);
  const { insurance } = file;
  if (insurance === undefined) throw new CaseEntryError("kind", "insurancePayout", "enter the policy first");
  if (insurance.currency !== currency) throw new CaseEntryError("currency", currency, "give that of the policy");
  if (amount === 0n) throw new CaseEntryError("amount", "0", "give what was paid");
  const under = { policy: insurance.id, rule: insurance.recoveries ?? null };
  return { ...file, payouts: [...file.payouts, { id, receivable, amount, day, insurer, evidence, ...under }] };
}

function withRequest(file: CaseFile, request: WriteOffRequest): CaseFile {
  checkOfCase(file, request.receivable);
  const standing = file.writeOffs.find(
    (one) =>
      one.receivable === request.receivable && one.decision?.isApproved !== false && !hasLapsed(one, request.open),
  );
  if (standing !== undefined) {
    throw new CaseEntryError("receivable", request.receivable, `its write-off was asked for as ${standing.id}`);
  }
  return { ...file, writeOffs: [...file.writeOffs, request] };
}

/** A write-off takes two people (R49): whoever asked for it does not decide. */
function withDecision(
  file: CaseFile,
  { request: id, isApproved, text }: Extract<CaseEntryBody, { kind: "writeOffDecided" }>,
  by: Address,
  at: number,
): CaseFile {
  const request = file.writeOffs.find((one) => one.id === id);
  if (request === undefined) throw new CaseEntryError("request", id, "no write-off was asked for as that");
  if (request.decision !== undefined) throw new CaseEntryError("request", id, "it is decided already");
  if (request.askedBy === by) {
    throw new CaseEntryError("request", id, "you asked for it yourself: another member has to decide");
  }
  const decided = { ...request, decision: { isApproved, by, at, text } };
  return { ...file, writeOffs: file.writeOffs.map((one) => (one === request ? decided : one)) };
}

/** Whether more is open than was when it was asked for: nobody agreed to write that off. */
export function hasLapsed({ open: asked }: WriteOffRequest, open: bigint | undefined): boolean {
  return open !== undefined && (asked === undefined || open > asked);
}

/**
 * The request by which a receivable may be written off now; undefined where none is approved, or the case closed.
 * @param open What is open of it now.
 */
export function approvedWriteOff(
  { isClosed, writeOffs }: CaseFile,
  receivable: Hex,
  open: bigint,
): WriteOffRequest | undefined {
  if (isClosed) return undefined;
  return writeOffs.findLast(
    (one) => one.receivable === receivable && one.decision?.isApproved === true && !hasLapsed(one, open),
  );
}
