import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Submit } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField, TextField } from "../../ui/Field.tsx";
import { Day, Instant } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { DUTY } from "../../words/enumerations/duties.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useDraftId } from "../credit/useDraftId.ts";
import { endOfDay } from "../factoring/days.ts";
import { Confirmed } from "./Confirmed.tsx";
import { DUTIES } from "./dutyNames.ts";
import type { Duty } from "./dutyNames.ts";
import { useDutyWords } from "./dutyWords.ts";
import { Named } from "./Named.tsx";
import { usePeople } from "./people.ts";
import { PersonField } from "./PersonField.tsx";
import { useAdministers } from "./useAdministers.ts";
import { useAdministrationWords } from "./words.ts";

type Assignment = Schemas["DutyAssignment"];

export function Assignments({ sheet }: { readonly sheet: Schemas["DutySheet"] }): ReactNode {
  const t = useDutyWords();
  const administers = useAdministers() === true;
  return (
    <>
      <Section title={t("assignments")}>
        <AssignmentTable assignments={sheet.assignments} administers={administers} />
        {sheet.exceptions.length > 0 && <Exceptions exceptions={sheet.exceptions} />}
      </Section>
      {administers && <Assign />}
    </>
  );
}

interface AssignmentTableProps {
  readonly assignments: readonly Assignment[];
  readonly administers: boolean;
}

function AssignmentTable({ assignments, administers }: AssignmentTableProps): ReactNode {
  const t = useDutyWords();
  const words = useAdministrationWords();
  const { language } = useFormats();
  return (
    <DataTable
      caption={t("assignments")}
      rows={assignments}
      keyOf={({ id }) => id}
      empty={t("noAssignments")}
      columns={[
        { key: "person", head: t("person"), isName: true, cell: ({ account }) => <Named account={account} /> },
        { key: "duty", head: t("duty"), cell: ({ duty }) => wordFor(DUTY, duty, language) },
        { key: "since", head: words("since"), isMinor: true, cell: ({ since }) => <Day date={since} /> },
        {
          key: "until",
          head: words("until"),
          cell: ({ until }) => (until === null ? t("endsNever") : <Day date={until} />),
        },
        { key: "by", head: t("assignedBy"), isMinor: true, cell: ({ assignedBy }) => <Named account={assignedBy} /> },
        {
          key: "state",
          head: words("state"),
          cell: ({ inForce, ended }) => (
            <>
              <Badge tone={inForce ? "good" : "neutral"}>{words(inForce ? "inForce" : "over")}</Badge>
              {ended !== null && (
                <>
                  {" "}
                  <Instant at={ended} />
                </>
              )}
            </>
          ),
        },
        {
          key: "end",
          head: words("actions"),
          cell: (assignment) => (administers && assignment.ended === null ? <End assignment={assignment} /> : "—"),
        },
      ]}
    />
  );
}

function End({ assignment: { id, duty } }: { readonly assignment: Assignment }): ReactNode {
  const t = useDutyWords();
  const { language } = useFormats();
  const ending = useSend((gateway, of: string) => gateway.DELETE("/v1/duties/{id}", { params: { path: { id: of } } }));
  return (
    <Confirmed
      button={t("end")}
      about={wordFor(DUTY, duty, language)}
      title={t("endTitle")}
      sending={ending}
      input={id}
    >
      <p>{t("endWhat")}</p>
    </Confirmed>
  );
}

function Exceptions({ exceptions }: Pick<Schemas["DutySheet"], "exceptions">): ReactNode {
  const t = useDutyWords();
  const words = useAdministrationWords();
  const { language } = useFormats();
  const word = (duty: Duty): string => wordFor(DUTY, duty, language);
  return (
    <DataTable
      caption={t("exceptions")}
      rows={exceptions}
      keyOf={({ account, approval }) => `${account} ${approval}`}
      empty={t("noAssignments")}
      columns={[
        { key: "person", head: t("exceptions"), isName: true, cell: ({ account }) => <Named account={account} /> },
        {
          key: "pair",
          head: t("pair"),
          cell: ({ one, other }) => t("overlapOf", { one: word(one), other: word(other) }),
        },
        { key: "until", head: words("until"), cell: ({ until }) => <Day date={until} /> },
        {
          key: "state",
          head: words("state"),
          cell: ({ inForce }) => (
            <Badge tone={inForce ? "warning" : "neutral"}>{words(inForce ? "inForce" : "over")}</Badge>
          ),
        },
      ]}
    />
  );
}

function Assign(): ReactNode {
  const t = useDutyWords();
  const words = useAdministrationWords();
  const { language } = useFormats();
  const people = usePeople();
  const [account, setAccount] = useState<string>();
  const [duty, setDuty] = useState<Duty>("prepareIssue");
  const [until, setUntil] = useState("");
  const [id, renew] = useDraftId();
  const assigning = useSend((gateway, body: Schemas["NewDuty"]) => gateway.POST("/v1/duties", { body }));
  const chosen = account ?? people[0]?.account ?? "";
  const send = (): void =>
    assigning.mutate(
      { id, account: chosen, duty, ...(until === "" ? {} : { until: endOfDay(until) }) },
      { onSuccess: renew },
    );
  return (
    <Section title={t("assign")}>
      <Form label={t("assign")} onSend={send}>
        <div className="form-row">
          <PersonField label={t("person")} people={people} value={chosen} onChange={setAccount} />
          <SelectField
            label={t("duty")}
            value={duty}
            onChange={setDuty}
            options={DUTIES.map((value) => ({ value, text: wordFor(DUTY, value, language) }))}
          />
          <TextField
            {...{ label: words("until"), hint: t("lastDayHint"), kind: "date", value: until }}
            onChange={setUntil}
          />
        </div>
        {assigning.isError && <ErrorNote error={assigning.error} />}
        <div className="actions">
          <Submit isBusy={assigning.isPending}>{t("assignButton")}</Submit>
        </div>
      </Form>
    </Section>
  );
}
