/** Where the organisation's own systems, and its people, are told of what happens. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Deliveries } from "./Deliveries.tsx";
import { ForAdministrators } from "./ForAdministrators.tsx";
import { Kinds } from "./Kinds.tsx";
import { Mails } from "./Mails.tsx";
import { RegisterWebhook } from "./RegisterWebhook.tsx";
import { WebhookActs } from "./WebhookActs.tsx";
import { useWebhookWords } from "./webhookWords.ts";
import { useAdministrationWords } from "./words.ts";

type Webhook = Schemas["Webhook"];

export function Webhooks(): ReactNode {
  return (
    <>
      <ForAdministrators>
        <WebhookList />
        <RegisterWebhook />
      </ForAdministrators>
      <Mails />
    </>
  );
}

function WebhookList(): ReactNode {
  const t = useWebhookWords();
  const webhooks = useAsked(["webhooks"], (gateway) => gateway.GET("/v1/webhooks"));
  const [opened, setOpened] = useState<string>();
  return (
    <Section title={t("webhooks")}>
      <Notice kind="limit">{t("limit")}</Notice>
      <Asked query={webhooks}>
        {({ items }) => (
          <>
            <WebhookTable webhooks={items} opened={opened} open={setOpened} />
            {items
              .filter(({ id }) => id === opened)
              .map((webhook) => (
                <Deliveries key={webhook.id} webhook={webhook} />
              ))}
          </>
        )}
      </Asked>
    </Section>
  );
}

interface WebhookTableProps {
  readonly webhooks: readonly Webhook[];
  readonly opened: string | undefined;
  readonly open: (id: string | undefined) => void;
}

function WebhookTable({ webhooks, opened, open }: WebhookTableProps): ReactNode {
  const t = useWebhookWords();
  const words = useAdministrationWords();
  return (
    <DataTable
      caption={t("webhooks")}
      rows={webhooks}
      keyOf={({ id }) => id}
      empty={t("none")}
      columns={[
        { key: "url", head: t("url"), isName: true, cell: ({ url }) => <bdi className="secret">{url}</bdi> },
        { key: "kinds", head: t("kinds"), cell: ({ kinds }) => <Kinds kinds={kinds} /> },
        { key: "state", head: words("state"), cell: ({ paused }) => <State paused={paused} /> },
        { key: "created", head: t("created"), isMinor: true, cell: ({ created }) => <Instant at={created} /> },
        {
          key: "acts",
          head: words("actions"),
          cell: (webhook) => (
            <div className="actions">
              <Button
                label={`${t(opened === webhook.id ? "hideDeliveries" : "deliveries")}: ${webhook.url}`}
                expanded={opened === webhook.id}
                onPress={() => open(opened === webhook.id ? undefined : webhook.id)}
              >
                {t(opened === webhook.id ? "hideDeliveries" : "deliveries")}
              </Button>
              <WebhookActs webhook={webhook} />
            </div>
          ),
        },
      ]}
    />
  );
}

function State({ paused }: Pick<Webhook, "paused">): ReactNode {
  const t = useWebhookWords();
  if (paused === null) return <Badge tone="good">{t("running")}</Badge>;
  return (
    <>
      <Badge tone="bad">{t("paused")}</Badge> <Instant at={paused.since} /> <bdi>{paused.reason}</bdi>
    </>
  );
}
