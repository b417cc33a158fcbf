/** What the ledger recorded, event by event, with the place of each on the chain. */
import type { ReactNode } from "react";
import { DataTable } from "../../ui/DataTable.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash } from "../../ui/Party.tsx";
import { LEDGER_EVENT } from "../../words/enumerations/events.ts";
import { CERTAINTY } from "../../words/enumerations/ledger.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import type { Detail } from "./detail.ts";
import { EventFacts } from "./EventFacts.tsx";
import { useDetailWords } from "./words.ts";

const NOBODY = `0x${"0".repeat(40)}`;

export function Timeline({ detail }: { readonly detail: Detail }): ReactNode {
  const t = useDetailWords();
  const { language, number } = useFormats();
  return (
    <Section title={t("timeline")}>
      <DataTable
        caption={t("timeline")}
        rows={detail.timeline.filter((entry) => !isOfIssue(entry))}
        keyOf={({ at }) => `${at.blockHash} ${at.logIndex.toString()}`}
        empty={t("timelineEmpty")}
        columns={[
          { key: "event", head: t("event"), cell: ({ name }) => wordFor(LEDGER_EVENT, name, language), isName: true },
          { key: "facts", head: t("what"), cell: (entry) => <EventFacts detail={detail} entry={entry} /> },
          { key: "time", head: t("when"), cell: ({ at }) => <Instant at={at.time} /> },
          { key: "block", head: t("block"), cell: ({ at }) => number(at.block), isFigure: true },
          {
            key: "transaction",
            head: t("transaction"),
            cell: ({ at }) => <Hash value={at.transaction} />,
            isMinor: true,
          },
          {
            key: "certainty",
            head: t("certainty"),
            cell: ({ at }) => wordFor(CERTAINTY, at.certainty, language),
            isMinor: true,
          },
        ]}
      />
    </Section>
  );
}

/** The token's first transfer, from nobody, is the issue beside it. */
function isOfIssue(entry: Detail["timeline"][number]): boolean {
  return entry.name === "Transfer" && entry.from === NOBODY;
}
