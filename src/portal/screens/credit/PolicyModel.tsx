import type { ReactNode } from "react";
import { INPUT_KINDS } from "../../../domain/credit/inputs.ts";
import type { Schemas } from "../../data/gateway.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { Section } from "../../ui/Page.tsx";
import { INPUT_KIND, INPUT_PART } from "../../words/enumerations/risk.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useInputText } from "./inputText.ts";
import { useScoreWords } from "./scoreWords.ts";

type Input = Schemas["CreditPolicy"]["policy"]["model"]["inputs"][number];

/** The formula itself: what each value of each input brings. */
export function PolicyModel({ version: { policy } }: { readonly version: Schemas["CreditPolicy"] }): ReactNode {
  const t = useScoreWords();
  const { language } = useFormats();
  return (
    <Section title={t("inputsOf")}>
      <DataTable
        caption={t("inputsOf")}
        rows={policy.model.inputs}
        keyOf={({ kind }) => kind}
        empty={undefined}
        columns={[
          { key: "kind", head: t("input"), isName: true, cell: ({ kind }) => wordFor(INPUT_KIND, kind, language) },
          {
            key: "part",
            head: t("part"),
            cell: ({ kind }) => wordFor(INPUT_PART, INPUT_KINDS[kind].part, language),
          },
          { key: "weight", head: t("weight"), isFigure: true, cell: ({ weight }) => weight },
          { key: "missing", head: t("missing"), isFigure: true, cell: ({ missing }) => missing },
          { key: "steps", head: t("steps"), cell: (input) => <Steps input={input} /> },
        ]}
      />
    </Section>
  );
}

function Steps({ input: { kind, below, steps } }: { readonly input: Input }): ReactNode {
  const t = useScoreWords();
  const text = useInputText();
  const { unit } = INPUT_KINDS[kind];
  const all = steps.map(({ from, points }) => `${t("fromValue", { value: text(from, unit) })}: ${points}`);
  return [`${t("below")}: ${below}`, ...all].join(" · ");
}
