/** When each stage may be recorded, as both sides agreed; and with whom the receivable is placed. */
import type { ReactNode } from "react";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Party } from "../../ui/Party.tsx";
import { STAGE } from "../../words/enumerations/collections.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import type { Collection } from "./collection.ts";
import { useRecordWords } from "./recordWords.ts";

export function Schedule({ collection: { schedule, placements } }: { readonly collection: Collection }): ReactNode {
  const t = useRecordWords();
  const { language } = useFormats();
  return (
    <Section title={t("schedule")}>
      {placements.map(({ collector, until }) => (
        <p key={collector}>
          <Badge tone="info">{t("placements")}</Badge> <Party address={collector} />{" "}
          {until !== null && (
            <>
              {t("until")} <Instant at={until} />
            </>
          )}
        </p>
      ))}
      {schedule === null && <p className="hint">{t("noSchedule")}</p>}
      {schedule?.isCurrent === false && <Notice kind="warning">{t("scheduleOld")}</Notice>}
      {schedule !== null && (
        <DataTable
          caption={t("schedule")}
          rows={schedule.stages}
          keyOf={({ stage }) => stage}
          empty={t("noSchedule")}
          columns={[
            { key: "stage", head: t("stage"), isName: true, cell: ({ stage }) => wordFor(STAGE, stage, language) },
            {
              ...{ key: "first", head: t("firstDay"), isFigure: true },
              cell: ({ stage }) => schedule.schedule.firstDays[stage] ?? t("never"),
            },
            { key: "cycle", head: t("cycle"), isFigure: true, cell: ({ cycle }) => cycle },
            {
              ...{ key: "next", head: t("noEarlier") },
              cell: ({ next }) => (next === null ? t("never") : <Instant at={next} />),
            },
          ]}
        />
      )}
    </Section>
  );
}
