import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { fetchFile } from "../../data/gateway.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";
import { Button } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { saveFile } from "../audit/saving.ts";
import { usePageWords } from "./pageWords.ts";

const FORMATS = ["pdf", "csv", "json"] as const;

interface StatementFilesProps {
  readonly statement: Pick<Schemas["AccountStatement"], "id" | "number" | "version">;
}

export function StatementFiles({ statement: { id, number, version } }: StatementFilesProps): ReactNode {
  const t = usePageWords();
  const { session } = useSigned();
  const saving = useMutation({
    mutationFn: async (format: (typeof FORMATS)[number]) => {
      const file = await fetchFile(session.token, `/v1/account-statements/${id}/file?format=${format}`);
      saveFile(`${number}-${version}.${format}`, file);
    },
  });
  return (
    <>
      {saving.isError && <ErrorNote error={saving.error} />}
      {FORMATS.map((format) => (
        <Button
          key={format}
          isBusy={saving.isPending && saving.variables === format}
          onPress={() => saving.mutate(format)}
        >
          {t(format)}
        </Button>
      ))}
      <Button onPress={() => window.print()}>{t("print")}</Button>
    </>
  );
}
