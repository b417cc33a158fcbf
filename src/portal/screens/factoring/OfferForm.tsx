/** A factor writes its price, and sees the money that it comes to before it signs. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField, TextField } from "../../ui/Field.tsx";
import { QUOTE_KIND } from "../../words/enumerations/factoring.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { shortHex, useFormats } from "../../words/formats.ts";
import { offerOf, wholeIn } from "./offerDraft.ts";
import type { DraftProps, OfferDraft } from "./offerDraft.ts";
import { PriceFields } from "./OfferPrice.tsx";
import { OfferPreview } from "./OfferPreview.tsx";
import { useOfferSigning } from "./OwnOffers.tsx";
import { usePipelineWords } from "./pipelineWords.ts";
import { useFactoringWords } from "./words.ts";

type Request = Schemas["QuoteRequest"];

const DAY_CHARACTERS = 10;

function draftFor({ kinds, receivables, until }: Request): OfferDraft {
  const longest = "120";
  return {
    ...{ kind: kinds[0] ?? "single", receivable: receivables.find(({ state }) => state === "open")?.receivable ?? "" },
    ...{ advanceRate: "80", feeRate: "", basis: "360", commissionRate: "0", minimumFee: "0", recourseDays: "" },
    ...{ maxTenor: longest, advices: "0", rate: "", extraDays: "0", limit: "", buyerLimits: {} },
    until: until.slice(0, DAY_CHARACTERS),
  };
}

export function OfferForm({ request }: { readonly request: Request }): ReactNode {
  const t = usePipelineWords();
  const [draft, setDraft] = useState(() => draftFor(request));
  const [isUnfit, setIsUnfit] = useState(false);
  const signOffer = useOfferSigning();
  const preparing = useSend((gateway, body: Schemas["NewQuoteOffer"]) =>
    gateway.POST("/v1/quote-requests/{id}/offers", { params: { path: { id: request.id } }, body }),
  );
  const prepare = (): void => {
    const body = offerOf(draft, request, crypto.randomUUID());
    setIsUnfit(body === undefined);
    if (body !== undefined) preparing.mutate(body, { onSuccess: signOffer });
  };
  const set = (part: Partial<OfferDraft>): void => setDraft({ ...draft, ...part });
  return (
    <Form onSend={prepare} label={t("make")}>
      <Subject request={request} draft={draft} onChange={set} />
      <PriceFields request={request} draft={draft} onChange={set} />
      <OfferPreview request={request} draft={draft} />
      {isUnfit && <p role="alert">{t("unfit")}</p>}
      {preparing.isError && <ErrorNote error={preparing.error} />}
      <div className="actions">
        <Submit isBusy={preparing.isPending}>{t("prepare")}</Submit>
      </div>
    </Form>
  );
}

function Subject({ request, draft, onChange }: DraftProps): ReactNode {
  const t = usePipelineWords();
  const words = useFactoringWords();
  const { language, money, day } = useFormats();
  const isOfOne = draft.kind === "single" || draft.kind === "purchase";
  return (
    <div className="form-row">
      <SelectField
        label={t("kind")}
        value={draft.kind}
        onChange={(kind) => onChange({ kind })}
        options={request.kinds.map((value) => ({ value, text: wordFor(QUOTE_KIND, value, language) }))}
      />
      {isOfOne && (
        <SelectField
          label={t("receivable")}
          value={draft.receivable}
          onChange={(receivable) => onChange({ receivable })}
          options={request.receivables
            .filter(({ state }) => state === "open")
            .map(({ receivable, open, dueDate }) => {
              const due = dueDate === null ? "" : ` · ${day(dueDate)}`;
              return { value: receivable, text: `${shortHex(receivable)} · ${money(open, request.currency)}${due}` };
            })}
        />
      )}
      <TextField
        label={words("until")}
        kind="date"
        hint={words("untilHint")}
        value={draft.until}
        onChange={(until) => onChange({ until })}
      />
      <TextField
        label={t("advices")}
        kind="decimal"
        value={draft.advices}
        error={wholeIn(draft.advices) === undefined ? words("decimalUnfit") : undefined}
        onChange={(advices) => onChange({ advices })}
      />
    </div>
  );
}
