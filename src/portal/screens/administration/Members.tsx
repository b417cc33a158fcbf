/** The people who sign in for the organisation, and what their roles let them do. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash, Party } from "../../ui/Party.tsx";
import { MEMBER_ROLE } from "../../words/enumerations/duties.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { shortHex, useFormats } from "../../words/formats.ts";
import { AddMember } from "./AddMember.tsx";
import { Confirmed } from "./Confirmed.tsx";
import { ForAdministrators } from "./ForAdministrators.tsx";
import { useMemberWords } from "./memberWords.ts";
import { ROLES } from "./roles.ts";
import { useAdministrationWords } from "./words.ts";

export function Members(): ReactNode {
  const t = useMemberWords();
  return (
    <>
      <ForAdministrators>
        <MemberLists />
        <AddMember />
      </ForAdministrators>
      <Section title={t("rolesTitle")}>
        <Notice kind="limit">{t("limit")}</Notice>
        <Roles />
      </Section>
    </>
  );
}

function MemberLists(): ReactNode {
  const t = useMemberWords();
  const members = useAsked(["members"], (gateway) => gateway.GET("/v1/members"));
  return (
    <Asked query={members}>
      {({ items, removed }) => (
        <>
          <Section title={t("members")}>
            <MemberTable members={items} />
          </Section>
          {removed.length > 0 && (
            <Section title={t("removed")}>
              <RemovedTable removed={removed} />
            </Section>
          )}
        </>
      )}
    </Asked>
  );
}

function MemberTable({ members }: { readonly members: readonly Schemas["Member"][] }): ReactNode {
  const t = useMemberWords();
  const words = useAdministrationWords();
  const { language } = useFormats();
  return (
    <DataTable
      caption={t("members")}
      rows={members}
      keyOf={({ account }) => account}
      empty={t("noMembers")}
      columns={[
        { key: "name", head: t("name"), isName: true, cell: ({ name }) => <bdi>{name ?? words("unnamed")}</bdi> },
        { key: "account", head: words("account"), cell: ({ account }) => <Hash value={account} /> },
        { key: "role", head: t("role"), cell: ({ role }) => wordFor(MEMBER_ROLE, role, language) },
        { key: "email", head: t("email"), isMinor: true, cell: ({ email }) => <bdi>{email ?? "—"}</bdi> },
        { key: "added", head: t("added"), isMinor: true, cell: ({ added }) => <Instant at={added} /> },
        {
          key: "addedBy",
          head: t("addedBy"),
          isMinor: true,
          cell: ({ addedBy }) => (addedBy === null ? t("unknown") : <Party address={addedBy} />),
        },
        { key: "remove", head: words("actions"), cell: (member) => <Remove member={member} /> },
      ]}
    />
  );
}

function Remove({ member: { account, name } }: { readonly member: Schemas["Member"] }): ReactNode {
  const t = useMemberWords();
  const removing = useSend((gateway, of: string) =>
    gateway.DELETE("/v1/members/{account}", { params: { path: { account: of } } }),
  );
  const about = name ?? shortHex(account);
  return (
    <Confirmed button={t("remove")} about={about} title={t("removeTitle")} sending={removing} input={account}>
      <p>
        <strong>
          <bdi>{about}</bdi>
        </strong>{" "}
        <Hash value={account} isWhole />
      </p>
      <p>{t("removeWhat")}</p>
    </Confirmed>
  );
}

function RemovedTable({ removed }: Pick<Schemas["Members"], "removed">): ReactNode {
  const t = useMemberWords();
  const { language } = useFormats();
  return (
    <DataTable
      caption={t("removed")}
      rows={removed}
      keyOf={({ at }, place) => `${at} ${place}`}
      empty={t("noRemoved")}
      columns={[
        { key: "role", head: t("role"), isName: true, cell: ({ role }) => wordFor(MEMBER_ROLE, role, language) },
        { key: "at", head: t("removedAt"), cell: ({ at }) => <Instant at={at} /> },
      ]}
    />
  );
}

function Roles(): ReactNode {
  const t = useMemberWords();
  const { language } = useFormats();
  return (
    <DataTable
      caption={t("rolesTitle")}
      rows={ROLES}
      keyOf={(role) => role}
      empty={t("noMembers")}
      columns={[
        { key: "role", head: t("role"), isName: true, cell: (role) => wordFor(MEMBER_ROLE, role, language) },
        { key: "may", head: t("may"), cell: (role) => t(`role_${role}`) },
        { key: "mayNot", head: t("mayNot"), cell: (role) => t(`not_${role}`) },
      ]}
    />
  );
}
