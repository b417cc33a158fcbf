/** Where an act stands after it was signed. */
import type { ReactNode } from "react";
import { Button } from "../ui/Button.tsx";
import { Hash } from "../ui/Party.tsx";
import { Notice } from "../ui/Notice.tsx";
import type { Standing } from "./act.ts";
import { StandingWords } from "./StandingWords.tsx";
import type { Followed } from "./useIntent.ts";
import { useActWords } from "./words.ts";

const STEPS = ["toSign", "sent", "included", "final"] as const;
/** How many of the steps are behind it. */
const REACHED: Readonly<Partial<Record<Standing, number>>> = {
  othersSign: 1,
  sent: 2,
  dropped: 2,
  included: 3,
  final: 4,
};

export function ActProgress({
  followed,
  onClose,
}: {
  readonly followed: Followed;
  readonly onClose: () => void;
}): ReactNode {
  const t = useActWords();
  const { intent, standing } = followed;
  const reached = REACHED[standing] ?? 0;
  const failure = [intent.error, intent.detail].filter((text) => text !== null).join(": ");
  return (
    <>
      <ol className="steps">
        {STEPS.map((step, place) => (
          <li
            key={step}
            className={place < reached ? "step step-done" : "step"}
            aria-current={place === reached - 1 ? "step" : undefined}
          >
            {t(`step_${step}`)}
          </li>
        ))}
      </ol>
      <p role="status">
        <StandingWords followed={followed} />
      </p>
      {failure !== "" && <Notice kind="warning">{failure}</Notice>}
      {intent.transactions.map((transaction) => (
        <p key={transaction}>
          <Hash value={transaction} />
        </p>
      ))}
      <p className="hint">{t("hideNote")}</p>
      <footer className="dialog-foot">
        <Button kind="primary" onPress={onClose}>
          {t("done")}
        </Button>
      </footer>
    </>
  );
}
