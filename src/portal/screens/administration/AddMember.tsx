import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField, TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { MEMBER_ROLE } from "../../words/enumerations/duties.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { addressFrom } from "./addresses.ts";
import { useMemberWords } from "./memberWords.ts";
import { ROLES } from "./roles.ts";
import type { Role } from "./roles.ts";
import { useAdministrationWords } from "./words.ts";

const EMPTY = { account: "", name: "", email: "" };

export function AddMember(): ReactNode {
  const t = useMemberWords();
  const words = useAdministrationWords();
  const { language } = useFormats();
  const [text, setText] = useState(EMPTY);
  const [role, setRole] = useState<Role>("reader");
  const [isFaulty, setFaulty] = useState(false);
  const adding = useSend((gateway, body: Schemas["NewMember"]) => gateway.POST("/v1/members", { body }));
  const change = (field: keyof typeof EMPTY) => (value: string) => setText({ ...text, [field]: value });
  const send = (): void => {
    const account = addressFrom(text.account);
    setFaulty(account === undefined);
    if (account === undefined) return;
    const [name, email] = [text.name.trim(), text.email.trim()];
    const known = { ...(name === "" ? {} : { name }), ...(email === "" ? {} : { email }) };
    adding.mutate({ account, role, ...known }, { onSuccess: () => setText(EMPTY) });
  };
  return (
    <Section title={t("add")}>
      <Form label={t("add")} onSend={send}>
        <p className="hint">{t("addHint")}</p>
        <div className="form-row">
          <TextField
            label={words("account")}
            hint={words("accountHint")}
            error={isFaulty ? words("addressFault") : undefined}
            value={text.account}
            onChange={change("account")}
            isRequired
          />
          <SelectField
            label={t("role")}
            value={role}
            onChange={setRole}
            options={ROLES.map((value) => ({ value, text: wordFor(MEMBER_ROLE, value, language) }))}
          />
          <TextField label={t("name")} value={text.name} onChange={change("name")} />
          <TextField label={t("email")} kind="email" value={text.email} onChange={change("email")} />
        </div>
        {adding.isError && <ErrorNote error={adding.error} />}
        {adding.isSuccess && <Notice kind="done">{t("addedDone")}</Notice>}
        <div className="actions">
          <Submit isBusy={adding.isPending}>{t("addButton")}</Submit>
        </div>
      </Form>
    </Section>
  );
}
