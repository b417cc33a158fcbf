/** How tables are written: what parts their cells, what stands before decimals, how days look. */

export const DELIMITERS = [",", ";", "\t", "|"] as const;
export const DECIMAL_MARKS = ["point", "comma"] as const;
/** Of text in files; GB 18030 reads GBK and GB 2312 as well. */
export const ENCODINGS = ["utf-8", "gb18030"] as const;
/**
 * How days may be written; `M` and `D` alone take one digit or two. `YY` of 00 to 69 is a year of this century, one of
 * 70 to 99 of the last (as POSIX has it, but for 69): a form with it fits too many days to be found out, and is read
 * where it is declared.
 */
export const DATE_FORMATS = [
  "YYYY-MM-DD",
  "YYYYMMDD",
  "YYYY/MM/DD",
  "YYYY年M月D日",
  "DD.MM.YYYY",
  "DD/MM/YYYY",
  "MM/DD/YYYY",
  "DD.MM.YY",
  "DD/MM/YY",
  "MM/DD/YY",
  "YY/MM/DD",
] as const;

export type Delimiter = (typeof DELIMITERS)[number];
export type Encoding = (typeof ENCODINGS)[number];
export type DecimalMark = (typeof DECIMAL_MARKS)[number];
export type DateFormat = (typeof DATE_FORMATS)[number];
