/** A buyer's orders, receipts, and the rules by which it accepts what equals both. */
import { z } from "zod";
import { currencyByCode } from "../domain/currency.ts";
import { uuid } from "./act.ts";
import { line } from "./personal.ts";
import { address, hash, instant } from "./scalars.ts";

const figure = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,14})(?:\.\d{1,8})?$/, "write a decimal number of 0 or more, with a point")
  .meta({ id: "Figure", description: "A decimal number as text." });
const lineNumber = z.int().min(0).max(9999);
const known = { party: line(100), purchaseOrder: line(100) };
const currencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .refine(isCurrency, "write a current code of ISO 4217");

const orderLine = z
  .strictObject({
    ...known,
    line: lineNumber,
    item: line(300).meta({ description: "As invoices name it (BT-153)." }),
    quantity: figure,
    price: figure.meta({ description: "Of one unit, without tax." }),
    currency: currencyCode,
  })
  .meta({ id: "OrderLine" });

const receiptLine = z
  .strictObject({
    ...known,
    receipt: line(100).meta({ description: "The delivery; the same one again is the same receipt." }),
    line: lineNumber,
    quantity: figure,
  })
  .meta({ id: "ReceiptLine" });

export const orderLines = z.strictObject({ lines: z.array(orderLine).min(1).max(1000) }).meta({ id: "OrderLines" });
export const receiptLines = z
  .strictObject({ lines: z.array(receiptLine).min(1).max(1000) })
  .meta({ id: "ReceiptLines" });

/** What became of lines. */
export const taken = z
  .strictObject({ created: z.int(), updated: z.int(), unchanged: z.int() })
  .meta({ id: "LinesTaken" });

/** By which invoices are accepted. */
const ruleBody = {
  id: uuid,
  agent: address.meta({ description: "Who signs what the rule chooses: with its own key, under a mandate to accept." }),
  currency: currencyCode,
  absolute: figure.meta({ description: "Largest difference of the net sum from order and receipt, in the currency." }),
  relative: figure.meta({ description: "Largest difference, per cent of the order's value; both have to hold." }),
  cap: figure.meta({ description: "Largest amount to pay of an invoice, tax included." }),
  suppliers: z.array(address).max(500).nullable().meta({ description: "Only these; null for all." }),
};

export const newAcceptanceRule = z.strictObject(ruleBody).meta({ id: "NewAcceptanceRule" });
export type NewAcceptanceRule = z.output<typeof newAcceptanceRule>;

export const acceptanceRule = z
  .strictObject({
    ...ruleBody,
    hash: hash.meta({ description: "Of the rule." }),
    setBy: address,
    since: instant,
    ended: instant.nullable(),
  })
  .meta({ id: "AcceptanceRule" });

export const acceptanceRules = z.strictObject({ items: z.array(acceptanceRule) }).meta({ id: "AcceptanceRules" });

export const REASONS = [
  "noRule",
  "agentMandate",
  "contentUnknown",
  "documentMismatch",
  "frameContract",
  "amountAboveCap",
  "orderMissing",
  "orderUnknown",
  "lineUnknown",
  "chargeNotOrdered",
  "quantityNotReceived",
  "priceDiffers",
] as const;

export const evaluation = z
  .strictObject({ ready: z.int().min(0), unmatched: z.int().min(0) })
  .meta({ id: "AcceptanceEvaluation" });

export const acceptances = z
  .strictObject({
    items: z.array(
      z.strictObject({
        receivable: hash,
        rule: uuid.nullable(),
        agent: address.nullable().meta({ description: "Who is to sign." }),
        intent: uuid
          .nullable()
          .meta({ description: "Read its message, sign it, and give the signature to the intent." }),
        reasons: z.array(z.strictObject({ reason: z.enum(REASONS), detail: z.string() })),
        at: instant,
      }),
    ),
  })
  .meta({ id: "Acceptances" });

export type Acceptance = z.output<typeof acceptances>["items"][number];

function isCurrency(code: string): boolean {
  return currencyByCode(code) !== undefined;
}
