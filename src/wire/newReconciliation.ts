/** What is asked of a comparison of two books: the books, how their files are read, the day up to which they count. */
import { z } from "zod";
import { BOOK_FIELDS, SIGNS } from "../domain/bookFormat.ts";
import { BOOK_SIDES } from "../domain/ledgerItem.ts";
import { DATE_FORMATS, DECIMAL_MARKS, DELIMITERS, ENCODINGS } from "../domain/tableFormats.ts";
import { isTimeZone } from "../domain/timeZone.ts";
import { uuid } from "./act.ts";
import { line } from "./personal.ts";
import { address, amount, date } from "./scalars.ts";

export const side = z.enum(BOOK_SIDES);
export const code = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ description: "ISO 4217." });

/** How a file is read; what is left out, the file says itself, or the run fails and says what is open. */
export const bookFile = z
  .strictObject({
    upload: uuid.meta({ description: "A complete upload of the organisation: CSV in UTF-8 or GB 18030, or .xlsx." }),
    columns: z.partialRecord(z.enum(BOOK_FIELDS), z.string().min(1).max(200)).optional().meta({
      description: "Which column is what, by its header, where the headers do not say.",
    }),
    delimiter: z.enum(DELIMITERS).optional(),
    encoding: z.enum(ENCODINGS).optional().meta({
      description: "Of a CSV; UTF-8, or GB 18030 where its headers are known in Chinese, if it is left out.",
    }),
    decimal: z.enum(DECIMAL_MARKS).optional(),
    dates: z.enum(DATE_FORMATS).optional().meta({
      description: "Years of two digits are read where they are declared: 00 to 69 are 2000 to 2069, 70 to 99 1970 on.",
    }),
    signs: z.enum(SIGNS).optional().meta({
      description: "owed: above zero is owed; reversed: below it; byKind: nothing is below zero, and kinds tell.",
    }),
    currency: code.optional().meta({ description: "Of all lines, for a file without a column of currencies." }),
  })
  .meta({ id: "BookFile" });

export type BookFile = z.output<typeof bookFile>;

/** A file, the ledger's own items, or both as one book. */
const book = bookFile
  .extend({
    upload: bookFile.shape.upload.optional(),
    ledger: z
      .boolean()
      .optional()
      .meta({
        description:
          "Whether what the ledger itself has of the pair is in this book, so that `shownTo` has to name the other " +
          "firm. What a file has as well counts once.",
      }),
  })
  .refine(({ upload, ledger }) => upload !== undefined || ledger === true, "name an upload, or take the ledger's items")
  .meta({ id: "NewBook" });

export type NewBook = z.output<typeof book>;

/** By name, since clocks go forward and back. */
export const zone = z
  .string()
  .max(64)
  .refine(isTimeZone, "write a name such as Europe/Berlin, Asia/Shanghai or UTC")
  .meta({ id: "TimeZone", description: "Of the time zone database of IANA.", examples: ["Europe/Berlin"] });

export const tolerance = z.strictObject({ currency: code, amount }).meta({
  id: "Tolerance",
  description: "Up to this, and up to 1 % of the supplier's amount, a difference of amount is within tolerance.",
});

export const newReconciliation = z
  .strictObject({
    id: uuid.meta({ description: "Made by the sender, so that a repeated request is the same reconciliation." }),
    side: side.meta({ description: "Which of both the organisation is." }),
    counterparty: line(300).meta({ description: "The other firm's name." }),
    shownTo: address.optional().meta({
      description: "The other firm's organisation: it sees both books and the result, and replies to differences.",
    }),
    cutOff: date.meta({ description: "The last day that counts." }),
    zone: zone.optional().meta({ description: "In which the days of the ledger are told; UTC if it is left out." }),
    books: z.strictObject({ supplier: book, buyer: book }),
    tolerances: z.array(tolerance).max(20).optional(),
  })
  .refine(
    ({ shownTo, books }) => shownTo !== undefined || (books.supplier.ledger !== true && books.buyer.ledger !== true),
    { path: ["shownTo"], message: "name the other firm's organisation, so that the ledger's items can be found" },
  )
  .meta({ id: "NewReconciliation" });

export type NewReconciliation = z.output<typeof newReconciliation>;
