import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { fetchFile } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";
import { Button } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { saveFile } from "../audit/saving.ts";
import { useBankWords } from "./words.ts";

/** The latest entries and their matches, for a spreadsheet. */
export function Report(): ReactNode {
  const t = useBankWords();
  const { session } = useSigned();
  const saving = useMutation({
    mutationFn: async () => saveFile("bank-entries.csv", await fetchFile(session.token, "/v1/cash/report")),
  });
  return (
    <>
      {saving.isError && <ErrorNote error={saving.error} />}
      <Button isBusy={saving.isPending} onPress={() => saving.mutate()}>
        {t("report")}
      </Button>
    </>
  );
}
