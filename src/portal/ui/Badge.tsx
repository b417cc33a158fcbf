import type { ReactNode } from "react";

export type Tone = "neutral" | "good" | "warning" | "bad" | "info";

/** A state in a word; the tone only repeats what the word says. */
export function Badge({
  tone = "neutral",
  children,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
}): ReactNode {
  return <span className={`badge badge-${tone}`}>{children}</span>;
}
