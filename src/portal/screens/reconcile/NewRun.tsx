/** Two books and the day up to which they count. */
import { useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { CheckField, Form, SelectField, TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { ROLE } from "../../words/enumerations/ledger.ts";
import { shortHex, useFormats } from "../../words/formats.ts";
import { EMPTY_BOOK, isGiven, sentBook } from "./bookDraft.ts";
import type { BookDraft } from "./bookDraft.ts";
import { BookFields } from "./BookFields.tsx";
import { useCounterparties } from "./useCounterparties.ts";
import type { Counterparty } from "./useCounterparties.ts";
import { useReconcileWords } from "./words.ts";
import { zones } from "./zones.ts";

type Side = Schemas["NewReconciliation"]["side"];

interface Draft {
  /** Undefined until it is chosen: then it is what the firm is in its last receivables. */
  readonly side: Side | undefined;
  readonly counterparty: string;
  readonly shownTo: string;
  readonly cutOff: string;
  readonly zone: string;
  readonly own: BookDraft;
  readonly other: BookDraft;
}

const EMPTY = { side: undefined, counterparty: "", shownTo: "", cutOff: "", own: EMPTY_BOOK, other: EMPTY_BOOK };

export function NewRun(): ReactNode {
  const t = useReconcileWords();
  const [draft, setDraft] = useState<Draft>(() => ({ ...EMPTY, zone: zones()[0] ?? "UTC" }));
  const counterparties = useCounterparties() ?? [];
  const side = draft.side ?? counterparties[0]?.ownSide ?? "supplier";
  const sending = useBeginning();
  const hasBooks = isGiven(draft.own) && isGiven(draft.other);
  const needsShown = (draft.own.hasLedger || draft.other.hasLedger) && draft.shownTo === "";
  const change = (changed: Partial<Draft>): void => setDraft({ ...draft, ...changed });
  return (
    <Section title={t("newRun")}>
      <Form
        label={t("newRun")}
        onSend={() => {
          if (hasBooks && !needsShown && !sending.isPending) sending.mutate({ ...draft, side });
        }}
      >
        <Terms draft={{ ...draft, side }} counterparties={counterparties} onChange={change} />
        <div className="columns">
          <BookFields label={t("ownBook")} book={draft.own} onChange={(own) => change({ own })}>
            <WithLedger book={draft.own} onChange={(own) => change({ own })} />
          </BookFields>
          <BookFields label={t("otherBook")} book={draft.other} onChange={(other) => change({ other })}>
            <WithLedger book={draft.other} onChange={(other) => change({ other })} />
          </BookFields>
        </div>
        {!hasBooks && <p className="hint">{t("needBooks")}</p>}
        {needsShown && <Notice kind="warning">{t("needShown")}</Notice>}
        <Notice kind="limit">{t("noKeys")}</Notice>
        {sending.isError && <ErrorNote error={sending.error} />}
        <div className="actions">
          <Submit isBusy={sending.isPending}>{t("begin")}</Submit>
        </div>
      </Form>
    </Section>
  );
}

interface BookProps {
  readonly book: BookDraft;
  readonly onChange: (book: BookDraft) => void;
}

function WithLedger({ book, onChange }: BookProps): ReactNode {
  const t = useReconcileWords();
  return (
    <CheckField
      label={t("withLedger")}
      isChecked={book.hasLedger}
      onChange={(hasLedger) => onChange({ ...book, hasLedger })}
    />
  );
}

interface TermsProps {
  readonly draft: Draft & { readonly side: Side };
  readonly counterparties: readonly Counterparty[];
  readonly onChange: (changed: Partial<Draft>) => void;
}

function Terms({ draft, counterparties, onChange }: TermsProps): ReactNode {
  const t = useReconcileWords();
  const { language } = useFormats();
  const known = counterparties.map(({ address, name }) => ({
    value: address,
    text: name === null ? shortHex(address) : `${name} (${shortHex(address)})`,
  }));
  const show = (shownTo: string): void => {
    const name = counterparties.find(({ address }) => address === shownTo)?.name;
    onChange({ shownTo, ...(draft.counterparty === "" && typeof name === "string" ? { counterparty: name } : {}) });
  };
  return (
    <div className="form-row">
      <SelectField
        label={t("side")}
        value={draft.side}
        options={(["supplier", "buyer"] as const).map((value) => ({ value, text: ROLE[value][language] }))}
        onChange={(side) => onChange({ side })}
      />
      <TextField
        label={t("counterparty")}
        value={draft.counterparty}
        isRequired
        onChange={(counterparty) => onChange({ counterparty })}
      />
      <SelectField
        label={t("shownTo")}
        hint={t("shownToHint")}
        value={draft.shownTo}
        options={[{ value: "", text: t("shownToNobody") }, ...known]}
        onChange={show}
      />
      <TextField
        label={t("cutOff")}
        hint={t("cutOffHint")}
        kind="date"
        isRequired
        value={draft.cutOff}
        onChange={(cutOff) => onChange({ cutOff })}
      />
      <SelectField
        label={t("zone")}
        hint={t("zoneHint")}
        value={draft.zone}
        options={zones().map((value) => ({ value, text: value }))}
        onChange={(zone) => onChange({ zone })}
      />
    </div>
  );
}

/** Sends both files, begins, and goes to where it is followed. */
function useBeginning() {
  const [, navigate] = useLocation();
  return useSend(async (gateway, draft: Draft & { readonly side: Side }) => {
    const { side, counterparty, shownTo, cutOff, zone } = draft;
    const [own, other] = [await sentBook(gateway, draft.own), await sentBook(gateway, draft.other)];
    const books = side === "supplier" ? { supplier: own, buyer: other } : { supplier: other, buyer: own };
    const id = crypto.randomUUID();
    const shown = shownTo === "" ? {} : { shownTo };
    const body = { id, side, counterparty: counterparty.trim(), ...shown, cutOff, zone, books };
    const answer = await gateway.POST("/v1/reconciliations", { body });
    if (answer.response.ok) navigate(`/reconcile/${id}`);
    return answer;
  });
}
