import type { ReactNode } from "react";
import { Link } from "wouter";
import { useCurrencyChoice } from "../../data/currencyChoice.ts";
import { CurrencyField } from "../../ui/CurrencyField.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { Book } from "./Book.tsx";
import { Owing } from "./Owing.tsx";
import { Tasks } from "./Tasks.tsx";
import { useHomeWords } from "./words.ts";

export function Home(): ReactNode {
  const t = useHomeWords();
  const choice = useCurrencyChoice();
  return (
    <Page screen="home" title={t("title")} lead={t("lead")} actions={<CurrencyField choice={choice} />}>
      <div className="columns">
        <Section title={t("today")}>
          <Tasks />
        </Section>
        <Section title={t("start")}>
          <ul className="tasks">
            <li>
              <Link href="/receivables/import">{t("startImport")}</Link>
            </li>
            <li>
              <Link href="/inbox">{t("startInbox")}</Link>
            </li>
            <li>
              <Link href="/audit">{t("startAudit")}</Link>
            </li>
          </ul>
        </Section>
      </div>
      <Book currency={choice.value} />
      <Section title={t("owing")}>
        <Owing code={choice.code} />
      </Section>
    </Page>
  );
}
