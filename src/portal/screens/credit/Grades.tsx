import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Day } from "../../ui/Money.tsx";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { NamedParty } from "../factoring/NamedParty.tsx";
import { GRADE_STATE } from "./factEnumerations.ts";
import { useFileWords } from "./fileWords.ts";

/** Only what a trusted agency signed counts. */
export function Grades({ grades }: { readonly grades: readonly Schemas["PartyGrade"][] }): ReactNode {
  const t = useFileWords();
  const { language } = useFormats();
  return (
    <DataTable
      caption={t("grades")}
      rows={grades}
      keyOf={({ attestation }) => attestation}
      empty={t("noGrades")}
      columns={[
        { key: "agency", head: t("agency"), isName: true, cell: ({ agency }) => <NamedParty address={agency} /> },
        { key: "grade", head: t("grade"), cell: ({ grade }) => <bdi>{grade}</bdi> },
        { key: "scale", head: t("scale"), isMinor: true, cell: ({ scale }) => <bdi>{scale}</bdi> },
        { key: "asOf", head: t("asOf"), cell: ({ asOf }) => <Day date={asOf} /> },
        { key: "expires", head: t("expires"), cell: ({ expires }) => <Day date={expires} /> },
        {
          key: "state",
          head: t("state"),
          cell: ({ state }) => (
            <Badge tone={state === "counts" ? "good" : "warning"}>{wordFor(GRADE_STATE, state, language)}</Badge>
          ),
        },
      ]}
    />
  );
}
