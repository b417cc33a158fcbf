import type { ReactNode } from "react";
import { parseDecimal } from "../../../domain/decimal.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Figure } from "../../ui/Facts.tsx";
import { Money } from "../../ui/Money.tsx";
import { sumOf } from "./sums.ts";
import { useHomeWords } from "./words.ts";

/** What factors have out for the organisation in deals that live. */
export function Financed({ currency }: { readonly currency: Schemas["Currency"] }): ReactNode {
  const t = useHomeWords();
  const { data } = useAsked(["deals", "seller", currency.address], (gateway) => {
    const of = currency.address === null ? {} : { currency: currency.address };
    return gateway.GET("/v1/deals", { params: { query: { role: "seller", live: "true", ...of } } });
  });
  if (data === undefined) return <Figure name={t("financed")} value="—" />;
  const sum = sumOf(data.items.flatMap(({ outstanding }) => parseDecimal(outstanding.funds) ?? []));
  return <Figure name={t("financed")} value={<Money amount={sum} currency={currency} />} note={t("financedNote")} />;
}
