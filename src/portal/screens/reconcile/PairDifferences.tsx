import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Button } from "../../ui/Button.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Day } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { CLEARED_WHY } from "../../words/enumerations/reconciliation.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { DifferenceDialog } from "./DifferenceDialog.tsx";
import { DifferencePane } from "./DifferencePane.tsx";
import type { ShownPair } from "./Pairs.tsx";
import { useResultWords } from "./resultWords.ts";
import { useReconcileWords } from "./words.ts";

type PairDifference = Schemas["ContinuousDifference"];

const ROWS_OF_PAGE = "200";

interface PairDifferencesProps {
  readonly pair: ShownPair;
  readonly ownSide: "supplier" | "buyer";
}

/** Open ones with what was said of them, and cleared ones with why: nobody clears one by a word. */
export function PairDifferences({ pair, ownSide }: PairDifferencesProps): ReactNode {
  const t = useReconcileWords();
  const [state, setState] = useState<"open" | "cleared">("open");
  const [open, setOpen] = useState<PairDifference>();
  const further = useFurtherColumns(state);
  const pages = usePages(["pairDifferences", pair.id, state, pair.latest], (gateway, cursor) => {
    const query = { limit: ROWS_OF_PAGE, state, ...(cursor === undefined ? {} : { cursor }) };
    const params = { path: { id: pair.id }, query };
    return gateway.GET("/v1/continuous-reconciliations/{id}/differences", { params });
  });
  return (
    <Section
      title={t("differences")}
      actions={(["open", "cleared"] as const).map((value) => (
        <Button key={value} kind="quiet" pressed={state === value} onPress={() => setState(value)}>
          {t(`state_${value}`)}
        </Button>
      ))}
    >
      <DifferencePane
        caption={t("differences")}
        pages={pages}
        isOfPane={() => true}
        empty={t(state === "open" ? "nothingOpen" : "nothingCleared")}
        onOpen={setOpen}
        further={further}
      />
      <DifferenceDialog
        source={{ kind: "pair", id: pair.id }}
        difference={pages.rows.find(({ key }) => key === open?.key) ?? open}
        ownSide={ownSide}
        onClose={() => setOpen(undefined)}
      />
    </Section>
  );
}

function useFurtherColumns(state: "open" | "cleared"): readonly Column<PairDifference>[] {
  const t = useResultWords();
  const { language } = useFormats();
  if (state === "open") {
    const due = {
      key: "due",
      head: t("due"),
      cell: ({ due: day }: PairDifference) => day !== null && <Day date={day} />,
    };
    return [{ key: "found", head: t("found"), cell: ({ found }) => <Day date={found} />, isMinor: true }, due];
  }
  return [
    {
      key: "cleared",
      head: t("cleared"),
      cell: ({ cleared }) =>
        cleared !== null && (
          <>
            <Day date={cleared.at} /> {wordFor(CLEARED_WHY, cleared.why, language)}
          </>
        ),
    },
  ];
}
