/** What can be done to a receivable now, each act with what it means and what it needs. */
import { useState } from "react";
import type { ComponentType, ReactNode } from "react";
import { Button } from "../../../ui/Button.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { Section } from "../../../ui/Page.tsx";
import { possibleActs } from "../possibleActs.ts";
import type { PossibleAct } from "../possibleActs.ts";
import { AmendForm } from "./AmendForm.tsx";
import { AcceptForm, QueryForm, RejectForm } from "./AnswerForms.tsx";
import { CancelForm, ConsentForm, TransferForm, WriteOffForm } from "./EndForms.tsx";
import type { ActFormProps } from "./FormParts.tsx";
import { ConcedeForm, CreditForm, DebitForm, DisputeForm, WaiveForm, WithdrawForm } from "./MoneyForm.tsx";
import { PayForm } from "./PayForm.tsx";
import { AdviseForm, RecordForm, ReverseForm } from "./ReceiptForms.tsx";
import { SplitForm } from "./SplitForm.tsx";
import { useFormWords } from "./words.ts";

const FORMS: Readonly<Record<PossibleAct, ComponentType<ActFormProps>>> = {
  accept: AcceptForm,
  query: QueryForm,
  reject: RejectForm,
  pay: PayForm,
  advise: AdviseForm,
  dispute: DisputeForm,
  withdraw: WithdrawForm,
  concede: ConcedeForm,
  recordReceipt: RecordForm,
  reverseReceipt: ReverseForm,
  credit: CreditForm,
  debit: DebitForm,
  waive: WaiveForm,
  split: SplitForm,
  amend: AmendForm,
  consentTransfer: ConsentForm,
  transfer: TransferForm,
  writeOff: WriteOffForm,
  cancel: CancelForm,
};

export function ActsSection({ detail }: ActFormProps): ReactNode {
  const t = useFormWords();
  const [chosen, setChosen] = useState<PossibleAct>();
  const possible = possibleActs(detail);
  const open = chosen !== undefined && possible.includes(chosen) ? chosen : undefined;
  const OpenForm = open === undefined ? undefined : FORMS[open];
  return (
    <Section title={t("whatYouCanDo")}>
      {possible.length === 0 && <p>{t("nothingToDo")}</p>}
      {detail.terms === null && <Notice>{t("termsUnknown")}</Notice>}
      <div className="actions">
        {possible.map((act) => (
          <Button
            key={act}
            kind={act === "accept" || act === "pay" ? "primary" : "plain"}
            expanded={act === open}
            onPress={() => setChosen(act === open ? undefined : act)}
          >
            {t(`act_${act}`)}
          </Button>
        ))}
      </div>
      {OpenForm !== undefined && <OpenForm key={open} detail={detail} />}
    </Section>
  );
}
