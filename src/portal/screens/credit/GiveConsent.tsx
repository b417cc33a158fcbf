/** Lets one reader, and nobody else, see the organisation's trade reference: by its signature alone. */
import { useState } from "react";
import type { ReactNode } from "react";
import { useCurrencyChoice } from "../../data/currencyChoice.ts";
import { told } from "../../data/gateway.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useOrganisation, useSigned } from "../../data/session.tsx";
import { useSend } from "../../data/useAsked.ts";
import { useActing } from "../../acts/ActProvider.tsx";
import { Submit } from "../../ui/Button.tsx";
import { CurrencyField } from "../../ui/CurrencyField.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, TextField } from "../../ui/Field.tsx";
import { shortHex } from "../../words/formats.ts";
import { daysAfter, endOfDay } from "../factoring/days.ts";
import { useToday } from "../factoring/today.ts";
import { AddressField } from "./AddressField.tsx";
import { firstOfMonth, lastOfMonth, yearUntil } from "./monthEnds.ts";
import { useOwnWords } from "./ownWords.ts";
import { useDraftId } from "./useDraftId.ts";

const USUAL_DAYS = 90;

export function GiveConsent(): ReactNode {
  const t = useOwnWords();
  const today = useToday();
  const organisation = useOrganisation();
  const choice = useCurrencyChoice();
  const [id, renew] = useDraftId();
  const [said, setSaid] = useState({ reader: "", from: "", to: "", until: "" });
  const year = yearUntil(today);
  const until = said.until === "" ? daysAfter(today, USUAL_DAYS) : said.until;
  const [from, to] = [
    said.from === "" ? year.from : firstOfMonth(said.from),
    said.to === "" ? year.to : lastOfMonth(said.to),
  ];
  const composing = useConsent(renew);
  const send = (): void => {
    if (choice.value?.startsWith("0x") !== true) return;
    const consent = {
      id,
      buyer: organisation,
      reader: said.reader.toLowerCase(),
      currencies: [choice.value],
      from,
      to,
    };
    composing.mutate({ ...consent, until: endOfDay(until) });
  };
  const change = (field: keyof typeof said) => (value: string) => setSaid({ ...said, [field]: value });
  return (
    <Form label={t("give")} onSend={send}>
      <div className="form-row">
        <AddressField label={t("readerAddress")} value={said.reader} onChange={change("reader")} />
        <CurrencyField choice={choice} />
        <TextField
          {...{ label: t("from"), hint: t("monthHint"), kind: "date", value: from }}
          onChange={change("from")}
        />
        <TextField {...{ label: t("to"), hint: t("monthHint"), kind: "date", value: to }} onChange={change("to")} />
        <TextField label={t("until")} kind="date" value={until} onChange={change("until")} />
      </div>
      {composing.isError && <ErrorNote error={composing.error} />}
      <div className="actions">
        <Submit isBusy={composing.isPending}>{t("sign")}</Submit>
      </div>
    </Form>
  );
}

/** The gateway puts it into a message, and the signature goes to it with the same words. */
function useConsent(renew: () => void) {
  const t = useOwnWords();
  const { gateway } = useSigned();
  const { sign } = useActing();
  const composing = useSend((asked, body: Schemas["ReferenceConsentDraft"]) =>
    asked.POST("/v1/trade-references/message", { body }),
  );
  return {
    ...composing,
    mutate: (consent: Schemas["ReferenceConsentDraft"]) =>
      composing.mutate(consent, {
        onSuccess: ({ message }) => {
          const hand = async (signature: string): Promise<void> => {
            told(await gateway.POST("/v1/trade-references", { body: { consent, signature } }));
            renew();
          };
          sign({ title: t("signTitle", { reader: shortHex(consent.reader) }), message, hand });
        },
      }),
  };
}
