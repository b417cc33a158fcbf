/** What a seller or a factor can do about a deal that is at the desk. */
import type { Schemas } from "../../data/gateway.ts";
import { useState } from "react";
import type { ReactNode } from "react";
import { DIRECT_REASONS } from "./chargeReasons.ts";
import type { DirectReason } from "./chargeReasons.ts";
import { useActing } from "../../acts/ActProvider.tsx";
import { Button, Submit } from "../../ui/Button.tsx";
import { Form, SelectField, TextField } from "../../ui/Field.tsx";
import { Section } from "../../ui/Page.tsx";
import { CLAIM_REASON } from "../../words/enumerations/factoring.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { shortHex, useFormats } from "../../words/formats.ts";
import { useDealWords } from "./dealWords.ts";
import { decimalIn, faultOf } from "./forms.ts";
import { HashedFile } from "./HashedFile.tsx";
import { useFactoringWords } from "./words.ts";

type DealDetail = Schemas["DealDetail"];

export function DealActs({ deal }: { readonly deal: DealDetail }): ReactNode {
  const t = useDealWords();
  if (!deal.live) return undefined;
  return (
    <Section title={t("acts")}>
      <Proposals deal={deal} />
      {deal.role === "seller" ? <SellersActs deal={deal} /> : <FactorsActs deal={deal} />}
    </Section>
  );
}

function SellersActs({ deal: { receivable, outstanding } }: { readonly deal: DealDetail }): ReactNode {
  const t = useDealWords();
  const words = useFactoringWords();
  const { begin } = useActing();
  const [amount, setAmount] = useState(outstanding.total);
  const maxCash = decimalIn(amount);
  const repay = (): void => {
    if (maxCash === undefined) return;
    begin({ title: t("repayTitle"), act: { id: crypto.randomUUID(), verb: "repay", receivable, maxCash } });
  };
  return (
    <>
      <Form onSend={repay} label={t("repayTitle")}>
        <div className="form-row">
          <TextField
            label={t("repayAmount")}
            kind="decimal"
            value={amount}
            error={faultOf(amount, decimalIn, words("decimalUnfit"))}
            onChange={setAmount}
          />
        </div>
        <div className="actions">
          <Submit>{t("repay")}</Submit>
          <Button
            onPress={() =>
              begin({ title: t("buyBackTitle"), act: { id: crypto.randomUUID(), verb: "buyBack", receivable } })
            }
          >
            {t("buyBack")}
          </Button>
        </div>
      </Form>
    </>
  );
}

function FactorsActs({ deal: { receivable } }: { readonly deal: DealDetail }): ReactNode {
  const t = useDealWords();
  const { language } = useFormats();
  const { begin } = useActing();
  const [reason, setReason] = useState<DirectReason>("Recourse");
  const [evidence, setEvidence] = useState<string>();
  const simple = (verb: "reassign" | "collect"): ReactNode => (
    <Button onPress={() => begin({ title: t(`${verb}Title`), act: { id: crypto.randomUUID(), verb, receivable } })}>
      {t(verb)}
    </Button>
  );
  const charge = (): void => {
    if (evidence === undefined) return;
    const act = { id: crypto.randomUUID(), verb: "chargeBack", receivable, reason, evidence } as const;
    begin({ title: t("chargeBackTitle"), act });
  };
  return (
    <>
      <p className="actions">
        {simple("reassign")}
        {simple("collect")}
      </p>
      <Form onSend={charge} label={t("chargeBackTitle")}>
        <SelectField
          label={t("chargeReason")}
          value={reason}
          onChange={setReason}
          options={DIRECT_REASONS.map((value) => ({ value, text: wordFor(CLAIM_REASON, value, language) }))}
        />
        <HashedFile label={t("evidence")} hint={t("evidenceHint")} hash={evidence} onHash={setEvidence} />
        <div className="actions">
          <Button kind="danger" isDisabled={evidence === undefined} onPress={charge}>
            {t("chargeBack")}
          </Button>
          {evidence === undefined && <span className="hint">{t("evidenceMissing")}</span>}
        </div>
      </Form>
    </>
  );
}

function Proposals({ deal: { receivable, proposals } }: { readonly deal: DealDetail }): ReactNode {
  const t = useDealWords();
  const { instant } = useFormats();
  const { begin } = useActing();
  if (proposals.length === 0) return undefined;
  return (
    <>
      <h3>{t("proposals")}</h3>
      <ul className="activity">
        {proposals.map((proposal) => (
          <li key={proposal.act}>
            {t("proposalBy", {
              ...{ who: shortHex(proposal.by), what: proposal.function ?? t("unknownCall") },
              until: instant(proposal.until),
            })}
            <Button
              onPress={() =>
                begin({
                  title: t("agreeTitle"),
                  act: { id: crypto.randomUUID(), verb: "agreeAct", receivable, act: proposal.act },
                })
              }
            >
              {t("agree")}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
