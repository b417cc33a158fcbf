/** The documents of a receivable: as people read them, byte for byte, and everything that proves it as one archive. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { fetchFile } from "../../data/gateway.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Button } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash } from "../../ui/Party.tsx";
import { useFormats } from "../../words/formats.ts";
import type { Detail, Row } from "./detail.ts";
import { Rendering } from "./Rendering.tsx";
import { save } from "./save.ts";
import { useDetailWords } from "./words.ts";
import { titleOf } from "./title.ts";

export function Documents({ detail, isParty }: { readonly detail: Detail; readonly isParty: boolean }): ReactNode {
  const t = useDetailWords();
  return (
    <Section title={t("documents")} actions={isParty ? <EvidencePack of={detail} /> : undefined}>
      <DocumentList id={detail.id} />
      <Notice kind="limit">{t("evidenceLimit")}</Notice>
    </Section>
  );
}

function EvidencePack({ of }: { readonly of: Row }): ReactNode {
  const t = useDetailWords();
  const { session } = useSigned();
  const fetching = useMutation({
    mutationFn: async () =>
      save(await fetchFile(session.token, `/v1/receivables/${of.id}/evidence-pack`), `${fileName(titleOf(of))}.zip`),
  });
  return (
    <>
      <Button isBusy={fetching.isPending} onPress={() => fetching.mutate()}>
        {t("evidencePack")}
      </Button>
      {fetching.isError && <ErrorNote error={fetching.error} />}
    </>
  );
}

/** What no file system takes for anything else than a name. */
function fileName(title: string): string {
  return `evidence-${title.replace(/[^\p{L}\p{N}._-]+/gu, "-").slice(0, 60)}`;
}

/** The documents, one of which can be looked at. */
export function DocumentList({ id }: { readonly id: string }): ReactNode {
  const t = useDetailWords();
  const [shown, setShown] = useState<string>();
  const query = useAsked(["documents", id], (gateway) =>
    gateway.GET("/v1/receivables/{id}/documents", { params: { path: { id } } }),
  );
  return (
    <Asked query={query} lines={2}>
      {({ items }) => (
        <>
          {items.length === 0 ? (
            <p>{t("noDocuments")}</p>
          ) : (
            <ul className="activity">
              {items.map((item) => (
                <OneDocument
                  key={item.sha256}
                  item={item}
                  isShown={item.sha256 === shown}
                  onShow={() => setShown(item.sha256 === shown ? undefined : item.sha256)}
                />
              ))}
            </ul>
          )}
          {shown !== undefined && items.some(({ sha256 }) => sha256 === shown) && (
            <Rendering key={shown} sha256={shown} />
          )}
        </>
      )}
    </Asked>
  );
}

type Kind = NonNullable<Schemas["DocumentList"]["items"][number]["kind"]>;

/** What nobody named is what the receivable was issued by. */
const KINDS = {
  invoice: "document_invoice",
  contract: "document_contract",
  order: "document_order",
  deliveryNote: "document_deliveryNote",
  acceptance: "document_acceptance",
  other: "document_another",
} as const satisfies Record<Kind, string>;

interface OneDocumentProps {
  readonly item: Schemas["DocumentList"]["items"][number];
  readonly isShown: boolean;
  readonly onShow: () => void;
}

function OneDocument({ item, isShown, onShow }: OneDocumentProps): ReactNode {
  const t = useDetailWords();
  const { session } = useSigned();
  const { language } = useFormats();
  const fetching = useMutation({
    mutationFn: async () => save(await fetchFile(session.token, `/v1/documents/${item.sha256}`), item.sha256),
  });
  const kind = t(KINDS[item.kind ?? "invoice"]);
  return (
    <li>
      <span>
        {kind} <Hash value={item.sha256} />
      </span>
      <span className="actions" lang={language}>
        <Button expanded={isShown} onPress={onShow} label={`${t("read")} ${kind}`}>
          {t("read")}
        </Button>
        <Button isBusy={fetching.isPending} onPress={() => fetching.mutate()} label={`${t("download")} ${kind}`}>
          {t("download")}
        </Button>
      </span>
      {fetching.isError && <ErrorNote error={fetching.error} />}
    </li>
  );
}
