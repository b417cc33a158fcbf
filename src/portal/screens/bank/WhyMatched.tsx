/** By which rule, on which evidence, and what else could have been. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { Facts } from "../../ui/Facts.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Empty, Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Party } from "../../ui/Party.tsx";
import { CASH_RULE, MATCH_STATE, PAYER_EVIDENCE } from "../../words/enumerations/cash.ts";
import { useFormats } from "../../words/formats.ts";
import { Allocations } from "./Allocations.tsx";
import type { CashEntry } from "./entryColumns.tsx";
import { useEntryWords } from "./entryWords.ts";
import { PartyText } from "./PartyText.tsx";
import { useRuleWords } from "./ruleWords.ts";
import { useBankWords } from "./words.ts";

/** A confidence comes in basis points, a per cent's hundredths. */
const PPM_OF_BASIS_POINT = 100;

export function WhyMatched({ entry }: { readonly entry: CashEntry }): ReactNode {
  const t = useEntryWords();
  const { match } = entry;
  return (
    <Section title={t("why")}>
      {match === null ? (
        entry.leftOut === null && <Empty>{t("undecided")}</Empty>
      ) : (
        <>
          <Reasons match={match} />
          <Allocations match={match} currency={entry.currency} />
        </>
      )}
    </Section>
  );
}

function Reasons({ match }: { readonly match: Schemas["CashMatch"] }): ReactNode {
  const t = useEntryWords();
  const bank = useBankWords();
  const rule = useRuleWords();
  const { language, percent, number } = useFormats();
  const { candidates, solutions, payer, party } = match;
  const reckoned = candidates !== null && solutions !== null;
  const alternatives = reckoned
    ? t("alternatives", { candidates: number(candidates), solutions: number(solutions) })
    : t("noAlternatives");
  return (
    <>
      <p>{rule(match.rule ?? "byHandWhy")}</p>
      {match.contested && <Notice kind="warning">{t("contested")}</Notice>}
      <Facts
        rows={[
          [bank("state"), MATCH_STATE[match.state][language]],
          [t("rule"), match.rule === null ? rule("byHand") : CASH_RULE[match.rule][language]],
          [t("payerFound"), payer === null ? undefined : PAYER_EVIDENCE[payer][language]],
          [t("party"), party === null ? undefined : <PartyText key="party" party={party} />],
          [t("confidence"), match.rule === null ? undefined : percent(match.confidence * PPM_OF_BASIS_POINT)],
          [t("evidence"), alternatives],
          [
            t("decidedBy"),
            <span key="by">
              {match.decidedBy === null ? t("byRun") : <Party address={match.decidedBy} />} ·{" "}
              <Instant at={match.decided} />
            </span>,
          ],
        ]}
      />
    </>
  );
}
