/** The parties, who vouched for each, and whom it is owed to. */
import type { ReactNode } from "react";
import { Facts } from "../../ui/Facts.tsx";
import { Day } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash, Party } from "../../ui/Party.tsx";
import { NOTICE_KIND, NOTICE_REPLY } from "../../words/enumerations/factoring.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { payeeOf } from "./detail.ts";
import type { Detail } from "./detail.ts";
import { VouchedBadge, Vouching } from "./Vouching.tsx";
import { useDetailWords } from "./words.ts";

interface PartiesProps {
  readonly detail: Detail;
}

export function Parties({ detail }: PartiesProps): ReactNode {
  const t = useDetailWords();
  const { supplier, buyer, names, assignment } = detail;
  const payee = payeeOf(detail);
  return (
    <Section title={t("parties")}>
      <div className="columns">
        <One title={t("supplier")} address={supplier} name={names.supplier} />
        <One title={t("buyer")} address={buyer} name={names.buyer} />
        {assignment !== null && payee.address !== supplier && (
          <One title={t("payee")} address={payee.address} name={payee.name} />
        )}
      </div>
      <Assignment detail={detail} />
      <Notice kind="limit">{t("namesLimit")}</Notice>
    </Section>
  );
}

interface OneProps {
  readonly title: string;
  readonly address: string;
  readonly name: string | null;
}

function One({ title, address, name }: OneProps): ReactNode {
  return (
    <div>
      <h3>
        {title} <VouchedBadge address={address} />
      </h3>
      <p>
        <Party address={address} name={name} isWhole />
      </p>
      <Vouching address={address} />
    </div>
  );
}

/** Who holds it on the ledger, and what the debtor was told of an assignment. */
function Assignment({ detail }: PartiesProps): ReactNode {
  const t = useDetailWords();
  const { language } = useFormats();
  const { assignment, holder } = detail;
  const payee = payeeOf(detail);
  return (
    <>
      <h3>{t("owedTo")}</h3>
      <Facts
        rows={[
          [t("payTo"), <Party key="payee" address={payee.address} name={payee.name} />],
          [t("holderAccount"), <Hash key="holder" value={holder} />],
          [t("assignedSince"), assignment === null ? undefined : <Day key="since" date={assignment.since} />],
          [
            t("notice"),
            assignment === null || assignment.notice === null ? undefined : (
              <span key="notice">
                {wordFor(NOTICE_KIND, assignment.notice.kind, language)}, <Day date={assignment.notice.given} />
              </span>
            ),
          ],
          [
            t("noticeReply"),
            assignment === null || assignment.notice === null
              ? undefined
              : wordFor(NOTICE_REPLY, assignment.notice.reply, language),
          ],
        ]}
      />
      {assignment !== null && assignment.notice === null && <Notice kind="warning">{t("noNotice")}</Notice>}
      <Notice kind="limit">{t("titleLimit")}</Notice>
    </>
  );
}
