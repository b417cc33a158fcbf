/** Customers by what they owe; what is known of each is asked for when its row is seen. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useCurrencyChoice } from "../../data/currencyChoice.ts";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { CurrencyField } from "../../ui/CurrencyField.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { VirtualTable } from "../../ui/VirtualTable.tsx";
import { NamedParty } from "../factoring/NamedParty.tsx";
import { isAddress } from "./addresses.ts";
import { CustomerBand, CustomerFlags, CustomerUse } from "./CustomerCells.tsx";
import { useCustomersWords } from "./customersWords.ts";
import { OpenCustomer } from "./OpenCustomer.tsx";
import { overdueOf } from "./overdue.ts";

type Row = Schemas["AgingRow"];
type Aging = Schemas["AgingPage"];

export function Customers(): ReactNode {
  const t = useCustomersWords();
  const choice = useCurrencyChoice();
  const pages = usePages<Row>(["creditAging", choice.value], (gateway, cursor) => {
    const query = { currency: choice.value ?? "", limit: "100", ...(cursor === undefined ? {} : { cursor }) };
    return gateway.GET("/v1/indicators/aging", { params: { query } });
  });
  const cut = (pages.first.data as { readonly pages: readonly Aging[] } | undefined)?.pages[0];
  return (
    <>
      <div className="form-row">
        <CurrencyField choice={choice} />
        <OpenCustomer />
      </div>
      <Asked query={pages.first} lines={8}>
        {() => (
          <div>
            <VirtualTable
              caption={t("list")}
              columns={columnsOf(t, cut?.currency ?? { code: null, decimals: null })}
              rows={pages.rows}
              keyOf={({ customer }) => customer}
              empty={t("empty")}
              hasMore={pages.hasMore}
              isLoadingMore={pages.isLoadingMore}
              loadMore={pages.loadMore}
            />
          </div>
        )}
      </Asked>
      <Notice kind="limit">
        {t("netHint")} {(cut?.sealed ?? 0) > 0 && t("sealed", { count: cut?.sealed ?? 0 })}
      </Notice>
    </>
  );
}

function columnsOf(
  t: ReturnType<typeof useCustomersWords>,
  currency: Pick<Aging["currency"], "code" | "decimals">,
): readonly Column<Row>[] {
  return [
    {
      key: "customer",
      head: t("customer"),
      isName: true,
      cell: ({ customer }) =>
        isAddress(customer) ? (
          <Link href={`/credit/customers/${customer}`}>
            <NamedParty address={customer} />
          </Link>
        ) : (
          <>
            <bdi>{customer}</bdi> <span className="hint">{t("imported")}</span>
          </>
        ),
    },
    {
      key: "open",
      head: t("open"),
      isFigure: true,
      cell: ({ total }) => <Money amount={total} currency={currency} />,
    },
    {
      key: "overdue",
      head: t("overdue"),
      isFigure: true,
      cell: (row) => <Money amount={overdueOf(row)} currency={currency} />,
    },
    { key: "band", head: t("band"), cell: ({ customer }) => <CustomerBand customer={customer} /> },
    { key: "used", head: t("used"), isFigure: true, cell: ({ customer }) => <CustomerUse customer={customer} /> },
    { key: "standing", head: t("standing"), cell: ({ customer }) => <CustomerFlags customer={customer} /> },
  ];
}
