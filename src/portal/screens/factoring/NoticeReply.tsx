/** The debtor replies to a notice: received, acknowledged, with defences reserved, or refused with a reason. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { useActing } from "../../acts/ActProvider.tsx";
import { REPLIES } from "../../../wire/assignmentNoticeAct.ts";
import { Submit } from "../../ui/Button.tsx";
import { Form, SelectField, TextArea } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { NOTICE_REPLY } from "../../words/enumerations/factoring.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useNoticeWords } from "./noticeWords.ts";

type Reply = (typeof REPLIES)[number];

interface NoticeReplyProps {
  readonly notice: Pick<Schemas["AssignmentNoticeDetail"], "hash">;
}

export function NoticeReply({ notice: { hash } }: NoticeReplyProps): ReactNode {
  const t = useNoticeWords();
  const { language } = useFormats();
  const { begin } = useActing();
  const [reply, setReply] = useState<Reply>("Acknowledged");
  const [reason, setReason] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const hasReason = reply === "Reserved" || reply === "Refused";
  const send = (): void => {
    const isWordless = hasReason && reason.trim() === "";
    setIsMissing(isWordless);
    if (isWordless) return;
    const act = { id: crypto.randomUUID(), verb: "replyToNotice", notice: hash, reply } as const;
    begin({ title: t("replyTitle"), act: hasReason ? { ...act, reason: reason.trim() } : act });
  };
  return (
    <Section title={t("replyTitle")}>
      <Form onSend={send} label={t("replyTitle")}>
        <SelectField
          label={t("replyKind")}
          value={reply}
          onChange={setReply}
          options={REPLIES.map((value) => ({ value, text: wordFor(NOTICE_REPLY, value, language) }))}
        />
        {hasReason && (
          <TextArea
            label={t("replyReason")}
            hint={t("replyReasonHint")}
            error={isMissing ? t("reasonMissing") : undefined}
            value={reason}
            onChange={setReason}
          />
        )}
        <Notice kind="warning">{t("replyEffect")}</Notice>
        <p className="hint">
          {t("askProof")} <Link href={`/factoring/notices/${hash}/proof`}>{t("proof")}</Link>
        </p>
        <div className="actions">
          <Submit>{t("replySend")}</Submit>
        </div>
      </Form>
    </Section>
  );
}
