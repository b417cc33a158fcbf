import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { CheckField, Form, TextArea } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { shortHex } from "../../words/formats.ts";
import { useFieldsWords } from "./fieldsWords.ts";
import { ReceivableChoice } from "./ReceivableChoice.tsx";
import { jsonFile, saveFile } from "./saving.ts";

const COMMON = [
  { path: "number", word: "number" },
  { path: "issueDate", word: "issueDate" },
  { path: "dueDate", word: "dueDate" },
  { path: "currency", word: "currency" },
  { path: "seller.name", word: "sellerName" },
  { path: "buyer.name", word: "buyerName" },
  { path: "totals.payable", word: "payable" },
  { path: "totals.gross", word: "gross" },
  { path: "purchaseOrder", word: "purchaseOrder" },
  { path: "lines[0].name", word: "firstLine" },
] as const;

interface Wanted {
  readonly id: string;
  readonly paths: string[];
}

/** A party makes the file that proves fields of an invoice to somebody else. */
export function DiscloseFields(): ReactNode {
  const t = useFieldsWords();
  const [id, setId] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(["number", "totals.payable"]));
  const [others, setOthers] = useState("");
  const [isShort, setShort] = useState(false);
  const proving = useSend((gateway, { id: of, paths }: Wanted) =>
    gateway.POST("/v1/receivables/{id}/fields", { params: { path: { id: of } }, body: { paths } }),
  );
  const send = (): void => {
    const further = others.split("\n").map((line) => line.trim());
    const paths = [...new Set([...chosen, ...further])].filter((path) => path !== "");
    setShort(id === "" || paths.length === 0);
    if (id === "" || paths.length === 0) return;
    proving.mutate({ id, paths }, { onSuccess: (file) => saveFile(`fields-${shortHex(id)}.json`, jsonFile(file)) });
  };
  return (
    <Section title={t("discloseTitle")}>
      <p>{t("discloseLead")}</p>
      <Form label={t("discloseTitle")} onSend={send}>
        <ReceivableChoice
          label={t("receivable")}
          none={t("choose")}
          id={id}
          choose={setId}
          error={isShort ? t("nothingChosen") : undefined}
        />
        <fieldset className="audit-fields">
          <legend>{t("common")}</legend>
          {COMMON.map(({ path, word }) => (
            <CheckField
              key={path}
              label={`${t(word)} (${path})`}
              isChecked={chosen.has(path)}
              onChange={(isChecked) => setChosen(toggled(chosen, path, isChecked))}
            />
          ))}
        </fieldset>
        <TextArea label={t("others")} hint={t("othersHint")} value={others} onChange={setOthers} />
        <div className="actions">
          <Submit isBusy={proving.isPending}>{t("disclose")}</Submit>
        </div>
      </Form>
      {proving.isError && <ErrorNote error={proving.error} />}
      {proving.data !== undefined && (
        <>
          <Notice kind="done">{t("made")}</Notice>
          <Made fields={proving.data.fields} />
        </>
      )}
    </Section>
  );
}

function toggled(chosen: ReadonlySet<string>, path: string, isChecked: boolean): ReadonlySet<string> {
  const rest = [...chosen].filter((one) => one !== path);
  return new Set(isChecked ? [...rest, path] : rest);
}

function Made({ fields }: Pick<Schemas["FieldDisclosure"], "fields">): ReactNode {
  const t = useFieldsWords();
  return (
    <DataTable
      caption={t("common")}
      columns={[
        { key: "path", head: t("path"), cell: ({ path }) => <code>{path}</code>, isName: true },
        { key: "value", head: t("value"), cell: ({ value }) => <bdi>{value}</bdi> },
      ]}
      rows={fields}
      keyOf={({ path }) => path}
      empty={t("nothingChosen")}
    />
  );
}
