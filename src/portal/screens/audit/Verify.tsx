import { useState } from "react";
import type { ReactNode } from "react";
import { Asked } from "../../ui/Asked.tsx";
import { Button, Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { FailureNote } from "./FailureNote.tsx";
import { faultsOf, placeOf } from "./place.ts";
import type { PlaceText } from "./place.ts";
import { PlaceFields } from "./PlaceFields.tsx";
import { usePlace } from "./usePlace.ts";
import type { AuditState, Verifying } from "./useVerification.ts";
import { VerdictView } from "./VerdictView.tsx";
import { useAuditWords } from "./words.ts";

/** The whole ledger, read from a node of the chain. */
export function Verify({ verifying }: { readonly verifying: Verifying }): ReactNode {
  const t = useAuditWords();
  const chosen = usePlace();
  return (
    <>
      <Section title={t("place")}>
        {chosen.place === undefined ? (
          <Asked query={chosen.deployment}>{() => null}</Asked>
        ) : (
          <Start chosen={chosen} place={chosen.place} verifying={verifying} />
        )}
      </Section>
      <Outcome verifying={verifying} />
    </>
  );
}

interface StartProps {
  readonly chosen: ReturnType<typeof usePlace>;
  readonly place: PlaceText;
  readonly verifying: Verifying;
}

function Start({ chosen, place, verifying }: StartProps): ReactNode {
  const t = useAuditWords();
  const [wasTried, setTried] = useState(false);
  const { state, start, stop } = verifying;
  const isBusy = state.kind === "running" || state.kind === "asking";
  const faults = faultsOf(place);
  return (
    <Form
      label={t("place")}
      onSend={() => {
        setTried(true);
        if (faults.length === 0) start(placeOf(place), place.isCompared);
      }}
    >
      <PlaceFields chosen={chosen} place={place} faults={wasTried ? faults : []} />
      <div className="actions">
        <Submit isBusy={isBusy}>{t("start")}</Submit>
        {isBusy && <Button onPress={stop}>{t("stop")}</Button>}
      </div>
    </Form>
  );
}

function Outcome({ verifying: { state, goOn } }: { readonly verifying: Verifying }): ReactNode {
  const t = useAuditWords();
  switch (state.kind) {
    case "idle":
      return null;
    case "asking":
    case "running":
      return <Under state={state} />;
    case "stopped":
      return (
        <Notice>
          <p>{t("stopped")}</p>
          <Button onPress={goOn}>{t("goOn")}</Button>
        </Notice>
      );
    case "failed":
      return <FailureNote failure={state.failure} onGoOn={goOn} />;
    case "unasked":
      return <ErrorNote error={state.error} onRetry={goOn} />;
    case "done":
      return <VerdictView verdict={state.verdict} word={state.word} />;
  }
}

function Under({ state }: { readonly state: Extract<AuditState, { kind: "asking" | "running" }> }): ReactNode {
  const t = useAuditWords();
  const { stage, done, of, events } =
    state.kind === "asking" ? ({ ...state, stage: "asking", events: 0 } as const) : state.progress;
  return (
    <div>
      <p>{t(stage, { done, of, events })}</p>
      <progress className="audit-progress" aria-label={t("progress")} value={done} max={Math.max(of, 1)} />
    </div>
  );
}
