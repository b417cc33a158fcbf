/** What was begun in this browser and is not over: found again after a reload. */
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { onFeedEvent } from "../data/live.ts";
import { useOrganisation } from "../data/session.tsx";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { useFormats } from "../words/formats.ts";
import { VERB_NOUN } from "../words/enumerations/verbNouns.ts";
import { wordFor } from "../words/enumerations/word.ts";
import type { KeptAct } from "./act.ts";
import { useActing } from "./ActProvider.tsx";
import { forgetAct, noteRetraction, useKeptActs } from "./keptActs.ts";
import { StandingWords } from "./StandingWords.tsx";
import { useIntent } from "./useIntent.ts";
import { useActWords } from "./words.ts";

export function Activity(): ReactNode {
  const t = useActWords();
  const organisation = useOrganisation();
  const acts = useKeptActs(organisation);
  const [isOpen, setIsOpen] = useState(false);
  useEffect(
    () =>
      onFeedEvent(({ kind, receivable, event }) => {
        if (kind === "retracted" && receivable !== null) noteRetraction(organisation, receivable, event.at.block);
      }),
    [organisation],
  );
  return (
    <>
      <Button kind="quiet" expanded={isOpen} onPress={() => setIsOpen(true)}>
        {acts.length === 0 ? t("activity") : t("activity_open", { count: acts.length })}
      </Button>
      <Dialog title={t("activity")} isOpen={isOpen} onClose={() => setIsOpen(false)}>
        {acts.length === 0 && <p>{t("nothing")}</p>}
        <ul className="activity">
          {acts.map((act) => (
            <ActivityRow key={act.id} act={act} onOpen={() => setIsOpen(false)} />
          ))}
        </ul>
      </Dialog>
    </>
  );
}

function ActivityRow({ act, onOpen }: { readonly act: KeptAct; readonly onOpen: () => void }): ReactNode {
  const t = useActWords();
  const { language, instant } = useFormats();
  const organisation = useOrganisation();
  const { begin } = useActing();
  const { data } = useIntent(act.id);
  const title = wordFor(VERB_NOUN, act.verb, language);
  return (
    <li>
      <span>
        {title} <span className="hint">{instant(act.begun)}</span>
      </span>
      {data !== undefined && <StandingWords followed={data} />}
      <span className="actions">
        <Button
          onPress={() => {
            onOpen();
            begin({ title, intent: act.id });
          }}
        >
          {t("open")}
        </Button>
        <Button kind="quiet" onPress={() => forgetAct(organisation, act.id)}>
          {t("forget")}
        </Button>
      </span>
    </li>
  );
}
