/** What whoever is signed in is told of by e-mail. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { Submit } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField, TextField } from "../../ui/Field.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { useFormats } from "../../words/formats.ts";
import { useDraftId } from "../credit/useDraftId.ts";
import { Confirmed } from "./Confirmed.tsx";
import { KindChoices } from "./KindChoices.tsx";
import { Kinds } from "./Kinds.tsx";
import type { ToldKind } from "./toldKinds.ts";
import { useWebhookWords } from "./webhookWords.ts";
import { useAdministrationWords } from "./words.ts";

export function Mails(): ReactNode {
  const t = useWebhookWords();
  const words = useAdministrationWords();
  const mails = useAsked(["notifications"], (gateway) => gateway.GET("/v1/notifications"));
  return (
    <Section title={t("mails")}>
      <Notice kind="limit">{t("mailLimit")}</Notice>
      <Asked query={mails} lines={1}>
        {({ items }) => (
          <DataTable
            caption={t("mails")}
            rows={items}
            keyOf={({ id }) => id}
            empty={t("noMails")}
            columns={[
              { key: "email", head: t("email"), isName: true, cell: ({ email }) => <bdi>{email}</bdi> },
              { key: "kinds", head: t("kinds"), cell: ({ kinds }) => <Kinds kinds={kinds} /> },
              { key: "language", head: t("language"), cell: ({ language }) => t(language) },
              { key: "state", head: words("state"), cell: ({ paused }) => <State paused={paused} /> },
              { key: "stop", head: words("actions"), cell: (mail) => <Stop mail={mail} /> },
            ]}
          />
        )}
      </Asked>
      <AddMail />
    </Section>
  );
}

function State({ paused }: Pick<Schemas["Notification"], "paused">): ReactNode {
  const t = useWebhookWords();
  if (paused === null) return <Badge tone="good">{t("running")}</Badge>;
  return (
    <>
      <Badge tone="bad">{t("paused")}</Badge> <Instant at={paused.since} /> <bdi>{paused.reason}</bdi>
    </>
  );
}

function Stop({ mail: { id, email } }: { readonly mail: Schemas["Notification"] }): ReactNode {
  const t = useWebhookWords();
  const stopping = useSend((gateway, of: string) =>
    gateway.DELETE("/v1/notifications/{id}", { params: { path: { id: of } } }),
  );
  return (
    <Confirmed button={t("stop")} about={email} title={t("stopTitle")} sending={stopping} input={id}>
      <p>{t("stopWhat")}</p>
    </Confirmed>
  );
}

function AddMail(): ReactNode {
  const t = useWebhookWords();
  const formats = useFormats();
  const [email, setEmail] = useState("");
  const [language, setLanguage] = useState(formats.language);
  const [kinds, setKinds] = useState<readonly ToldKind[]>([
    "SignatureAwaited",
    "BankAccountChanged",
    "ApprovalChanged",
  ]);
  const [id, renew] = useDraftId();
  const adding = useSend((gateway, body: Schemas["NewNotification"]) => gateway.POST("/v1/notifications", { body }));
  const send = (): void => {
    if (kinds.length === 0) return;
    const onSuccess = (): void => {
      setEmail("");
      renew();
    };
    adding.mutate({ id, email: email.trim(), kinds: [...kinds], language }, { onSuccess });
  };
  const languages = (["en", "zh"] as const).map((value) => ({ value, text: t(value) }));
  return (
    <Form label={t("addMail")} onSend={send}>
      <div className="form-row">
        <TextField label={t("email")} kind="email" value={email} onChange={setEmail} isRequired />
        <SelectField label={t("language")} value={language} onChange={setLanguage} options={languages} />
      </div>
      <KindChoices chosen={kinds} onChange={setKinds} none={t("pickSome")} />
      {adding.isError && <ErrorNote error={adding.error} />}
      <div className="actions">
        <Submit isBusy={adding.isPending}>{t("addMailButton")}</Submit>
      </div>
    </Form>
  );
}
