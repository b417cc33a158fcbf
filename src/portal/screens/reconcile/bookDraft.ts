/** A book as it is filled in, before it is sent. */
import type { BookField } from "../../../domain/bookFormat.ts";
import type { Gateway, Schemas } from "../../data/gateway.ts";
import { uploadFile } from "./uploadFile.ts";

type BookFile = Schemas["BookFile"];

/** How a file is read; empty for what the file itself says. */
export interface ReadingDraft {
  readonly delimiter: NonNullable<BookFile["delimiter"]> | "";
  readonly encoding: NonNullable<BookFile["encoding"]> | "";
  readonly decimal: NonNullable<BookFile["decimal"]> | "";
  readonly dates: NonNullable<BookFile["dates"]> | "";
  readonly signs: NonNullable<BookFile["signs"]> | "";
  readonly currency: string;
  readonly columns: Readonly<Partial<Record<BookField, string>>>;
}

export interface BookDraft {
  readonly file: File | undefined;
  readonly hasLedger: boolean;
  readonly reading: ReadingDraft;
}

export const EMPTY_BOOK: BookDraft = {
  file: undefined,
  hasLedger: false,
  reading: { delimiter: "", encoding: "", decimal: "", dates: "", signs: "", currency: "", columns: {} },
};

export function isGiven({ file, hasLedger }: BookDraft): boolean {
  return file !== undefined || hasLedger;
}

/** @throws Refused, Unreachable */
export async function uploadedBook(gateway: Gateway, file: File, reading: ReadingDraft): Promise<BookFile> {
  return { upload: await uploadFile(gateway, file), ...declared(reading) };
}

/** The book as a reconciliation takes it. @throws Refused, Unreachable */
export async function sentBook(gateway: Gateway, { file, hasLedger, reading }: BookDraft): Promise<Schemas["NewBook"]> {
  const book = file === undefined ? {} : await uploadedBook(gateway, file, reading);
  return { ...book, ...(hasLedger ? { ledger: true } : {}) };
}

function declared({
  delimiter,
  encoding,
  decimal,
  dates,
  signs,
  currency,
  columns,
}: ReadingDraft): Omit<BookFile, "upload"> {
  const named = Object.entries(columns).flatMap(([field, header]) =>
    header.trim() === "" ? [] : [[field, header.trim()] as const],
  );
  return {
    ...(delimiter === "" ? {} : { delimiter }),
    ...(encoding === "" ? {} : { encoding }),
    ...(decimal === "" ? {} : { decimal }),
    ...(dates === "" ? {} : { dates }),
    ...(signs === "" ? {} : { signs }),
    ...(currency.trim() === "" ? {} : { currency: currency.trim().toUpperCase() }),
    ...(named.length === 0 ? {} : { columns: Object.fromEntries(named) }),
  };
}
