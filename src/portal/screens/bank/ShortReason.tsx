import { useState } from "react";
import type { ReactNode } from "react";
import { SHORT_REASONS } from "../../../domain/cashMatch.ts";
import type { ShortReason as Code } from "../../../domain/cashMatch.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField, TextField } from "../../ui/Field.tsx";
import { Section } from "../../ui/Page.tsx";
import { Party } from "../../ui/Party.tsx";
import { SHORT_REASON } from "../../words/enumerations/cash.ts";
import { useFormats } from "../../words/formats.ts";
import { useEntryWords } from "./entryWords.ts";

interface ShortReasonProps {
  /** The entry's id. */
  readonly entry: string;
  readonly match: Schemas["CashMatch"];
}

/** Why a payer kept something back: offered where less came than is open. */
export function ShortReason({ entry, match }: ShortReasonProps): ReactNode {
  const t = useEntryWords();
  const isStanding = ["posted", "proposed", "exception"].includes(match.state);
  const isShort = match.rule === "SHORT" || match.allocations.some(({ reason }) => reason !== "NONE");
  if (!isStanding || (!isShort && match.reason === null)) return undefined;
  return (
    <Section title={t("short")}>
      <p>{t("shortLead")}</p>
      {match.reason !== null && <Stated reason={match.reason} />}
      <ReasonForm entry={entry} match={match} />
    </Section>
  );
}

function Stated({ reason }: { readonly reason: NonNullable<Schemas["CashMatch"]["reason"]> }): ReactNode {
  const t = useEntryWords();
  const { language } = useFormats();
  return (
    <p>
      {t("shortStated")}: {SHORT_REASON[reason.code][language]} <bdi>{reason.text}</bdi> ·{" "}
      <Party address={reason.account} />
    </p>
  );
}

function ReasonForm({ entry: id, match }: ShortReasonProps): ReactNode {
  const t = useEntryWords();
  const { language } = useFormats();
  const [code, setCode] = useState<Code>(match.reason?.code ?? "partPayment");
  const [text, setText] = useState(match.reason?.text ?? "");
  const stating = useSend((gateway, body: Schemas["StatedReason"]) =>
    gateway.POST("/v1/cash/entries/{id}/reason", { params: { path: { id } }, body }),
  );
  return (
    <Form label={t("short")} onSend={() => stating.mutate({ match: match.id, code, text })}>
      <div className="form-row">
        <SelectField
          label={t("shortCode")}
          value={code}
          options={SHORT_REASONS.map((value) => ({ value, text: SHORT_REASON[value][language] }))}
          onChange={setCode}
        />
        <TextField label={t("shortText")} value={text} onChange={setText} />
      </div>
      {stating.isError && <ErrorNote error={stating.error} />}
      <div className="actions">
        <Submit isBusy={stating.isPending}>{t("shortSave")}</Submit>
      </div>
    </Form>
  );
}
