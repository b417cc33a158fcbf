import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { Day } from "../../ui/Money.tsx";
import { Working } from "../../ui/Working.tsx";
import { useRiskWords } from "./riskWords.ts";

type Sheet = Schemas["RunbookPage"];

export function Runbook(): ReactNode {
  const t = useRiskWords();
  const runbook = useAsked(["runbook"], (gateway) => gateway.GET("/v1/risk/runbook"));
  return (
    <Asked query={runbook}>
      {({ items }) =>
        items.map((page) => (
          <Working key={page.emergency} title={t(`emergency_${page.emergency}`)}>
            <OnePage page={page} />
          </Working>
        ))
      }
    </Asked>
  );
}

/** What the template says is English, as its author wrote it. */
function OnePage({ page }: { readonly page: Sheet }): ReactNode {
  const t = useRiskWords();
  const { steps, resources, contacts, version } = page;
  const language = version === null ? { lang: "en" } : {};
  return (
    <>
      {version === null && <p className="hint">{t("ofTemplate")}</p>}
      <h3>{t("steps")}</h3>
      <ol {...language}>
        {steps.map((step) => (
          <li key={step}>
            <bdi>{step}</bdi>
          </li>
        ))}
      </ol>
      <h3>{t("atHand")}</h3>
      <ul {...language}>
        {resources.map((resource) => (
          <li key={resource}>
            <bdi>{resource}</bdi>
          </li>
        ))}
      </ul>
      <h3>{t("contacts")}</h3>
      {contacts.length === 0 && <p>{t("noContacts")}</p>}
      <ul>
        {contacts.map(({ id, name, role, phone, email }) => (
          <li key={id}>
            <bdi>{[name, role, phone, email].filter((text) => text !== null).join(" · ")}</bdi>
          </li>
        ))}
      </ul>
      <LastDrill page={page} />
    </>
  );
}

function LastDrill({ page: { lastDrill } }: { readonly page: Sheet }): ReactNode {
  const t = useRiskWords();
  if (lastDrill === null) {
    return (
      <p>
        {t("drill")}: {t("noDrill")}
      </p>
    );
  }
  return (
    <p>
      {t("drill")}: <Day date={lastDrill.at} />{" "}
      <Badge tone={lastDrill.passed ? "good" : "bad"}>{t(lastDrill.passed ? "passed" : "failed")}</Badge>
    </p>
  );
}
