import { useState } from "react";
import type { ReactNode } from "react";
import { SOURCE_KINDS } from "../../../domain/partyFile/facts.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField, TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { useFormats } from "../../words/formats.ts";
import { useToday } from "../factoring/today.ts";
import { EMPTY_VALUE, valueOf } from "./factDraft.ts";
import { SOURCE_KIND } from "./factEnumerations.ts";
import { FactValueFields } from "./FactValueFields.tsx";
import { useFileWords } from "./fileWords.ts";
import { useDraftId } from "./useDraftId.ts";
import { useCreditWords } from "./words.ts";

type SourceKind = (typeof SOURCE_KINDS)[number];

export function AddFact({ customer }: { readonly customer: string }): ReactNode {
  const t = useFileWords();
  const words = useCreditWords();
  const today = useToday();
  const [id, renew] = useDraftId();
  const [value, setValue] = useState(EMPTY_VALUE);
  const [said, setSaid] = useState<Said>({
    kind: "register",
    name: "",
    reference: "",
    asOf: "",
    observed: "",
    expires: "",
  });
  const adding = useSend((gateway, body: Schemas["NewPartyFact"]) => gateway.POST("/v1/party-facts", { body }));
  const observed = said.observed === "" ? today : said.observed;
  const asOf = said.asOf === "" ? observed : said.asOf;
  const send = (): void => {
    const { kind, name, reference, expires } = said;
    const body = {
      ...{ id, customer, value: valueOf(value), asOf, observed, visitor: null },
      source: { kind, name, reference: reference === "" ? null : reference, document: null },
      expires: expires === "" ? null : expires,
    };
    const onSuccess = (): void => {
      renew();
      setValue({ ...EMPTY_VALUE, kind: value.kind });
    };
    adding.mutate(body, { onSuccess });
  };
  return (
    <Form label={t("add")} onSend={send}>
      <FactValueFields value={value} onChange={setValue} />
      <SourceFields said={{ ...said, observed, asOf }} onChange={setSaid} />
      {adding.isError && <ErrorNote error={adding.error} />}
      {adding.isSuccess && (
        <Notice kind="done">
          <p role="status">{words("done")}</p>
        </Notice>
      )}
      <div className="actions">
        <Submit isBusy={adding.isPending}>{t("add")}</Submit>
      </div>
    </Form>
  );
}

interface Said {
  readonly kind: SourceKind;
  readonly name: string;
  readonly reference: string;
  readonly asOf: string;
  readonly observed: string;
  readonly expires: string;
}

interface SourceFieldsProps {
  readonly said: Said;
  readonly onChange: (said: Said) => void;
}

function SourceFields({ said, onChange }: SourceFieldsProps): ReactNode {
  const t = useFileWords();
  const { language } = useFormats();
  const set = (field: keyof Said) => (value: string) => onChange({ ...said, [field]: value });
  return (
    <div className="form-row">
      <SelectField
        label={t("sourceKind")}
        value={said.kind}
        options={SOURCE_KINDS.map((kind) => ({ value: kind, text: SOURCE_KIND[kind][language] }))}
        onChange={set("kind")}
      />
      <TextField
        {...{ label: t("sourceName"), hint: t("sourceHint"), value: said.name, isRequired: true }}
        onChange={set("name")}
      />
      <TextField label={t("reference")} value={said.reference} onChange={set("reference")} />
      <TextField label={t("asOf")} kind="date" value={said.asOf} onChange={set("asOf")} />
      <TextField label={t("observed")} kind="date" value={said.observed} onChange={set("observed")} />
      <TextField
        {...{ label: t("expires"), hint: t("expiresHint"), kind: "date", value: said.expires }}
        onChange={set("expires")}
      />
    </div>
  );
}
