import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { fetchFile } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";
import { Button } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useFormats } from "../../words/formats.ts";
import { useToday } from "../factoring/today.ts";
import { save } from "../receivable/save.ts";
import { useIndicatorWords } from "./indicatorWords.ts";

interface IndicatorFilesProps {
  readonly currency: string | undefined;
  readonly cut: { readonly asOf?: string; readonly customer?: string };
}

const MONTH_CHARACTERS = 7;

/** The same figures as files: each line says what it is made of. */
export function IndicatorFiles({ currency, cut }: IndicatorFilesProps): ReactNode {
  const t = useIndicatorWords();
  const { language } = useFormats();
  const { session } = useSigned();
  const today = useToday();
  const saving = useMutation({
    mutationFn: async ({ path, name }: { readonly path: string; readonly name: string }) =>
      save(await fetchFile(session.token, path), name),
  });
  const day = cut.asOf ?? today;
  const month = day.slice(0, MONTH_CHARACTERS);
  const file = (format: "csv" | "xlsx"): void => {
    const query = new URLSearchParams({ currency: currency ?? "", ...cut, format });
    saving.mutate({ path: `/v1/indicators/file?${query.toString()}`, name: `indicators-${day}.${format}` });
  };
  const report = (): void => {
    const query = new URLSearchParams({ currency: currency ?? "", month, language });
    saving.mutate({ path: `/v1/reports/monthly?${query.toString()}`, name: `report-${month}.pdf` });
  };
  return (
    <>
      <Button onPress={() => file("csv")} isBusy={saving.isPending}>
        {t("csv")}
      </Button>
      <Button onPress={() => file("xlsx")} isBusy={saving.isPending}>
        {t("xlsx")}
      </Button>
      <Button onPress={report} isBusy={saving.isPending}>
        {t("report")}
      </Button>
      {saving.isError && <ErrorNote error={saving.error} />}
    </>
  );
}
