/** Imported history over HTTP. */
import type { z } from "zod";
import { DocumentError } from "../../documents/errors.ts";
import { readHistoryRows } from "../../documents/history/readHistory.ts";
import type { HistoryRow } from "../../documents/history/readHistory.ts";
import { invoiceHash, InvoiceNumberError } from "../../domain/invoiceNumber.ts";
import type { Hex } from "../../domain/receivable.ts";
import {
  countHistory,
  eraseHistory,
  historyImportBy,
  historyImportsBefore,
  keepHistory,
  removeHistory,
} from "../../store/historyItems.ts";
import type { HistoryImport } from "../../store/historyItems.ts";
import { lockCount } from "../../store/quotas.ts";
import { uploadedBytes, uploadOf } from "../../store/uploads.ts";
import type { Upload } from "../../store/uploads.ts";
import type { historyImport, NewHistoryImportBody } from "../../wire/history.ts";
import type { HISTORY_OPERATIONS } from "../../wire/operations/history.ts";
import { idTaken, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownInstant } from "../receivables/showing.ts";

/** Of one organisation. */
const MOST_ITEMS = 1_000_000;
const LAST = Number.MAX_SAFE_INTEGER;

export function historyHandlers(deps: GatewayDeps): Handlers<typeof HISTORY_OPERATIONS> {
  const { database, config } = deps;
  const cursors = createCursors(config.secret);
  return {
    importHistory: async ({ member, body }) => {
      const { stored, isNew } = await importHistory(deps, member, body);
      return { status: isNew ? 201 : 200, body: shownImport(stored) };
    },
    listHistoryImports: async ({ member: { organisation }, query }) => {
      const list = JSON.stringify(["history imports", organisation]);
      const read = (before: number, limit: number): Promise<readonly HistoryImport[]> =>
        historyImportsBefore(database, organisation, before, limit);
      const placeOf = ({ number }: HistoryImport): number => number;
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf, read }, query);
      return { status: 200, body: { items: rows.map(shownImport), next } };
    },
    removeHistory: async ({ member: { organisation, account }, params: { id } }) => {
      if (!(await removeHistory(database, organisation, id, { at: deps.now(), by: account }))) throw notFound();
      return { status: 204, body: undefined };
    },
    eraseHistory: async ({ member: { organisation }, params: { id } }) => {
      if (await database.transaction((tx) => eraseHistory(tx, organisation, id, deps.now()))) {
        return { status: 204, body: undefined };
      }
      if ((await historyImportBy(database, id))?.organisation !== organisation) throw notFound();
      // Taking it back changes customers' credit, and takes the duty of that.
      const wayOut = `take it back with DELETE /v1/history-imports/${id} first`;
      throw new ProblemError("HistoryCounts", `the import ${id} still counts: ${wayOut}`);
    },
  };
}

/** @throws ProblemError `IdTaken`, `UploadIncomplete`, `EncodingUnsupported`, `FileUnreadable`, `QuotaReached` */
async function importHistory(
  { database, now }: GatewayDeps,
  { organisation, account }: Member,
  { id, upload, ...said }: NewHistoryImportBody,
): Promise<{ readonly stored: HistoryImport; readonly isNew: boolean }> {
  const known = await historyImportBy(database, id);
  if (known !== undefined) {
    if (known.organisation !== organisation) throw idTaken("another import");
    return { stored: known, isNew: false };
  }
  const { name, sha256: content } = await wholeUpload(database, organisation, upload);
  const rows = await rowsIn(await uploadedBytes(database, organisation, upload), said);
  const items = rows.map((row) => ({ ...row, invoice: hashOf(row.number) }));
  await database.transaction(async (tx) => {
    await lockCount(tx, `imported history of ${organisation}`);
    if ((await countHistory(tx, organisation)) + rows.length > MOST_ITEMS) {
      throw quotaReached(MOST_ITEMS, "imported invoices, with these: erase an earlier import");
    }
    await keepHistory(tx, { id, organisation, content, name, account, imported: now() }, items);
  });
  const stored = await historyImportBy(database, id);
  if (stored === undefined) throw notFound();
  return { stored, isNew: true };
}

async function wholeUpload(
  database: GatewayDeps["database"],
  organisation: Member["organisation"],
  id: string,
): Promise<Upload> {
  const upload = await uploadOf(database, organisation, id);
  if (upload?.received === upload?.length && upload !== undefined) return upload;
  const there =
    upload === undefined ? "there is no such upload" : `${upload.received} of ${upload.length} bytes are there`;
  const message = `${there}: send the file first`;
  throw new ProblemError("UploadIncomplete", message, { faults: [{ at: "body.upload", message }] });
}

async function rowsIn(
  file: Uint8Array,
  said: Omit<NewHistoryImportBody, "id" | "upload">,
): Promise<readonly HistoryRow[]> {
  try {
    return await readHistoryRows(file, said);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const kind = error.code === "ENCODING_UNSUPPORTED" ? "EncodingUnsupported" : "FileUnreadable";
    const { message } = error;
    throw new ProblemError(kind, `the file cannot be imported: ${message}`, {
      faults: [{ at: "body.upload", message }],
    });
  }
}

/** What the ledger could not have either has no hash. */
function hashOf(number: string): Hex | null {
  try {
    return invoiceHash(number);
  } catch (error) {
    if (error instanceof InvoiceNumberError) return null;
    throw error;
  }
}

function shownImport(stored: HistoryImport): z.output<typeof historyImport> {
  const { id, name, content: file, items, account, imported, removed, removedBy, erased } = stored;
  const shown = (instant: number | null): string | null => (instant === null ? null : shownInstant(instant));
  const taken = { removed: shown(removed), removedBy, erased: shown(erased) };
  return { id, name: name === "" ? null : name, file, items, account, imported: shownInstant(imported), ...taken };
}
