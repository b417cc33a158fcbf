/** What a buyer has to pay by its accepted receivables, and the order to its bank. */
import { z } from "zod";
import { moment } from "./personal.ts";
import { address, amount, date } from "./scalars.ts";

const REPERTOIRES = ["sepa", "unicode"] as const;

const selection = {
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .meta({ description: "ISO 4217: a bank moves nothing else." }),
  counterparty: address.optional().meta({ description: "One supplier alone." }),
  day: date.optional().meta({ description: "Of payment; today (UTC) unless told." }),
};
const lastRun = moment.optional().meta({
  description: "When you made your last list: items whose payee has changed since are marked.",
});

export const payListQuery = z.strictObject({ ...selection, lastRun });

export const paymentFileQuery = z.strictObject({
  ...selection,
  through: date.optional().meta({ description: "What falls due, or loses a discount, by then is paid now." }),
  run: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$/)
    .meta({ description: "Begins every end-to-end id, and is the message's." }),
  debtorAccount: z
    .string()
    .max(50)
    .regex(/^[A-Za-z0-9 -]+$/)
    .optional()
    .meta({ description: "Which account pays; the organisation's own in force here unless told." }),
  version: z.enum(["09", "03"]).default("09"),
  repertoire: z.enum(REPERTOIRES).default("sepa"),
  remittance: z.enum(["structured", "short"]).default("structured"),
});

const text = z.string();

/** The names are those of the columns that `countersign pay-list` reads. */
export const payable = z
  .strictObject({
    supplier: text,
    supplierAccount: text.meta({
      description: "In force, and confirmed to whoever asks; empty: do not pay before you called.",
    }),
    supplierBic: text,
    kind: z.enum(["invoice"]),
    number: text,
    issued: date,
    due: date,
    currency: text,
    open: amount.meta({ description: "Less what the organisation has advised." }),
    disputed: text.meta({ description: "Empty for nothing." }),
    discount: text,
    discountUntil: text,
    discount2: text,
    discount2Until: text,
    payee: text.meta({ description: "Whom an assigned item is owed to; empty: the supplier." }),
    payeeAccount: text,
    payeeBic: text,
    payeeSince: text.meta({ description: "The day (UTC) on which it came to the payee; empty where it never moved." }),
    payeeNotice: text.meta({
      description:
        "Of an assigned item what you were told and said: none (ask for proof first), given, received, acknowledged, " +
        "reserved, or refused, which no payment file pays. Empty of any other.",
    }),
    payeeChanged: text.meta({
      description: "`yes` where whom it is owed to changed since `lastRun`, or since the supplier's last statement.",
    }),
  })
  .meta({ id: "Payable" });
export type ShownPayable = z.output<typeof payable>;

export const payList = z
  .strictObject({
    day: date,
    items: z.array(payable).meta({ description: "Accepted and open, by supplier." }),
    advised: z
      .int()
      .min(0)
      .meta({ description: "Whose payment in full the organisation has advised: they are left out." }),
    sealed: z.int().min(0).meta({ description: "Accepted ones that this gateway cannot open: they are left out." }),
  })
  .meta({ id: "PayList" });
