/** What the organisation's own systems sign in with. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { SCOPE } from "../../words/enumerations/duties.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { Confirmed } from "./Confirmed.tsx";
import { ForAdministrators } from "./ForAdministrators.tsx";
import { useKeyWords } from "./keyWords.ts";
import { MakeKey } from "./MakeKey.tsx";
import { Named } from "./Named.tsx";
import { useAdministrationWords } from "./words.ts";

type Key = Schemas["Key"];

export function Keys(): ReactNode {
  const t = useKeyWords();
  const keys = useAsked(["keys"], (gateway) => gateway.GET("/v1/keys"));
  return (
    <ForAdministrators>
      <Section title={t("keys")}>
        <Notice kind="limit">{t("limit")}</Notice>
        <Asked query={keys}>{({ items }) => <KeyTable keys={items} />}</Asked>
      </Section>
      <MakeKey />
    </ForAdministrators>
  );
}

function KeyTable({ keys }: { readonly keys: readonly Key[] }): ReactNode {
  const t = useKeyWords();
  const words = useAdministrationWords();
  return (
    <DataTable
      caption={t("keys")}
      rows={keys}
      keyOf={({ id }) => id}
      empty={t("none")}
      columns={[
        { key: "label", head: t("label"), isName: true, cell: ({ label }) => <bdi>{label}</bdi> },
        { key: "prefix", head: t("prefix"), cell: ({ prefix }) => <code className="hash">{prefix}</code> },
        { key: "scopes", head: t("scopes"), cell: ({ scopes }) => <Scopes scopes={scopes} /> },
        { key: "maker", head: t("maker"), isMinor: true, cell: ({ maker }) => <Named account={maker} /> },
        { key: "made", head: t("made"), isMinor: true, cell: ({ made }) => <Instant at={made} /> },
        { key: "expires", head: t("expires"), cell: ({ expires }) => <Instant at={expires} /> },
        {
          key: "used",
          head: t("used"),
          isMinor: true,
          cell: ({ used }) => (used === null ? t("never") : <Instant at={used} />),
        },
        { key: "revoke", head: words("actions"), cell: (key) => <Standing of={key} /> },
      ]}
    />
  );
}

function Scopes({ scopes }: Pick<Key, "scopes">): ReactNode {
  const { language } = useFormats();
  return (
    <ul className="plain-list">
      {scopes.map((scope) => (
        <li key={scope}>{wordFor(SCOPE, scope, language)}</li>
      ))}
    </ul>
  );
}

function Standing({ of: { id, label, prefix, revoked } }: { readonly of: Key }): ReactNode {
  const t = useKeyWords();
  const revoking = useSend((gateway, of: string) => gateway.DELETE("/v1/keys/{id}", { params: { path: { id: of } } }));
  if (revoked !== null) return <Badge>{t("revoked")}</Badge>;
  return (
    <Confirmed button={t("revoke")} about={label} title={t("revokeTitle")} sending={revoking} input={id}>
      <p>
        <strong>
          <bdi>{label}</bdi>
        </strong>{" "}
        <code className="hash">{prefix}</code>
      </p>
      <p>{t("revokeWhat")}</p>
    </Confirmed>
  );
}
