/** Imports files: reads them a stretch at a time, compares each line with what is known, and writes what is new. */
import { createHash } from "node:crypto";
import { DocumentError } from "../../documents/errors.ts";
import { checkUtf8 } from "../../documents/table/encoding.ts";
import { Evidence } from "../../documents/table/figures.ts";
import { guessDelimiter, headersIn, recordsIn } from "../../documents/table/records.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { DateFormat, DecimalMark, Delimiter } from "../../domain/tableFormats.ts";
import {
  beginImport,
  dropImport,
  endImport,
  forgetLines,
  importOf,
  keepLines,
  lockImports,
} from "../../store/imports.ts";
import type { ImportLine, LineCounts, StoredImport } from "../../store/imports.ts";
import type { ColumnMapping, NewImport } from "../../wire/import.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { ProblemError } from "../http/problems.ts";
import { checkMapping, guessMapping, missingIn } from "./columns.ts";
import { compareRows } from "./comparing.ts";
import { cellsOf, readRow } from "./rows.ts";
import type { ReadRow, Reading } from "./rows.ts";
import { sortOf } from "./sorts.ts";

/** How a file is read, as it is kept of an import. */
export interface ImportPlan {
  readonly kind: NewImport["kind"];
  readonly side: NewImport["side"];
  readonly applied: boolean;
  readonly delimiter: Delimiter;
  readonly headers: readonly string[];
  readonly mapping: ColumnMapping;
  readonly decimal: DecimalMark | null;
  readonly dates: DateFormat | null;
}

const LINES_AT_A_TIME = 500;
const KEPT_IMPORTS = 20;
/** What has not ended by then was broken off with its process. */
const LONGEST_SECONDS = 900;

/** @throws ProblemError */
export async function importFile(
  deps: GatewayDeps,
  { organisation, account, scopes }: Member,
  asked: NewImport,
): Promise<{ readonly stored: StoredImport; readonly isNew: boolean }> {
  const { database, now } = deps;
  const { id } = asked;
  const content = contentOf(asked);
  const known = await importOf(database, organisation, id);
  if (known !== undefined && (known.content !== content || known.ended !== null)) {
    if (known.content === content) return { stored: known, isNew: false };
    throw new ProblemError("IdTaken", `another import has the id ${id}: make up another id`);
  }
  const file = Buffer.from(asked.file, "base64");
  const plan = await planOf(file, asked).catch(refuseFile);
  const begun = { organisation, id, content, body: plan, account, started: now() };
  if (!(await beginImport(database, begun, now() - LONGEST_SECONDS))) {
    throw new ProblemError("ImportRunning", `the import ${id} is under way: ask for it by its id until it has ended`);
  }
  try {
    const counts = await importLines(deps, {
      organisation,
      id,
      file,
      plan,
      mayName: scopes.has("organisation:administer"),
    });
    await endImport(database, organisation, id, counts, now());
  } catch (error) {
    // The lines that were taken stay taken; whoever sends the file again takes up where it stopped.
    await dropImport(database, organisation, id);
    throw error;
  }
  await forgetLines(database, organisation, KEPT_IMPORTS);
  const stored = await importOf(database, organisation, id);
  if (stored === undefined) throw new Error(`the import ${id} was not stored`);
  return { stored, isNew: true };
}

function contentOf(asked: NewImport): Hex {
  const said = Object.entries(asked).filter(([name]) => name !== "id");
  const entries = said.sort(([left], [right]) => (left < right ? -1 : 1));
  return `0x${createHash("sha256").update(JSON.stringify(entries)).digest("hex")}`;
}

/** What was said, and for a trial what the file itself says. @throws ProblemError */
async function planOf(file: Uint8Array, asked: NewImport): Promise<ImportPlan> {
  const { kind, side, apply } = asked;
  checkUtf8(file);
  const delimiter = asked.delimiter ?? guessDelimiter(file);
  const headers = await headersIn(file, delimiter);
  const mapping = asked.mapping ?? guessMapping(kind, headers);
  checkMapping(kind, mapping, headers);
  if (apply) checkDeclared(asked);
  const evidence = apply || kind === "parties" ? undefined : await evidenceIn(file, delimiter, { headers, mapping });
  return {
    ...{ kind, side, applied: apply, delimiter, headers, mapping },
    decimal: asked.decimal ?? evidence?.decimal ?? null,
    dates: asked.dates ?? evidence?.dates ?? null,
  };
}

/** What is wrong with the file as a whole is for its sender to mend. @throws ProblemError */
function refuseFile(error: unknown): never {
  if (!(error instanceof DocumentError)) throw error;
  const kind = error.code === "ENCODING_UNSUPPORTED" ? "EncodingUnsupported" : "FileUnreadable";
  const { message } = error;
  throw new ProblemError(kind, `the file cannot be imported: ${message}`, { faults: [{ at: "body.file", message }] });
}

/** What is written rests on nothing that was guessed. @throws ProblemError `ImportUndeclared` */
function checkDeclared({ kind, mapping, decimal, dates }: NewImport): void {
  const wanted = {
    ...{ mapping, ...(kind === "parties" ? {} : { decimal }) },
    ...(kind === "openItems" ? { dates } : {}),
  };
  const open = Object.entries(wanted).flatMap(([name, said]) => (said === undefined ? [name] : []));
  const missing = mapping === undefined ? [] : missingIn(kind, mapping).map((field) => `mapping.${field}`);
  const faults = [...open, ...missing].map((name) => ({ at: `body.${name}`, message: "say it" }));
  if (faults.length === 0) return;
  const wayOut = "import it without `apply`, look at what was guessed, and say it";
  throw new ProblemError("ImportUndeclared", `${[...open, ...missing].join(", ")} is open: ${wayOut}`, { faults });
}

async function evidenceIn(
  file: Uint8Array,
  delimiter: Delimiter,
  columns: Pick<Reading, "headers" | "mapping">,
): Promise<Evidence> {
  const evidence = new Evidence();
  let isHeader = true;
  for await (const { cells } of recordsIn(file, delimiter)) {
    const cellOf = cellsOf(cells, columns);
    if (!isHeader) {
      for (const field of ["amount", "open", "quantity", "price"] as const) evidence.amount(cellOf(field) ?? "");
      for (const field of ["issueDate", "dueDate"] as const) evidence.date(cellOf(field) ?? "");
    }
    isHeader = false;
  }
  return evidence;
}

interface Running {
  readonly organisation: Member["organisation"];
  readonly id: string;
  readonly file: Uint8Array;
  readonly plan: ImportPlan;
  /** Whether addresses of parties are named and changed. */
  readonly mayName: boolean;
}

async function importLines(deps: GatewayDeps, running: Running): Promise<LineCounts> {
  const { kind, delimiter, headers, mapping, decimal, dates } = running.plan;
  const counts = { lines: 0, created: 0, updated: 0, unchanged: 0, failed: 0 };
  if (missingIn(kind, mapping).length > 0) return counts;
  const reading: Reading = { kind, headers, mapping, decimal: decimal ?? undefined, dates: dates ?? undefined };
  const seen = new Map<string, { line: number; row: string }>();
  let batch: ReadRow[] = [];
  const flush = async (): Promise<void> => {
    for (const { result } of await takeBatch(deps, running, batch, seen)) counts[result] += 1;
    counts.lines += batch.length;
    batch = [];
  };
  let isHeader = true;
  for await (const record of recordsIn(running.file, delimiter)) {
    if (!isHeader) batch.push(readRow(record, reading));
    isHeader = false;
    if (batch.length === LINES_AT_A_TIME) await flush();
  }
  await flush();
  return counts;
}

/** All of a batch in one transaction: each line is there with what is said of it, or not at all. */
async function takeBatch(
  { database, now }: GatewayDeps,
  { organisation, id, plan, mayName }: Running,
  batch: readonly ReadRow[],
  seen: Map<string, { line: number; row: string }>,
): Promise<readonly ImportLine[]> {
  const { kind, side, applied } = plan;
  const sort = sortOf(kind, organisation, side, mayName);
  return database.transaction(async (tx) => {
    await lockImports(tx, organisation);
    const { lines, rows } = await compareRows(tx, sort, batch, seen);
    if (applied && rows.length > 0) await sort.save(tx, rows, now());
    await keepLines(tx, organisation, id, lines);
    return lines;
  });
}
