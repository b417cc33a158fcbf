import { useState } from "react";
import type { ReactNode } from "react";
import { useToday } from "../inbox/today.ts";
import { useCounterparties } from "../reconcile/useCounterparties.ts";
import { zones } from "../reconcile/zones.ts";
import { useCurrencyChoice } from "../../data/currencyChoice.ts";
import { Loading } from "../../ui/Loading.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { Page } from "../../ui/Page.tsx";
import { useFormats } from "../../words/formats.ts";
import { draftFrom } from "./draft.ts";
import type { Draft } from "./draft.ts";
import { DraftFields } from "./DraftFields.tsx";
import { PairFields, usePair } from "./PairFields.tsx";
import { Preview } from "./Preview.tsx";
import { StatementTabs } from "./StatementTabs.tsx";
import { useStatementWords } from "./words.ts";

/** What is previewed, and then made as it was previewed. */
export function MakeStatement(): ReactNode {
  const t = useStatementWords();
  const counterparties = useCounterparties();
  const choice = useCurrencyChoice();
  const isReady = counterparties !== undefined && choice.value !== undefined;
  return (
    <Page screen="statement-new" title={t("make")} lead={t("sendWarning")}>
      <StatementTabs />
      {!isReady && <Loading />}
      {isReady && counterparties.length === 0 && <Empty>{t("noCounterparties")}</Empty>}
      {isReady && counterparties.length > 0 && <Making />}
    </Page>
  );
}

function Making(): ReactNode {
  const today = useToday();
  const { language } = useFormats();
  const pair = usePair();
  const [changed, setChanged] = useState<Partial<Draft>>({});
  const draft = { ...draftFrom(today, language, zones()[0] ?? "UTC"), ...changed };
  return (
    <>
      <div className="form">
        <PairFields pair={pair} />
        <DraftFields draft={draft} onChange={(more) => setChanged({ ...changed, ...more })} />
      </div>
      {pair.pair !== undefined && <Preview draft={draft} pair={pair.pair} />}
    </>
  );
}
