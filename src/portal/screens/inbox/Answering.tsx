/** One receivable before the buyer: the invoice as people read it, what accepting means, and the three answers. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Party } from "../../ui/Party.tsx";
import { Clarification, LegalEffect } from "../receivable/acts/AnswerForms.tsx";
import { useBegin } from "../receivable/acts/FormParts.tsx";
import type { Row } from "../receivable/detail.ts";
import { DocumentList } from "../receivable/Documents.tsx";
import { Vouching } from "../receivable/Vouching.tsx";
import { Clock, isAcceptable } from "./columns.tsx";
import { useInboxWords } from "./words.ts";
import { titleOf } from "../receivable/title.ts";

interface AnsweringProps {
  readonly row: Row;
  readonly onClose: () => void;
}

type Way = "accept" | "query" | "reject";
const WAYS: readonly Way[] = ["accept", "query", "reject"];

export function Answering({ row, onClose }: AnsweringProps): ReactNode {
  const t = useInboxWords();
  const [way, setWay] = useState<Way>();
  const ways = WAYS.filter((one) => one !== "accept" || isAcceptable(row));
  return (
    <Dialog title={t("answerTo", { name: titleOf(row) })} isOpen onClose={onClose} isWide>
      <Claim row={row} />
      {row.content === "false" && <Notice kind="warning">{t("contentFalseWay")}</Notice>}
      {row.content === "sealed" && <Notice>{t("contentSealedWay")}</Notice>}
      <h3>{t("documents")}</h3>
      <DocumentList id={row.id} />
      <h3>{t("yourAnswer")}</h3>
      <div className="actions">
        {ways.map((one) => (
          <Button
            key={one}
            kind={one === "accept" ? "primary" : "plain"}
            expanded={one === way}
            onPress={() => setWay(one === way ? undefined : one)}
          >
            {t(one)}
          </Button>
        ))}
      </div>
      {way === "accept" && <Acceptance row={row} onClose={onClose} />}
      {(way === "query" || way === "reject") && <Clarification key={way} about={row} verb={way} onBegin={onClose} />}
      {!isAcceptable(row) && <p className="hint">{t("cannotAccept")}</p>}
    </Dialog>
  );
}

function Claim({ row }: { readonly row: Row }): ReactNode {
  const t = useInboxWords();
  return (
    <>
      <Facts
        rows={[
          [t("supplier"), <Party key="supplier" address={row.supplier} name={row.names.supplier} isWhole />],
          [t("amount"), <Money key="amount" amount={row.amount} currency={row.currency} />],
          [t("dueDate"), row.dueDate === null ? t("sealed") : <Day key="due" date={row.dueDate} />],
          [t("clock"), <Clock key="clock" id={row.id} />],
          [
            t("whole"),
            <Link key="whole" href={`/receivables/${row.id}`}>
              {t("wholeLink")}
            </Link>,
          ],
        ]}
      />
      <Vouching address={row.supplier} />
    </>
  );
}

function Acceptance({ row, onClose }: AnsweringProps): ReactNode {
  const t = useInboxWords();
  const begin = useBegin(row);
  return (
    <>
      <LegalEffect />
      <footer className="dialog-foot">
        <Button
          kind="primary"
          onPress={() => {
            onClose();
            begin({ verb: "accept" });
          }}
        >
          {t("readAndSign")}
        </Button>
      </footer>
    </>
  );
}
