import type { ReactNode } from "react";
import type { InputKind } from "../../../domain/credit/inputs.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Notice } from "../../ui/Notice.tsx";
import { INPUT_KIND } from "../../words/enumerations/risk.ts";
import { useFormats } from "../../words/formats.ts";
import { useOwnWords } from "./ownWords.ts";
import { ReasonAct } from "./ReasonAct.tsx";

interface ContestInputProps {
  readonly score: string;
  readonly kind: InputKind;
}

export function ContestInput({ score, kind }: ContestInputProps): ReactNode {
  const t = useOwnWords();
  const { language } = useFormats();
  const contesting = useSend((gateway, body: Schemas["NewScoreContest"]) =>
    gateway.POST("/v1/credit/own-scores/{id}/contests", { params: { path: { id: score } }, body }),
  );
  return (
    <ReasonAct
      {...{ button: t("contest"), about: INPUT_KIND[kind][language], title: t("contestTitle"), kind: "quiet" }}
      label={t("contestText")}
      sending={contesting}
      input={(text, id) => ({ id, kind, text, evidence: null })}
    >
      <p>{INPUT_KIND[kind][language]}</p>
      <Notice>{t("contestHint")}</Notice>
    </ReasonAct>
  );
}
