/** Acts of one sum: credit, debit, waive charges, dispute, withdraw or concede. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Submit } from "../../../ui/Button.tsx";
import { Form, TextArea, TextField } from "../../../ui/Field.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { useFormats } from "../../../words/formats.ts";
import { amountOf, unitsOf } from "../detail.ts";
import { AmountField, useAmount, useBegin } from "./FormParts.tsx";
import type { ActFormProps } from "./FormParts.tsx";
import { useFormWords } from "./words.ts";

export function CreditForm({ detail }: ActFormProps): ReactNode {
  return <ReasonedSum detail={detail} verb="credit" most={detail.open ?? undefined} />;
}

export function DebitForm({ detail }: ActFormProps): ReactNode {
  return <ReasonedSum detail={detail} verb="debit" most={undefined} />;
}

export function WaiveForm({ detail }: ActFormProps): ReactNode {
  return <ReasonedSum detail={detail} verb="waive" most={detail.payoff?.charges} />;
}

interface ReasonedSumProps extends ActFormProps {
  readonly verb: "credit" | "debit" | "waive";
  readonly most: string | undefined;
}

function ReasonedSum({ detail, verb, most }: ReasonedSumProps): ReactNode {
  const t = useFormWords();
  const { money } = useFormats();
  const begin = useBegin(detail);
  const amount = useAmount(detail.currency, most);
  const [reason, setReason] = useState("");
  return (
    <Form
      label={t(`${verb}Form`)}
      onSend={() => {
        const sum = amount.ask();
        if (sum !== undefined) begin({ verb, amount: sum, reason });
      }}
    >
      <p>{t(`${verb}Note`)}</p>
      <AmountField
        label={t("amount")}
        amount={amount}
        {...(most === undefined ? {} : { hint: t("atMost", { limit: money(most, detail.currency) }) })}
      />
      <TextArea label={t("reason")} hint={t("hashOnly")} value={reason} onChange={setReason} isRequired />
      <Submit>{t("continue")}</Submit>
    </Form>
  );
}

/** A code of the parties' own list: one byte. */
const LAST_CODE = 255;

export function DisputeForm({ detail }: ActFormProps): ReactNode {
  const t = useFormWords();
  const { money } = useFormats();
  const begin = useBegin(detail);
  const { currency, open, disputed } = detail;
  const most = amountOf(unitsOf(open ?? "0") - unitsOf(disputed), currency);
  const amount = useAmount(currency, most);
  const [code, setCode] = useState("1");
  const isCode = /^\d{1,3}$/.test(code) && Number(code) <= LAST_CODE;
  const typed = amount.text !== "" && amount.error === undefined ? amount.text : undefined;
  const rest = useRest(detail, typed);
  return (
    <Form
      label={t("disputeForm")}
      onSend={() => {
        const sum = amount.ask();
        if (sum !== undefined && isCode) begin({ verb: "dispute", amount: sum, code: Number(code) });
      }}
    >
      <p>{t("disputeNote")}</p>
      <div className="form-row">
        <AmountField label={t("disputedAmount")} amount={amount} hint={t("atMost", { limit: money(most, currency) })} />
        <TextField
          label={t("code")}
          hint={t("codeHint")}
          value={code}
          onChange={setCode}
          error={isCode ? undefined : t("codeInvalid")}
        />
      </div>
      {rest !== undefined && <Notice>{t("undisputedStays", { rest: money(rest, currency) })}</Notice>}
      <Submit>{t("continue")}</Submit>
    </Form>
  );
}

/** What is neither disputed already nor by what was typed. */
function useRest({ currency, open, disputed }: ActFormProps["detail"], typed: string | undefined): string | undefined {
  if (open === null || typed === undefined || !/^\d+(?:\.\d+)?$/.test(typed)) return undefined;
  const [whole = "", fraction = ""] = typed.split(".");
  const places = currency.decimals ?? 0;
  if (fraction.length > places) return undefined;
  const rest = unitsOf(open) - unitsOf(disputed) - BigInt(whole + fraction.padEnd(places, "0"));
  return rest < 0n ? undefined : amountOf(rest, currency);
}

export function WithdrawForm({ detail }: ActFormProps): ReactNode {
  return <Resolution detail={detail} outcome="Withdrawn" />;
}

export function ConcedeForm({ detail }: ActFormProps): ReactNode {
  return <Resolution detail={detail} outcome="Conceded" />;
}

function Resolution({ detail, outcome }: ActFormProps & { readonly outcome: "Withdrawn" | "Conceded" }): ReactNode {
  const t = useFormWords();
  const { money } = useFormats();
  const begin = useBegin(detail);
  const amount = useAmount(detail.currency, detail.disputed, detail.disputed);
  return (
    <Form
      label={t(`form${outcome}`)}
      onSend={() => {
        const sum = amount.ask();
        if (sum !== undefined) begin({ verb: "resolve", amount: sum, outcome });
      }}
    >
      <p>{t(`note${outcome}`)}</p>
      <AmountField
        label={t("amount")}
        amount={amount}
        hint={t("atMost", { limit: money(detail.disputed, detail.currency) })}
      />
      <Submit>{t("continue")}</Submit>
    </Form>
  );
}
