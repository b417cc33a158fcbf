/** Tables as files for spreadsheets. */

export const TABLE_TYPES = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
} as const;

/** CSV begins with a byte order mark: spreadsheets take it for something else than UTF-8 without one. */
const BYTE_ORDER_MARK = "\ufeff";

export function markedCsv(csv: string): string {
  return BYTE_ORDER_MARK + csv;
}

/** What is no text goes out as the bytes that it is. */
export function asItIs(file: Uint8Array): string {
  return Buffer.from(file) as unknown as string;
}
