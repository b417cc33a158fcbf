/** What a check of evidence finds: of each file what holds, what does not, and what nobody can tell from it. */

export interface Finding {
  /** The file that it is about, by its path in the archive; the archive itself where it is about no single one. */
  readonly file: string;
  readonly state: "holds" | "fails" | "unknown";
  readonly text: string;
}

export const WHOLE = "the archive";

export function holds(file: string, text: string): Finding {
  return { file, state: "holds", text };
}

export function fails(file: string, text: string): Finding {
  return { file, state: "fails", text };
}

export function unknown(file: string, text: string): Finding {
  return { file, state: "unknown", text };
}
