import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, TextField } from "../../ui/Field.tsx";
import { Section } from "../../ui/Page.tsx";
import { useDraftId } from "../credit/useDraftId.ts";
import { KindChoices } from "./KindChoices.tsx";
import { SecretOnce } from "./SecretOnce.tsx";
import type { ToldKind } from "./toldKinds.ts";
import { useWebhookWords } from "./webhookWords.ts";

export function RegisterWebhook(): ReactNode {
  const t = useWebhookWords();
  const [url, setUrl] = useState("");
  const [kinds, setKinds] = useState<readonly ToldKind[]>([]);
  const [id, renew] = useDraftId();
  const registering = useSend((gateway, body: Schemas["NewWebhook"]) => gateway.POST("/v1/webhooks", { body }));
  const send = (): void => {
    const onSuccess = (): void => {
      setUrl("");
      setKinds([]);
      renew();
    };
    registering.mutate({ id, url: url.trim(), kinds: [...kinds] }, { onSuccess });
  };
  return (
    <Section title={t("register")}>
      {registering.isSuccess && (
        <SecretOnce title={t("secretTitle")} secret={registering.data.secret} onHide={registering.reset}>
          {t("secretWhat")}
        </SecretOnce>
      )}
      <Form label={t("register")} onSend={send}>
        <TextField label={t("url")} hint={t("urlHint")} kind="url" value={url} onChange={setUrl} isRequired />
        <KindChoices chosen={kinds} onChange={setKinds} none={t("pickAll")} />
        {registering.isError && <ErrorNote error={registering.error} />}
        <div className="actions">
          <Submit isBusy={registering.isPending}>{t("registerButton")}</Submit>
        </div>
      </Form>
    </Section>
  );
}
