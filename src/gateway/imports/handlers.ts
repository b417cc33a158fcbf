/** Imports over HTTP. */
import type { Address } from "../../domain/receivable.ts";
import { importOf, linesAfter } from "../../store/imports.ts";
import type { StoredImport } from "../../store/imports.ts";
import { openItemsAfter } from "../../store/openItems.ts";
import type { OpenItemPlace } from "../../store/openItems.ts";
import { partiesAfter } from "../../store/parties.ts";
import type { ImportRecord } from "../../wire/import.ts";
import type { IMPORT_OPERATIONS } from "../../wire/operations/imports.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import type { Cursors } from "../receivables/cursors.ts";
import { shownInstant } from "../receivables/showing.ts";
import { missingIn } from "./columns.ts";
import { csvOf } from "./csv.ts";
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
    listImportLines: async ({ member, params, query: { limit, cursor, result } }) => {
      const { organisation } = member;
      const { id } = await ownImport(deps, member, params.id);
      const list = JSON.stringify(["import lines", organisation, id, result]);
      const after = (placeIn(cursors, list, cursor) ?? -1) as number;
      const filter = { organisation, id, ...(result === undefined ? {} : { result }) };
      const found = await linesAfter(database, filter, after, limit + 1);
      const { rows, end } = cut(found, limit);
      const items = rows.map(({ changes, faults, ...row }) => ({ ...row, changes: [...changes], faults: [...faults] }));
      return { status: 200, body: { items, next: end === undefined ? null : cursors.seal(list, end.line) } };
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
    listParties: async ({ member: { organisation }, query: { limit, cursor } }) => {
      const list = JSON.stringify(["parties", organisation]);
      const after = (placeIn(cursors, list, cursor) ?? "") as string;
      const { rows, end } = cut(await partiesAfter(database, organisation, after, limit + 1), limit);
      const items = rows.map(({ legalId, vatId, country, address, changed, ...row }) => ({
        ...row,
        ...{ legalId: legalId || null, vatId: vatId || null, country: country || null },
        ...{ address: (address || null) as Address | null, changed: shownInstant(changed) },
      }));
      return { status: 200, body: { items, next: end === undefined ? null : cursors.seal(list, end.party) } };
    },
    listOpenItems: async ({ member: { organisation }, query: { limit, cursor, side, party } }) => {
      const list = JSON.stringify(["open items", organisation, side, party]);
      const after = placeIn(cursors, list, cursor) as OpenItemPlace | undefined;
      const filter = { ...(side === undefined ? {} : { side }), ...(party === undefined ? {} : { party }) };
      const { rows, end } = cut(await openItemsAfter(database, organisation, filter, after, limit + 1), limit);
      const items = rows.map(({ line, purchaseOrder, changed, ...row }) => ({
        ...{ side: row.side, party: row.party, number: row.number, currency: row.currency, amount: row.amount },
        ...{ line: Number(line), issueDate: row.issueDate, dueDate: row.dueDate, open: row.open },
        ...{ purchaseOrder: purchaseOrder || null, changed: shownInstant(changed) },
      }));
      const place = end && ([end.side, end.party, end.invoice, end.line] satisfies OpenItemPlace);
      return { status: 200, body: { items, next: place === undefined ? null : cursors.seal(list, place) } };
    },
  };
}

async function ownImport({ database }: GatewayDeps, { organisation }: Member, id: string): Promise<StoredImport> {
  const found = await importOf(database, organisation, id);
  if (found === undefined) throw notFound();
  return found;
}

/** What opens was sealed here, for that list. @throws ProblemError `CursorInvalid` */
function placeIn(cursors: Cursors, list: string, cursor: string | undefined): unknown {
  if (cursor === undefined) return undefined;
  const place = cursors.open(list, cursor);
  if (place === undefined) throw new ProblemError("CursorInvalid", "pass `next` back unchanged, to the same list");
  return place;
}

/** A page, and its last row where there are more. */
function cut<Row>(found: readonly Row[], limit: number): { readonly rows: readonly Row[]; readonly end?: Row } {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return found.length > limit && last !== undefined ? { rows, end: last } : { rows };
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
