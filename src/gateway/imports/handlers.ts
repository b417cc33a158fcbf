/** Imports over HTTP. */
import type { z } from "zod";
import { csvOf } from "../../documents/table/writeCsv.ts";
import type { Address } from "../../domain/receivable.ts";
import { importOf, linesAfter } from "../../store/imports.ts";
import type { StoredImport } from "../../store/imports.ts";
import { openItemsAfter } from "../../store/openItems.ts";
import type { OpenItemPlace, StoredOpenItem } from "../../store/openItems.ts";
import { partiesAfter } from "../../store/parties.ts";
import type { ImportRecord, openItemPage } from "../../wire/import.ts";
import type { IMPORT_OPERATIONS } from "../../wire/operations/imports.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownInstant } from "../receivables/showing.ts";
import { missingIn } from "./columns.ts";
import { importFile } from "./importing.ts";
import type { ImportPlan } from "./importing.ts";

const MOST_REPORTED = 10_000;

export function importHandlers(deps: GatewayDeps): Handlers<typeof IMPORT_OPERATIONS> {
  const { database } = deps;
  const cursors = createCursors(deps.config.secret);
  return {
    importFile: async ({ member, body }) => {
      const { stored, isNew } = await importFile(deps, member, body);
      return { status: isNew ? 201 : 200, body: shownImport(stored) };
    },
    readImport: async ({ member, params }) => ({
      status: 200,
      body: shownImport(await ownImport(deps, member, params.id)),
    }),
    listImportLines: async ({ member, params, query: { result, ...asked } }) => {
      const { organisation } = member;
      const { id } = await ownImport(deps, member, params.id);
      const list = JSON.stringify(["import lines", organisation, id, result]);
      const filter = { organisation, id, ...(result === undefined ? {} : { result }) };
      const read = (after: number, limit: number) => linesAfter(database, filter, after, limit);
      const { rows, next } = await pageOf({ cursors, list, first: -1, placeOf: ({ line }) => line, read }, asked);
      const items = rows.map(({ changes, faults, ...row }) => ({ ...row, changes: [...changes], faults: [...faults] }));
      return { status: 200, body: { items, next } };
    },
    reportImportFaults: async ({ member, params }) => {
      const { id } = await ownImport(deps, member, params.id);
      const filter = { organisation: member.organisation, id, result: "failed" } as const;
      const lines = await linesAfter(database, filter, -1, MOST_REPORTED);
      const rows = lines.flatMap(({ line, faults }) =>
        faults.map(({ field, value, message }) => [line.toString(), field, value, message]),
      );
      return { status: 200, body: csvOf([["line", "field", "value", "message"], ...rows]) };
    },
    listParties: async ({ member: { organisation }, query }) => {
      const list = JSON.stringify(["parties", organisation]);
      const read = (after: string, limit: number) => partiesAfter(database, organisation, after, limit);
      const { rows, next } = await pageOf({ cursors, list, first: "", placeOf: ({ party }) => party, read }, query);
      const items = rows.map(({ legalId, vatId, country, address, changed, ...row }) => ({
        ...row,
        ...{ legalId: legalId || null, vatId: vatId || null, country: country || null },
        ...{ address: (address || null) as Address | null, changed: shownInstant(changed) },
      }));
      return { status: 200, body: { items, next } };
    },
    listOpenItems: async ({ member: { organisation }, query: { side, party, ...asked } }) => {
      const list = JSON.stringify(["open items", organisation, side, party]);
      const filter = { ...(side === undefined ? {} : { side }), ...(party === undefined ? {} : { party }) };
      const { rows, next } = await pageOf<StoredOpenItem, OpenItemPlace | undefined>(
        {
          ...{ cursors, list, first: undefined },
          placeOf: (item) => [item.side, item.party, item.invoice, item.line],
          read: (after, limit) => openItemsAfter(database, organisation, filter, after, limit),
        },
        asked,
      );
      return { status: 200, body: { items: rows.map(shownItem), next } };
    },
  };
}

async function ownImport({ database }: GatewayDeps, { organisation }: Member, id: string): Promise<StoredImport> {
  const found = await importOf(database, organisation, id);
  if (found === undefined) throw notFound();
  return found;
}

function shownItem({
  line,
  purchaseOrder,
  changed,
  ...row
}: StoredOpenItem): z.output<typeof openItemPage>["items"][0] {
  return {
    ...{ side: row.side, party: row.party, number: row.number, currency: row.currency, amount: row.amount },
    ...{ line: Number(line), issueDate: row.issueDate, dueDate: row.dueDate, open: row.open },
    ...{ purchaseOrder: purchaseOrder || null, changed: shownInstant(changed) },
  };
}

function shownImport({ id, body, ended, lines, created, updated, unchanged, failed }: StoredImport): ImportRecord {
  // Only what was imported here is in the table.
  const { kind, side, applied, delimiter, headers, mapping, decimal, dates } = body as ImportPlan;
  const read = new Set(Object.values(mapping));
  return {
    ...{ id, kind, applied, ended: ended === null ? null : shownInstant(ended), side, delimiter, mapping },
    unmapped: headers.filter((header) => !read.has(header)),
    missing: [...missingIn(kind, mapping)],
    ...{ decimal, dates, lines, created, updated, unchanged, failed },
  };
}
