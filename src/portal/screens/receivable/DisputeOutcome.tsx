/** How a dispute is to end: what one side proposes, and what each signs of it. */
import type { ReactNode } from "react";
import { useActing } from "../../acts/ActProvider.tsx";
import { useSend } from "../../data/useAsked.ts";
import { Button, Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form } from "../../ui/Field.tsx";
import { Money } from "../../ui/Money.tsx";
import { INTENT_STATE } from "../../words/enumerations/intents.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { AmountField, useAmount } from "./acts/FormParts.tsx";
import type { Detail, Dispute } from "./detail.ts";
import { useDetailWords } from "./words.ts";
import { titleOf } from "./title.ts";

interface OutcomeProps {
  readonly detail: Detail;
  readonly dispute: Dispute;
  readonly canPropose: boolean;
}

type Side = "debtor" | "creditor";

export function DisputeOutcome({ detail, dispute, canPropose }: OutcomeProps): ReactNode {
  const side = sideOf(detail);
  const isStanding = dispute.outcome?.state === "proposed" || dispute.outcome?.state === "underway";
  return (
    <>
      {dispute.outcome !== null && <Standing detail={detail} dispute={dispute} outcome={dispute.outcome} />}
      {canPropose && side !== undefined && !isStanding && <Proposal detail={detail} dispute={dispute} side={side} />}
    </>
  );
}

function sideOf({ roles }: Detail): Side | undefined {
  if (roles.includes("buyer")) return "debtor";
  return roles.includes("holder") ? "creditor" : undefined;
}

interface StandingProps extends Pick<OutcomeProps, "detail" | "dispute"> {
  readonly outcome: NonNullable<Dispute["outcome"]>;
}

function Standing({ detail, dispute, outcome }: StandingProps): ReactNode {
  const t = useDetailWords();
  const { language } = useFormats();
  const { begin } = useActing();
  const own = sideOf(detail);
  return (
    <>
      <h3>{t(`outcomeBy_${outcome.side}`)}</h3>
      <ul className="activity">
        {outcome.parts.map(({ part, side, amount, intent, state }) => (
          <li key={part}>
            <span>
              {t(`outcome_${part}`)} <Money amount={amount} currency={dispute.currency} /> (
              {wordFor(INTENT_STATE, state, language)})
            </span>
            {intent !== null && side === own && (state === "prepared" || state === "partlySigned") && (
              <Button kind="primary" onPress={() => begin({ title: `${t("dispute")} · ${titleOf(detail)}`, intent })}>
                {t("readAndSign")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {outcome.parts.length > 1 && <p className="hint">{t("outcomeOrder")}</p>}
    </>
  );
}

interface ProposalProps extends Pick<OutcomeProps, "detail" | "dispute"> {
  readonly side: Side;
}

function Proposal({ detail: { id, currency }, dispute, side }: ProposalProps): ReactNode {
  const t = useDetailWords();
  const { money } = useFormats();
  const share = useAmount(currency, dispute.disputed, "", side === "creditor");
  const sending = useSend((gateway, amount: string) => {
    const body =
      side === "creditor"
        ? { side, id: crypto.randomUUID(), credit: amount }
        : { side, id: crypto.randomUUID(), withdrawal: amount };
    return gateway.POST("/v1/receivables/{id}/dispute/outcome", { params: { path: { id } }, body });
  });
  return (
    <Form
      label={t("proposeOutcome")}
      onSend={() => {
        const amount = share.ask();
        if (amount !== undefined) sending.mutate(amount);
      }}
    >
      <h3>{t("proposeOutcome")}</h3>
      <AmountField
        label={t(side === "creditor" ? "creditOfIt" : "withdrawOfIt")}
        amount={share}
        hint={t("ofDisputed", { disputed: money(dispute.disputed, currency) })}
      />
      <p className="hint">{t(side === "creditor" ? "proposeCreditor" : "proposeDebtor")}</p>
      {sending.isError && <ErrorNote error={sending.error} />}
      <Submit isBusy={sending.isPending}>{t("propose")}</Submit>
    </Form>
  );
}
