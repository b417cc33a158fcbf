/** What sources say of the same thing, beside each other. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Day } from "../../ui/Money.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { FACT_KIND, SOURCE_KIND } from "./factEnumerations.ts";
import { FactValue } from "./FactValue.tsx";
import { useFileWords } from "./fileWords.ts";
import { ReasonAct } from "./ReasonAct.tsx";

type Standing = Schemas["PartyFactStanding"];
type Fact = Standing["facts"][number];

export function FactStandings({ standings }: { readonly standings: readonly Standing[] }): ReactNode {
  const t = useFileWords();
  if (standings.length === 0) return <Empty>{t("none")}</Empty>;
  return standings.map((standing) => <OneThing key={`${standing.kind} ${standing.subject}`} standing={standing} />);
}

function OneThing({ standing }: { readonly standing: Standing }): ReactNode {
  const t = useFileWords();
  const { language } = useFormats();
  const { kind, subject, facts, expired, isConflicting, counts, choice } = standing;
  return (
    <div>
      <h3>
        {wordFor(FACT_KIND, kind, language)} {subject !== "" && <bdi>({subject})</bdi>}{" "}
        {isConflicting && <Badge tone="bad">{t("conflicting")}</Badge>}
      </h3>
      {isConflicting && counts === null && <p>{t("noneCounts")}</p>}
      {choice !== null && (
        <p>
          <bdi>{t("chosenBecause", { reason: choice.reason })}</bdi>
        </p>
      )}
      <ul className="sources">
        {facts.map((fact) => (
          <Said key={fact.id} fact={fact} standing={standing} />
        ))}
        {expired.map((fact) => (
          <Said key={fact.id} fact={fact} standing={standing} isExpired />
        ))}
      </ul>
    </div>
  );
}

interface SaidProps {
  readonly fact: Fact;
  readonly standing: Standing;
  readonly isExpired?: boolean;
}

function Said({ fact, standing, isExpired = false }: SaidProps): ReactNode {
  const t = useFileWords();
  const { language } = useFormats();
  const { source, asOf, observed, expires } = fact;
  const isCounting = standing.counts === fact.id;
  return (
    <li className={isCounting ? "source source-counts" : "source"}>
      <div>
        <strong>
          <FactValue value={fact.value} />
        </strong>{" "}
        {isCounting && <Badge tone="good">{t("counts")}</Badge>}
        {isExpired && <Badge tone="warning">{t("expired")}</Badge>}
      </div>
      <Facts
        rows={[
          [
            t("source"),
            source === null ? undefined : (
              <bdi>
                {source.name} ({wordFor(SOURCE_KIND, source.kind, language)})
              </bdi>
            ),
          ],
          [t("reference"), source?.reference ?? undefined],
          [t("asOf"), asOf === null ? undefined : <Day date={asOf} />],
          [t("observed"), observed === null ? undefined : <Day date={observed} />],
          [t("expires"), expires === null ? undefined : <Day date={expires} />],
        ]}
      />
      <Acts fact={fact} standing={standing} isExpired={isExpired} />
    </li>
  );
}

function Acts({ fact: { id, source }, standing, isExpired = false }: SaidProps): ReactNode {
  const t = useFileWords();
  const path = { params: { path: { id } } };
  const choosing = useSend((gateway, body: Schemas["NewPartyFactChoice"]) =>
    gateway.POST("/v1/party-facts/{id}/choice", { ...path, body }),
  );
  const withdrawing = useSend((gateway, body: Schemas["NewPartyFactWithdrawal"]) =>
    gateway.POST("/v1/party-facts/{id}/withdrawal", { ...path, body }),
  );
  const isChosen = standing.choice !== null && standing.counts === id;
  const about = source?.name ?? "";
  return (
    <div className="actions">
      {standing.isConflicting && !isExpired && (
        <ReasonAct
          {...{ button: t(isChosen ? "unchoose" : "choose"), about, title: t("chooseTitle"), label: t("why") }}
          sending={choosing}
          input={(reason) => ({ isChosen: !isChosen, reason })}
        />
      )}
      <ReasonAct
        {...{ button: t("withdraw"), about, title: t("withdrawTitle"), kind: "quiet", sending: withdrawing }}
        input={(reason) => ({ reason })}
      />
    </div>
  );
}
