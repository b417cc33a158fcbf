import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { CheckField, SelectField, TextField } from "../../ui/Field.tsx";
import { FileDrop } from "../../ui/FileDrop.tsx";
import { Page } from "../../ui/Page.tsx";
import { ImportResults } from "./ImportResults.tsx";
import { useImport } from "./useImport.ts";
import { useReceivablesWords } from "./words.ts";

const LEAST_OFFSET = -720;
const MOST_OFFSET = 840;

export function Import(): ReactNode {
  const t = useReceivablesWords();
  // A guess from where the clerk sits; it is part of what is signed, and shown there.
  const [offset, setOffset] = useState(() => (-new Date().getTimezoneOffset()).toString());
  const [issuing, setIssuing] = useState<"sealed" | "open">("sealed");
  const [splittable, setSplittable] = useState(false);
  const { files, give } = useImport();
  const utcOffset = /^-?\d{1,3}$/.test(offset) ? Number(offset) : Number.NaN;
  const isWrong = !(utcOffset >= LEAST_OFFSET && utcOffset <= MOST_OFFSET);
  return (
    <Page
      screen="import"
      title={t("importTitle")}
      lead={t("importLead")}
      actions={<Link href="/receivables">{t("back")}</Link>}
    >
      <div className="form">
        <div className="form-row">
          <TextField
            label={t("offset")}
            hint={t("offsetHint")}
            error={isWrong ? t("offsetInvalid") : undefined}
            value={offset}
            onChange={setOffset}
          />
          <SelectField
            label={t("issuing")}
            value={issuing}
            options={(["sealed", "open"] as const).map((value) => ({ value, text: t(`issuing_${value}`) }))}
            onChange={setIssuing}
          />
        </div>
        <CheckField label={t("splittable")} isChecked={splittable} onChange={setSplittable} />
      </div>
      {!isWrong && (
        <FileDrop
          label={t("files")}
          hint={t("filesHint")}
          accept=".xml,application/xml,text/xml"
          onFiles={(given) => give(given, { utcOffset, issuing, splittable })}
        />
      )}
      <ImportResults files={files} />
    </Page>
  );
}
