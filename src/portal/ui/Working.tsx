import type { ReactNode } from "react";
import { useKitWords } from "./words.ts";

/** How a figure came about, for whoever asks. */
export function Working({ title, children }: { readonly title?: string; readonly children: ReactNode }): ReactNode {
  const t = useKitWords();
  return (
    <details className="working">
      <summary>{title ?? t("working")}</summary>
      {children}
    </details>
  );
}
