/** Many acceptances by one signature: what they come to, what they mean, and the root that is signed. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useActing } from "../../acts/ActProvider.tsx";
import { knownLedger, useDeployment } from "../../data/deployment.ts";
import { told } from "../../data/gateway.ts";
import { useOrganisation, useSigned } from "../../data/session.tsx";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Party } from "../../ui/Party.tsx";
import { useFormats } from "../../words/formats.ts";
import { LegalEffect } from "../receivable/acts/AnswerForms.tsx";
import type { Row } from "../receivable/detail.ts";
import { sumsOf } from "./sums.ts";
import { useInboxWords } from "./words.ts";
import { titleOf } from "../receivable/title.ts";

interface AcceptManyProps {
  readonly rows: readonly Row[];
  readonly onClose: () => void;
}

export function AcceptMany({ rows, onClose }: AcceptManyProps): ReactNode {
  const t = useInboxWords();
  const { money } = useFormats();
  const [count, setCount] = useState(0);
  const accepting = useAccepting(rows, setCount, onClose);
  return (
    <Dialog title={t("acceptMany", { count: rows.length })} isOpen onClose={onClose} isWide>
      <LegalEffect />
      <p>
        {t("sums")}{" "}
        {sumsOf(rows)
          .map(({ amount, currency }) => money(amount, currency))
          .join(t("comma"))}
      </p>
      <Chosen rows={rows} />
      <Notice>{t("rootNote")}</Notice>
      {accepting.isPending && <p role="status">{t("preparing", { done: count, count: rows.length })}</p>}
      {accepting.isError && isOther(accepting.error) && (
        <Notice kind="warning" title={t("otherBatch")}>
          {accepting.error.message}
        </Notice>
      )}
      {accepting.isError && !isOther(accepting.error) && <ErrorNote error={accepting.error} />}
      <footer className="dialog-foot">
        <Button kind="primary" isBusy={accepting.isPending} onPress={() => accepting.mutate()}>
          {t("readAndSign")}
        </Button>
      </footer>
    </Dialog>
  );
}

function isOther(error: Error): boolean {
  return error.name === "OtherBatch";
}

function useAccepting(rows: readonly Row[], onCount: (count: number) => void, onClose: () => void) {
  const t = useInboxWords();
  const { gateway } = useSigned();
  const organisation = useOrganisation();
  const { language } = useFormats();
  const { sign } = useActing();
  const deployment = useDeployment();
  return useMutation({
    mutationFn: async () => {
      const where = deployment.data ?? told(await gateway.GET("/v1/deployment"));
      const known = { ...where, ledger: knownLedger(where) };
      const { prepareMany } = await import("./prepareMany.ts");
      const ids = rows.map(({ id }) => id);
      return prepareMany(ids, { gateway, organisation, language, known }, onCount);
    },
    onSuccess: (batch) => {
      onClose();
      sign({
        title: t("acceptMany", { count: rows.length }),
        message: batch.message,
        hand: async (signature) =>
          told(
            await gateway.POST("/v1/intents/batches/{id}/signature", {
              params: { path: { id: batch.id } },
              body: { signature },
            }),
          ),
      });
    },
  });
}

function Chosen({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  const t = useInboxWords();
  return (
    <DataTable
      caption={t("chosen")}
      rows={rows}
      keyOf={({ id }) => id}
      empty={t("nothingNew")}
      columns={[
        { key: "invoice", head: t("invoice"), cell: (row) => titleOf(row), isName: true },
        {
          key: "supplier",
          head: t("supplier"),
          cell: ({ supplier, names }) => <Party address={supplier} name={names.supplier} />,
        },
        {
          key: "amount",
          head: t("amount"),
          cell: ({ amount, currency }) => <Money amount={amount} currency={currency} />,
          isFigure: true,
        },
      ]}
    />
  );
}
