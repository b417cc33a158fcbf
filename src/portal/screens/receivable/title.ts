import { shortHex } from "../../words/formats.ts";
import type { Row } from "./detail.ts";

/** What people call it: its invoice number where that is known. */
export function titleOf({ invoiceNumber, id }: Pick<Row, "invoiceNumber" | "id">): string {
  return invoiceNumber ?? shortHex(id);
}
