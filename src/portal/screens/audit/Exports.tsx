import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useCurrencyChoice } from "../../data/currencyChoice.ts";
import { useSigned } from "../../data/session.tsx";
import { Button } from "../../ui/Button.tsx";
import { CurrencyField } from "../../ui/CurrencyField.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { SelectField, TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { useFormats } from "../../words/formats.ts";
import { exported, EXPORTS, isFilled } from "./exportFiles.ts";
import type { ExportFile, ExportName, Wanted } from "./exportFiles.ts";
import { useExportsWords } from "./exportsWords.ts";
import { ReceivableChoice } from "./ReceivableChoice.tsx";
import { saveFile } from "./saving.ts";

interface Chosen {
  readonly name: ExportName;
  readonly format: string;
}

type Filled = Omit<Wanted, "currency" | "language">;

const DAY_CHARACTERS = 10;
const MONTH_CHARACTERS = 7;
const FIRST = 90;

/** The last ninety days, and the month that is over. */
function usual(): Filled {
  const now = new Date();
  const dayBefore = (days: number): string =>
    new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, DAY_CHARACTERS);
  const last = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 0)).toISOString();
  const period = { month: last.slice(0, MONTH_CHARACTERS), from: dayBefore(FIRST), to: dayBefore(0) };
  return { receivable: "", side: "supplier", counterparty: "", ...period };
}

/** Files to keep, with what each of them proves. */
export function Exports(): ReactNode {
  const t = useExportsWords();
  const { gateway, session } = useSigned();
  const { language } = useFormats();
  const currency = useCurrencyChoice();
  const [filled, setFilled] = useState(usual);
  const wanted: Wanted = { ...filled, currency: currency.value, language };
  const saving = useMutation({
    mutationFn: async (chosen: Chosen) => {
      const file = await exported({ gateway, token: session.token }, chosen, wanted);
      saveFile(`${chosen.name}.${chosen.format}`, file);
    },
  });
  return (
    <>
      <Section title={t("which")}>
        <div className="form-row">
          <ReceivableChoice
            label={t("receivable")}
            none={t("choose")}
            id={filled.receivable}
            choose={(receivable) => setFilled({ ...filled, receivable })}
          />
          <CurrencyField choice={currency} />
        </div>
        <Filling filled={filled} change={setFilled} />
      </Section>
      <Section title={t("title")}>
        <Notice kind="limit">{t("lead")}</Notice>
        {saving.isError && <ErrorNote error={saving.error} />}
        <Files wanted={wanted} busy={saving.isPending ? saving.variables : undefined} save={saving.mutate} />
      </Section>
    </>
  );
}

interface FillingProps {
  readonly filled: Filled;
  readonly change: (filled: Filled) => void;
}

function Filling({ filled, change }: FillingProps): ReactNode {
  const t = useExportsWords();
  const set = (field: keyof Filled) => (value: string) => change({ ...filled, [field]: value });
  return (
    <>
      <div className="form-row">
        <TextField label={t("month")} placeholder="2026-10" value={filled.month} onChange={set("month")} />
        <TextField label={t("from")} kind="date" value={filled.from} onChange={set("from")} />
        <TextField label={t("to")} kind="date" value={filled.to} onChange={set("to")} />
      </div>
      <div className="form-row">
        <SelectField
          label={t("side")}
          value={filled.side}
          onChange={(side) => change({ ...filled, side })}
          options={[
            { value: "supplier", text: t("supplier") },
            { value: "buyer", text: t("buyer") },
          ]}
        />
        <TextField label={t("counterparty")} value={filled.counterparty} onChange={set("counterparty")} />
      </div>
    </>
  );
}

interface FilesProps {
  readonly wanted: Wanted;
  readonly busy: Chosen | undefined;
  readonly save: (chosen: Chosen) => void;
}

function Files({ wanted, busy, save }: FilesProps): ReactNode {
  const t = useExportsWords();
  const columns: readonly Column<ExportFile>[] = [
    { key: "file", head: t("file"), cell: ({ name }) => t(name), isName: true },
    { key: "proves", head: t("proves"), cell: ({ name }) => t(`${name}Proves`) },
    { key: "not", head: t("provesNot"), cell: ({ name }) => t(`${name}Not`) },
    { key: "save", head: t("save"), cell: (file) => <Save file={file} wanted={wanted} busy={busy} save={save} /> },
  ];
  return (
    <DataTable caption={t("title")} columns={columns} rows={EXPORTS} keyOf={({ name }) => name} empty={t("needs")} />
  );
}

function Save({ file: { name, formats }, wanted, busy, save }: FilesProps & { readonly file: ExportFile }): ReactNode {
  const t = useExportsWords();
  return (
    <div className="actions">
      {formats.map((format) => (
        <Button
          key={format}
          label={t("saveOf", { file: t(name), format: format.toUpperCase() })}
          isDisabled={!isFilled(name, format, wanted)}
          isBusy={busy?.name === name && busy.format === format}
          onPress={() => save({ name, format })}
        >
          {format.toUpperCase()}
        </Button>
      ))}
      {!formats.some((format) => isFilled(name, format, wanted)) && <span className="hint">{t("needs")}</span>}
    </div>
  );
}
