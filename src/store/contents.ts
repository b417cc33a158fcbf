/**
 * What the gateway was given, or could open, of receivables whose terms are sealed, by the commitment that it was
 * checked against. Nothing of this is the chain's: losing it means to open everything once more, and that what was only
 * given must be given again.
 */
import { commitmentOf } from "../domain/commitment.ts";
import { decimalsAsText } from "../domain/decimal.ts";
import type { Hex, Receivable } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. */
export const CONTENT_TABLES: readonly string[] = [
  // currency, amount and due_day are those of the receivable, as a list shows them.
  `create table contents (
    commitment bytea primary key,
    id bytea not null,
    revision bigint not null,
    receivable jsonb not null,
    currency bytea not null,
    amount numeric(80, 0) not null,
    due_day bigint not null,
    document_secret bytea,
    invoice jsonb,
    original bytea,
    opened bigint not null
  )`,
  "create index contents_of_receivable on contents (id)",
  "create index contents_of_original on contents (original) where original is not null",
];

/** What is known of one revision of a receivable. */
export interface Content {
  readonly commitment: Hex;
  readonly id: Hex;
  readonly revision: number;
  readonly receivable: Receivable;
  /** From which the salts of the document's fields follow. */
  readonly documentSecret: Hex | null;
  /** The e-invoice as the domain's model has it, as JSON. */
  readonly invoice: unknown;
  /** sha256 of the stored original. */
  readonly original: Hex | null;
  /** Unix seconds. */
  readonly opened: number;
}

/**
 * Keeps what is known of a revision. What is known already stays, and what was missing is added, so that keeping twice
 * is keeping once. @throws RangeError for a receivable with another commitment.
 */
export async function keepContent(sql: Sql, content: Content): Promise<void> {
  const { commitment, id, revision, receivable, documentSecret, invoice, original, opened } = content;
  if (commitmentOf(receivable) !== commitment) {
    throw new RangeError(`the content has the commitment ${commitmentOf(receivable)}, not ${commitment}`);
  }
  const { currency, amount, dueDay } = receivable.terms;
  await sql.query(
    `with kept as (
       insert into contents (commitment, id, revision, receivable, currency, amount, due_day, document_secret, invoice,
         original, opened) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       on conflict (commitment) do update set
         document_secret = coalesce(contents.document_secret, excluded.document_secret),
         invoice = coalesce(contents.invoice, excluded.invoice),
         original = coalesce(contents.original, excluded.original)
       returning commitment, id, currency, amount, due_day)
     update openings set outcome = 'opened', currency = kept.currency, amount = kept.amount, due_day = kept.due_day
     from kept where openings.id = kept.id and openings.commitment = kept.commitment`,
    [
      ...[bytes(commitment), bytes(id), revision, jsonOf(receivable), bytes(currency), amount, dueDay],
      documentSecret === null ? null : bytes(documentSecret),
      invoice === null || invoice === undefined ? null : jsonOf(invoice),
      original === null ? null : bytes(original),
      opened,
    ],
  );
}

/** What is known of the revision with that commitment. */
export async function contentOf(sql: Sql, commitment: Hex): Promise<Content | undefined> {
  const [row] = await sql.query<Omit<Content, "receivable"> & { readonly receivable: StoredReceivable }>(
    `select commitment, id, revision, receivable, document_secret as "documentSecret", invoice, original, opened
     from contents where commitment = $1`,
    [bytes(commitment)],
  );
  return row && { ...row, receivable: receivableIn(row.receivable) };
}

/** What is known of a document: its secret, and the e-invoices that it may be of. */
export interface KnownDocument {
  readonly secret: Hex | null;
  readonly invoices: readonly unknown[];
}

/** What is known of the document with that root, from any revision of some receivables. */
export async function documentOf(sql: Sql, ids: readonly Hex[], root: Hex): Promise<KnownDocument> {
  const rows = await sql.query<{ secret: Hex | null; invoice: unknown }>(
    `select document_secret as secret, invoice from contents
     where id = any($1) and receivable ->> 'document' = $2 order by opened, commitment`,
    [ids.map(bytes), root],
  );
  return {
    secret: rows.find(({ secret }) => secret !== null)?.secret ?? null,
    invoices: rows.flatMap(({ invoice }) => (invoice === null ? [] : [invoice])),
  };
}

const WHOLE_TERMS = ["amount", "discount1", "discount2", "fixedSum"] as const;
type WholeTerm = (typeof WHOLE_TERMS)[number];

/** As JSON has it, which has no integers of that size. */
type StoredReceivable = Omit<Receivable, "terms"> & {
  readonly terms: Omit<Receivable["terms"], WholeTerm> & Readonly<Record<WholeTerm, string>>;
};

function receivableIn({ terms, ...rest }: StoredReceivable): Receivable {
  const sums = Object.fromEntries(WHOLE_TERMS.map((name) => [name, BigInt(terms[name])]));
  return { ...rest, terms: { ...terms, ...(sums as Readonly<Record<WholeTerm, bigint>>) } };
}

/** Amounts as text, of a decimal as of a bigint. */
function jsonOf(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) =>
    typeof inner === "bigint" ? inner.toString() : decimalsAsText(key, inner),
  );
}
