import { useState } from "react";
import type { ReactNode } from "react";
import { RESOLUTIONS } from "../../../domain/differenceReply.ts";
import type { Resolution } from "../../../domain/differenceReply.ts";
import type { Schemas } from "../../data/gateway.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField, TextArea } from "../../ui/Field.tsx";
import { RESOLUTION } from "../../words/enumerations/reconciliation.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import type { Difference, DifferenceSource } from "./differences.ts";
import { useResultWords } from "./resultWords.ts";
import { useReply } from "./useReplies.ts";

interface ReplyFormProps {
  readonly source: DifferenceSource;
  readonly difference: Difference;
  readonly state: Schemas["DifferenceCase"];
  readonly ownSide: "supplier" | "buyer";
}

/** Remarks, proposals, and the answer to the other side's proposal, named by the one that was read. */
export function ReplyForm({ source, difference, state, ownSide }: ReplyFormProps): ReactNode {
  const t = useResultWords();
  const { language } = useFormats();
  const [text, setText] = useState("");
  const [resolution, setResolution] = useState<Resolution>("buyerIsRight");
  const sending = useReply(source, difference.key);
  const say = (reply: Spoken): void => {
    const body = { ...reply, id: crypto.randomUUID(), text: text.trim() };
    sending.mutate(body, { onSuccess: () => setText("") });
  };
  const isBusy = sending.isPending;
  const theirs = state.proposedBy === null || state.proposedBy === ownSide ? null : state.proposal;
  return (
    <>
      <h3>{t("yourReply")}</h3>
      <Form
        label={t("yourReply")}
        onSend={() => {
          if (text.trim() !== "") say({ kind: "comment" });
        }}
      >
        <TextArea label={t("text")} value={text} onChange={setText} />
        {theirs !== null && state.state === "proposed" && (
          <div className="actions">
            <Button kind="primary" isBusy={isBusy} onPress={() => say({ kind: "accept", proposal: theirs })}>
              {t("accept")}
            </Button>
            <Button kind="danger" isBusy={isBusy} onPress={() => say({ kind: "reject", proposal: theirs })}>
              {t("reject")}
            </Button>
          </div>
        )}
        <SelectField
          label={t("resolution")}
          hint={t("bothNeeded")}
          value={resolution}
          options={RESOLUTIONS.map((value) => ({ value, text: wordFor(RESOLUTION, value, language) }))}
          onChange={setResolution}
        />
        {sending.isError && <ErrorNote error={sending.error} />}
        <div className="actions">
          <Button isBusy={isBusy} isDisabled={text.trim() === ""} onPress={() => say({ kind: "comment" })}>
            {t("comment")}
          </Button>
          <Button isBusy={isBusy} onPress={() => say({ kind: "propose", resolution })}>
            {t("propose")}
          </Button>
          {state.state === "proposed" && state.proposedBy === ownSide && (
            <Button kind="quiet" isBusy={isBusy} onPress={() => say({ kind: "withdraw" })}>
              {t("withdraw")}
            </Button>
          )}
        </div>
      </Form>
    </>
  );
}

type Spoken =
  | { readonly kind: "comment" | "withdraw" }
  | { readonly kind: "accept" | "reject"; readonly proposal: string }
  | { readonly kind: "propose"; readonly resolution: Resolution };
