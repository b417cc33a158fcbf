/** Files that a comparison takes from the organisation's uploads. */
import type { Address } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { uploadOf } from "../../store/uploads.ts";
import type { Upload } from "../../store/uploads.ts";
import { ProblemError } from "../http/problems.ts";

/** @param at The field that names it. @param whose Book it is. @throws ProblemError `UploadIncomplete` */
export async function wholeUpload(
  sql: Sql,
  organisation: Address,
  id: string,
  { at, whose }: { readonly at: string; readonly whose: string },
): Promise<Upload> {
  const file = await uploadOf(sql, organisation, id);
  if (file !== undefined && file.received === file.length) return file;
  const there = file === undefined ? "there is no such upload" : `${file.received} of ${file.length} bytes are there`;
  const faults = [{ at, message: `${there}: send the file first` }];
  throw new ProblemError("UploadIncomplete", `of the ${whose}'s book, ${there}: send the file first`, { faults });
}
