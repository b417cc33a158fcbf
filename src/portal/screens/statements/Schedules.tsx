import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { usePages, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Day, Instant } from "../../ui/Money.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { Party } from "../../ui/Party.tsx";
import { shortHex } from "../../words/formats.ts";
import { NewSchedule } from "./NewSchedule.tsx";
import { useScheduleWords } from "./scheduleWords.ts";
import { StatementTabs } from "./StatementTabs.tsx";
import { useStatementWords } from "./words.ts";

type Schedule = Schemas["StatementSchedule"];

export function Schedules(): ReactNode {
  const t = useScheduleWords();
  const words = useStatementWords();
  const pages = usePages<Schedule>(["statementSchedules"], (gateway, cursor) =>
    gateway.GET("/v1/account-statement-schedules", {
      params: { query: { limit: "50", ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );
  return (
    <Page screen="statement-schedules" title={words("schedules")} lead={t("lead")}>
      <StatementTabs />
      <Section title={t("list")}>
        <Asked query={pages.first}>{() => <ScheduleTable schedules={pages.rows} />}</Asked>
      </Section>
      <NewSchedule />
    </Page>
  );
}

function ScheduleTable({ schedules }: { readonly schedules: readonly Schedule[] }): ReactNode {
  const t = useScheduleWords();
  const words = useStatementWords();
  const stopping = useSend((gateway, id: string) =>
    gateway.DELETE("/v1/account-statement-schedules/{id}", { params: { path: { id } } }),
  );
  return (
    <>
      {stopping.isError && <ErrorNote error={stopping.error} />}
      <DataTable<Schedule>
        caption={t("list")}
        columns={[
          {
            key: "firm",
            head: words("counterparty"),
            isName: true,
            cell: ({ counterparty }) => <Party address={counterparty} />,
          },
          { key: "often", head: t("frequency"), cell: ({ frequency }) => t(frequency) },
          { key: "next", head: t("next"), cell: ({ nextCutOff }) => <Day date={nextCutOff} /> },
          { key: "due", head: t("due"), isMinor: true, cell: ({ due }) => <Instant at={due} /> },
          {
            key: "state",
            head: t("state"),
            cell: ({ stopped, fault }) => (
              <>
                {t(stopped === null ? "going" : "stopped")} <span lang="en">{fault}</span>
              </>
            ),
          },
          {
            key: "stop",
            head: t("stop"),
            cell: ({ id, stopped, counterparty }) =>
              stopped === null ? (
                <Button
                  label={t("stopOne", { firm: shortHex(counterparty) })}
                  isBusy={stopping.isPending}
                  onPress={() => stopping.mutate(id)}
                >
                  {t("stop")}
                </Button>
              ) : (
                "—"
              ),
          },
        ]}
        rows={schedules}
        keyOf={({ id }) => id}
        empty={t("none")}
      />
    </>
  );
}
