/** What the organisation says of itself: all of it is written at once. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField, TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { AUDIENCE } from "../../words/enumerations/service.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { Confirmed } from "./Confirmed.tsx";
import { ContactRows } from "./ContactRows.tsx";
import { IdentifierRows } from "./IdentifierRows.tsx";
import { useOrganisationWords } from "./organisationWords.ts";
import { useAdministers } from "./useAdministers.ts";
import { useAdministrationWords } from "./words.ts";

type Profile = Schemas["Profile"];

const AUDIENCES: readonly Profile["audience"][] = ["nobody", "counterparties", "everybody"];

/** What was left empty is nothing, and not an empty text. */
function written({ legalName, contacts, identifiers, ...rest }: Profile): Profile {
  const orNull = (text: string | null): string | null => (text === null || text.trim() === "" ? null : text.trim());
  const people = contacts.map(({ name, email, phone, purpose }) => ({
    ...{ name: name.trim(), email: orNull(email), phone: orNull(phone), purpose: orNull(purpose) },
  }));
  const own = identifiers.map(({ scheme, value }) => ({ scheme: scheme.trim(), value: value.trim() }));
  return { ...rest, legalName: orNull(legalName), contacts: people, identifiers: own };
}

export function ProfileForm({ profile }: { readonly profile: Profile }): ReactNode {
  const t = useOrganisationWords();
  const words = useAdministrationWords();
  const administers = useAdministers();
  const [typed, setTyped] = useState<Profile>();
  const draft = typed ?? profile;
  const writing = useSend((gateway, body: Profile) => gateway.POST("/v1/profile", { body }));
  const change = (part: Partial<Profile>): void => setTyped({ ...draft, ...part });
  return (
    <Form label={t("profile")} onSend={() => writing.mutate(written(draft), { onSuccess: () => setTyped(undefined) })}>
      <Notice kind="limit">{t("profileLimit")}</Notice>
      <NameFields draft={draft} change={change} />
      <IdentifierRows identifiers={draft.identifiers} onChange={(identifiers) => change({ identifiers })} />
      <ContactRows contacts={draft.contacts} onChange={(contacts) => change({ contacts })} />
      {writing.isError && <ErrorNote error={writing.error} />}
      {writing.isSuccess && typed === undefined && <Notice kind="done">{t("saved")}</Notice>}
      {administers === false && <p className="hint">{t("readOnly")}</p>}
      {administers === true && (
        <div className="actions">
          <Submit isBusy={writing.isPending}>{words("save")}</Submit>
          {profile.contacts.length > 0 && <EraseContacts onErased={() => setTyped(undefined)} />}
        </div>
      )}
    </Form>
  );
}

interface NameFieldsProps {
  readonly draft: Profile;
  readonly change: (part: Partial<Profile>) => void;
}

function NameFields({ draft, change }: NameFieldsProps): ReactNode {
  const t = useOrganisationWords();
  const { language } = useFormats();
  const options = AUDIENCES.map((value) => ({ value, text: wordFor(AUDIENCE, value, language) }));
  return (
    <div className="form-row">
      <TextField label={t("legalName")} value={draft.legalName ?? ""} onChange={(legalName) => change({ legalName })} />
      <SelectField
        label={t("audience")}
        value={draft.audience}
        onChange={(audience) => change({ audience })}
        options={options}
      />
      <SelectField
        label={t("contactsAudience")}
        value={draft.contactsAudience}
        onChange={(contactsAudience) => change({ contactsAudience })}
        options={options}
      />
    </div>
  );
}

function EraseContacts({ onErased }: { readonly onErased: () => void }): ReactNode {
  const t = useOrganisationWords();
  const erasing = useSend(async (gateway) => {
    const answer = await gateway.DELETE("/v1/profile/contacts");
    if (answer.response.ok) onErased();
    return answer;
  });
  return (
    <Confirmed button={t("erase")} title={t("eraseTitle")} sending={erasing} input={undefined}>
      <p>{t("eraseWhat")}</p>
    </Confirmed>
  );
}
