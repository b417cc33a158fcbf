import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { fileURLToPath } from "node:url";
import { readInvoice } from "../../documents/readInvoice.ts";
import type { UsableReading } from "../../documents/readInvoice.ts";
import { currencyByCode } from "../../domain/currency.ts";
import type { Currency } from "../../domain/currency.ts";
import { documentRoot, fieldsOf } from "../../domain/document.ts";
import { invoiceHash } from "../../domain/invoiceNumber.ts";
import type { UsableInvoice } from "../../domain/invoice.ts";
import type { Hex, Receivable } from "../../domain/receivable.ts";
import { termsOf } from "../../domain/terms.ts";
import type { AgreedTerms } from "../../domain/terms.ts";
import type { DemoInvoice } from "./cast.ts";
import type { World } from "./world.ts";

/** An invoice of the demo that has become a receivable. */
export interface Imported {
  readonly invoice: UsableInvoice;
  readonly currency: Currency;
  readonly receivable: Receivable;
}

const MINUTES_AHEAD_OF_UTC: Readonly<Record<DemoInvoice["supplier"], number>> = {
  ...{ musterwerk: 60, beispiel: 60, fiktiva: 60, sample: 60, modellregister: 60 },
  ...{ yunfan: 480, shili: 480 },
};

/** What the parties agreed beside the invoices: EUR 40 for a late one (R20), 0.05 % a day as a yearly rate (R22). */
const AGREED: Readonly<Record<string, Pick<AgreedTerms, "fixedSum" | "lateRate">>> = {
  EUR: { fixedSum: 4_000n },
  CNY: { lateRate: 182_500 },
};

/** How far the clock at a party is ahead of UTC, minutes. */
export function clockOf({ supplier }: DemoInvoice): number {
  return MINUTES_AHEAD_OF_UTC[supplier];
}

/** Reads a file of the demo. @throws Error if it has a finding, since then the demo itself is broken. */
export async function readDemoInvoice({ file }: DemoInvoice): Promise<UsableReading> {
  const reading = await readInvoice(createReadStream(fileURLToPath(new URL(`invoices/${file}`, import.meta.url))));
  const [finding] = reading.findings;
  if (!reading.usable || finding !== undefined) throw new Error(`${file}: ${finding?.message ?? "not usable"}`);
  return reading;
}

/** Turns a file of the demo into what its supplier issues. */
export async function importInvoice(world: World, demo: DemoInvoice): Promise<Imported> {
  const { invoice, terms, dueDate } = await readDemoInvoice(demo);
  const currency = currencyByCode(invoice.currency);
  if (currency === undefined) throw new Error(`${demo.file}: unknown currency`);
  const agreed: AgreedTerms = {
    ...AGREED[currency.code],
    currency: world.currency(currency.code),
    utcOffset: clockOf(demo),
    salt: random(),
  };
  const header = {
    supplier: world.addressOf(demo.supplier),
    buyer: world.addressOf(demo.buyer),
    invoice: invoiceHash(invoice.number),
    line: 0,
    policy: 0,
    revision: 0,
  };
  const document = documentRoot(fieldsOf(invoice), random());
  return { invoice, currency, receivable: { header, terms: termsOf(invoice, terms, dueDate, agreed), document } };
}

/** 32 bytes that nobody else knows: a salt, or the secret of a document. */
export function random(): Hex {
  return `0x${randomBytes(32).toString("hex")}`;
}
