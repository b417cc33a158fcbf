import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Section } from "../../ui/Page.tsx";
import { LimitForm } from "./LimitForm.tsx";
import { LimitTable } from "./LimitTable.tsx";
import { useLimitWords } from "./limitWords.ts";

export function CustomerLimits({ customer }: { readonly customer: string }): ReactNode {
  const t = useLimitWords();
  const pages = usePages<Schemas["Limit"]>(["limits", customer], (gateway, cursor) => {
    const query = { customer, ...(cursor === undefined ? {} : { cursor }) };
    return gateway.GET("/v1/limits", { params: { query } });
  });
  return (
    <Section title={t("own")}>
      <LimitTable pages={pages} empty={t("noneOfCustomer")} />
      <LimitForm customer={customer} />
    </Section>
  );
}
