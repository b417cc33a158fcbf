import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";
import { useAsked, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Submit } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField, TextField } from "../../ui/Field.tsx";
import { Instant, Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { DUTY } from "../../words/enumerations/duties.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { shortHex, useFormats } from "../../words/formats.ts";
import { useDraftId } from "../credit/useDraftId.ts";
import { daysAfter, endOfDay } from "../factoring/days.ts";
import { useToday } from "../factoring/today.ts";
import { addressFrom } from "./addresses.ts";
import { useApprovalWords } from "./approvalWords.ts";
import { Confirmed } from "./Confirmed.tsx";
import { useCurrencies } from "./currencies.ts";
import { DUTIES } from "./dutyNames.ts";
import type { Duty } from "./dutyNames.ts";
import { Named } from "./Named.tsx";
import { TokenField } from "./TokenField.tsx";
import { useAdministers } from "./useAdministers.ts";
import { useAdministrationWords } from "./words.ts";

const USUAL_DAYS = 14;

export function Delegations(): ReactNode {
  const t = useApprovalWords();
  const delegations = useAsked(["delegations"], (gateway) => gateway.GET("/v1/approval-delegations"));
  return (
    <Section title={t("delegations")}>
      <Asked query={delegations} lines={1}>
        {({ items }) => <DelegationTable delegations={items} />}
      </Asked>
      <Delegate />
    </Section>
  );
}

interface DelegationTableProps {
  readonly delegations: readonly Schemas["ApprovalDelegation"][];
}

function DelegationTable({ delegations }: DelegationTableProps): ReactNode {
  const t = useApprovalWords();
  const words = useAdministrationWords();
  const { language } = useFormats();
  return (
    <DataTable
      caption={t("delegations")}
      rows={delegations}
      keyOf={({ id }) => id}
      empty={t("noDelegations")}
      columns={[
        {
          key: "delegator",
          head: t("delegator"),
          isName: true,
          cell: ({ delegator }) => <Named account={delegator} />,
        },
        { key: "delegate", head: t("delegate"), cell: ({ delegate }) => <Named account={delegate} /> },
        { key: "duty", head: t("duty"), cell: ({ duty }) => wordFor(DUTY, duty, language) },
        {
          key: "amount",
          head: t("largest"),
          isFigure: true,
          cell: ({ amount, currency }) =>
            amount === null ? t("anyRequest") : <Money amount={amount} currency={currency} />,
        },
        { key: "until", head: words("until"), cell: ({ until }) => <Instant at={until} /> },
        { key: "end", head: words("actions"), cell: (delegation) => <End delegation={delegation} /> },
      ]}
    />
  );
}

function End({ delegation }: { readonly delegation: Schemas["ApprovalDelegation"] }): ReactNode {
  const t = useApprovalWords();
  const { session } = useSigned();
  const administers = useAdministers() === true;
  const { id, delegate, delegator } = delegation;
  const ending = useSend((gateway, of: string) =>
    gateway.DELETE("/v1/approval-delegations/{id}", { params: { path: { id: of } } }),
  );
  if (!administers && delegate !== session.account && delegator !== session.account) return "—";
  return (
    <Confirmed button={t("end")} about={shortHex(delegate)} title={t("endTitle")} sending={ending} input={id}>
      <p>{t("endWhat")}</p>
    </Confirmed>
  );
}

function Delegate(): ReactNode {
  const t = useApprovalWords();
  const words = useAdministrationWords();
  const { language } = useFormats();
  const today = useToday();
  const [id, renew] = useDraftId();
  const [text, setText] = useState({ delegate: "", amount: "", currency: "", until: "" });
  const [duty, setDuty] = useState<Duty>("approveCredit");
  const { chosen } = useCurrencies();
  const currency = chosen(text.currency);
  const [isFaulty, setFaulty] = useState(false);
  const change = (field: keyof typeof text) => (value: string) => setText({ ...text, [field]: value });
  const until = text.until === "" ? daysAfter(today, USUAL_DAYS) : text.until;
  const delegating = useSend((gateway, body: Schemas["NewApprovalDelegation"]) =>
    gateway.POST("/v1/approval-delegations", { body }),
  );
  const send = (): void => {
    const delegate = addressFrom(text.delegate);
    setFaulty(delegate === undefined);
    if (delegate === undefined) return;
    const sum = text.amount === "" ? {} : { amount: text.amount, currency };
    delegating.mutate({ id, delegate, duty, until: endOfDay(until), ...sum }, { onSuccess: renew });
  };
  return (
    <Form label={t("delegateTitle")} onSend={send}>
      <h3>{t("delegateTitle")}</h3>
      <p className="hint">{t("delegateHint")}</p>
      <div className="form-row">
        <TextField
          label={t("delegate")}
          hint={words("accountHint")}
          error={isFaulty ? words("addressFault") : undefined}
          value={text.delegate}
          onChange={change("delegate")}
          isRequired
        />
        <SelectField
          label={t("duty")}
          value={duty}
          onChange={setDuty}
          options={DUTIES.map((value) => ({ value, text: wordFor(DUTY, value, language) }))}
        />
        <TextField
          {...{ label: t("largest"), kind: "decimal", value: text.amount, placeholder: t("anyRequest") }}
          onChange={change("amount")}
        />
        <TokenField label={t("currency")} value={currency} onChange={change("currency")} />
        <TextField {...{ label: words("until"), kind: "date", value: until }} onChange={change("until")} />
      </div>
      {delegating.isError && <ErrorNote error={delegating.error} />}
      {delegating.isSuccess && <Notice kind="done">{t("delegatedDone")}</Notice>}
      <div className="actions">
        <Submit isBusy={delegating.isPending}>{t("delegateButton")}</Submit>
      </div>
    </Form>
  );
}
