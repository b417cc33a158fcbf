/** Acknowledging a debt and receiving a demand: acts of their own, which agreeing a balance does not stand for. */
import { useState } from "react";
import type { ReactNode } from "react";
import { keccak256 } from "viem/utils";
import { useActing } from "../../acts/ActProvider.tsx";
import { legalEffect } from "../../acts/reading/legalEffect.ts";
import { Button, Submit } from "../../ui/Button.tsx";
import { Form, TextField } from "../../ui/Field.tsx";
import { FileDrop } from "../../ui/FileDrop.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash } from "../../ui/Party.tsx";
import { useFormats } from "../../words/formats.ts";
import { useSignWords } from "./signWords.ts";
import { versionsOf } from "./useStatement.ts";
import type { StatementDetail } from "./useStatement.ts";

interface DebtActsProps {
  readonly detail: StatementDetail;
}

export function DebtActs({ detail }: DebtActsProps): ReactNode {
  const t = useSignWords();
  return (
    <Section title={t("beside")}>
      <Notice kind="limit">{t("besideLead")}</Notice>
      <div className="columns">
        <Acknowledge detail={detail} />
        <ReceiveDemand detail={detail} />
      </div>
    </Section>
  );
}

/** As the act names a statement. */
function subjectOf({ supplier, buyer, currency, cutOff }: StatementDetail) {
  return { supplier, buyer, currency: currency.address ?? "", cutOff };
}

function Acknowledge({ detail }: DebtActsProps): ReactNode {
  const t = useSignWords();
  const { language } = useFormats();
  const { begin } = useActing();
  const [amount, setAmount] = useState("");
  const [payBy, setPayBy] = useState("");
  return (
    <Form
      label={t("acknowledge")}
      onSend={() => {
        const about = { statement: subjectOf(detail), versions: versionsOf(detail), debt: { amount: amount.trim() } };
        const act = { verb: "acknowledgeDebt", ...about, ...(payBy === "" ? {} : { payBy }) } as const;
        begin({ title: t("acknowledge"), act: { ...act, id: crypto.randomUUID() } });
      }}
    >
      <h3>{t("acknowledge")}</h3>
      <p>{legalEffect("acknowledgeDebt", language)}</p>
      <TextField
        label={`${t("amount")} (${detail.currency.code ?? ""})`}
        kind="decimal"
        isRequired
        value={amount}
        onChange={setAmount}
      />
      <TextField label={t("payBy")} hint={t("optional")} kind="date" value={payBy} onChange={setPayBy} />
      <div className="actions">
        <Submit>{t("acknowledgeGo")}</Submit>
      </div>
    </Form>
  );
}

function ReceiveDemand({ detail }: DebtActsProps): ReactNode {
  const t = useSignWords();
  const { language } = useFormats();
  const { begin } = useActing();
  const [demand, setDemand] = useState<{ readonly name: string; readonly hash: string }>();
  const take = async (file: File): Promise<void> =>
    setDemand({ name: file.name, hash: keccak256(new Uint8Array(await file.arrayBuffer())) });
  return (
    <div className="form">
      <h3>{t("receive")}</h3>
      <p>{legalEffect("receiveDemand", language)}</p>
      <FileDrop
        label={t("demandFile")}
        hint={t("demandHint")}
        isSingle
        onFiles={([file]) => file !== undefined && void take(file)}
      />
      {demand !== undefined && (
        <div className="actions">
          <Hash value={demand.hash} />
          <Button
            onPress={() => {
              const about = { statement: subjectOf(detail), versions: versionsOf(detail), demand: demand.hash };
              begin({ title: t("receive"), act: { verb: "receiveDemand", ...about, id: crypto.randomUUID() } });
            }}
          >
            {t("receiveGo", { name: demand.name })}
          </Button>
        </div>
      )}
    </div>
  );
}
