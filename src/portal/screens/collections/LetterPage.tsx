/** A notice as the debtor gets it: to be read, printed, taken back, and recorded on the chain. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useActing } from "../../acts/ActProvider.tsx";
import { fetchFile } from "../../data/gateway.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";
import { useAsked, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Button, Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Form, TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { Hash, Party } from "../../ui/Party.tsx";
import { CHANNEL, SEND_STATE, STAGE } from "../../words/enumerations/collections.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { save } from "../receivable/save.ts";
import { useLetterWords } from "./letterWords.ts";
import { useCollectionsWords } from "./words.ts";

type Letter = Schemas["DunningSendText"];

export function LetterPage({ id }: { readonly id: string }): ReactNode {
  const t = useLetterWords();
  const words = useCollectionsWords();
  const { day } = useFormats();
  const query = useAsked(["dunning send", id], (gateway) =>
    gateway.GET("/v1/dunning/sends/{id}", { params: { path: { id } } }),
  );
  const title = query.data === undefined ? words("tab_letters") : t("title", { day: day(query.data.made) });
  return (
    <Page screen="letter" title={title} actions={<Link href="/collections/letters">{words("back")}</Link>}>
      <Asked query={query} lines={12}>
        {(letter) => <Read letter={letter} />}
      </Asked>
    </Page>
  );
}

function Read({ letter }: { readonly letter: Letter }): ReactNode {
  const t = useLetterWords();
  const words = useCollectionsWords();
  const { language } = useFormats();
  const { customer, stage, channel, state, target, contentHash, fault, text, items } = letter;
  return (
    <>
      <Facts
        rows={[
          [words("customer"), <Party key="customer" address={customer} />],
          [t("notice"), `${wordFor(STAGE, stage, language)} · ${wordFor(CHANNEL, channel, language)}`],
          [words("state"), wordFor(SEND_STATE, state, language)],
          [t("target"), <bdi key="target">{target}</bdi>],
          [t("contentHash"), <Hash key="hash" value={contentHash} />],
          [t("fault"), fault === null ? undefined : <bdi key="fault">{fault}</bdi>],
        ]}
      />
      {state === "taken" && <Notice kind="limit">{t("taken")}</Notice>}
      <Handling letter={letter} />
      <Section title={t("verbatim")}>
        <pre className="said" tabIndex={0} aria-label={t("verbatim")}>
          {text}
        </pre>
      </Section>
      <Section title={t("record")}>
        <p className="hint">{t("recordHint")}</p>
        <ul className="activity">
          {items.map(({ item }) => (
            <li key={item}>
              <Link href={`/collections/receivables/${item}`}>
                <Hash value={item} />
              </Link>
              <RecordIt letter={letter} item={item} />
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

/** Under the hash of the very text, which both parties then read. */
function RecordIt({ letter, item }: { readonly letter: Letter; readonly item: string }): ReactNode {
  const t = useLetterWords();
  const { begin } = useActing();
  const { stage, channel, contentHash } = letter;
  return (
    <Button
      onPress={() =>
        begin({
          title: t("record"),
          act: {
            ...{ id: crypto.randomUUID(), verb: "recordCollection", receivable: item, stage, channel },
            ...{ kind: "contact", outcome: "sent", content: contentHash },
          },
        })
      }
    >
      {t("record")}
    </Button>
  );
}

function Handling({ letter: { id, state } }: { readonly letter: Letter }): ReactNode {
  const t = useLetterWords();
  const { session } = useSigned();
  const params = { path: { id } };
  const [fault, setFault] = useState<Error>();
  const printing = useSend((gateway) => gateway.POST("/v1/dunning/sends/{id}/printed", { params }));
  const isWaiting = state === "waiting" || state === "toPrint" || state === "toDo";
  const hasFile = state === "toPrint" || state === "printed";
  const fetching = async (): Promise<void> => {
    try {
      setFault(undefined);
      save(await fetchFile(session.token, `/v1/dunning/sends/${id}/file`), `notice-${id.slice(0, 8)}.pdf`);
    } catch (error) {
      setFault(error as Error);
    }
  };
  return (
    <>
      <div className="actions">
        {hasFile && <Button onPress={() => void fetching()}>{t("save")}</Button>}
        {state === "toPrint" && (
          <Button kind="primary" isBusy={printing.isPending} onPress={() => printing.mutate(null)}>
            {t("printed")}
          </Button>
        )}
      </div>
      {fault !== undefined && <ErrorNote error={fault} />}
      {printing.isError && <ErrorNote error={printing.error} />}
      {isWaiting && <Withdrawal id={id} />}
    </>
  );
}

function Withdrawal({ id }: { readonly id: string }): ReactNode {
  const t = useLetterWords();
  const [reason, setReason] = useState("");
  const sending = useSend((gateway, body: Schemas["NewDunningWithdrawal"]) =>
    gateway.POST("/v1/dunning/sends/{id}/withdrawal", { params: { path: { id } }, body }),
  );
  return (
    <Form label={t("withdraw")} onSend={() => sending.mutate({ reason: reason.trim() })}>
      <TextField label={t("reason")} value={reason} onChange={setReason} isRequired />
      {sending.isError && <ErrorNote error={sending.error} />}
      <Submit isBusy={sending.isPending}>{t("withdraw")}</Submit>
    </Form>
  );
}
