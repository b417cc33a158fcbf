import { useState } from "react";
import type { ReactNode } from "react";
import { ENTRY_STATES } from "../../../domain/cashMatch.ts";
import type { EntryState } from "../../../domain/cashMatch.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { SelectField } from "../../ui/Field.tsx";
import { Section } from "../../ui/Page.tsx";
import { VirtualTable } from "../../ui/VirtualTable.tsx";
import { ENTRY_STATE } from "../../words/enumerations/cash.ts";
import { useFormats } from "../../words/formats.ts";
import { useEntryColumns } from "./entryColumns.tsx";
import { useBankWords } from "./words.ts";

export function Entries(): ReactNode {
  const t = useBankWords();
  const { language } = useFormats();
  const [state, setState] = useState<EntryState | "">("");
  const columns = useEntryColumns();
  const pages = usePages(["cashEntries", state], (gateway, cursor) => {
    const chosen = state === "" ? {} : { state };
    const next = cursor === undefined ? {} : { cursor };
    return gateway.GET("/v1/cash/entries", { params: { query: { limit: "100", ...chosen, ...next } } });
  });
  return (
    <Section title={t("list")}>
      <div className="form-row">
        <SelectField
          label={t("filter")}
          value={state}
          options={[
            { value: "", text: t("all") },
            ...ENTRY_STATES.map((value) => ({ value, text: ENTRY_STATE[value][language] })),
          ]}
          onChange={setState}
        />
      </div>
      <Asked query={pages.first}>
        {() => (
          <VirtualTable
            caption={t("list")}
            columns={columns}
            rows={pages.rows}
            keyOf={({ id }) => id}
            empty={t(state === "" ? "noSums" : "noEntries")}
            hasMore={pages.hasMore}
            isLoadingMore={pages.isLoadingMore}
            loadMore={pages.loadMore}
          />
        )}
      </Asked>
    </Section>
  );
}
