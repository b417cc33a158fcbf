/** What can be signed as both sides stand: agreeing, agreeing with exceptions, rejecting. */
import { useState } from "react";
import type { ReactNode } from "react";
import { useActing } from "../../acts/ActProvider.tsx";
import { legalEffect } from "../../acts/reading/legalEffect.ts";
import type { Schemas } from "../../data/gateway.ts";
import { Button } from "../../ui/Button.tsx";
import { FileDrop } from "../../ui/FileDrop.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { shortHex, useFormats } from "../../words/formats.ts";
import { OurSignatures } from "./OurSignatures.tsx";
import { useSignWords } from "./signWords.ts";
import { versionsOf } from "./useStatement.ts";
import type { StatementBook, StatementDetail } from "./useStatement.ts";

type Acts = NonNullable<StatementBook["acts"]>;
type Consent = Schemas["StatementConsent"];

interface SigningProps {
  readonly id: string;
  readonly book: StatementBook;
  readonly detail: StatementDetail | undefined;
}

export function Signing({ id, book, detail }: SigningProps): ReactNode {
  const t = useSignWords();
  const { acts } = book;
  const isNothing =
    acts === null || (acts.agreeBalance === null && acts.agreeBalanceExcept === null && acts.rejectBalance === null);
  return (
    <Section title={t("signTitle")}>
      {detail === undefined || isNothing ? <p>{t("nothingToSign")}</p> : <Choices acts={acts} detail={detail} />}
      <OurSignatures statement={id} />
    </Section>
  );
}

function Choices({ acts, detail }: { readonly acts: Acts; readonly detail: StatementDetail }): ReactNode {
  const t = useSignWords();
  const { language } = useFormats();
  const { begin } = useActing();
  const versions = versionsOf(detail);
  const { agreeBalance, agreeBalanceExcept, rejectBalance } = acts;
  return (
    <>
      {agreeBalance !== null && (
        <div className="actions">
          <Button
            kind="primary"
            onPress={() => begin({ title: t("agree"), act: { ...agreeBalance, versions, id: crypto.randomUUID() } })}
          >
            {t("agree")}
          </Button>
          <span>{legalEffect("agreeBalance", language)}</span>
        </div>
      )}
      {agreeBalanceExcept !== null && <AgreeExcept act={agreeBalanceExcept} versions={versions} />}
      {rejectBalance !== null && (
        <div className="actions">
          <Button
            kind="danger"
            onPress={() => begin({ title: t("reject"), act: { ...rejectBalance, versions, id: crypto.randomUUID() } })}
          >
            {t("reject")}
          </Button>
          <span>{legalEffect("rejectBalance", language)}</span>
        </div>
      )}
    </>
  );
}

interface AgreeExceptProps {
  readonly act: NonNullable<Acts["agreeBalanceExcept"]>;
  readonly versions: ReturnType<typeof versionsOf>;
}

/** Whoever signs second hands in what the other side signed at its own gateway, and both are sent. */
function AgreeExcept({ act, versions }: AgreeExceptProps): ReactNode {
  const t = useSignWords();
  const { language } = useFormats();
  const { begin } = useActing();
  const [theirs, setTheirs] = useState<Consent | "unread">();
  const { count } = act.exceptions;
  const title = t("agreeExcept", { count });
  const take = async (file: File): Promise<void> => setTheirs(readConsent(await file.text()));
  const consent = theirs === "unread" ? undefined : theirs;
  return (
    <>
      <Notice kind="warning">{t("readFirst")}</Notice>
      <FileDrop
        label={t("theirSignature")}
        accept=".json"
        isSingle
        hint={consent === undefined ? "" : t("theirSignatureTaken", { signer: shortHex(consent.signer) })}
        onFiles={([file]) => file !== undefined && void take(file)}
      />
      {theirs === "unread" && <p className="field-error">{t("theirSignatureUnread")}</p>}
      <div className="actions">
        <Button
          kind="primary"
          onPress={() => {
            const signed = consent === undefined ? {} : { theirs: consent };
            begin({ title, act: { ...act, ...signed, versions, id: crypto.randomUUID() } });
          }}
        >
          {title}
        </Button>
        <span>{legalEffect("agreeBalanceExcept", language)}</span>
      </div>
    </>
  );
}

/** What the gateway compares field by field; only whether it is one is looked at here. */
function readConsent(text: string): Consent | "unread" {
  try {
    const read = JSON.parse(text) as Partial<Consent>;
    return typeof read.signature === "string" && typeof read.signer === "string" ? (read as Consent) : "unread";
  } catch {
    return "unread";
  }
}
