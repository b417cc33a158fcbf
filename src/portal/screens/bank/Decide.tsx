/** Confirm, refuse and undo: of the decision that was seen, and of no other. */
import type { UseMutationResult } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useSend } from "../../data/useAsked.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import type { CashEntry } from "./entryColumns.tsx";
import { useEntryWords } from "./entryWords.ts";
import { Undo } from "./Undo.tsx";

interface Decision {
  readonly what: "confirm" | "refuse";
  readonly id: string;
  readonly match: string;
}

export function useDeciding(): UseMutationResult<CashEntry, Error, Decision> {
  return useSend((gateway, { what, id, match }: Decision) => {
    const asked = { params: { path: { id } }, body: { match } };
    return what === "confirm"
      ? gateway.POST("/v1/cash/entries/{id}/confirm", asked)
      : gateway.POST("/v1/cash/entries/{id}/refuse", asked);
  });
}

/** An exception can be confirmed too where it comes with what it would settle. */
export function canConfirm({ match }: CashEntry): boolean {
  if (match === null || match.allocations.length === 0) return false;
  return match.state === "proposed" || match.state === "exception";
}

export function Decide({ entry }: { readonly entry: CashEntry }): ReactNode {
  const t = useEntryWords();
  const [isUndoing, setIsUndoing] = useState(false);
  const deciding = useDeciding();
  const { match, id } = entry;
  if (match === null) return undefined;
  const send = (what: Decision["what"]) => (): void => deciding.mutate({ what, id, match: match.id });
  return (
    <>
      {deciding.isError && <ErrorNote error={deciding.error} />}
      {canConfirm(entry) && (
        <Button kind="primary" isBusy={deciding.isPending} onPress={send("confirm")}>
          {t("confirm")}
        </Button>
      )}
      {match.state === "proposed" && (
        <Button isBusy={deciding.isPending} onPress={send("refuse")}>
          {t("refuse")}
        </Button>
      )}
      {match.state === "posted" && (
        <Button kind="danger" onPress={() => setIsUndoing(true)}>
          {t("undo")}
        </Button>
      )}
      <Undo entry={entry} isOpen={isUndoing} onClose={() => setIsUndoing(false)} />
    </>
  );
}
