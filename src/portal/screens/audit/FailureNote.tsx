import type { ReactNode } from "react";
import { Button } from "../../ui/Button.tsx";
import type { AuditFailure } from "../../../audit/checking/failure.ts";
import { useAuditWords } from "./words.ts";

/** Why the chain could not be read, what to do about it, and the node's own words. */
export function FailureNote({
  failure: { kind, message },
  onGoOn,
}: {
  readonly failure: AuditFailure;
  /** Where what was read is kept. */
  readonly onGoOn?: () => void;
}): ReactNode {
  const t = useAuditWords();
  return (
    <div className="notice notice-error" role="alert">
      <strong>{t("failedTitle")}</strong>
      <p>{t(kind === "other" ? "otherFailure" : kind)}</p>
      <p className="detail">{message}</p>
      {onGoOn !== undefined && (
        <>
          <p>{t("failedKept")}</p>
          <Button onPress={onGoOn}>{t("goOn")}</Button>
        </>
      )}
    </div>
  );
}
