/** What the debtor can say to what is claimed: each kind of answer with what it means. */
import { useState } from "react";
import type { ComponentType, ReactNode } from "react";
import { Button } from "../../ui/Button.tsx";
import { Section } from "../../ui/Page.tsx";
import { DisputeForm } from "../receivable/acts/MoneyForm.tsx";
import { possibleActs } from "../receivable/possibleActs.ts";
import { ExtensionForm, PromiseForm, ReplyForm } from "./AnswerForms.tsx";
import type { AnswerProps } from "./AnswerForms.tsx";
import { PlanForm } from "./PlanForm.tsx";
import { useRecordWords } from "./recordWords.ts";

const FORMS = {
  reply: ReplyForm,
  promise: PromiseForm,
  extension: ExtensionForm,
  plan: PlanForm,
  dispute: DisputeForm,
} as const satisfies Record<string, ComponentType<AnswerProps>>;

type Answer = keyof typeof FORMS;

export function Answering({ detail, collection }: AnswerProps): ReactNode {
  const t = useRecordWords();
  const [open, setOpen] = useState<Answer>();
  const OpenForm = open === undefined ? undefined : FORMS[open];
  return (
    <Section title={t("answering")}>
      <p>{t("answeringNote")}</p>
      <div className="actions">
        {possibleAnswers({ detail, collection }).map((answer) => (
          <Button key={answer} expanded={answer === open} onPress={() => setOpen(answer === open ? undefined : answer)}>
            {t(`act_${answer}`)}
          </Button>
        ))}
      </div>
      {OpenForm !== undefined && <OpenForm key={open} detail={detail} collection={collection} />}
    </Section>
  );
}

/** Of what is paid nothing is promised, and what is no longer accepted cannot be disputed in part. */
function possibleAnswers({ detail }: AnswerProps): readonly Answer[] {
  if (detail.closed || detail.open === null) return ["reply"];
  const dispute = possibleActs(detail).includes("dispute") ? (["dispute"] as const) : [];
  return ["reply", "promise", "extension", "plan", ...dispute];
}
