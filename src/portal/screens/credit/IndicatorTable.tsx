import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { Working } from "../../ui/Working.tsx";
import { INDICATOR } from "../../words/enumerations/indicators.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { GatewayText } from "../factoring/GatewayText.tsx";
import { figureWord, partWord } from "./figureNames.ts";
import { useFigureText } from "./figureText.ts";
import { useIndicatorWords } from "./indicatorWords.ts";

type Answer = Schemas["IndicatorAnswer"];
type Indicator = Answer["indicators"][number];

/** One line for each, with its first figure; all others, and how they came about, are behind it. */
export function IndicatorTable({ answer: { indicators, currency } }: { readonly answer: Answer }): ReactNode {
  const t = useIndicatorWords();
  const { language } = useFormats();
  const text = useFigureText();
  return (
    <DataTable
      caption={t("set")}
      rows={indicators}
      keyOf={({ name }) => name}
      empty={t("noFigure")}
      columns={[
        { key: "name", head: t("indicator"), isName: true, cell: ({ name }) => wordFor(INDICATOR, name, language) },
        {
          key: "value",
          head: t("value"),
          isFigure: true,
          cell: ({ figures }) => {
            const first = headlineOf(figures);
            if (first === undefined) return t("more", { count: figures.length });
            return (
              <Headline
                name={SELF_TOLD.has(first.unit) ? undefined : figureWord(first.figure, language)}
                text={text(first, currency)}
              />
            );
          },
        },
        {
          key: "working",
          head: t("working"),
          cell: (indicator) => <Behind indicator={indicator} currency={currency} />,
        },
      ]}
    />
  );
}

/** Units that say by themselves what the figure is. */
const SELF_TOLD: ReadonlySet<string> = new Set(["days", "timesPpm", "ratePpm"]);

interface HeadlineProps {
  readonly name: string | undefined;
  readonly text: string;
}

function Headline({ name, text }: HeadlineProps): ReactNode {
  return (
    <>
      {name !== undefined && <span className="hint">{name}</span>} {text}
    </>
  );
}

/** What is of the whole book; where nothing is, what a part of it comes to in all. */
function headlineOf(figures: Indicator["figures"]): Indicator["figures"][number] | undefined {
  return figures.find(({ of }) => of.length === 0) ?? figures.find(({ figure }) => figure === "total");
}

interface BehindProps {
  readonly indicator: Indicator;
  readonly currency: Answer["currency"];
}

function Behind({ indicator, currency }: BehindProps): ReactNode {
  const t = useIndicatorWords();
  const { formula, inputs, undefinedWhere } = indicator;
  return (
    <Working title={t("more", { count: indicator.figures.length })}>
      <p>
        {t("formula")}: <GatewayText text={formula} />
      </p>
      <p>{t("inputs")}:</p>
      <ul>
        {Object.entries(inputs).map(([name, meaning]) => (
          <li key={name}>
            <GatewayText text={`${name}: ${meaning}`} />
          </li>
        ))}
      </ul>
      {undefinedWhere !== null && (
        <p>
          {t("undefinedWhere")}: <GatewayText text={undefinedWhere} />
        </p>
      )}
      <Figures indicator={indicator} currency={currency} />
    </Working>
  );
}

function Figures({ indicator: { name, figures }, currency }: BehindProps): ReactNode {
  const t = useIndicatorWords();
  const { language } = useFormats();
  const text = useFigureText();
  return (
    <DataTable
      caption={wordFor(INDICATOR, name, language)}
      rows={figures}
      keyOf={({ figure, of }, place) => `${figure} ${of.join(" ")} ${place}`}
      empty={t("noFigure")}
      columns={[
        { key: "figure", head: t("figure"), isName: true, cell: ({ figure }) => figureWord(figure, language) },
        {
          key: "of",
          head: t("of"),
          cell: ({ of }) => <bdi>{of.map((part) => partWord(part, language)).join(" · ")}</bdi>,
        },
        { key: "value", head: t("value"), isFigure: true, cell: (figure) => text(figure, currency) },
      ]}
    />
  );
}
