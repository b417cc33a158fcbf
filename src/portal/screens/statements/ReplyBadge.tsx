import type { ReactNode } from "react";
import type { ReplyState } from "../../../domain/account/lineAnswer.ts";
import type { Schemas } from "../../data/gateway.ts";
import { Badge } from "../../ui/Badge.tsx";
import type { Tone } from "../../ui/Badge.tsx";
import { REPLY_STATE } from "../../words/enumerations/statements.ts";
import { useFormats } from "../../words/formats.ts";
import { useStatementWords } from "./words.ts";

/** None of them is good news by its tone: what was answered may well be that it differs. */
const TONES: Readonly<Record<ReplyState, Tone>> = { NO_REPLY: "neutral", ANSWERED_IN_PART: "info", ANSWERED: "info" };

interface ReplyBadgeProps {
  readonly statement: Pick<Schemas["AccountStatement"], "reply" | "replyBy" | "overdue">;
}

export function ReplyBadge({ statement: { reply, replyBy, overdue } }: ReplyBadgeProps): ReactNode {
  const t = useStatementWords();
  const { language, day } = useFormats();
  return (
    <>
      <Badge tone={overdue ? "warning" : TONES[reply]}>{REPLY_STATE[reply][language]}</Badge>{" "}
      {reply === "NO_REPLY" && replyBy !== null && t("overdue", { day: day(replyBy) })}
    </>
  );
}
