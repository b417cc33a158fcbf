/** Who is entrusted with what, what nobody has together, and what was done all the same. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { DUTY } from "../../words/enumerations/duties.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { Assignments } from "./Assignments.tsx";
import { Confirmed } from "./Confirmed.tsx";
import { DutyMatrix } from "./DutyMatrix.tsx";
import { DutyReport } from "./DutyReport.tsx";
import { useDutyWords } from "./dutyWords.ts";
import { LinkedAccounts } from "./LinkedAccounts.tsx";
import { Named } from "./Named.tsx";
import { useAdministers } from "./useAdministers.ts";

type Sheet = Schemas["DutySheet"];

export function Duties(): ReactNode {
  const sheet = useAsked(["duties"], (gateway) => gateway.GET("/v1/duties"));
  return (
    <>
      <Asked query={sheet}>
        {(told) => (
          <>
            <Standing sheet={told} />
            <Assignments sheet={told} />
            <LinkedAccounts accounts={told.accounts} />
            <DutyMatrix matrix={told.matrix} />
          </>
        )}
      </Asked>
      <DutyReport />
    </>
  );
}

function Standing({ sheet }: { readonly sheet: Sheet }): ReactNode {
  const t = useDutyWords();
  const { language } = useFormats();
  const { isEnforced, uncovered, overlaps } = sheet;
  const word = (duty: Schemas["Duty"]): string => wordFor(DUTY, duty, language);
  return (
    <Section title={t("standing")}>
      <Notice kind={isEnforced ? "done" : "info"}>{t(isEnforced ? "on" : "off")}</Notice>
      {uncovered.length > 0 && (
        <p>
          {t("uncovered")}{" "}
          {uncovered.map((duty) => (
            <span key={duty}>
              <Badge tone="warning">{word(duty)}</Badge>{" "}
            </span>
          ))}
        </p>
      )}
      {overlaps.length > 0 && (
        <Notice kind="warning" title={t("overlaps")}>
          <ul>
            {overlaps.map(({ account, one, other }) => (
              <li key={`${account} ${one} ${other}`}>
                <Named account={account} />: {t("overlapOf", { one: word(one), other: word(other) })}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {useAdministers() === true && <Switch isOn={isEnforced} />}
      <Notice kind="limit">{t("limit")}</Notice>
    </Section>
  );
}

function Switch({ isOn }: { readonly isOn: boolean }): ReactNode {
  const t = useDutyWords();
  const setting = useSend((gateway, on: boolean) => gateway.POST("/v1/duty-enforcement", { body: { isOn: on } }));
  const turn = isOn ? "turnOff" : "turnOn";
  return (
    <div className="actions">
      <Confirmed
        button={t(turn)}
        title={t(`${turn}Title`)}
        kind={isOn ? "danger" : "plain"}
        sending={setting}
        input={!isOn}
      >
        <p>{t(`${turn}What`)}</p>
      </Confirmed>
    </div>
  );
}
