import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { ROLE } from "../../words/enumerations/ledger.ts";
import { DIFFERENCE_CLASS, REPLY_KIND, RESOLUTION } from "../../words/enumerations/reconciliation.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import type { Difference, DifferenceSource } from "./differences.ts";
import { ReplyForm } from "./ReplyForm.tsx";
import { useResultWords } from "./resultWords.ts";
import { useReplies } from "./useReplies.ts";

interface RepliesProps {
  readonly source: DifferenceSource;
  readonly difference: Difference;
  readonly ownSide: "supplier" | "buyer";
}

export function Replies({ source, difference, ownSide }: RepliesProps): ReactNode {
  const t = useResultWords();
  const query = useReplies(source, difference.key);
  return (
    <>
      <h3>{t("replies")}</h3>
      <Asked query={query}>
        {({ items, case: state }) => (
          <>
            {items.length === 0 && <p>{t("noReplies")}</p>}
            <ul className="replies">
              {items.map((reply) => (
                <Said key={reply.id} reply={reply} difference={difference} isOwn={reply.side === ownSide} />
              ))}
            </ul>
            <Standing state={state} />
            <ReplyForm source={source} difference={difference} state={state} ownSide={ownSide} />
          </>
        )}
      </Asked>
    </>
  );
}

interface SaidProps {
  readonly reply: Schemas["DifferenceReply"];
  readonly difference: Difference;
  readonly isOwn: boolean;
}

function Said({ reply, difference, isOwn }: SaidProps): ReactNode {
  const t = useResultWords();
  const { language, money } = useFormats();
  const { side, kind, resolution, text, at, amount } = reply;
  const isOfNow = reply.class === difference.class && amount === difference.amount;
  const then = {
    amount: money(amount, { code: difference.currency, decimals: null }),
    class: wordFor(DIFFERENCE_CLASS, reply.class, language),
  };
  return (
    <li className={isOwn ? "replies-own" : undefined}>
      <strong>{t("theySaid", { side: ROLE[side][language], kind: wordFor(REPLY_KIND, kind, language) })}</strong>
      {resolution !== null && `: ${wordFor(RESOLUTION, resolution, language)}`} <Instant at={at} />
      {text !== "" && (
        <p>
          <bdi>{text}</bdi>
        </p>
      )}
      <p className="hint">
        {t("aboutThen", then)} {!isOfNow && t("saidOfOther")}
      </p>
    </li>
  );
}

function Standing({ state }: { readonly state: Schemas["DifferenceCase"] }): ReactNode {
  const t = useResultWords();
  const { language } = useFormats();
  const resolution = wordFor(RESOLUTION, state.resolution, language);
  if (state.state === "settled") return <Notice kind="done">{t("settledAs", { resolution })}</Notice>;
  if (state.proposedBy === null) return undefined;
  return <Notice>{t("stands", { side: ROLE[state.proposedBy][language], resolution })}</Notice>;
}
