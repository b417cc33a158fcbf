/** Attestations as they are handed in: as JSON, or as the lines of a CSV. */
import { DocumentError } from "../../documents/errors.ts";
import { headersIn, recordsIn } from "../../documents/table/records.ts";
import type { CsvRecord } from "../../documents/table/records.ts";
import { ATTESTATION_COLUMNS, gradeAttestation } from "../../wire/partyFileGrade.ts";
import type { GivenAttestation, NewGrades } from "../../wire/partyFileGrade.ts";
import { ProblemError } from "../http/problems.ts";

const MOST_ROWS = 200;

/** What stands in a row, or why it cannot be read. */
type GradeRow = { readonly given: GivenAttestation } | { readonly fault: string };

/** In their order. @throws ProblemError `GradesUnreadable` for a file that is no such table */
export async function rowsOf(asked: NewGrades): Promise<readonly GradeRow[]> {
  if (asked.format === "json") return asked.attestations.map((given) => ({ given }));
  const file = new TextEncoder().encode(asked.file);
  try {
    return await rowsOfCsv(file);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    throw new ProblemError("GradesUnreadable", error.message);
  }
}

async function rowsOfCsv(file: Uint8Array): Promise<readonly GradeRow[]> {
  const headers = await headersIn(file, ",");
  const isRight =
    headers.length === ATTESTATION_COLUMNS.length && ATTESTATION_COLUMNS.every((column) => headers.includes(column));
  if (!isRight) {
    const detail = `the headers are ${headers.join(",")}: write ${ATTESTATION_COLUMNS.join(",")}, parted by commas`;
    throw new ProblemError("GradesUnreadable", detail);
  }
  const rows: GradeRow[] = [];
  let isHeaders = true;
  for await (const record of recordsIn(file, ",")) {
    if (rows.length === MOST_ROWS) {
      throw new ProblemError("GradesUnreadable", `there are more than ${MOST_ROWS} lines: split the file`);
    }
    if (!isHeaders) rows.push(rowOf(headers, record));
    isHeaders = false;
  }
  return rows;
}

function rowOf(headers: readonly string[], { cells, fault }: CsvRecord): GradeRow {
  if (fault !== undefined) return { fault };
  if (cells.length !== headers.length) return { fault: `it has ${cells.length} cells: write ${headers.length}` };
  const read = gradeAttestation.safeParse(Object.fromEntries(headers.map((header, place) => [header, cells[place]])));
  if (read.success) return { given: read.data };
  const [issue] = read.error.issues;
  return { fault: `${issue?.path.join(".") ?? "line"}: ${issue?.message ?? "correct it"}` };
}
