/** With whom, and in which currency. */
import { useState } from "react";
import type { ReactNode } from "react";
import { useCurrencyChoice } from "../../data/currencyChoice.ts";
import type { CurrencyChoice } from "../../data/currencyChoice.ts";
import { CurrencyField } from "../../ui/CurrencyField.tsx";
import { SelectField } from "../../ui/Field.tsx";
import { ROLE } from "../../words/enumerations/ledger.ts";
import { shortHex, useFormats } from "../../words/formats.ts";
import { useCounterparties } from "../reconcile/useCounterparties.ts";
import type { Counterparty } from "../reconcile/useCounterparties.ts";
import type { Pair } from "./draft.ts";
import { useStatementWords } from "./words.ts";

export interface PairChoice {
  /** Undefined until it is known whom there is to choose from. */
  readonly pair: Pair | undefined;
  readonly counterparties: readonly Counterparty[];
  readonly choice: CurrencyChoice;
  readonly choose: (address: string) => void;
}

export function usePair(): PairChoice {
  const counterparties = useCounterparties() ?? [];
  const choice = useCurrencyChoice();
  const [address, choose] = useState<string>();
  const counterparty = counterparties.find((one) => one.address === address) ?? counterparties[0];
  const isKnown = counterparty !== undefined && choice.value !== undefined;
  return {
    ...{ counterparties, choice, choose },
    pair: isKnown ? { counterparty, currency: choice.value } : undefined,
  };
}

export function PairFields({
  pair: { pair, counterparties, choice, choose },
}: {
  readonly pair: PairChoice;
}): ReactNode {
  const t = useStatementWords();
  const { language } = useFormats();
  if (pair === undefined) return undefined;
  return (
    <div className="form-row">
      <SelectField
        label={t("counterparty")}
        hint={t("youAre", { role: ROLE[pair.counterparty.ownSide][language].toLowerCase() })}
        value={pair.counterparty.address}
        options={counterparties.map(({ address, name }) => ({ value: address, text: name ?? shortHex(address) }))}
        onChange={choose}
      />
      <CurrencyField choice={choice} />
    </div>
  );
}
