/** What was sent to one webhook, and what became of every attempt. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { usePages, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Hash } from "../../ui/Party.tsx";
import { WEBHOOK_STATE } from "../../words/enumerations/service.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { Confirmed } from "./Confirmed.tsx";
import { TOLD_KIND } from "./toldKinds.ts";
import { useWebhookWords } from "./webhookWords.ts";

type Delivery = Schemas["Delivery"];

const TONES = { waiting: "warning", delivered: "good", skipped: "neutral" } as const;

export function Deliveries({ webhook: { id, url } }: { readonly webhook: Schemas["Webhook"] }): ReactNode {
  const t = useWebhookWords();
  const { language } = useFormats();
  const pages = usePages(["deliveries", id], (gateway, cursor) =>
    gateway.GET("/v1/webhooks/{id}/deliveries", {
      params: { path: { id }, query: cursor === undefined ? {} : { cursor } },
    }),
  );
  const caption = t("deliveriesOf", { url });
  return (
    <section>
      <h3>{caption}</h3>
      <Asked query={pages.first}>
        {() => (
          <DataTable
            caption={caption}
            rows={pages.rows}
            keyOf={(delivery) => `${delivery.id} ${delivery.kind}`}
            empty={t("noDeliveries")}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
            columns={[
              { key: "message", head: t("message"), isName: true, cell: (delivery) => <Message delivery={delivery} /> },
              { key: "about", head: t("about"), cell: (delivery) => <About delivery={delivery} /> },
              {
                key: "state",
                head: t("deliveries"),
                cell: ({ state }) => <Badge tone={TONES[state]}>{wordFor(WEBHOOK_STATE, state, language)}</Badge>,
              },
              { key: "attempts", head: t("attempts"), cell: ({ attempts }) => <Attempts attempts={attempts} /> },
              { key: "due", head: t("due"), cell: ({ due }) => (due === null ? t("nothing") : <Instant at={due} />) },
              { key: "replay", head: t("replay"), cell: (delivery) => <Replay webhook={id} delivery={delivery} /> },
            ]}
          />
        )}
      </Asked>
    </section>
  );
}

function Message({ delivery: { name, kind } }: { readonly delivery: Delivery }): ReactNode {
  const t = useWebhookWords();
  const { language } = useFormats();
  return (
    <>
      {wordFor(TOLD_KIND, name, language)}
      {kind === "retracted" && <Badge tone="warning">{t("retracted")}</Badge>}
    </>
  );
}

function About({ delivery: { receivable, statement, notice } }: { readonly delivery: Delivery }): ReactNode {
  const t = useWebhookWords();
  if (receivable !== null) {
    return (
      <Link href={`/receivables/${receivable}`}>
        <Hash value={receivable} />
      </Link>
    );
  }
  const other = statement ?? notice;
  return other === null ? t("nothing") : <Hash value={other} />;
}

function Attempts({ attempts }: Pick<Delivery, "attempts">): ReactNode {
  const t = useWebhookWords();
  if (attempts.length === 0) return t("noAttempts");
  return (
    <ol className="plain-list">
      {attempts.map(({ number, at, milliseconds, status, fault }) => (
        <li key={number}>
          {number}. <Instant at={at} />, {status === null ? t("noAnswer") : t("answered", { status })},{" "}
          {t("took", { milliseconds })}
          {fault !== null && (
            <>
              : <bdi>{fault}</bdi>
            </>
          )}
        </li>
      ))}
    </ol>
  );
}

interface ReplayProps {
  readonly webhook: string;
  readonly delivery: Delivery;
}

function Replay({ webhook, delivery: { id, name } }: ReplayProps): ReactNode {
  const t = useWebhookWords();
  const { language } = useFormats();
  const replaying = useSend((gateway, body: Schemas["ReplayRequest"]) =>
    gateway.POST("/v1/webhooks/{id}/replay", { params: { path: { id: webhook } }, body }),
  );
  return (
    <Confirmed
      button={t("replayFrom")}
      about={wordFor(TOLD_KIND, name, language)}
      title={t("replayTitle")}
      kind="plain"
      sending={replaying}
      input={{ from: id }}
    >
      <p>{t("replayWhat")}</p>
    </Confirmed>
  );
}
