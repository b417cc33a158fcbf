/** Statements of banks: files that are read, what they say of themselves, and how far their reading is. */
import { z } from "zod";
import { BANK_FIELDS } from "../domain/bankFormat.ts";
import { CASH_STEPS } from "../domain/cashMatch.ts";
import { DATE_FORMATS, DECIMAL_MARKS, DELIMITERS } from "../domain/tableFormats.ts";
import { uuid } from "./act.ts";
import { line } from "./personal.ts";
import { address, amount, cursor, date, instant } from "./scalars.ts";

const code = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ description: "ISO 4217." });
const count = z.int().min(0);

/** How a table is read; the other formats need nothing. */
export const newBankStatement = z
  .strictObject({
    id: uuid.meta({ description: "Made by the sender, so that a repeated request is the same reading." }),
    upload: uuid.meta({ description: "A complete upload of the organisation: camt, MT940, MT942, CSV or .xlsx." }),
    columns: z.partialRecord(z.enum(BANK_FIELDS), z.string().min(1).max(200)).optional().meta({
      description: "Of a table: which column is what, by its header, where the headers do not say.",
    }),
    delimiter: z.enum(DELIMITERS).optional(),
    decimal: z.enum(DECIMAL_MARKS).optional(),
    dates: z.enum(DATE_FORMATS).optional(),
    currency: code.optional().meta({ description: "Of all rows of a table without a column of currencies." }),
    account: line(100).optional().meta({ description: "Of all rows of a table without a column of accounts." }),
  })
  .meta({ id: "NewBankStatement" });

export type NewBankStatement = z.output<typeof newBankStatement>;

const balance = z
  .strictObject({ amount, currency: z.string(), date: date.nullable() })
  .meta({ id: "BankBalance" })
  .nullable();

const bankFinding = z
  .strictObject({
    rule: z.string(),
    severity: z.enum(["error", "warning"]),
    message: z.string(),
    field: z.string(),
    expected: z.string().nullable(),
    actual: z.string().nullable(),
    line: z.int().nullable(),
  })
  .meta({ id: "BankFinding" });

const readStatement = z
  .strictObject({
    format: z.string(),
    account: z.string().nullable(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    sequence: z.string().nullable(),
    opening: balance,
    closing: balance,
    balanced: z.boolean().nullable().meta({ description: "Whether opening balance and entries make the closing one." }),
    entries: count,
    findings: z.array(bankFinding).meta({ description: "At most 50. With an error, nothing of the file is kept." }),
  })
  .meta({ id: "ReadBankStatement" });

export type ShownBankStatement = z.output<typeof readStatement>;

export const bankStatement = z
  .strictObject({
    id: uuid,
    account: address.meta({ description: "Who gave it." }),
    begun: instant,
    step: z.enum(CASH_STEPS),
    ended: instant.nullable(),
    fault: z.string().nullable().meta({ description: "Why nothing of it is kept, and the way out." }),
    statements: z.array(readStatement),
    added: count.meta({ description: "Entries that were not known before." }),
    known: count.meta({ description: "Entries that another file told before, or this one twice." }),
    pending: count.meta({ description: "Entries that the bank has not booked yet, which are not kept." }),
    returned: count.meta({ description: "Payments that entries of this file take back." }),
  })
  .meta({ id: "BankStatement" });

export type ShownBankFile = z.output<typeof bankStatement>;

export const bankStatementPage = z
  .strictObject({
    items: z.array(bankStatement),
    next: cursor.nullable().meta({ description: "Where the next page begins; null on the last." }),
  })
  .meta({ id: "BankStatementPage" });
