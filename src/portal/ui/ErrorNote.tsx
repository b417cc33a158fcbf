/** What went wrong and what to do about it, in the reader's language; the gateway's own words carry the values. */
import type { ReactNode } from "react";
import { useFailureWords } from "../words/failures.ts";
import { Button } from "./Button.tsx";
import { useKitWords } from "./words.ts";

interface ErrorNoteProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

export function ErrorNote({ error, onRetry }: ErrorNoteProps): ReactNode {
  const t = useKitWords();
  const { title, wayOut, detail } = useFailureWords()(error);
  return (
    <div className="notice notice-error" role="alert">
      <strong>{title}</strong>
      {wayOut !== undefined && <p>{wayOut}</p>}
      {detail !== undefined && <p className="detail">{detail}</p>}
      {onRetry !== undefined && <Button onPress={onRetry}>{t("retry")}</Button>}
    </div>
  );
}
