import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, TextField } from "../../ui/Field.tsx";
import { Section } from "../../ui/Page.tsx";
import { SCOPE } from "../../words/enumerations/duties.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useDraftId } from "../credit/useDraftId.ts";
import { daysAfter, endOfDay } from "../factoring/days.ts";
import { useToday } from "../factoring/today.ts";
import { Choices } from "./Choices.tsx";
import { useKeyWords } from "./keyWords.ts";
import { SecretOnce } from "./SecretOnce.tsx";

type Scope = Schemas["Key"]["scopes"][number];

const SCOPES: readonly Scope[] = ["receivables:read", "receivables:write", "organisation:administer", "holds:read"];
const USUAL_DAYS = 90;

export function MakeKey(): ReactNode {
  const t = useKeyWords();
  const today = useToday();
  const { language } = useFormats();
  const [label, setLabel] = useState("");
  const [scopes, setScopes] = useState<readonly Scope[]>(["receivables:read"]);
  const [lastDay, setLastDay] = useState<string>();
  const [isMissing, setMissing] = useState(false);
  const [id, renew] = useDraftId();
  const making = useSend((gateway, body: Schemas["NewKey"]) => gateway.POST("/v1/keys", { body }));
  const until = lastDay ?? daysAfter(today, USUAL_DAYS);
  const send = (): void => {
    setMissing(scopes.length === 0);
    if (scopes.length === 0) return;
    const onSuccess = (): void => {
      setLabel("");
      renew();
    };
    making.mutate({ id, label: label.trim(), scopes: [...scopes], expires: endOfDay(until) }, { onSuccess });
  };
  const options = SCOPES.map((value) => ({ value, text: wordFor(SCOPE, value, language) }));
  return (
    <Section title={t("make")}>
      {making.isSuccess && (
        <SecretOnce title={t("secretTitle")} secret={making.data.key} onHide={making.reset}>
          {t("secretWhat")}
        </SecretOnce>
      )}
      <Form label={t("make")} onSend={send}>
        <div className="form-row">
          <TextField label={t("label")} value={label} onChange={setLabel} isRequired />
          <TextField
            {...{ label: t("lastDay"), hint: t("lastDayHint"), kind: "date", value: until, isRequired: true }}
            onChange={setLastDay}
          />
        </div>
        <Choices label={t("scopes")} options={options} chosen={scopes} onChange={setScopes} />
        {isMissing && scopes.length === 0 && <p className="field-error">{t("scopeMissing")}</p>}
        {making.isError && <ErrorNote error={making.error} />}
        <div className="actions">
          <Submit isBusy={making.isPending}>{t("makeButton")}</Submit>
        </div>
      </Form>
    </Section>
  );
}
