/** A decision is composed here, and signed in the dialog that shows what is signed. */
import { useState } from "react";
import type { ReactNode } from "react";
import { useActing } from "../../acts/ActProvider.tsx";
import { told } from "../../data/gateway.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";
import { useSend } from "../../data/useAsked.ts";
import { Button, Submit } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Form, SelectField, TextArea } from "../../ui/Field.tsx";
import { Money } from "../../ui/Money.tsx";
import { APPROVAL_KIND } from "../../words/enumerations/duties.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useApprovalWords } from "./approvalWords.ts";
import { Named } from "./Named.tsx";
import { useAdministrationWords } from "./words.ts";

type Approval = Schemas["Approval"];
type Verdict = "approve" | "refuse";

export function Decide({ approval }: { readonly approval: Approval }): ReactNode {
  const t = useApprovalWords();
  const { language } = useFormats();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        kind="primary"
        label={`${t("decide")}: ${wordFor(APPROVAL_KIND, approval.kind, language)}`}
        onPress={() => setIsOpen(true)}
      >
        {t("decide")}
      </Button>
      <Dialog title={t("decideTitle")} isOpen={isOpen} onClose={() => setIsOpen(false)}>
        <Asked approval={approval} />
        <DecisionForm approval={approval} onSigning={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function Asked({
  approval: { kind, subject, amount, currency, asker, reason },
}: {
  readonly approval: Approval;
}): ReactNode {
  const t = useApprovalWords();
  const words = useAdministrationWords();
  const { language } = useFormats();
  return (
    <Facts
      rows={[
        [t("what"), wordFor(APPROVAL_KIND, kind, language)],
        [t("subject"), <bdi key="subject">{subject}</bdi>],
        [t("amount"), amount === null ? words("noAmount") : <Money key="amount" amount={amount} currency={currency} />],
        [t("asker"), <Named key="asker" account={asker} />],
        [words("reason"), <bdi key="reason">{reason}</bdi>],
      ]}
    />
  );
}

interface DecisionFormProps {
  readonly approval: Approval;
  readonly onSigning: () => void;
}

function DecisionForm({ approval: { id, until }, onSigning }: DecisionFormProps): ReactNode {
  const t = useApprovalWords();
  const words = useAdministrationWords();
  const { gateway } = useSigned();
  const { sign } = useActing();
  const [verdict, setVerdict] = useState<Verdict>("approve");
  const [text, setText] = useState("");
  const composing = useSend((asked, query: { isApproved: "true" | "false"; reason: string; deadline: string }) =>
    asked.GET("/v1/approvals/{id}/message", { params: { path: { id }, query } }),
  );
  const send = (): void => {
    const [isApproved, reason] = [verdict === "approve", text.trim()];
    const decision = { isApproved, reason, deadline: until };
    const hand = async (signature: `0x${string}`): Promise<unknown> =>
      told(
        await gateway.POST("/v1/approvals/{id}/decisions", {
          params: { path: { id } },
          body: { ...decision, signature },
        }),
      );
    composing.mutate(
      { isApproved: isApproved ? "true" : "false", reason, deadline: until },
      {
        onSuccess: ({ message }) => {
          onSigning();
          sign({ title: t(verdict), message, hand });
        },
      },
    );
  };
  const options = (["approve", "refuse"] as const).map((value) => ({ value, text: t(value) }));
  return (
    <Form label={t("decideTitle")} onSend={send}>
      <p className="hint">{t("decideHint")}</p>
      <SelectField label={t("verdict")} value={verdict} onChange={setVerdict} options={options} />
      <TextArea label={words("reason")} value={text} onChange={setText} isRequired />
      {composing.isError && <ErrorNote error={composing.error} />}
      <div className="dialog-foot">
        <Submit isBusy={composing.isPending}>{t("goOn")}</Submit>
      </div>
    </Form>
  );
}
