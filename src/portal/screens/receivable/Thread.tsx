/** What the parties say to each other about a receivable, and what an organisation notes for itself. */
import { useState } from "react";
import type { ReactNode } from "react";
import { useSend, usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Button, Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, TextArea } from "../../ui/Field.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { Party } from "../../ui/Party.tsx";
import { useDetailWords } from "./words.ts";

export function Thread({ id }: { readonly id: string }): ReactNode {
  const t = useDetailWords();
  return (
    <div className="columns">
      <Section title={t("messages")}>
        <Messages id={id} kind="messages" />
      </Section>
      <Section title={t("comments")}>
        <Messages id={id} kind="comments" />
      </Section>
    </div>
  );
}

interface MessagesProps {
  readonly id: string;
  readonly kind: "messages" | "comments";
}

function Messages({ id, kind }: MessagesProps): ReactNode {
  const t = useDetailWords();
  const [text, setText] = useState("");
  const pages = usePages([kind, id], (gateway, cursor) => {
    const params = { path: { id }, query: cursor === undefined ? {} : { cursor } };
    return kind === "messages"
      ? gateway.GET("/v1/receivables/{id}/messages", { params })
      : gateway.GET("/v1/receivables/{id}/comments", { params });
  });
  const sending = useSend((gateway, body: { readonly id: string; readonly text: string }) => {
    const params = { path: { id } };
    return kind === "messages"
      ? gateway.POST("/v1/receivables/{id}/messages", { params, body })
      : gateway.POST("/v1/receivables/{id}/comments", { params, body });
  });
  return (
    <>
      <p className="hint">{t(`${kind}Hint`)}</p>
      <Asked query={pages.first} lines={2}>
        {() => (
          <>
            {pages.rows.length === 0 && <p>{t(`${kind}None`)}</p>}
            <ul className="messages">
              {pages.rows.map((message) => (
                <li key={message.id}>
                  <Party address={message.organisation} /> <Instant at={message.at} />
                  <p className="said">{message.text ?? t("erased")}</p>
                </li>
              ))}
            </ul>
            {pages.hasMore && (
              <Button isBusy={pages.isLoadingMore} onPress={pages.loadMore}>
                {t("moreMessages")}
              </Button>
            )}
          </>
        )}
      </Asked>
      <Form
        label={t(kind)}
        onSend={() => {
          const said = text.trim();
          if (said === "") return;
          sending.mutate({ id: crypto.randomUUID(), text: said }, { onSuccess: () => setText("") });
        }}
      >
        <TextArea label={t(`${kind}New`)} value={text} onChange={setText} />
        {sending.isError && <ErrorNote error={sending.error} />}
        <Submit isBusy={sending.isPending}>{t(`${kind}Send`)}</Submit>
      </Form>
    </>
  );
}
