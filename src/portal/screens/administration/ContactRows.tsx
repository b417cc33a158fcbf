import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { Button } from "../../ui/Button.tsx";
import { TextField } from "../../ui/Field.tsx";
import { useOrganisationWords } from "./organisationWords.ts";

type Contacts = Schemas["Profile"]["contacts"];

interface ContactRowsProps {
  readonly contacts: Contacts;
  readonly onChange: (contacts: Contacts) => void;
}

const NOBODY: Contacts[number] = { name: "", email: null, phone: null, purpose: null };

export function ContactRows({ contacts, onChange }: ContactRowsProps): ReactNode {
  const t = useOrganisationWords();
  return (
    <fieldset className="rows">
      <legend>{t("contacts")}</legend>
      {contacts.map((contact, place) => (
        <div key={place} className="form-row">
          <ContactFields
            contact={contact}
            change={(part) => onChange(contacts.map((one, at) => (at === place ? { ...one, ...part } : one)))}
          />
          <Button
            label={t("removeOf", { name: contact.name === "" ? t("next", { place: place + 1 }) : contact.name })}
            onPress={() => onChange(contacts.filter((_, other) => other !== place))}
          >
            {t("remove")}
          </Button>
        </div>
      ))}
      <div className="actions">
        <Button onPress={() => onChange([...contacts, NOBODY])}>{t("addContact")}</Button>
      </div>
    </fieldset>
  );
}

interface ContactFieldsProps {
  readonly contact: Contacts[number];
  readonly change: (part: Partial<Contacts[number]>) => void;
}

function ContactFields({ contact: { name, email, phone, purpose }, change }: ContactFieldsProps): ReactNode {
  const t = useOrganisationWords();
  return (
    <>
      <TextField label={t("contactName")} value={name} onChange={(text) => change({ name: text })} isRequired />
      <TextField label={t("email")} kind="email" value={email ?? ""} onChange={(text) => change({ email: text })} />
      <TextField label={t("phone")} value={phone ?? ""} onChange={(text) => change({ phone: text })} />
      <TextField label={t("purpose")} value={purpose ?? ""} onChange={(text) => change({ purpose: text })} />
    </>
  );
}
