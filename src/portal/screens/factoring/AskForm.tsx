/** Which offers are wanted until when; what this discloses stands above the button that does it. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { QUOTE_KINDS } from "../../../wire/quoteRequest.ts";
import type { QuoteKind } from "../../../wire/quoteRequest.ts";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { CheckField, Form, TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { QUOTE_KIND } from "../../words/enumerations/factoring.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useSellWords } from "./sellWords.ts";
import { daysAfter, endOfDay } from "./days.ts";
import { useToday } from "./today.ts";
import { useFactoringWords } from "./words.ts";

interface AskFormProps {
  readonly receivables: readonly string[];
  readonly factors: readonly string[];
  readonly onAsked: () => void;
}

const WEEK = 7;

export function AskForm({ receivables, factors, onAsked }: AskFormProps): ReactNode {
  const t = useSellWords();
  const words = useFactoringWords();
  const { language } = useFormats();
  const today = useToday();
  const [kinds, setKinds] = useState<readonly QuoteKind[]>(["single"]);
  const [day, setDay] = useState("");
  const last = day === "" ? daysAfter(today, WEEK) : day;
  const asking = useAsking(onAsked);
  const isReady = receivables.length > 0 && factors.length > 0 && kinds.length > 0;
  const send = (): void => {
    if (!isReady) return;
    const id = crypto.randomUUID();
    asking.mutate({
      ...{ id, receivables: [...receivables], factors: [...factors], kinds: [...kinds], until: endOfDay(last) },
    });
  };
  return (
    <Form onSend={send} label={t("how")}>
      <fieldset>
        <legend>{t("kinds")}</legend>
        {QUOTE_KINDS.map((kind) => (
          <p key={kind}>
            <CheckField
              label={wordFor(QUOTE_KIND, kind, language)}
              isChecked={kinds.includes(kind)}
              onChange={(isOn) => setKinds(QUOTE_KINDS.filter((one) => (one === kind ? isOn : kinds.includes(one))))}
            />
          </p>
        ))}
      </fieldset>
      <div className="form-row">
        <TextField label={t("untilLabel")} kind="date" hint={words("untilHint")} value={last} onChange={setDay} />
      </div>
      {isReady ? <Disclosure count={receivables.length} factors={factors} last={last} /> : <p>{t("askMissing")}</p>}
      {asking.isError && <ErrorNote error={asking.error} />}
      {asking.isSuccess && !isReady && <Asked request={asking.data} />}
      <div className="actions">
        <Submit isBusy={asking.isPending}>{t("ask")}</Submit>
      </div>
    </Form>
  );
}

function useAsking(onAsked: () => void) {
  const asking = useSend((gateway, body: Schemas["NewQuoteRequest"]) => gateway.POST("/v1/quote-requests", { body }));
  return { ...asking, mutate: (body: Schemas["NewQuoteRequest"]) => asking.mutate(body, { onSuccess: onAsked }) };
}

function Asked({ request: { id } }: { readonly request: Schemas["QuoteRequest"] }): ReactNode {
  const t = useSellWords();
  return (
    <Notice kind="done">
      <p role="status">
        {t("asked")} <Link href={`/factoring/offers/${id}`}>{t("seeOffers")}</Link>
      </p>
    </Notice>
  );
}

interface DisclosureProps {
  readonly count: number;
  readonly factors: readonly string[];
  readonly last: string;
}

function Disclosure({ count, factors, last }: DisclosureProps): ReactNode {
  const t = useSellWords();
  const { day } = useFormats();
  return (
    <Notice title={t("disclosed")}>
      <p>
        {t("disclosedTo", { count: factors.length, what: t("disclosedReceivables", { count }), until: day(last) })}{" "}
        {t("disclosedWhat")}
      </p>
      <ul>
        {factors.map((address) => (
          <li key={address}>
            <code>{address}</code>
          </li>
        ))}
      </ul>
      <p>{t("disclosedNot")}</p>
    </Notice>
  );
}
