/** What the organisation owes in one currency. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { parseDecimal } from "../../../domain/decimal.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Figure, Figures } from "../../ui/Facts.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { useFormats } from "../../words/formats.ts";
import { sumOf } from "./sums.ts";
import { useHomeWords } from "./words.ts";

/** @param code Of ISO 4217: banks know no tokens. */
export function Owing({ code }: { readonly code: string | undefined }): ReactNode {
  const t = useHomeWords();
  const { money } = useFormats();
  const query = useAsked(["payList", code], (gateway) =>
    gateway.GET("/v1/pay-list", { params: { query: { currency: code ?? "" } } }),
  );
  return (
    <Asked query={query}>
      {({ items: [first, ...others] }) => {
        if (first === undefined) return <Empty>{t("owingEmpty")}</Empty>;
        const items = [first, ...others];
        const sum = sumOf(items.flatMap(({ open }) => parseDecimal(open) ?? []));
        const note = t("owingTo", { count: items.length });
        return (
          <>
            <Figures>
              <Figure name={t("open")} value={money(sum, { code: first.currency, decimals: null })} note={note} />
            </Figures>
            <p>
              <Link href="/inbox/pay">{t("payList")}</Link>
            </p>
          </>
        );
      }}
    </Asked>
  );
}
