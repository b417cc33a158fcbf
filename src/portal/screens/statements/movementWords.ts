/** What moves the balance of an account. */
import { ITEM_KIND } from "../../words/enumerations/reconciliation.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useStatementWords } from "./words.ts";

const OWN = ["application", "refund", "return", "discount", "writeOff", "charge"] as const;

/** @returns the word for a kind of movement; one that the portal does not know is shown as it is */
export function useMovementWords(): (kind: string) => string {
  const t = useStatementWords();
  const { language } = useFormats();
  return (kind) => {
    const own = OWN.find((one) => one === kind);
    if (own !== undefined) return t(own);
    return kind === "exchange" ? t("exchangeKind") : wordFor(ITEM_KIND, kind, language);
  };
}
