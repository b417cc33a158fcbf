/** What is signed, in words, above the button that signs it. */
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Asked } from "../ui/Asked.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Working } from "../ui/Working.tsx";
import { useFormats } from "../words/formats.ts";
import type { Intent } from "./act.ts";
import { ReadingRows } from "./ReadingRows.tsx";
import type { Readings } from "./readings.ts";
import { useActWords } from "./words.ts";

interface ReadIntentProps {
  readonly intent: Intent;
  readonly readings: UseQueryResult<Readings>;
}

export function ReadIntent({ intent, readings }: ReadIntentProps): ReactNode {
  const t = useActWords();
  return (
    <Asked query={readings}>
      {({ parts, effect, faults }) => (
        <>
          {faults.length > 0 && (
            <div className="notice notice-error" role="alert">
              <strong>{t("mismatch")}</strong>
              <ul>
                {faults.map((fault) => (
                  <li key={fault}>{fault}</li>
                ))}
              </ul>
              <p>{t("mismatchWay")}</p>
            </div>
          )}
          <h3>{t("youSign")}</h3>
          {parts.map((part) => (
            <ReadingRows key={part.intent} reading={part} />
          ))}
          {effect !== "" && (
            <Notice kind="warning" title={t("effect")}>
              {effect}
            </Notice>
          )}
          <Hints intent={intent} />
          {intent.message !== null && (
            <Working title={t("message")}>
              <pre className="raw">{JSON.stringify(intent.message, null, 2)}</pre>
            </Working>
          )}
        </>
      )}
    </Asked>
  );
}

function Hints({ intent }: { readonly intent: Intent }): ReactNode {
  const t = useActWords();
  const { money } = useFormats();
  const { amount, currency } = intent;
  return (
    <>
      {amount !== null && <p>{t("about", { amount: money(amount, currency) })}</p>}
      {intent.said !== null && (
        <p>
          {t("said")}: <q>{intent.said}</q>
        </p>
      )}
      {intent.checker && <Notice>{t("checker")}</Notice>}
      {intent.permit !== null && <Notice>{t("permit")}</Notice>}
      {intent.message === null && <Notice>{t(intent.call === null ? "waitsForCounterparty" : "ownCall")}</Notice>}
      {intent.before.length > 0 && <Notice>{t("allowance")}</Notice>}
      {intent.warnings.length > 0 && (
        <Notice kind="warning" title={t("warnings")}>
          <ul>
            {intent.warnings.map((warning) => (
              <li key={JSON.stringify(warning)}>{warning.text}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
