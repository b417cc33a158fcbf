/**
 * A backup as a file: a line of JSON for its head, for each table and for each row, and a last one with the number of
 * rows and the checksum of everything before it. Only its owner may read it: it holds documents and personal data.
 */
import { createHash } from "node:crypto";
import type { Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { StoreRefusedError } from "./errors.ts";
import type { LedgerIdentity } from "./identity.ts";
import type { AppliedMigration } from "./migrations.ts";

export interface BackupHead {
  readonly identity: LedgerIdentity;
  /** The steps of the schema that the tables have. */
  readonly migrations: readonly AppliedMigration[];
  /** ISO 8601. */
  readonly made: string;
}

/** A row as text, column by column. */
export type TextRow = readonly (string | null)[];

/** Takes what a backup holds, in its order. */
export interface BackupVisitor {
  head?(head: BackupHead): Promise<void>;
  table?(name: string, columns: readonly string[]): Promise<void>;
  row?(row: TextRow): Promise<void>;
}

export interface BackupWriter {
  head(head: BackupHead): Promise<void>;
  table(name: string, columns: readonly string[]): Promise<void>;
  row(row: TextRow): Promise<void>;
  /** Ends the file and gives it its name. @returns the number of rows. */
  end(): Promise<number>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

const FORMAT = "countersign backup";
const VERSION = 1;
const OWNER_ONLY = 0o600;
const FLUSH_BYTES = 1 << 20;
const NEWLINE = 0x0a;

interface Tail {
  readonly rows: number;
  readonly sha256: string;
}

/**
 * Begins a file beside the name that it gets at its end. @throws StoreRefusedError "BackupExists"; errors of the file
 */
export async function createBackup(file: string): Promise<BackupWriter> {
  const draft = `${file}.part`;
  const taken = await open(file, "wx", OWNER_ONLY).catch((error: unknown) => {
    if (!isCode(error, "EEXIST")) throw error;
    throw new StoreRefusedError("BackupExists", `${file} is there already: name another file, or move it away.`);
  });
  await taken.close();
  const out = await open(draft, "w", OWNER_ONLY);
  const hash = createHash("sha256");
  let rows = 0;
  let waiting: Buffer[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    await out.writeFile(Buffer.concat(waiting));
    waiting = [];
    size = 0;
  };
  const line = async (value: unknown): Promise<void> => {
    const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
    hash.update(bytes);
    waiting.push(bytes);
    size += bytes.length;
    if (size >= FLUSH_BYTES) await flush();
  };
  return {
    head: (head) => line({ format: FORMAT, version: VERSION, ...head }),
    table: (table, columns) => line({ table, columns }),
    async row(row) {
      rows += 1;
      await line(row);
    },
    async end() {
      waiting.push(Buffer.from(`${JSON.stringify({ rows, sha256: hash.digest("hex") })}\n`));
      await flush();
      await sealed(out);
      await rename(draft, file);
      return rows;
    },
    async discard() {
      await out.close().catch(() => undefined);
      await rm(draft, { force: true });
      await rm(file, { force: true });
    },
  };
}

async function sealed(out: FileHandle): Promise<void> {
  await out.sync();
  await out.close();
}

/**
 * Reads a backup from beginning to end and compares its checksum with what was read.
 * @throws StoreRefusedError "BackupDamaged" or "BackupUnknown", maybe after the visitor was told of something.
 */
export async function readBackup(file: string, visitor: BackupVisitor): Promise<BackupHead> {
  const hash = createHash("sha256");
  let head: BackupHead | undefined;
  let rows = 0;
  let last: Buffer | undefined;
  for await (const line of linesOf(file)) {
    // The last line is not part of what it is the checksum of.
    if (last !== undefined) {
      hash.update(last);
      const value = parsed(file, last);
      if (head === undefined) {
        head = headOf(file, value);
        await visitor.head?.(head);
      } else if (Array.isArray(value)) {
        rows += 1;
        await visitor.row?.(value as TextRow);
      } else {
        const { table, columns } = value as { readonly table: string; readonly columns: readonly string[] };
        await visitor.table?.(table, columns);
      }
    }
    last = line;
  }
  if (head === undefined || last === undefined) throw damaged(file, "it ends before its head is over");
  checkTail(file, parsed(file, last), { rows, hash });
  return head;
}

function checkTail(file: string, tail: Partial<Tail>, { rows, hash }: { rows: number; hash: Hash }): void {
  if (typeof tail.sha256 !== "string") throw damaged(file, "its end is missing");
  if (tail.rows !== rows) throw damaged(file, `it has ${rows} rows instead of ${tail.rows ?? "any"}`);
  if (tail.sha256 !== hash.digest("hex")) throw damaged(file, "its checksum is not that of its content");
}

function headOf(file: string, value: unknown): BackupHead {
  const { format, version, ...head } = value as Record<string, unknown>;
  if (format === FORMAT && version === VERSION) return head as unknown as BackupHead;
  const message =
    format === FORMAT
      ? `${file} is a backup of version ${String(version)}, and this release reads ${VERSION}: take the ` +
        `release that wrote it.`
      : `${file} is no backup: name a file that "countersign db backup" wrote.`;
  throw new StoreRefusedError("BackupUnknown", message);
}

/** Lines with the character that ends them; what comes after the last of these is a line too. */
async function* linesOf(file: string): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      pieces.push(chunk.subarray(from, end + 1));
      yield Buffer.concat(pieces);
      pieces = [];
      from = end + 1;
    }
    if (from < chunk.length) pieces.push(chunk.subarray(from));
  }
  if (pieces.length > 0) yield Buffer.concat(pieces);
}

function parsed(file: string, line: Buffer): object {
  try {
    const value: unknown = JSON.parse(line.toString("utf8"));
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // Told below.
  }
  throw damaged(file, "a line of it is no JSON");
}

function damaged(file: string, how: string): StoreRefusedError {
  return new StoreRefusedError(
    "BackupDamaged",
    `${file} is damaged: ${how}. Nothing was changed; take another backup.`,
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
