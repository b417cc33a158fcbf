/** What differs, what stands on one side only, what both books agree on; any number of rows of each. */
import { useState } from "react";
import type { ReactNode } from "react";
import { DIFFERENCE_CLASSES, OWNERS } from "../../../domain/ledgerDifference.ts";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { SelectField } from "../../ui/Field.tsx";
import { Section } from "../../ui/Page.tsx";
import { DIFFERENCE_CLASS, DIFFERENCE_OWNER } from "../../words/enumerations/reconciliation.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { AgreedPane } from "./AgreedPane.tsx";
import { DifferenceDialog } from "./DifferenceDialog.tsx";
import { DifferencePane } from "./DifferencePane.tsx";
import type { Difference } from "./differences.ts";
import { isOneSided } from "./differences.ts";
import { useResultWords } from "./resultWords.ts";

interface PanesProps {
  readonly id: string;
  readonly ownSide: "supplier" | "buyer";
  readonly currencies: readonly string[];
}

interface Filter {
  readonly class: Schemas["BookDifference"]["class"] | "";
  readonly owner: Schemas["BookDifference"]["owner"] | "";
  readonly currency: string;
}

const ROWS_OF_PAGE = "200";

export function Panes({ id, ownSide, currencies }: PanesProps): ReactNode {
  const t = useResultWords();
  const [filter, setFilter] = useState<Filter>({ class: "", owner: "", currency: "" });
  const [open, setOpen] = useState<Difference>();
  const pages = useDifferences(id, filter);
  const shown = pages.rows.find(({ key }) => key === open?.key) ?? open;
  return (
    <>
      <Filters filter={filter} currencies={currencies} onChange={setFilter} />
      <Section title={t("differing")}>
        <DifferencePane
          caption={t("differing")}
          pages={pages}
          isOfPane={(difference) => !isOneSided(difference)}
          empty={t("differingNone")}
          onOpen={setOpen}
        />
      </Section>
      <Section title={t("oneSided")}>
        <DifferencePane
          caption={t("oneSided")}
          pages={pages}
          isOfPane={isOneSided}
          empty={t("oneSidedNone")}
          onOpen={setOpen}
        />
      </Section>
      <Section title={t("agreed")}>
        <AgreedPane id={id} currency={filter.currency} />
      </Section>
      <DifferenceDialog
        source={{ kind: "run", id }}
        difference={shown}
        ownSide={ownSide}
        onClose={() => setOpen(undefined)}
      />
    </>
  );
}

function useDifferences(id: string, filter: Filter) {
  return usePages(["differences", id, filter.class, filter.owner, filter.currency], (gateway, cursor) => {
    const query = {
      limit: ROWS_OF_PAGE,
      ...(filter.class === "" ? {} : { class: filter.class }),
      ...(filter.owner === "" ? {} : { owner: filter.owner }),
      ...(filter.currency === "" ? {} : { currency: filter.currency }),
      ...(cursor === undefined ? {} : { cursor }),
    };
    return gateway.GET("/v1/reconciliations/{id}/differences", { params: { path: { id }, query } });
  });
}

interface FiltersProps {
  readonly filter: Filter;
  readonly currencies: readonly string[];
  readonly onChange: (filter: Filter) => void;
}

function Filters({ filter, currencies, onChange }: FiltersProps): ReactNode {
  const t = useResultWords();
  const { language } = useFormats();
  const all = { value: "", text: t("all") } as const;
  return (
    <div className="form-row" role="group" aria-label={t("filters")}>
      <SelectField
        label={t("class")}
        value={filter.class}
        options={[
          all,
          ...DIFFERENCE_CLASSES.map((value) => ({ value, text: wordFor(DIFFERENCE_CLASS, value, language) })),
        ]}
        onChange={(value) => onChange({ ...filter, class: value })}
      />
      <SelectField
        label={t("owner")}
        value={filter.owner}
        options={[all, ...OWNERS.map((value) => ({ value, text: wordFor(DIFFERENCE_OWNER, value, language) }))]}
        onChange={(owner) => onChange({ ...filter, owner })}
      />
      {currencies.length > 1 && (
        <SelectField
          label={t("currency")}
          value={filter.currency}
          options={[all, ...currencies.map((value) => ({ value, text: value }))]}
          onChange={(currency) => onChange({ ...filter, currency })}
        />
      )}
    </div>
  );
}
