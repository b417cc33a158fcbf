/** Rows for every table that is kept, whatever its columns are, so that a backup can be compared with all of them. */
import { INDEX_TABLES, KEPT_TABLES } from "../../src/store/backupTables.ts";
import type { Sql } from "../../src/store/database.ts";

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly element: string;
}

/** Everything that has a meaning to whoever copies it, at the beginning too. */
const TEXT = '\\x41\t\\N "quoted" 付款\r\nand \\. {braces} ';
const COLUMNS =
  "select table_name as table, column_name as name, data_type as type, udt_name as element " +
  "from information_schema.columns where table_schema = current_schema() order by table_name, ordinal_position";

/** The first value that a check allows a column, where it lists them; by table and column. */
async function allowedValues(sql: Sql): Promise<ReadonlyMap<string, string>> {
  const checks = await sql.query<{ table: string; text: string }>(
    'select conrelid::regclass::text as "table", pg_get_constraintdef(oid) as text from pg_constraint ' +
      "where contype = 'c' and connamespace = current_schema()::regnamespace",
  );
  return new Map(
    checks.flatMap(({ table, text }) => {
      const [, column, value] = /(\w+) = (?:ANY \(ARRAY\[)?'([^']*)'/.exec(text) ?? [];
      return column === undefined || value === undefined ? [] : [[`${table}.${column}`, value]];
    }),
  );
}

/** Writes so many rows into each table that is kept; those of one number refer to each other. */
export async function fillKept(sql: Sql, rows: number): Promise<void> {
  const columns = await sql.query<Column>(COLUMNS);
  const allowed = await allowedValues(sql);
  for (const { name } of KEPT_TABLES) {
    const own = columns.filter(({ table }) => table === name);
    for (let row = 1; row <= rows; row += 1) {
      const names = own.map((column) => `"${column.name}"`).join(", ");
      const places = own.map(({ element }, index) => `$${index + 1}::text::${element.replace(/^_(.*)/, "$1[]")}`);
      const text = `insert into ${name} (${names}) overriding system value values (${places.join(", ")})`;
      await sql.query(
        text,
        own.map((column) => allowed.get(`${column.table}.${column.name}`) ?? valueOf(column, row)),
      );
    }
  }
}

function valueOf({ table, name, type, element }: Column, row: number): string {
  switch (type === "ARRAY" ? element : type) {
    case "bytea":
      return `\\x${row.toString(16).padStart(64, "0")}`;
    case "_bytea":
      return `{"\\\\x0${row}"}`;
    case "text":
      return `${TEXT}${row}`;
    case "jsonb":
      return JSON.stringify([TEXT, { row }]);
    case "uuid":
      return `00000000-0000-4000-8000-${row.toString().padStart(12, "0")}`;
    case "boolean":
      return "false";
    case "numeric":
      return `9${row.toString().padStart(70, "0")}`;
    case "bigint":
    case "integer":
    case "smallint":
      return row.toString();
    default:
      throw new Error(`nobody said what a ${type} looks like in ${table}.${name}`);
  }
}

/** All rows of some tables as text, in an order of their own. */
export async function contentsOf(sql: Sql, tables: readonly string[]): Promise<Readonly<Record<string, string[]>>> {
  const contents: Record<string, string[]> = {};
  for (const table of tables) {
    const rows = await sql.query<{ text: string }>(`select t::text as text from ${table} t order by 1`);
    contents[table] = rows.map(({ text }) => text);
  }
  return contents;
}

export const KEPT: readonly string[] = KEPT_TABLES.map(({ name }) => name);
export const INDEX = INDEX_TABLES;
