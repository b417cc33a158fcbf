/** What debtors promised and what was planned, of all that is open; and how promises were kept. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useCurrencyChoice } from "../../data/currencyChoice.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked, usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { CurrencyField } from "../../ui/CurrencyField.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Figure, Figures } from "../../ui/Facts.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Party } from "../../ui/Party.tsx";
import { PLAN_STATE } from "../../words/enumerations/plans.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { shortHex, useFormats } from "../../words/formats.ts";
import { daysAfter } from "../factoring/days.ts";
import { usePromiseWords } from "./promiseWords.ts";
import { useCollectionsWords } from "./words.ts";

type Item = Schemas["WorklistItem"];

export function Promises(): ReactNode {
  const t = usePromiseWords();
  const choice = useCurrencyChoice();
  const columns = useColumns();
  const pages = usePages<Item>(["promises", choice.value], (gateway, cursor) => {
    const query = { currency: choice.value ?? "", limit: "200", ...(cursor === undefined ? {} : { cursor }) };
    return gateway.GET("/v1/worklist", { params: { query } });
  });
  return (
    <>
      <Notice kind="limit">{t("limit")}</Notice>
      <KeptOfYear />
      <div className="form-row">
        <CurrencyField choice={choice} />
      </div>
      <Asked query={pages.first} lines={5}>
        {() => (
          <DataTable
            caption={t("list")}
            columns={columns}
            rows={pages.rows.filter(({ promise, plan }) => promise !== null || plan !== null)}
            keyOf={({ finding }) => finding.item}
            empty={t("empty")}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          />
        )}
      </Asked>
      <p className="hint">{t("receivableLead")}</p>
    </>
  );
}

const LOOKED_BACK = 365;
const DAY_CHARACTERS = 10;

/** A year back from the last block, which is not where this device's clock stands. */
function KeptOfYear(): ReactNode {
  const query = useAsked(["last block"], async (gateway) => {
    const { data, error } = await gateway.GET("/v1/readiness");
    // A gateway that is behind says so with another status, in the same words.
    const told = data ?? (error as unknown as Schemas["Readiness"] | undefined);
    return { data: { time: told?.blockTime ?? null }, response: new Response() };
  });
  return (
    <Asked query={query} lines={2}>
      {({ time }) =>
        time === null ? undefined : <Kept from={daysAfter(time.slice(0, DAY_CHARACTERS), -LOOKED_BACK)} />
      }
    </Asked>
  );
}

function Kept({ from }: { readonly from: string }): ReactNode {
  const t = usePromiseWords();
  const { day, percent } = useFormats();
  const query = useAsked(["dunning statistics", from], (gateway) =>
    gateway.GET("/v1/dunning/statistics", { params: { query: { from } } }),
  );
  return (
    <Section title={t("since", { day: day(from) })}>
      <Asked query={query} lines={2}>
        {({ promises: { kept, late, broken, open, replaced } }) => (
          <Figures>
            <Figure
              name={t("kept")}
              value={t("keptOf", { hits: kept.hits, of: kept.of })}
              note={kept.rate === null ? t("tooFew") : percent(kept.rate)}
            />
            <Figure name={t("late")} value={late} />
            <Figure name={t("broken")} value={broken} />
            <Figure name={t("open")} value={open} />
            <Figure name={t("replaced")} value={replaced} />
          </Figures>
        )}
      </Asked>
    </Section>
  );
}

function useColumns(): readonly Column<Item>[] {
  const t = usePromiseWords();
  const words = useCollectionsWords();
  const { language } = useFormats();
  const money = (amount: string | null | undefined, { finding }: Item): ReactNode =>
    amount === null || amount === undefined ? (
      "—"
    ) : (
      <Money amount={amount} currency={{ code: finding.currency, decimals: finding.decimals }} />
    );
  const date = (day: string | undefined): ReactNode => (day === undefined ? "—" : <Day date={day} />);
  return [
    {
      ...{ key: "item", head: words("receivable"), isName: true },
      cell: ({ number, finding }) => (
        <Link href={`/collections/receivables/${finding.item}`}>{number ?? shortHex(finding.item)}</Link>
      ),
    },
    {
      ...{ key: "customer", head: words("customer") },
      cell: ({ customerName, finding }) => <Party address={finding.customer} name={customerName} />,
    },
    { key: "promise", head: t("promise"), isFigure: true, cell: (item) => money(item.promise?.amount, item) },
    { key: "by", head: t("by"), cell: ({ promise }) => date(promise?.day) },
    { key: "plan", head: t("plan"), cell: ({ plan }) => wordFor(PLAN_STATE, plan?.state, language) },
    { key: "next", head: t("next"), isFigure: true, cell: (item) => money(item.plan?.next?.amount, item) },
    { key: "nextBy", head: words("due"), cell: ({ plan }) => date(plan?.next?.payBy) },
    { key: "behind", head: t("behind"), isFigure: true, isMinor: true, cell: (item) => money(item.plan?.behind, item) },
  ];
}
