import type { ReactNode } from "react";
import { useKitWords } from "./words.ts";

/** Room for what is on its way. */
export function Loading({ lines = 4 }: { readonly lines?: number }): ReactNode {
  const t = useKitWords();
  return (
    <div className="loading" role="status">
      <span className="hidden">{t("loading")}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="loading-line" aria-hidden="true" />
      ))}
    </div>
  );
}
