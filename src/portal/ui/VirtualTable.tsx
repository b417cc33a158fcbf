/** Any number of rows: those that are seen are on the page, and further ones are asked for as they come near. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { Cell, classesOf } from "./DataTable.tsx";
import type { Column } from "./DataTable.tsx";
import { useKitWords } from "./words.ts";

interface VirtualTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly empty: ReactNode;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
}

const ROW_PIXELS = 40;
const ROWS_AHEAD = 8;
const ASKED_AHEAD = 40;

export function VirtualTable<Row>(props: VirtualTableProps<Row>): ReactNode {
  const { caption, columns, rows, keyOf, empty, hasMore, isLoadingMore, loadMore } = props;
  const t = useKitWords();
  const room = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => room.current,
    estimateSize: () => ROW_PIXELS,
    overscan: ROWS_AHEAD,
  });
  const seen = virtual.getVirtualItems();
  const last = seen.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !isLoadingMore && last >= rows.length - ASKED_AHEAD) loadMore();
  }, [hasMore, isLoadingMore, last, rows.length, loadMore]);
  if (rows.length === 0) return <div className="empty">{empty}</div>;
  const above = seen[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (seen.at(-1)?.end ?? 0);
  return (
    <>
      <div ref={room} className="table-room table-room-virtual" role="region" aria-label={caption} tabIndex={0}>
        <table className="table" aria-rowcount={hasMore ? -1 : rows.length + 1}>
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
            <Gap pixels={above} columns={columns.length} />
            {seen.map(({ index }) => {
              const row = rows[index];
              if (row === undefined) return undefined;
              return <Row key={keyOf(row)} row={row} columns={columns} place={index + 2} />;
            })}
            <Gap pixels={below} columns={columns.length} />
          </tbody>
        </table>
      </div>
      <p className="table-count" role="status">
        {isLoadingMore ? t("loadingMore") : t(hasMore ? "rowsSoFar" : "rows", { count: rows.length })}
      </p>
    </>
  );
}

interface RowProps<Of> {
  readonly row: Of;
  readonly columns: readonly Column<Of>[];
  readonly place: number;
}

/** While somebody scrolls, rows that stay are left as they are. @property columns The same array until they change. */
const Row = memo(function Row<Of>({ row, columns, place }: RowProps<Of>): ReactNode {
  return (
    <tr aria-rowindex={place}>
      {columns.map((column) => (
        <Cell key={column.key} column={column} row={row} />
      ))}
    </tr>
  );
}) as <Of>(props: RowProps<Of>) => ReactNode;

/** Stands for the rows that are not on the page. */
function Gap({ pixels, columns }: { readonly pixels: number; readonly columns: number }): ReactNode {
  if (pixels <= 0) return undefined;
  return (
    <tr aria-hidden="true">
      <td className="gap" colSpan={columns} style={{ height: pixels }} />
    </tr>
  );
}
