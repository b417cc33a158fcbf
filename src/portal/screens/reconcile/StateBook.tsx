/** The own book of a pair up to a last day, as lines, a root and a balance. */
import { useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { currencyByCode } from "../../../domain/currency.ts";
import { isoCurrencyAddress } from "../../../domain/terms.ts";
import { useOrganisation } from "../../data/session.tsx";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField, TextField } from "../../ui/Field.tsx";
import { Section } from "../../ui/Page.tsx";
import { ROLE } from "../../words/enumerations/ledger.ts";
import { shortHex, useFormats } from "../../words/formats.ts";
import { EMPTY_BOOK, uploadedBook } from "./bookDraft.ts";
import type { BookDraft } from "./bookDraft.ts";
import { BookFields } from "./BookFields.tsx";
import { useSignWords } from "./signWords.ts";
import { useCounterparties } from "./useCounterparties.ts";
import type { Counterparty } from "./useCounterparties.ts";
import { useReconcileWords } from "./words.ts";
import { endOfDay, zones } from "./zones.ts";

export function StateBook(): ReactNode {
  const t = useSignWords();
  const counterparties = useCounterparties();
  const none = useReconcileWords();
  if (counterparties === undefined) return undefined;
  const [first] = counterparties;
  return (
    <Section title={t("stateBook")}>
      <p className="hint">{t("stateLead")}</p>
      {first === undefined ? (
        <p>{none("noCounterparties")}</p>
      ) : (
        <StateForm counterparties={counterparties} first={first} />
      )}
    </Section>
  );
}

interface StateFormProps {
  readonly counterparties: readonly Counterparty[];
  readonly first: Counterparty;
}

function StateForm({ counterparties, first }: StateFormProps): ReactNode {
  const t = useSignWords();
  const [address, setAddress] = useState(first.address);
  const [terms, setTerms] = useState(() => ({ code: "EUR", lastDay: "", zone: zones()[0] ?? "UTC" }));
  const [book, setBook] = useState<BookDraft>(EMPTY_BOOK);
  const sending = useStating();
  const partner = counterparties.find((one) => one.address === address) ?? first;
  const currency = currencyByCode(terms.code.trim().toUpperCase());
  return (
    <Form
      label={t("stateBook")}
      onSend={() => {
        if (book.file === undefined || currency === undefined || sending.isPending) return;
        const { lastDay, zone } = terms;
        sending.mutate({ partner, currency: isoCurrencyAddress(currency), lastDay, zone, file: book.file, book });
      }}
    >
      <PartnerField counterparties={counterparties} partner={partner} onChange={setAddress} />
      <div className="form-row">
        <TextField
          label={t("currency")}
          value={terms.code}
          isRequired
          error={currency === undefined ? t("currencyUnknown") : undefined}
          onChange={(code) => setTerms({ ...terms, code })}
        />
        <TextField
          label={t("lastDay")}
          hint={t("lastDayHint")}
          kind="date"
          isRequired
          value={terms.lastDay}
          onChange={(lastDay) => setTerms({ ...terms, lastDay })}
        />
        <SelectField
          label={t("zone")}
          value={terms.zone}
          options={zones().map((value) => ({ value, text: value }))}
          onChange={(zone) => setTerms({ ...terms, zone })}
        />
      </div>
      <BookFields label={t("ownBook")} book={book} onChange={setBook} />
      {sending.isError && <ErrorNote error={sending.error} />}
      <div className="actions">
        <Submit isBusy={sending.isPending}>{t("state")}</Submit>
      </div>
    </Form>
  );
}

interface PartnerFieldProps {
  readonly counterparties: readonly Counterparty[];
  readonly partner: Counterparty;
  readonly onChange: (address: string) => void;
}

export function PartnerField({ counterparties, partner, onChange }: PartnerFieldProps): ReactNode {
  const t = useSignWords();
  const { language } = useFormats();
  return (
    <SelectField
      label={t("firm")}
      hint={t("side", { side: ROLE[partner.ownSide][language] })}
      value={partner.address}
      options={counterparties.map((one) => ({ value: one.address, text: one.name ?? shortHex(one.address) }))}
      onChange={onChange}
    />
  );
}

interface Stated {
  readonly partner: Counterparty;
  readonly currency: string;
  readonly lastDay: string;
  readonly zone: string;
  readonly file: File;
  readonly book: BookDraft;
}

function useStating() {
  const organisation = useOrganisation();
  const [, navigate] = useLocation();
  return useSend(async (gateway, { partner, currency, lastDay, zone, file, book: given }: Stated) => {
    const [supplier, buyer] =
      partner.ownSide === "supplier" ? [organisation, partner.address] : [partner.address, organisation];
    const statement = { supplier, buyer, currency, cutOff: endOfDay(lastDay, zone) };
    const book = await uploadedBook(gateway, file, given.reading);
    const body = { id: crypto.randomUUID(), kind: "own", statement, lastDay, book } as const;
    const answer = await gateway.POST("/v1/statement-books", { body });
    if (answer.data !== undefined) navigate(`/reconcile/statements/${answer.data.statementId}`);
    return answer;
  });
}
