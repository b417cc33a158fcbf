/** Files of an ERP: parties and what is open, as CSV. */
import { z } from "zod";
import { DATE_FORMATS, DECIMAL_MARKS, DELIMITERS } from "../domain/tableFormats.ts";
import { uuid } from "./act.ts";
import { pageQuery } from "./access.ts";
import { line as lineOfText } from "./personal.ts";
import { address, cursor, date, instant } from "./scalars.ts";

export const IMPORT_KINDS = ["parties", "openItems", "orders", "receipts"] as const;
const RESULTS = ["created", "updated", "unchanged", "failed"] as const;
const SIDES = ["receivable", "payable"] as const;
const MOST_BASE64 = 11_200_000;

const header = z.string().min(1).max(200).meta({ description: "A header of the file, exactly." });
/** Which column is what. */
export const columnMapping = z
  .strictObject({
    party: header.optional().meta({ description: "What the ERP calls the party." }),
    name: header.optional(),
    legalId: header.optional(),
    vatId: header.optional(),
    country: header.optional(),
    address: header
      .optional()
      .meta({ description: "The party's address on the ledger, of which administrators alone decide." }),
    number: header.optional().meta({ description: "Of the invoice." }),
    line: header
      .optional()
      .meta({ description: "Which instalment of an invoice, 0 where there is no column; or which line of an order." }),
    issueDate: header.optional(),
    dueDate: header.optional(),
    currency: header.optional(),
    amount: header.optional(),
    open: header.optional().meta({ description: "What is not settled; the amount where there is no column." }),
    purchaseOrder: header.optional(),
    item: header.optional().meta({ description: "As invoices name it." }),
    quantity: header.optional(),
    price: header.optional().meta({ description: "Of one unit, without tax." }),
    receipt: header.optional().meta({ description: "The number of the delivery." }),
  })
  .meta({ id: "ColumnMapping" });

export type ColumnMapping = z.output<typeof columnMapping>;
export type ImportField = keyof ColumnMapping;

const side = z.enum(SIDES).meta({ description: "Of open items: what others owe the organisation, or what it owes." });
const delimiter = z.enum(DELIMITERS);
const decimal = z.enum(DECIMAL_MARKS).meta({ description: "What stands before the decimals of amounts." });
const dates = z.enum(DATE_FORMATS);

export const newImport = z
  .strictObject({
    id: uuid.meta({ description: "Made by the sender, so that a repeated request is the same import." }),
    kind: z.enum(IMPORT_KINDS),
    file: z.base64().max(MOST_BASE64).meta({ description: "The CSV file byte for byte; UTF-8, with or without BOM." }),
    apply: z.boolean().default(false).meta({
      description: "False shows what would happen. True needs what was left to be guessed to be said.",
    }),
    side: side.default("receivable"),
    delimiter: delimiter.optional(),
    mapping: columnMapping.optional(),
    decimal: decimal.optional(),
    dates: dates.optional(),
  })
  .meta({ id: "NewImport" });

export type NewImport = z.output<typeof newImport>;

const count = z.int().min(0);

/** An import: how the file was read, and what became of it. */
export const importRecord = z
  .strictObject({
    id: uuid,
    kind: z.enum(IMPORT_KINDS),
    applied: z.boolean().meta({ description: "False for one that only showed what would happen." }),
    ended: instant.nullable().meta({ description: "Null while it runs, and for one that was broken off." }),
    side,
    delimiter,
    mapping: columnMapping,
    unmapped: z.array(z.string()).meta({ description: "Headers of columns that are not read." }),
    missing: z
      .array(z.string())
      .meta({ description: "Fields that need a column and have none; no line is read then." }),
    decimal: decimal.nullable().meta({ description: "Null where the file does not say, or says both." }),
    dates: dates.nullable().meta({ description: "Null where several forms fit, or none." }),
    lines: count,
    created: count,
    updated: count,
    unchanged: count,
    failed: count,
  })
  .meta({ id: "Import" });

export type ImportRecord = z.output<typeof importRecord>;

export const importLine = z
  .strictObject({
    line: count.meta({ description: "Of the file, the first is 1; that on which the record ends." }),
    result: z.enum(RESULTS),
    key: z.string().nullable().meta({
      description:
        "What the line is about: a party, or a JSON array of what tells an item or a line of an order from others.",
    }),
    changes: z.array(z.strictObject({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
    faults: z.array(z.strictObject({ field: z.string(), value: z.string(), message: z.string() })),
  })
  .meta({ id: "ImportLine" });

const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });

export const importLinePage = z.strictObject({ items: z.array(importLine), next }).meta({ id: "ImportLinePage" });

export const importLineQuery = pageQuery.extend({ result: z.enum(RESULTS).optional() }).meta({ id: "ImportLineQuery" });

const known = z.string().nullable();

export const party = z
  .strictObject({
    party: z.string(),
    name: z.string(),
    legalId: known,
    vatId: known,
    country: known,
    address: address.nullable(),
    changed: instant,
  })
  .meta({ id: "Party" });

export const partyPage = z.strictObject({ items: z.array(party), next }).meta({ id: "PartyPage" });

/** What an ERP believes; no receivable, and nobody else's word. */
export const openItem = z
  .strictObject({
    side,
    party: z.string(),
    number: z.string(),
    line: count,
    issueDate: date,
    dueDate: date,
    currency: z.string(),
    amount: z.string().meta({ description: "With the currency's decimals; below zero for a credit." }),
    open: z.string(),
    purchaseOrder: known,
    changed: instant,
  })
  .meta({ id: "OpenItem" });

export const openItemPage = z.strictObject({ items: z.array(openItem), next }).meta({ id: "OpenItemPage" });

export const openItemQuery = pageQuery
  .extend({ side: z.enum(SIDES).optional(), party: lineOfText(100).optional() })
  .meta({ id: "OpenItemQuery" });
