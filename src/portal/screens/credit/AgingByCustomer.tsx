import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Money } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { useFormats } from "../../words/formats.ts";
import type { Currency } from "../../words/formats.ts";
import type { Language } from "../../words/i18n.ts";
import { NamedParty } from "../factoring/NamedParty.tsx";
import { isAddress } from "./addresses.ts";
import { partWord } from "./figureNames.ts";
import { useIndicatorWords } from "./indicatorWords.ts";
import { useCreditWords } from "./words.ts";

type Row = Schemas["AgingRow"];

interface AgingByCustomerProps {
  readonly currency: string | undefined;
  /** Empty for today. */
  readonly asOf: string;
}

export function AgingByCustomer({ currency, asOf }: AgingByCustomerProps): ReactNode {
  const t = useIndicatorWords();
  const words = useCreditWords();
  const { language } = useFormats();
  const pages = usePages<Row>(["agingAsOf", currency, asOf], (gateway, cursor) => {
    const day = asOf === "" ? {} : { asOf };
    const query = { currency: currency ?? "", ...day, ...(cursor === undefined ? {} : { cursor }) };
    return gateway.GET("/v1/indicators/aging", { params: { query } });
  });
  const cut = (pages.first.data as { readonly pages: readonly Schemas["AgingPage"][] } | undefined)?.pages[0];
  const name: Column<Row> = {
    key: "customer",
    head: words("customer"),
    isName: true,
    cell: ({ customer }) => <Customer customer={customer} />,
  };
  const columns = columnsOf(cut, { language, total: t("total") });
  return (
    <Section title={t("aging")}>
      <Asked query={pages.first}>
        {() => (
          <DataTable
            caption={t("aging")}
            rows={pages.rows}
            keyOf={({ customer }) => customer}
            empty={t("noAging")}
            columns={[name, ...columns]}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          />
        )}
      </Asked>
    </Section>
  );
}

function Customer({ customer }: { readonly customer: string }): ReactNode {
  if (!isAddress(customer)) return <bdi>{customer}</bdi>;
  return (
    <Link href={`/credit/customers/${customer}`}>
      <NamedParty address={customer} />
    </Link>
  );
}

/** A column for each bucket that the gateway has, then what they come to. */
function columnsOf(
  page: Schemas["AgingPage"] | undefined,
  { language, total }: { readonly language: Language; readonly total: string },
): readonly Column<Row>[] {
  const currency: Currency = page?.currency ?? { code: null, decimals: null };
  const names = page?.items[0]?.buckets.map(({ name }) => name) ?? [];
  const figure = (key: string, head: string, amountOf: (row: Row) => string): Column<Row> => {
    return { key, head, isFigure: true, cell: (row) => <Money amount={amountOf(row)} currency={currency} /> };
  };
  return [
    ...names.map((name) =>
      figure(name, partWord(name, language), ({ buckets }) => buckets.find((one) => one.name === name)?.amount ?? "0"),
    ),
    figure("total", total, (row) => row.total),
  ];
}
