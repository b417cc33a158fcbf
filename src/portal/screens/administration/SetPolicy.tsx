import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Button, Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, TextField } from "../../ui/Field.tsx";
import { Section } from "../../ui/Page.tsx";
import { useApprovalWords } from "./approvalWords.ts";
import { draftOf, NEW_TIER, tierOf } from "./tierDraft.ts";
import type { TierDraft } from "./tierDraft.ts";
import { TierFields } from "./TierFields.tsx";
import { useAdministrationWords } from "./words.ts";

/** @param last What the new tiers begin with. */
export function SetPolicy({ last }: { readonly last: Schemas["ApprovalPolicy"] | undefined }): ReactNode {
  const t = useApprovalWords();
  const words = useAdministrationWords();
  const [tiers, setTiers] = useState<readonly TierDraft[]>(() => last?.tiers.map(draftOf) ?? []);
  const [windowDays, setWindowDays] = useState(() => (last?.windowDays ?? 30).toString());
  const [reason, setReason] = useState("");
  const setting = useSend((gateway, body: Schemas["NewApprovalPolicy"]) =>
    gateway.POST("/v1/approval-policies", { body }),
  );
  const change = (at: number, tier: TierDraft): void =>
    setTiers(tiers.map((one, place) => (place === at ? tier : one)));
  const send = (): void =>
    setting.mutate({ reason: reason.trim(), windowDays: Number(windowDays), tiers: tiers.map(tierOf) });
  return (
    <Section title={t("setPolicy")}>
      <Form label={t("setPolicy")} onSend={send}>
        <p className="hint">{t("setPolicyHint")}</p>
        {tiers.map((tier, place) => (
          <fieldset key={place} className="tier">
            <legend>{t("tier", { place: place + 1 })}</legend>
            <TierFields tier={tier} onChange={(changed) => change(place, changed)} />
            <div className="actions">
              <Button
                label={t("removeTier", { place: place + 1 })}
                onPress={() => setTiers(tiers.filter((_, other) => other !== place))}
              >
                {t("remove")}
              </Button>
            </div>
          </fieldset>
        ))}
        <div className="actions">
          <Button onPress={() => setTiers([...tiers, NEW_TIER])}>{t("addTier")}</Button>
        </div>
        <div className="form-row">
          <TextField
            {...{ label: t("windowDays"), kind: "decimal", value: windowDays, isRequired: true }}
            onChange={setWindowDays}
          />
          <TextField label={words("reason")} value={reason} onChange={setReason} isRequired />
        </div>
        {setting.isError && <ErrorNote error={setting.error} />}
        <div className="actions">
          <Submit isBusy={setting.isPending}>{t("set")}</Submit>
        </div>
      </Form>
    </Section>
  );
}
