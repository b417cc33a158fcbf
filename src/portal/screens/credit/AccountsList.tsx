import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Day } from "../../ui/Money.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { GatewayText } from "../factoring/GatewayText.tsx";
import { RATIO_NAME } from "./factEnumerations.ts";
import { useFileWords } from "./fileWords.ts";

type Accounts = Schemas["PartyAccounts"];

/** The latest period first, each with what follows from its figures. */
export function AccountsList({ accounts }: { readonly accounts: readonly Accounts[] }): ReactNode {
  const t = useFileWords();
  if (accounts.length === 0) return <Empty>{t("noAccounts")}</Empty>;
  return accounts.map((one) => (
    <div key={one.id}>
      <h3>
        <Day date={one.periodStart} /> – <Day date={one.periodEnd} /> {one.currency}{" "}
        <Badge>{t(one.audited ? "audited" : "notAudited")}</Badge>{" "}
        {one.stale && <Badge tone="warning">{t("stale")}</Badge>}
      </h3>
      <p>
        {t("source")}: <bdi>{one.source.name}</bdi>
        {one.restates !== null && ` · ${t("restated")}`}
      </p>
      <Ratios of={one} />
    </div>
  ));
}

function Ratios({ of: { ratios, currency } }: { readonly of: Accounts }): ReactNode {
  const t = useFileWords();
  const { language, percent, number } = useFormats();
  return (
    <DataTable
      caption={t("ratio")}
      rows={ratios}
      keyOf={({ name }) => name}
      empty={undefined}
      columns={[
        { key: "name", head: t("ratio"), isName: true, cell: ({ name }) => wordFor(RATIO_NAME, name, language) },
        {
          key: "value",
          head: t("ratioValue"),
          isFigure: true,
          cell: ({ ppm, why }) => (ppm === null ? <GatewayText text={why ?? "—"} /> : percent(ppm)),
        },
        { key: "formula", head: t("formula"), cell: ({ formula }) => <GatewayText text={formula} /> },
        {
          key: "inputs",
          head: t("inputs"),
          isMinor: true,
          cell: ({ inputs }) =>
            Object.entries(inputs).map(([line, amount]) => (
              <div key={line}>
                {lineWord(t, line)}: {number(amount)} {currency}
              </div>
            )),
        },
      ]}
    />
  );
}

const LINES = [
  ...(["currentAssets", "inventory", "totalAssets", "currentLiabilities", "totalLiabilities"] as const),
  ...(["equity", "revenue", "operatingProfit", "interestExpense", "netProfit"] as const),
];

function lineWord(t: ReturnType<typeof useFileWords>, name: string): string {
  const line = LINES.find((one) => one === name);
  return line === undefined ? name : t(`line_${line}`);
}
