import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { Button } from "../../ui/Button.tsx";
import { TextField } from "../../ui/Field.tsx";
import { useOrganisationWords } from "./organisationWords.ts";

type Identifiers = Schemas["Profile"]["identifiers"];

interface IdentifierRowsProps {
  readonly identifiers: Identifiers;
  readonly onChange: (identifiers: Identifiers) => void;
}

export function IdentifierRows({ identifiers, onChange }: IdentifierRowsProps): ReactNode {
  const t = useOrganisationWords();
  const change = (at: number, part: Partial<Identifiers[number]>): void =>
    onChange(identifiers.map((one, place) => (place === at ? { ...one, ...part } : one)));
  return (
    <fieldset className="rows">
      <legend>{t("identifiers")}</legend>
      {identifiers.map(({ scheme, value }, place) => (
        <div key={place} className="form-row">
          <TextField
            label={t("scheme")}
            hint={t("schemeHint")}
            value={scheme}
            onChange={(text) => change(place, { scheme: text.toUpperCase() })}
            isRequired
          />
          <TextField label={t("value")} value={value} onChange={(text) => change(place, { value: text })} isRequired />
          <Button
            label={t("removeOf", { name: value === "" ? t("next", { place: place + 1 }) : value })}
            onPress={() => onChange(identifiers.filter((_, other) => other !== place))}
          >
            {t("remove")}
          </Button>
        </div>
      ))}
      <div className="actions">
        <Button onPress={() => onChange([...identifiers, { scheme: "", value: "" }])}>{t("addIdentifier")}</Button>
      </div>
    </fieldset>
  );
}
