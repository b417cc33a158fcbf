/** Every input of a score with its points, and what would change the band: for whoever scores and whoever is scored. */
import type { ReactNode } from "react";
import { INPUT_KINDS } from "../../../domain/credit/inputs.ts";
import type { Schemas } from "../../data/gateway.ts";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { INPUT_KIND, INPUT_PART } from "../../words/enumerations/risk.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { GatewayText } from "../factoring/GatewayText.tsx";
import { useInputText } from "./inputText.ts";
import { useScoreWords } from "./scoreWords.ts";

type Line = Schemas["ScoreLine"];

interface ScoreLinesProps {
  readonly score: { readonly lines: readonly Line[]; readonly points: number };
  /** Something to do about an input. */
  readonly action?: { readonly head: string; readonly cell: (line: Line) => ReactNode };
}

export function ScoreLines({ score: { lines, points }, action }: ScoreLinesProps): ReactNode {
  const t = useScoreWords();
  const columns = useColumns();
  const added = action === undefined ? [] : [{ key: "act", head: action.head, cell: action.cell }];
  return (
    <DataTable
      caption={t("inputs")}
      rows={lines}
      keyOf={({ kind }) => kind}
      empty={undefined}
      columns={[...columns, ...added]}
      foot={
        <tr>
          <th scope="row">{t("total")}</th>
          <td />
          <td className="is-figure">{points}</td>
          <td className="is-figure">{lines.reduce((sum, { weight }) => sum + weight, 0)}</td>
          <td colSpan={2 + added.length} />
        </tr>
      }
    />
  );
}

function useColumns(): readonly Column<Line>[] {
  const t = useScoreWords();
  const { language, day } = useFormats();
  const text = useInputText();
  return [
    {
      key: "input",
      head: t("input"),
      isName: true,
      cell: ({ kind, part }) => (
        <>
          {wordFor(INPUT_KIND, kind, language)} <span className="hint">{wordFor(INPUT_PART, part, language)}</span>
        </>
      ),
    },
    {
      key: "value",
      head: t("value"),
      cell: ({ value, unit, state }) => (
        <>
          {value !== null && `${text(value, unit)} `}
          <Badge tone={state === "counted" ? "neutral" : "warning"}>{t(`state_${state}`)}</Badge>
        </>
      ),
    },
    { key: "points", head: t("points"), isFigure: true, cell: ({ points }) => points },
    { key: "weight", head: t("weight"), isFigure: true, cell: ({ weight }) => weight },
    {
      key: "better",
      head: t("better"),
      cell: ({ better, unit }) =>
        better === null ? "—" : t("betterText", { value: text(better.value, unit), points: better.points }),
    },
    {
      key: "of",
      head: t("of"),
      cell: (line) => (
        <>
          <GatewayText text={line.source} /> {day(line.day)}
        </>
      ),
    },
  ];
}

interface BandChangesProps {
  readonly score: Pick<Schemas["CreditScore"], "raises" | "lowers">;
}

/** Each input alone, all others as they are. */
export function BandChanges({ score: { raises, lowers } }: BandChangesProps): ReactNode {
  const t = useScoreWords();
  return (
    <div className="columns">
      <div>
        <h3>{t("raises")}</h3>
        <Changes changes={raises} none={t("noRaise")} />
      </div>
      <div>
        <h3>{t("lowers")}</h3>
        <Changes changes={lowers} none={t("noLower")} />
      </div>
    </div>
  );
}

interface ChangesProps {
  readonly changes: readonly Schemas["BandChange"][];
  readonly none: string;
}

function Changes({ changes, none }: ChangesProps): ReactNode {
  const t = useScoreWords();
  const { language } = useFormats();
  const text = useInputText();
  if (changes.length === 0) return <p>{none}</p>;
  return (
    <ul>
      {changes.map(({ kind, value, band }) => (
        <li key={kind}>
          {t("changeText", {
            ...{ input: wordFor(INPUT_KIND, kind, language), band },
            value: text(value, INPUT_KINDS[kind].unit),
          })}
        </li>
      ))}
    </ul>
  );
}
