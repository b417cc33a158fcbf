import type { ReactNode } from "react";
import { useSend } from "../../data/useAsked.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Hash } from "../../ui/Party.tsx";
import { INTENT_STATE } from "../../words/enumerations/intents.ts";
import { useFormats } from "../../words/formats.ts";
import { Allocations } from "./Allocations.tsx";
import type { CashEntry } from "./entryColumns.tsx";
import { useEntryWords } from "./entryWords.ts";

interface UndoProps {
  readonly entry: CashEntry;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** What taking a match back brings about is shown before it is done. */
export function Undo({ entry, isOpen, onClose }: UndoProps): ReactNode {
  const t = useEntryWords();
  const { language } = useFormats();
  const { id, match, currency } = entry;
  const undoing = useSend((gateway, named: string) =>
    gateway.POST("/v1/cash/entries/{id}/undo", { params: { path: { id } }, body: { match: named } }),
  );
  if (match === null) return undefined;
  return (
    <Dialog title={t("undoTitle")} isOpen={isOpen} onClose={onClose}>
      <p>{t("undoEffects")}</p>
      <h3>{t("undoItems")}</h3>
      <Allocations match={match} currency={currency} />
      {match.receipts.length > 0 && (
        <>
          <h3>{t("undoReceipts")}</h3>
          <ul>
            {match.receipts.map(({ receivable, state }) => (
              <li key={receivable}>
                <Hash value={receivable} />: {state === null ? t("notPrepared") : INTENT_STATE[state][language]}
              </li>
            ))}
          </ul>
        </>
      )}
      {undoing.isError && <ErrorNote error={undoing.error} />}
      <div className="dialog-foot">
        <Button onPress={onClose}>{t("cancel")}</Button>
        <Button
          kind="danger"
          isBusy={undoing.isPending}
          onPress={() => undoing.mutate(match.id, { onSuccess: onClose })}
        >
          {t("undo")}
        </Button>
      </div>
    </Dialog>
  );
}
