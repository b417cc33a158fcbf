/** Plans on the table: who proposed what, who has still to sign it, and a counter-offer. */
import { useState } from "react";
import type { ReactNode } from "react";
import { useActing } from "../../acts/ActProvider.tsx";
import type { Schemas } from "../../data/gateway.ts";
import { useOrganisation } from "../../data/session.tsx";
import { useSend } from "../../data/useAsked.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Party } from "../../ui/Party.tsx";
import { Working } from "../../ui/Working.tsx";
import { PROPOSAL_STATE } from "../../words/enumerations/plans.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { titleOf } from "../receivable/title.ts";
import type { AnswerProps } from "./AnswerForms.tsx";
import { PlanForm } from "./PlanForm.tsx";
import { PlanTerms } from "./PlanTerms.tsx";
import { usePlanWords } from "./planWords.ts";
import { Said } from "./Records.tsx";

type Proposal = Schemas["PlanProposal"];

function isStanding({ state }: Pick<Proposal, "state">): boolean {
  return state === "open" || state === "signed";
}

export function Proposals({ detail, collection }: AnswerProps): ReactNode {
  const t = usePlanWords();
  const [isOpen, setIsOpen] = useState(false);
  const { proposals } = collection.planning;
  const stands = proposals.some(isStanding);
  return (
    <>
      <h3>{t("proposals")}</h3>
      {proposals.length === 0 && <p className="hint">{t("noProposals")}</p>}
      {proposals.length > 0 && (
        <ul className="records">
          {proposals.map((proposal) => (
            <li key={proposal.intent}>
              <One proposal={proposal} detail={detail} collection={collection} />
            </li>
          ))}
        </ul>
      )}
      {!detail.closed && (
        <div className="actions">
          <Button expanded={isOpen} onPress={() => setIsOpen(!isOpen)}>
            {t(stands ? "counter" : "propose")}
          </Button>
        </div>
      )}
      {isOpen && <PlanForm detail={detail} />}
    </>
  );
}

interface OneProps extends AnswerProps {
  readonly proposal: Proposal;
}

function One({ proposal, detail, collection }: OneProps): ReactNode {
  const t = usePlanWords();
  const { language } = useFormats();
  const { state, by, at, until, said, terms, warnings, missing } = proposal;
  return (
    <>
      <div className="records-head">
        <Badge tone={isStanding(proposal) ? "warning" : "neutral"}>{wordFor(PROPOSAL_STATE, state, language)}</Badge>
        <span className="hint">
          {t("by")} <Party address={by} /> · <Instant at={at} /> · {t("until")} <Instant at={until} />
        </span>
      </div>
      {said !== null && <Said text={said} />}
      {isStanding(proposal) ? (
        <PlanTerms terms={terms} currency={collection.currency} />
      ) : (
        <Working title={t("instalments")}>
          <PlanTerms terms={terms} currency={collection.currency} />
        </Working>
      )}
      {warnings.map(({ code, source, text }) => (
        <Notice key={code} kind="warning">
          <bdi>{text}</bdi> <span className="hint">{source}</span>
        </Notice>
      ))}
      {isStanding(proposal) && missing.length > 0 && (
        <p>
          {t("missing")}:{" "}
          {missing.map((address) => (
            <Party key={address} address={address} />
          ))}
        </p>
      )}
      {isStanding(proposal) && <Answering proposal={proposal} title={`${t("planning")} · ${titleOf(detail)}`} />}
    </>
  );
}

function Answering({ proposal, title }: Pick<OneProps, "proposal"> & { readonly title: string }): ReactNode {
  const t = usePlanWords();
  const { begin } = useActing();
  const own = useOrganisation();
  const refusing = useSend((gateway, id: string) =>
    gateway.POST("/v1/intents/{id}/withdrawal", { params: { path: { id } } }),
  );
  const { intent } = proposal;
  const isMissing = proposal.missing.some((address) => address.toLowerCase() === own);
  const isOwn = proposal.by.toLowerCase() === own;
  return (
    <>
      {isMissing && <Notice kind="warning">{t("effect")}</Notice>}
      <div className="actions">
        {isMissing && (
          <Button kind="primary" onPress={() => begin({ title, intent })}>
            {t("sign")}
          </Button>
        )}
        <Button isBusy={refusing.isPending} onPress={() => refusing.mutate(intent)}>
          {t(isOwn ? "withdraw" : "refuse")}
        </Button>
      </div>
      {refusing.isError && <ErrorNote error={refusing.error} />}
    </>
  );
}
