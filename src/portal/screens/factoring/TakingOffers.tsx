/** For each receivable the offer under which it is sold; then the calls of the organisation's own account. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useActing } from "../../acts/ActProvider.tsx";
import { useSend } from "../../data/useAsked.ts";
import { Button, Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { shortHex, useFormats } from "../../words/formats.ts";
import type { Quote } from "./Comparison.tsx";
import { keepTaking, useKeptTakings } from "./keptTakings.ts";
import { useNames } from "./names.ts";
import { useOfferWords } from "./offerWords.ts";
import { TakingUnderWay } from "./TakingUnderWay.tsx";
import { useFactoringWords } from "./words.ts";

interface TakingOffersProps {
  readonly request: Schemas["QuoteRequest"];
  readonly compared: Schemas["QuoteComparison"];
}

type Choice = Readonly<Record<string, string>>;

export function TakingOffers({ request, compared }: TakingOffersProps): ReactNode {
  const t = useOfferWords();
  const kept = useKeptTakings(request.id);
  const takable = compared.items.filter(({ taking }) => taking.way === "take");
  const others = compared.items.filter(({ taking }) => taking.way !== "take");
  return (
    <>
      {(takable.length > 0 || others.length > 0) && (
        <Section title={t("take")}>
          {takable.length > 0 && <Choosing request={request} quotes={takable} currency={compared.currency} />}
          {others.map((quote) => (
            <BuyersOffer key={quote.offer ?? quote.by} quote={quote} />
          ))}
        </Section>
      )}
      {kept.map((id) => (
        <TakingUnderWay key={id} id={id} />
      ))}
    </>
  );
}

interface ChoosingProps {
  readonly request: Schemas["QuoteRequest"];
  readonly quotes: readonly Quote[];
  readonly currency: Schemas["Currency"];
}

function Choosing({ request, quotes, currency }: ChoosingProps): ReactNode {
  const t = useOfferWords();
  const [choice, setChoice] = useState<Choice>({});
  const [isEmpty, setIsEmpty] = useState(false);
  const optionOf = useOptions(quotes, currency);
  const taking = useTaking(request.id);
  const take = (): void => {
    const offers = offersOf(choice);
    setIsEmpty(offers.length === 0);
    if (offers.length > 0) taking.mutate(offers);
  };
  return (
    <Form onSend={take} label={t("take")}>
      <p className="hint">{t("takeLead")}</p>
      {request.receivables
        .filter(({ state }) => state === "open")
        .map(({ receivable }) => (
          <SelectField
            key={receivable}
            label={t("underOffer", { what: shortHex(receivable) })}
            value={choice[receivable] ?? ""}
            onChange={(offer) => setChoice({ ...choice, [receivable]: offer })}
            options={[{ value: "", text: t("keep") }, ...optionOf(receivable)]}
          />
        ))}
      <Notice kind="warning">{t("takeEffect")}</Notice>
      {isEmpty && <p role="alert">{t("nothingChosen")}</p>}
      {taking.isError && <ErrorNote error={taking.error} />}
      <div className="actions">
        <Submit isBusy={taking.isPending}>{t("prepare")}</Submit>
      </div>
    </Form>
  );
}

/** Kept as soon as it is answered: by then the offers may be locked, and what asked for it no longer there. */
function useTaking(request: string) {
  return useSend(async (gateway, offers: Schemas["ChosenOffer"][]) => {
    const body = { id: crypto.randomUUID(), offers };
    const answer = await gateway.POST("/v1/quote-requests/{id}/takings", { params: { path: { id: request } }, body });
    if (answer.data !== undefined) keepTaking(request, answer.data.id);
    return answer;
  });
}

/** Receivables by the offer that was chosen for them. */
function offersOf(choice: Choice): Schemas["ChosenOffer"][] {
  const offers = new Set(Object.values(choice).filter((offer) => offer !== ""));
  return [...offers].map((offer) => ({
    offer,
    receivables: Object.keys(choice).filter((receivable) => choice[receivable] === offer),
  }));
}

function useOptions(
  quotes: readonly Quote[],
  currency: Schemas["Currency"],
): (receivable: string) => { value: string; text: string }[] {
  const t = useOfferWords();
  const words = useFactoringWords();
  const { money } = useFormats();
  const nameOf = useNames(quotes.map(({ by }) => by));
  return (receivable) =>
    quotes.flatMap(({ offer, by, lines, rate }) => {
      const line = lines.find((one) => one.receivable === receivable);
      if (offer === null || line === undefined) return [];
      const said = { who: nameOf(by), cash: money(line.funds, currency) };
      const text =
        rate === null
          ? t("optionNoRate", said)
          : t("option", { ...said, rate: words("percent", { value: rate.percent }) });
      return [{ value: offer, text }];
    });
}

/** A buyer that pays early by the terms, or by new ones that both sign. */
function BuyersOffer({ quote: { by, taking } }: { readonly quote: Quote }): ReactNode {
  const t = useOfferWords();
  const { begin } = useActing();
  const nameOf = useNames([by]);
  if (taking.way === "buyerPays") return <p className="hint">{t("buyerChooses")}</p>;
  return (
    <p className="actions">
      {taking.acts.map((act) => (
        <Button
          key={act.receivable}
          label={t("agreeEarlyOf", { who: nameOf(by), what: shortHex(act.receivable) })}
          onPress={() => begin({ title: t("agreeEarlyTitle"), act: { id: crypto.randomUUID(), ...act } })}
        >
          {t("agreeEarly")} · {nameOf(by)}
        </Button>
      ))}
    </p>
  );
}
