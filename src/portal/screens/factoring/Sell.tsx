/** A holder chooses what it would sell and whom it asks; what is disclosed to whom is said before. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { AskForm } from "./AskForm.tsx";
import { Candidates } from "./Candidates.tsx";
import { FactorChoice } from "./FactorChoice.tsx";
import { Requests } from "./Requests.tsx";
import { useSellWords } from "./sellWords.ts";

type Chosen = ReadonlyMap<string, Schemas["Receivable"]>;

export function Sell(): ReactNode {
  const t = useSellWords();
  const [chosen, setChosen] = useState<Chosen>(new Map());
  const [factors, setFactors] = useState<readonly string[]>([]);
  const toggle = (one: Schemas["Receivable"]): void => {
    const others = [...chosen].filter(([id]) => id !== one.id);
    setChosen(new Map(chosen.has(one.id) ? others : [...others, [one.id, one]]));
  };
  return (
    <>
      <SellingInLaw />
      <Section title={t("which")}>
        <p className="hint">{t("whichHint")}</p>
        <Candidates chosen={chosen} onToggle={toggle} onClear={() => setChosen(new Map())} />
      </Section>
      <Section title={t("who")}>
        <FactorChoice factors={factors} onChange={setFactors} />
      </Section>
      <Section title={t("how")}>
        <AskForm receivables={[...chosen.keys()]} factors={factors} onAsked={() => setChosen(new Map())} />
      </Section>
      <Section title={t("requests")}>
        <Requests />
      </Section>
    </>
  );
}

function SellingInLaw(): ReactNode {
  const t = useSellWords();
  return (
    <Notice kind="limit" title={t("law")}>
      <ul>
        <li>{t("lawSale")}</li>
        <li>{t("lawNotice")}</li>
        <li>{t("lawRank")}</li>
      </ul>
    </Notice>
  );
}
