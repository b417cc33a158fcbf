import type { ReactNode } from "react";
import { useRecourseWords } from "./recourseWords.ts";

/** Who answers for a debtor that does not pay. @param days After the due date; null without recourse. */
export function Recourse({ days }: { readonly days: number | null }): ReactNode {
  const t = useRecourseWords();
  return <span>{days === null ? t("without") : t("with", { count: days })}</span>;
}
