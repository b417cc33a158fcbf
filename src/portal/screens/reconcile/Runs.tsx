/** What was compared, by the organisation or by others that show it. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Day, Instant, Money } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { RECONCILIATION_STEP } from "../../words/enumerations/reconciliation.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useFirmName } from "./useCounterparties.ts";
import { useReconcileWords } from "./words.ts";

type ShownRun = Schemas["Reconciliation"];

export function Runs(): ReactNode {
  const t = useReconcileWords();
  const [made, setMade] = useState<"here" | "elsewhere">("here");
  const pages = usePages(["reconciliations", made], (gateway, cursor) =>
    gateway.GET("/v1/reconciliations", { params: { query: { made, ...(cursor === undefined ? {} : { cursor }) } } }),
  );
  return (
    <Section
      title={t("runs")}
      actions={(["here", "elsewhere"] as const).map((value) => (
        <Button key={value} pressed={made === value} kind="quiet" onPress={() => setMade(value)}>
          {t(value === "here" ? "madeHere" : "madeElsewhere")}
        </Button>
      ))}
    >
      <Asked query={pages.first}>
        {() => (
          <RunTable
            rows={pages.rows}
            empty={t(made === "here" ? "noRuns" : "noneShown")}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          />
        )}
      </Asked>
    </Section>
  );
}

interface RunTableProps {
  readonly rows: readonly ShownRun[];
  readonly empty: string;
  readonly more: { readonly has: boolean; readonly isLoading: boolean; readonly load: () => void };
}

function RunTable({ rows, empty, more }: RunTableProps): ReactNode {
  const t = useReconcileWords();
  const firmOf = useFirmName();
  return (
    <DataTable
      caption={t("runs")}
      rows={rows}
      keyOf={({ id }) => id}
      empty={empty}
      more={more}
      columns={[
        {
          key: "firm",
          head: t("firm"),
          cell: ({ id, counterparty }) => (
            <Link href={`/reconcile/${id}`}>
              <bdi>{firmOf(counterparty)}</bdi>
            </Link>
          ),
          isName: true,
        },
        { key: "cutOff", head: t("cutOff"), cell: ({ cutOff }) => <Day date={cutOff} /> },
        { key: "begun", head: t("begun"), cell: ({ begun }) => <Instant at={begun} />, isMinor: true },
        { key: "step", head: t("step"), cell: (run) => <Step run={run} /> },
        { key: "balances", head: t("balances"), cell: (run) => <Balances run={run} />, isFigure: true },
      ]}
    />
  );
}

export function Step({ run: { step } }: { readonly run: ShownRun }): ReactNode {
  const { language } = useFormats();
  const tone = step === "done" ? "good" : step === "failed" ? "bad" : "info";
  return <Badge tone={tone}>{wordFor(RECONCILIATION_STEP, step, language)}</Badge>;
}

function Balances({ run: { currencies } }: { readonly run: ShownRun }): ReactNode {
  return currencies.map(({ currency, balances }) => (
    <div key={currency}>
      <Money amount={balances.supplier} currency={{ code: currency, decimals: null }} /> /{" "}
      <Money amount={balances.buyer} currency={{ code: currency, decimals: null }} />
    </div>
  ));
}
