/** What the organisation sold: its deals, and money that reached it and is the factor's. */
import type { ReactNode } from "react";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Deals } from "./Deals.tsx";
import { useDealWords } from "./dealWords.ts";
import { useIndirectWords } from "./indirectWords.ts";
import { IndirectPayments } from "./IndirectPayments.tsx";

export function Sold(): ReactNode {
  const t = useDealWords();
  const words = useIndirectWords();
  return (
    <>
      <Section title={t("deals")}>
        <Deals role="seller" />
        <Notice kind="limit">{t("outright")}</Notice>
      </Section>
      <Section title={words("ofSeller")}>
        <IndirectPayments role="seller" />
      </Section>
    </>
  );
}
