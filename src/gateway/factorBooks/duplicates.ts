/**
 * Whether receivables look like others (R68): the same invoice on this ledger, numbers that are alike, and copies among
 * what other organisations of this gateway looked at or financed. Nobody is told whose those are.
 */
import { currencyByCode } from "../../domain/currency.ts";
import { parseDecimal, toMinorUnits, DecimalError } from "../../domain/decimal.ts";
import { FactoringError } from "../../domain/factoring/figures.ts";
import { amountBand, duplicatesOf, fingerprinting } from "../../domain/factoring/fingerprint.ts";
import type { Fingerprints, InvoiceIdentity } from "../../domain/factoring/fingerprint.ts";
import { nearnessOf } from "../../domain/factoring/nearNumber.ts";
import type { NumberNearness } from "../../domain/factoring/nearNumber.ts";
import { InvoiceNumberError } from "../../domain/invoiceNumber.ts";
import type { LegalId } from "../../domain/account/movement.ts";
import { Status } from "../../domain/receivable.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { TermsError } from "../../domain/terms.ts";
import type { Sql } from "../../store/database.ts";
import { fingerprintsLike, registerFingerprints, sameInvoices } from "../../store/factorBookChecks.ts";
import type { StoredFingerprint } from "../../store/factorBookChecks.ts";
import type { ShownEligibilityCheck } from "../../wire/eligibility.ts";
import { keyFor } from "../http/secrets.ts";
import type { KnownItem } from "./eligibilityItems.ts";

type Shown = ShownEligibilityCheck["items"][number]["duplicates"];

const MOST_ENTRIES = 5_000;
const MOST_COMPARED = 20_000;
const LEDGER_SCOPE =
  "Exact: this ledger issues an invoice once from one organisation to another under one spelling of its number and " +
  "one line; the same invoice between other addresses, or on another ledger, is not seen. Near: among what was " +
  "looked at.";

export interface Looking {
  readonly organisation: Address;
  readonly supplier: Address;
  /** The gateway's. */
  readonly secret: Uint8Array;
  /** Unix seconds. */
  readonly now: number;
}

const NEAR_SCOPE = "Near copies are told of what one and the same buyer accepted.";

/** Registers what it looks at, and tells of each what is like it. */
export async function duplicatesAmong(
  sql: Sql,
  looking: Looking,
  items: readonly KnownItem[],
): Promise<(id: Hex) => Shown> {
  const print = fingerprinting(keyFor(looking.secret, "invoice fingerprints"));
  const prints = new Map(
    items.flatMap((item): [Hex, Fingerprints][] => {
      const printed = printOf(print, item, looking.supplier);
      return printed === undefined ? [] : [[item.id, printed]];
    }),
  );
  await registerFingerprints(sql, looking.organisation, prints, looking.now);
  const entries = await fingerprintsLike(sql, [...prints.values()], MOST_ENTRIES);
  const ids = items.map(({ id }) => id);
  const accepted = new Map(items.flatMap(({ id, buyer, state }) => (isAccepted(state) ? [[id, buyer] as const] : [])));
  const exact = Map.groupBy(await sameInvoices(sql, ids), ({ id }) => id);
  const near = nearNumbers(items);
  const financing = new Map(items.map((item) => [item.id, item.financing]));
  return (id) => ({
    exact: (exact.get(id) ?? []).map(({ other }) => other),
    near: [...(near.get(id) ?? [])],
    registered: registeredLike(prints.get(id), entries, { id, acceptedBy: accepted.get(id) }),
    status: financing.get(id) ?? (prints.has(id) ? "registered" : null),
    scope: LEDGER_SCOPE,
  });
}

/**
 * What others know as the same receivable is no copy of it: the ledger sells it once. Anybody can write any invoice, so
 * that near copies would tell whoever tries all days and amounts what firms invoice each other: they are told only of
 * what the buyer accepted, both times the same one. An exact copy tells whoever knows all of it already.
 */
function registeredLike(
  print: Fingerprints | undefined,
  entries: readonly StoredFingerprint[],
  { id, acceptedBy }: { readonly id: Hex; readonly acceptedBy: Address | undefined },
): Shown["registered"] {
  if (print === undefined) return null;
  const isTold = (entry: StoredFingerprint): boolean =>
    entry.exact === print.exact || (acceptedBy !== undefined && entry.acceptedBy === acceptedBy);
  const others = [
    ...new Map(
      entries.filter((entry) => entry.receivable !== id && isTold(entry)).map((entry) => [entry.receivable, entry]),
    ).values(),
  ];
  const { copies, nearCopies, financed, scope } = duplicatesOf(print, others);
  return { copies: copies.length, nearCopies: nearCopies.length, financed, scope: `${scope} ${NEAR_SCOPE}` };
}

/** Undefined where the invoice does not say enough. */
function printOf(
  print: (invoice: InvoiceIdentity) => Fingerprints,
  { invoice, buyer }: KnownItem,
  supplier: Address,
): Fingerprints | undefined {
  const currency = invoice?.currency ?? "";
  const exponent = currencyByCode(currency)?.exponent;
  const gross = parseDecimal(invoice?.gross ?? "");
  const { number, issueDate, seller, buyer: debtor } = invoice ?? {};
  if (exponent === undefined || gross === undefined || !isSaid(number) || !isSaid(issueDate)) return undefined;
  try {
    return print({
      ...{ seller: legalIdOf(seller, supplier), buyer: legalIdOf(debtor, buyer), number, issueDate, currency },
      gross: toMinorUnits(gross, exponent, "gross"),
    });
  } catch (error) {
    if (UNFIT.some((kind) => error instanceof kind)) return undefined;
    throw error;
  }
}

/** What a stranger's document can say that identifies nothing. */
const UNFIT = [FactoringError, InvoiceNumberError, TermsError, DecimalError] as const;

interface Said {
  readonly legalId?: { readonly scheme?: string; readonly value?: string };
  readonly vatId?: string;
  readonly taxId?: string;
}

/** The identifier that its invoice gives a party, or else its address. */
function legalIdOf(said: unknown, address: Address): LegalId {
  // As the domain's model of an invoice has it.
  const { legalId, vatId, taxId } = (said ?? {}) as Said;
  if (legalId?.value !== undefined) return { scheme: legalId.scheme ?? "REGISTER", value: legalId.value };
  if (vatId !== undefined) return { scheme: "VAT", value: vatId };
  if (taxId !== undefined) return { scheme: "TAX", value: taxId };
  return { scheme: "ADDRESS", value: address };
}

interface NearItem {
  readonly receivable: Hex;
  readonly nearness: NumberNearness;
}

/** Pairs to one buyer of about the same amount, as many as are compared at once. */
function nearNumbers(items: readonly KnownItem[]): ReadonlyMap<Hex, readonly NearItem[]> {
  const near = new Map<Hex, NearItem[]>();
  const note = (id: Hex, item: NearItem): void => {
    near.set(id, [...(near.get(id) ?? []), item]);
  };
  let compared = 0;
  for (const own of Map.groupBy(items, ({ buyer }) => buyer).values()) {
    for (const [place, one] of own.entries()) {
      for (const other of own.slice(place + 1)) {
        if (Math.abs(bandOf(one) - bandOf(other)) > 1) continue;
        compared += 1;
        if (compared > MOST_COMPARED) return near;
        const nearness = nearnessBetween(one, other);
        if (nearness === undefined) continue;
        note(one.id, { receivable: other.id, nearness });
        note(other.id, { receivable: one.id, nearness });
      }
    }
  }
  return near;
}

function bandOf({ terms }: KnownItem): number {
  return amountBand(terms.amount);
}

function nearnessBetween(one: KnownItem, other: KnownItem): NumberNearness | undefined {
  const [left, right] = [one.invoice?.number, other.invoice?.number];
  // Instalments and parts of one invoice have its number.
  if (!isSaid(left) || !isSaid(right) || left === right) return undefined;
  return nearnessOf(left, right);
}

function isAccepted({ status }: KnownItem["state"]): boolean {
  return status === Status.Accepted;
}

function isSaid(text: string | null | undefined): text is string {
  return text !== null && text !== undefined;
}
