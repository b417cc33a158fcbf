/** Rows that fit on a screen. For thousands of them there is `VirtualTable`. */
import type { ReactNode } from "react";
import { Button } from "./Button.tsx";
import { useKitWords } from "./words.ts";

export interface Column<Row> {
  /** Of its own in the table. */
  readonly key: string;
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand at the end of their cell. */
  readonly isFigure?: boolean;
  /** The cell that names the row. */
  readonly isName?: boolean;
  /** Left out where there is little room, such as on a phone. */
  readonly isMinor?: boolean;
}

interface DataTableProps<Row> {
  /** What the table holds; heard, and not seen. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row, place: number) => string;
  /** In the place of a table without rows. */
  readonly empty: ReactNode;
  readonly foot?: ReactNode;
  readonly more?: { readonly has: boolean; readonly isLoading: boolean; readonly load: () => void };
}

export function classesOf<Row>({ isFigure = false, isMinor = false }: Column<Row>): string | undefined {
  const classes = [isFigure ? "is-figure" : "", isMinor ? "is-minor" : ""].filter((name) => name !== "");
  return classes.length === 0 ? undefined : classes.join(" ");
}

export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { caption, columns, rows, keyOf, empty, foot, more } = props;
  const t = useKitWords();
  if (rows.length === 0) return <div className="empty">{empty}</div>;
  return (
    <div className="table-room" role="region" aria-label={caption} tabIndex={0}>
      <table className="table">
        <caption className="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={classesOf(column)}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={keyOf(row, place)}>
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
        {foot !== undefined && <tfoot>{foot}</tfoot>}
      </table>
      {more?.has === true && (
        <div className="table-more">
          <Button onPress={more.load} isBusy={more.isLoading}>
            {more.isLoading ? t("loadingMore") : t("more")}
          </Button>
        </div>
      )}
    </div>
  );
}

export function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }): ReactNode {
  const className = classesOf(column);
  if (column.isName === true) {
    return (
      <th scope="row" className={className}>
        {column.cell(row)}
      </th>
    );
  }
  return <td className={className}>{column.cell(row)}</td>;
}
