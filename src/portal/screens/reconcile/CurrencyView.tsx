/** Balances in one currency, the bridge between them, and how items found each other. */
import { useMemo } from "react";
import type { ReactNode } from "react";
import { Chart } from "../../ui/Chart.tsx";
import type { ChartShape } from "../../ui/chartShape.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { Figure, Figures } from "../../ui/Facts.tsx";
import { Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Working } from "../../ui/Working.tsx";
import { ROLE } from "../../words/enumerations/ledger.ts";
import { DIFFERENCE_CLASS } from "../../words/enumerations/reconciliation.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { apart, restOf } from "./bridge.ts";
import type { CurrencyResult } from "./bridge.ts";
import { useResultWords } from "./resultWords.ts";

interface ResultProps {
  readonly result: CurrencyResult;
}

export function CurrencyView({ result }: ResultProps): ReactNode {
  const t = useResultWords();
  const { balances, later } = result;
  const currency = { code: result.currency, decimals: null };
  return (
    <>
      <Figures>
        <Figure
          name={t("supplierBalance")}
          value={<Money amount={balances.supplier} currency={currency} />}
          note={t("asBooked")}
        />
        <Figure
          name={t("buyerBalance")}
          value={<Money amount={balances.buyer} currency={currency} />}
          note={t("asBooked")}
        />
        <Figure name={t("apart")} value={<Money amount={apart(result)} currency={currency} />} />
      </Figures>
      <Bridge result={result} />
      {(later.supplier > 0 || later.buyer > 0) && <p>{t("later", { ...later })}</p>}
      <Working title={t("shares")}>
        <Shares result={result} />
      </Working>
    </>
  );
}

function Bridge({ result }: ResultProps): ReactNode {
  const t = useResultWords();
  const { language, money } = useFormats();
  const rest = restOf(result);
  const { currency, balances, bridge } = result;
  const title = t("bridge", { currency });
  const shape = useMemo<ChartShape>(() => {
    const steps = bridge.map((step) => ({
      name: wordFor(DIFFERENCE_CLASS, step.class, language),
      amount: step.amount,
    }));
    const names = [t("supplierBalance"), ...steps.map(({ name }) => name), t("buyerBalance")];
    const values = [balances.supplier, ...steps.map(({ amount }) => amount), balances.buyer].map(Number);
    return { kind: "waterfall", categories: names, series: [{ name: title, values }], totals: [0, names.length - 1] };
  }, [balances, bridge, language, t, title]);
  const text = money(rest.text, { code: currency, decimals: null });
  return (
    <>
      <Chart title={title} shape={shape} table={<BridgeTable result={result} rest={rest.text} />} />
      {rest.isZero ? (
        <Notice kind="done">{t("closes", { rest: text })}</Notice>
      ) : (
        <div className="notice notice-error" role="alert">
          {t("closesNot", { rest: text })}
        </div>
      )}
    </>
  );
}

function BridgeTable({ result, rest }: ResultProps & { readonly rest: string }): ReactNode {
  const t = useResultWords();
  const { language } = useFormats();
  const { balances, bridge, currency } = result;
  const rows = [
    { name: t("supplierBalance"), count: undefined, amount: balances.supplier },
    ...bridge.map((step) => ({ ...step, name: wordFor(DIFFERENCE_CLASS, step.class, language) })),
    { name: t("buyerBalance"), count: undefined, amount: balances.buyer },
  ];
  const code = { code: currency, decimals: null };
  return (
    <DataTable
      caption={t("bridge", { currency })}
      rows={rows}
      keyOf={({ name }) => name}
      empty={t("noCurrencies")}
      columns={[
        { key: "name", head: t("line"), cell: ({ name }) => name, isName: true },
        { key: "count", head: t("count"), cell: ({ count }) => count, isFigure: true },
        {
          key: "amount",
          head: t("amount"),
          cell: ({ amount }) => <Money amount={amount} currency={code} />,
          isFigure: true,
        },
      ]}
      foot={
        <tr>
          <th scope="row">{t("check")}</th>
          <td />
          <td className="is-figure">
            <Money amount={rest} currency={code} />
          </td>
        </tr>
      }
    />
  );
}

const SHARES = ["items", "matched", "bornOnChain", "byIdentity"] as const;

function Shares({ result: { counts, values, currency } }: ResultProps): ReactNode {
  const t = useResultWords();
  const { language } = useFormats();
  return (
    <DataTable
      caption={t("shares")}
      rows={["supplier", "buyer"] as const}
      keyOf={(side) => side}
      empty={t("noCurrencies")}
      columns={[
        { key: "side", head: t("ofBook"), cell: (side) => ROLE[side][language], isName: true },
        ...SHARES.map((share) => ({
          key: share,
          head: t(share),
          cell: (side: "supplier" | "buyer") => (
            <>
              {counts[side][share]} (
              <Money amount={values[side][share]} currency={{ code: currency, decimals: null }} />)
            </>
          ),
          isFigure: true,
        })),
      ]}
    />
  );
}
