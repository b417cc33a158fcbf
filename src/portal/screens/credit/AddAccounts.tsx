/** Annual accounts as figures; of the document itself only the hash goes anywhere. */
import { useState } from "react";
import type { ReactNode } from "react";
import { ACCOUNT_LINES } from "../../../domain/partyFile/ratios.ts";
import type { AccountLine } from "../../../domain/partyFile/ratios.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { CheckField, Form, TextField } from "../../ui/Field.tsx";
import { FileDrop } from "../../ui/FileDrop.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Working } from "../../ui/Working.tsx";
import { useFileWords } from "./fileWords.ts";
import { useDraftId } from "./useDraftId.ts";
import { useCreditWords } from "./words.ts";

type Lines = Readonly<Partial<Record<AccountLine, string>>>;

const EMPTY = { source: "", periodStart: "", periodEnd: "", currency: "", document: "", isAudited: false };

export function AddAccounts({ customer }: { readonly customer: string }): ReactNode {
  const t = useFileWords();
  const words = useCreditWords();
  const [id, renew] = useDraftId();
  const [said, setSaid] = useState(EMPTY);
  const [lines, setLines] = useState<Lines>({});
  const adding = useSend((gateway, body: Schemas["NewPartyAccounts"]) => gateway.POST("/v1/party-accounts", { body }));
  const send = (): void => {
    if (said.document === "") return;
    const { periodStart, periodEnd, currency, source, document, isAudited } = said;
    const figures = Object.fromEntries(
      ACCOUNT_LINES.map((line) => [line, (lines[line] ?? "") === "" ? null : lines[line]]),
    ) as Schemas["NewPartyAccounts"]["figures"];
    const body = {
      id,
      customer,
      periodStart,
      periodEnd,
      currency: currency.toUpperCase(),
      audited: isAudited,
      figures,
    };
    adding.mutate({ ...body, source: { name: source, document }, restates: null }, { onSuccess: renew });
  };
  return (
    <Working title={t("addAccounts")}>
      <Form label={t("addAccounts")} onSend={send}>
        <AccountsFacts said={said} onChange={setSaid} />
        <div className="form-row">
          {ACCOUNT_LINES.map((line) => (
            <TextField
              key={line}
              {...{ label: t(`line_${line}`), hint: t("lineHint"), kind: "decimal", value: lines[line] ?? "" }}
              onChange={(amount) => setLines({ ...lines, [line]: amount })}
            />
          ))}
        </div>
        {adding.isError && <ErrorNote error={adding.error} />}
        {adding.isSuccess && (
          <Notice kind="done">
            <p role="status">{words("done")}</p>
          </Notice>
        )}
        <div className="actions">
          <Submit isBusy={adding.isPending}>{t("addAccounts")}</Submit>
        </div>
      </Form>
    </Working>
  );
}

interface AccountsFactsProps {
  readonly said: typeof EMPTY;
  readonly onChange: (said: typeof EMPTY) => void;
}

function AccountsFacts({ said, onChange }: AccountsFactsProps): ReactNode {
  const t = useFileWords();
  const read = async ([file]: readonly File[]): Promise<void> => {
    if (file === undefined) return;
    const { sha256OfFile } = await import("./sha256.ts");
    onChange({ ...said, document: await sha256OfFile(file) });
  };
  const field = (name: "source" | "periodStart" | "periodEnd" | "currency", label: string, kind: "text" | "date") => (
    <TextField
      {...{ label, kind, value: said[name], isRequired: true }}
      onChange={(value) => onChange({ ...said, [name]: value })}
    />
  );
  return (
    <>
      <div className="form-row">
        {field("source", t("sourceName"), "text")}
        {field("periodStart", t("periodStart"), "date")}
        {field("periodEnd", t("periodEnd"), "date")}
        {field("currency", t("currency"), "text")}
      </div>
      <CheckField
        label={t("isAudited")}
        isChecked={said.isAudited}
        onChange={(isAudited) => onChange({ ...said, isAudited })}
      />
      <FileDrop label={t("document")} hint={t("documentHint")} isSingle onFiles={(files) => void read(files)} />
      <p role="status" className="hint">
        {said.document === "" ? t("documentMissing") : t("documentGiven", { hash: said.document })}
      </p>
    </>
  );
}
