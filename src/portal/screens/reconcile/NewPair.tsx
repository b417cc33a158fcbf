import { useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField, TextField } from "../../ui/Field.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { ROLE } from "../../words/enumerations/ledger.ts";
import { shortHex, useFormats } from "../../words/formats.ts";
import { useCounterparties } from "./useCounterparties.ts";
import type { Counterparty } from "./useCounterparties.ts";
import { useReconcileWords } from "./words.ts";
import { zones } from "./zones.ts";

/** With a firm that something was issued to or by: nobody is compared with a stranger. */
export function NewPair(): ReactNode {
  const t = useReconcileWords();
  const counterparties = useCounterparties();
  if (counterparties === undefined) return undefined;
  const [first] = counterparties;
  return (
    <Section title={t("newPair")}>
      {first === undefined ? (
        <Empty>{t("noCounterparties")}</Empty>
      ) : (
        <PairForm counterparties={counterparties} first={first} />
      )}
    </Section>
  );
}

interface PairFormProps {
  readonly counterparties: readonly Counterparty[];
  readonly first: Counterparty;
}

function PairForm({ counterparties, first }: PairFormProps): ReactNode {
  const t = useReconcileWords();
  const { language } = useFormats();
  const [address, setAddress] = useState(first.address);
  const [currency, setCurrency] = useState("EUR");
  const [tolerance, setTolerance] = useState("");
  const [zone, setZone] = useState(() => zones()[0] ?? "UTC");
  const sending = useBeginning();
  const chosen = counterparties.find((one) => one.address === address) ?? first;
  return (
    <Form
      label={t("newPair")}
      onSend={() => sending.mutate({ with: chosen, currency: currency.trim().toUpperCase(), tolerance, zone })}
    >
      <div className="form-row">
        <SelectField
          label={t("firm")}
          hint={`${t("side")}: ${ROLE[chosen.ownSide][language]}`}
          value={address}
          options={counterparties.map((one) => ({ value: one.address, text: one.name ?? shortHex(one.address) }))}
          onChange={setAddress}
        />
        <TextField
          label={t("pairCurrency")}
          hint={t("pairCurrencyHint")}
          value={currency}
          isRequired
          onChange={setCurrency}
        />
        <TextField
          label={t("tolerance")}
          hint={t("toleranceHint")}
          kind="decimal"
          value={tolerance}
          onChange={setTolerance}
        />
        <SelectField
          label={t("zone")}
          hint={t("zoneHint")}
          value={zone}
          options={zones().map((value) => ({ value, text: value }))}
          onChange={setZone}
        />
      </div>
      {sending.isError && <ErrorNote error={sending.error} />}
      <div className="actions">
        <Submit isBusy={sending.isPending}>{t("beginPair")}</Submit>
      </div>
    </Form>
  );
}

interface Asked {
  readonly with: Counterparty;
  readonly currency: string;
  readonly tolerance: string;
  readonly zone: string;
}

function useBeginning() {
  const [, navigate] = useLocation();
  return useSend(async (gateway, { with: { address, ownSide }, currency, tolerance, zone }: Asked) => {
    const about = { id: crypto.randomUUID(), side: ownSide, counterparty: address, currency, zone };
    const body = { ...about, ...(tolerance.trim() === "" ? {} : { tolerance: tolerance.trim() }) };
    const answer = await gateway.POST("/v1/continuous-reconciliations", { body });
    if (answer.data !== undefined) navigate(`/reconcile/pairs/${answer.data.id}`);
    return answer;
  });
}
