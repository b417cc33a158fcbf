/** How tables are written: what parts their cells, what stands before decimals, how days look. */

export const DELIMITERS = [",", ";", "\t", "|"] as const;
export const DECIMAL_MARKS = ["point", "comma"] as const;
/** How days may be written; `M` and `D` alone take one digit or two. */
export const DATE_FORMATS = [
  "YYYY-MM-DD",
  "YYYYMMDD",
  "YYYY/MM/DD",
  "YYYY年M月D日",
  "DD.MM.YYYY",
  "DD/MM/YYYY",
  "MM/DD/YYYY",
] as const;

export type Delimiter = (typeof DELIMITERS)[number];
export type DecimalMark = (typeof DECIMAL_MARKS)[number];
export type DateFormat = (typeof DATE_FORMATS)[number];
