/** Imported history: invoices of before the ledger, or beside it, with the days of their settlement. */
import { z } from "zod";
import { uuid } from "./act.ts";
import { line } from "./personal.ts";
import { address, cursor, hash, instant } from "./scalars.ts";
import { DATE_FORMATS, DECIMAL_MARKS, DELIMITERS, ENCODINGS } from "../domain/tableFormats.ts";

export const newHistoryImport = z
  .strictObject({
    id: uuid,
    upload: uuid.meta({ description: "A file that was uploaded in pieces, CSV or .xlsx." }),
    delimiter: z.enum(DELIMITERS).optional(),
    encoding: z.enum(ENCODINGS).optional(),
    decimal: z.enum(DECIMAL_MARKS).optional(),
    dates: z.enum(DATE_FORMATS).optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional()
      .meta({ description: "ISO 4217, for a file without a column of currencies." }),
  })
  .meta({ id: "NewHistoryImport" });
export type NewHistoryImportBody = z.output<typeof newHistoryImport>;

export const historyImport = z
  .strictObject({
    id: uuid,
    name: line(200).nullable().meta({ description: "Of the file; null once it is erased." }),
    file: hash.meta({ description: "SHA-256 of the file." }),
    items: z.int().min(0).meta({ description: "Invoices that are kept of it." }),
    account: address.meta({ description: "Who imported it." }),
    imported: instant,
    removed: instant.nullable().meta({ description: "From when it does not count; null for one that does." }),
    removedBy: address.nullable().meta({ description: "Who took it back." }),
    erased: instant.nullable(),
  })
  .meta({ id: "HistoryImport" });

export const historyImportPage = z
  .strictObject({
    items: z.array(historyImport),
    next: cursor.nullable().meta({ description: "Where the next page begins; null on the last." }),
  })
  .meta({ id: "HistoryImportPage" });
