import { useState } from "react";
import type { ReactNode } from "react";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash, Party } from "../../ui/Party.tsx";
import { useAccessWords } from "./accessWords.ts";
import { ReceivableChoice } from "./ReceivableChoice.tsx";

/** Sealed content that was shown to single readers, by receivable. */
export function ShownContent(): ReactNode {
  const t = useAccessWords();
  const [id, setId] = useState("");
  return (
    <Section title={t("shown")}>
      <p>{t("shownLead")}</p>
      <ReceivableChoice label={t("receivable")} none={t("choose")} id={id} choose={setId} />
      {id !== "" && <Disclosures id={id} />}
    </Section>
  );
}

function Disclosures({ id }: { readonly id: string }): ReactNode {
  const t = useAccessWords();
  const shown = useAsked(["disclosures", id], (gateway) =>
    gateway.GET("/v1/receivables/{id}/disclosures", { params: { path: { id } } }),
  );
  return (
    <Asked query={shown}>
      {({ items }) => (
        <DataTable
          caption={t("shown")}
          columns={[
            { key: "reader", head: t("reader"), cell: ({ reader }) => <Party address={reader} />, isName: true },
            { key: "by", head: t("by"), cell: ({ by }) => <Party address={by} /> },
            { key: "commitment", head: t("commitment"), cell: ({ commitment }) => <Hash value={commitment} /> },
            { key: "made", head: t("made"), cell: ({ made }) => <Instant at={made} /> },
          ]}
          rows={items}
          keyOf={({ reader, commitment }) => `${reader} ${commitment}`}
          empty={t("noneShown")}
        />
      )}
    </Asked>
  );
}
