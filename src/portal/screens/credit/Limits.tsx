import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { FreezeTable } from "./FreezeTable.tsx";
import { LimitExceptions } from "./LimitExceptions.tsx";
import { LimitForm } from "./LimitForm.tsx";
import { LimitTable } from "./LimitTable.tsx";
import { useLimitWords } from "./limitWords.ts";
import { useStandingWords } from "./standingWords.ts";

export function Limits(): ReactNode {
  const t = useLimitWords();
  const standing = useStandingWords();
  const pages = usePages<Schemas["Limit"]>(["limits"], (gateway, cursor) =>
    gateway.GET("/v1/limits", { params: { query: cursor === undefined ? {} : { cursor } } }),
  );
  return (
    <>
      <Notice kind="limit">{standing("sealedLimit")}</Notice>
      <Section title={t("set")}>
        <LimitForm />
      </Section>
      <Section title={t("history")}>
        <LimitTable pages={pages} empty={t("none")} />
      </Section>
      <Section title={t("exceptions")}>
        <LimitExceptions />
      </Section>
      <Section title={t("freezes")}>
        <FreezeTable />
      </Section>
    </>
  );
}
