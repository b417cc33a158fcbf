/** A file of disclosed fields, and whether its fields are part of a document. */
import { isDisclosed } from "../../../domain/document.ts";
import type { Hex } from "../../../domain/receivable.ts";
import { fieldDisclosure } from "../../../wire/document.ts";
import type { FieldDisclosure } from "../../../wire/document.ts";

/** A file of a thousand fields is far below. */
const MOST_BYTES = 4 * 2 ** 20;

/** @returns undefined for a file that is none of disclosed fields */
export async function readDisclosed(file: File): Promise<FieldDisclosure | undefined> {
  if (file.size > MOST_BYTES) return undefined;
  try {
    const read = fieldDisclosure.safeParse(JSON.parse(await file.text()));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

export interface JudgedField {
  readonly path: string;
  readonly value: string;
  readonly isPart: boolean;
}

/** @param root As the chain has it, never the file's own. */
export function judgedFields({ fields }: FieldDisclosure, root: string): readonly JudgedField[] {
  return fields.map(({ path, value, salt, proof }) => ({
    ...{ path, value },
    isPart: isDisclosed(root as Hex, { field: { path, value }, salt, proof }),
  }));
}
