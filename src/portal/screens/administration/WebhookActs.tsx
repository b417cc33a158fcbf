import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Confirmed } from "./Confirmed.tsx";
import { useWebhookWords } from "./webhookWords.ts";

export function WebhookActs({ webhook: { id, url, paused } }: { readonly webhook: Schemas["Webhook"] }): ReactNode {
  const t = useWebhookWords();
  const path = { path: { id } };
  const resuming = useSend((gateway) => gateway.POST("/v1/webhooks/{id}/resume", { params: path }));
  const replaying = useSend((gateway, body: Schemas["ReplayRequest"]) =>
    gateway.POST("/v1/webhooks/{id}/replay", { params: path, body }),
  );
  const deleting = useSend((gateway) => gateway.DELETE("/v1/webhooks/{id}", { params: path }));
  return (
    <>
      {paused !== null && (
        <Confirmed
          button={t("resume")}
          about={url}
          title={t("resumeTitle")}
          kind="plain"
          sending={resuming}
          input={undefined}
        >
          <p>{t("resumeWhat")}</p>
        </Confirmed>
      )}
      <Confirmed
        button={t("replayAll")}
        about={url}
        title={t("replayAllTitle")}
        kind="plain"
        sending={replaying}
        input={{ after: null }}
      >
        <p>{t("replayWhat")}</p>
      </Confirmed>
      <Confirmed button={t("remove")} about={url} title={t("removeTitle")} sending={deleting} input={undefined}>
        <p>
          <bdi className="secret">{url}</bdi>
        </p>
        <p>{t("removeWhat")}</p>
      </Confirmed>
    </>
  );
}
