import type { ReactNode } from "react";
import type { DocumentOnChain } from "../../../audit/checking/documentRoot.ts";
import type { FieldDisclosure } from "../../../wire/document.ts";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Hash } from "../../ui/Party.tsx";
import { judgedFields } from "./disclosed.ts";
import type { JudgedField } from "./disclosed.ts";
import { useFieldsWords } from "./fieldsWords.ts";

interface CheckedFileProps {
  readonly file: FieldDisclosure;
  readonly document: DocumentOnChain;
}

/** Field by field, whether it is part of the document that the ledger recorded. */
export function CheckedFile({ file, document }: CheckedFileProps): ReactNode {
  const t = useFieldsWords();
  const { root, chainId, block, isProven } = document;
  if (root === undefined) return <Notice kind="warning">{t("noDocument")}</Notice>;
  const fields = judgedFields(file, root);
  return (
    <>
      {file.chainId !== null && file.chainId !== chainId && (
        <Notice kind="warning">{t("otherChain", { said: file.chainId, chainId })}</Notice>
      )}
      <Outcome fields={fields} isProven={isProven} />
      <DataTable
        caption={t("checkTitle")}
        columns={[
          { key: "path", head: t("path"), cell: ({ path }) => <code>{path}</code>, isName: true },
          { key: "value", head: t("value"), cell: ({ value }) => <bdi className="audit-value">{value}</bdi> },
          { key: "standing", head: t("standing"), cell: ({ isPart }) => <Standing isPart={isPart} /> },
        ]}
        rows={fields}
        keyOf={({ path }, place) => `${place} ${path}`}
        empty={t("unreadable")}
      />
      <Facts
        rows={[
          [t("root"), <Hash key="root" value={root} />],
          [t("rootInFile"), <Hash key="file" value={file.root} />],
          [t("recorded"), block],
        ]}
      />
      <Notice kind="limit">{t("laterNote")}</Notice>
    </>
  );
}

function Outcome({
  fields,
  isProven,
}: {
  readonly fields: readonly JudgedField[];
  readonly isProven: boolean;
}): ReactNode {
  const t = useFieldsWords();
  if (!isProven) return <Notice kind="warning">{t("withheld")}</Notice>;
  if (!fields.every(({ isPart }) => isPart)) return <Notice kind="warning">{t("unproven")}</Notice>;
  return (
    <Notice kind="done" title={t("proven")}>
      {t("provenMore")}
    </Notice>
  );
}

function Standing({ isPart }: Pick<JudgedField, "isPart">): ReactNode {
  const t = useFieldsWords();
  return <Badge tone={isPart ? "good" : "bad"}>{t(isPart ? "isPart" : "isNoPart")}</Badge>;
}
