/** Which duties exclude each other: a table to look a pair up in, and what one person could do with both. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { Section } from "../../ui/Page.tsx";
import { Working } from "../../ui/Working.tsx";
import { DUTY } from "../../words/enumerations/duties.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { DUTIES } from "./dutyNames.ts";
import type { Duty } from "./dutyNames.ts";
import { useDutyWords } from "./dutyWords.ts";

type Matrix = Schemas["DutySheet"]["matrix"];

export function DutyMatrix({ matrix }: { readonly matrix: Matrix }): ReactNode {
  const t = useDutyWords();
  const { language } = useFormats();
  const word = (duty: Duty): string => wordFor(DUTY, duty, language);
  const excludes = (one: Duty, other: Duty): boolean =>
    matrix.some((pair) => (pair.one === one && pair.other === other) || (pair.one === other && pair.other === one));
  return (
    <Section title={t("matrix")}>
      <p className="hint">{t("matrixLead")}</p>
      <DataTable
        caption={t("matrix")}
        rows={DUTIES}
        keyOf={(duty) => duty}
        empty={t("noAssignments")}
        columns={[
          { key: "duty", head: t("duty"), isName: true, cell: word },
          ...DUTIES.map((other) => ({
            key: other,
            head: word(other),
            cell: (one: Duty) => (one === other ? "" : <Mark isExcluded={excludes(one, other)} />),
          })),
        ]}
      />
      <Working title={t("risks")}>
        <Risks matrix={matrix} />
      </Working>
    </Section>
  );
}

function Mark({ isExcluded }: { readonly isExcluded: boolean }): ReactNode {
  const t = useDutyWords();
  return (
    <span role="img" aria-label={t(isExcluded ? "excludes" : "goes")}>
      {isExcluded ? "✕" : "·"}
    </span>
  );
}

function Risks({ matrix }: { readonly matrix: Matrix }): ReactNode {
  const t = useDutyWords();
  const { language } = useFormats();
  const risk = useRisk();
  const word = (duty: Duty): string => wordFor(DUTY, duty, language);
  return (
    <DataTable
      caption={t("risks")}
      rows={matrix}
      keyOf={({ one, other }) => `${one} ${other}`}
      empty={t("noAssignments")}
      columns={[
        {
          key: "pair",
          head: t("pair"),
          isName: true,
          cell: ({ one, other }) => t("overlapOf", { one: word(one), other: word(other) }),
        },
        { key: "risk", head: t("risk"), cell: risk },
      ]}
    />
  );
}

/** In the reader's language where the portal knows the pair, else in the gateway's words. */
function useRisk(): (pair: Matrix[number]) => string {
  const t = useDutyWords();
  const say = t as (key: string) => string;
  return ({ one, other, risk }) => {
    if (one === "audit" || other === "audit") return t("risk_audit");
    const key = `risk_${one}_${other}`;
    const said = say(key);
    return said === key ? risk : said;
  };
}
