import { useEffect, useRef } from "react";
import type { ReactNode, RefObject } from "react";
import { Link, useLocation } from "wouter";
import { Button } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { currencyOf } from "./bankMoney.ts";
import { Money } from "../../ui/Money.tsx";
import { Decide, canConfirm, useDeciding } from "./Decide.tsx";
import type { CashEntry } from "./entryColumns.tsx";
import { useEntryWords } from "./entryWords.ts";
import { ShortReason } from "./ShortReason.tsx";
import { SplitByHand } from "./SplitByHand.tsx";
import { WhyMatched } from "./WhyMatched.tsx";
import { useBankWords } from "./words.ts";
import { WrittenLine } from "./WrittenLine.tsx";

interface QueueEntryProps {
  readonly entry: CashEntry;
  readonly place: number;
  readonly count: number;
  readonly onMove: (by: 1 | -1) => void;
  /** Whether single letters are heard. */
  readonly hasKeys: boolean;
}

export function QueueEntry({ entry, place, count, onMove, hasKeys }: QueueEntryProps): ReactNode {
  const t = useEntryWords();
  const bank = useBankWords();
  const split = useRef<HTMLDivElement>(null);
  const error = useQueueKeys(entry, { onMove, hasKeys }, split);
  return (
    <>
      {error !== null && <ErrorNote error={error} />}
      <div className="section-head">
        <h2>
          <bdi>{entry.payerName === "" ? bank("unnamed") : entry.payerName}</bdi>{" "}
          <Money amount={entry.amount} currency={currencyOf(entry.currency)} />
        </h2>
        <div className="actions">
          <span role="status">{t("queuePlace", { place, count })}</span>
          <Button isDisabled={place === 1} onPress={() => onMove(-1)}>
            {t("previous")}
          </Button>
          <Button isDisabled={place === count} onPress={() => onMove(1)}>
            {t("next")}
          </Button>
          <Link className="button button-plain" href={`/bank/${entry.id}`}>
            {t("openEntry")}
          </Link>
          <Decide entry={entry} />
        </div>
      </div>
      <div className="columns">
        <WrittenLine entry={entry} />
        <WhyMatched entry={entry} />
      </div>
      {entry.match !== null && <ShortReason entry={entry.id} match={entry.match} />}
      <div ref={split} tabIndex={-1}>
        <SplitByHand entry={entry} />
      </div>
    </>
  );
}

type Keys = Pick<QueueEntryProps, "onMove" | "hasKeys">;

/**
 * Single letters work only where nobody writes, and never together with keys of the browser or of a screen reader.
 * @returns what went wrong with a decision by keyboard
 */
function useQueueKeys(entry: CashEntry, { onMove, hasKeys }: Keys, split: RefObject<HTMLDivElement | null>): unknown {
  const [, navigate] = useLocation();
  const { mutate, isPending, error } = useDeciding();
  useEffect(() => {
    if (!hasKeys) return undefined;
    const acts: Readonly<Record<string, () => void>> = {
      j: () => onMove(1),
      k: () => onMove(-1),
      o: () => navigate(`/bank/${entry.id}`),
      c: () => {
        if (entry.match === null || !canConfirm(entry) || isPending) return;
        mutate({ what: "confirm", id: entry.id, match: entry.match.id });
      },
      s: () => split.current?.querySelector("input")?.focus(),
    };
    const hear = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      const act = acts[event.key.toLowerCase()];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  });
  return error;
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.closest("input, select, textarea, dialog, [contenteditable]") !== null;
}
