import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form } from "../../ui/Field.tsx";
import { Section } from "../../ui/Page.tsx";
import { useDutyWords } from "./dutyWords.ts";
import { Named } from "./Named.tsx";
import { usePeople } from "./people.ts";
import { PersonField } from "./PersonField.tsx";
import { useAdministers } from "./useAdministers.ts";

/** Whoever signs in with two accounts is one person for all duties. */
export function LinkedAccounts({ accounts }: Pick<Schemas["DutySheet"], "accounts">): ReactNode {
  const t = useDutyWords();
  return (
    <Section title={t("links")}>
      <DataTable
        caption={t("links")}
        rows={accounts}
        keyOf={({ account, sameAs }) => `${account} ${sameAs}`}
        empty={t("noLinks")}
        columns={[
          { key: "account", head: t("account"), isName: true, cell: ({ account }) => <Named account={account} /> },
          { key: "same", head: t("sameAs"), cell: ({ sameAs }) => <Named account={sameAs} /> },
        ]}
      />
      {useAdministers() === true && <LinkAccounts />}
    </Section>
  );
}

function LinkAccounts(): ReactNode {
  const t = useDutyWords();
  const people = usePeople();
  const [account, setAccount] = useState<string>();
  const [sameAs, setSameAs] = useState<string>();
  const linking = useSend((gateway, body: Schemas["NewAccountLink"]) => gateway.POST("/v1/duty-accounts", { body }));
  const one = account ?? people[0]?.account ?? "";
  const other = sameAs ?? people[1]?.account ?? one;
  return (
    <Form label={t("link")} onSend={() => linking.mutate({ account: one, sameAs: other })}>
      <div className="form-row">
        <PersonField label={t("account")} people={people} value={one} onChange={setAccount} />
        <PersonField label={t("sameAs")} people={people} value={other} onChange={setSameAs} />
      </div>
      {linking.isError && <ErrorNote error={linking.error} />}
      <div className="actions">
        <Submit isBusy={linking.isPending}>{t("linkButton")}</Submit>
      </div>
    </Form>
  );
}
