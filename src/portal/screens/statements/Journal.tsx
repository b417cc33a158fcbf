import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { fetchFile } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, TextField } from "../../ui/Field.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { Page } from "../../ui/Page.tsx";
import { saveFile } from "../audit/saving.ts";
import { useToday } from "../inbox/today.ts";
import type { Pair } from "./draft.ts";
import { PairFields, usePair } from "./PairFields.tsx";
import { useScheduleWords } from "./scheduleWords.ts";
import { StatementTabs } from "./StatementTabs.tsx";
import { useStatementWords } from "./words.ts";

interface Period {
  readonly from: string;
  readonly cutOff: string;
}

export function Journal(): ReactNode {
  const t = useScheduleWords();
  const words = useStatementWords();
  const today = useToday();
  const { session } = useSigned();
  const choice = usePair();
  const [changed, setChanged] = useState<Partial<Period>>({});
  const period = { from: `${today.slice(0, 4)}-01-01`, cutOff: today, ...changed };
  const saving = useMutation({
    mutationFn: async (pair: Pair) => {
      saveFile(`journal-${period.cutOff}.csv`, await fetchFile(session.token, journalPath(period, pair)));
    },
  });
  const { pair } = choice;
  return (
    <Page screen="statement-journal" title={words("journal")} lead={t("journalLead")}>
      <StatementTabs />
      {pair === undefined ? (
        <Empty>{words("noCounterparties")}</Empty>
      ) : (
        <Form label={words("journal")} onSend={() => saving.mutate(pair)}>
          <PairFields pair={choice} />
          <div className="form-row">
            <TextField
              label={words("from")}
              kind="date"
              value={period.from}
              onChange={(from) => setChanged({ ...changed, from })}
            />
            <TextField
              label={words("until")}
              kind="date"
              value={period.cutOff}
              onChange={(cutOff) => setChanged({ ...changed, cutOff })}
            />
          </div>
          {saving.isError && <ErrorNote error={saving.error} />}
          <div className="actions">
            <Submit isBusy={saving.isPending}>{t("save")}</Submit>
          </div>
        </Form>
      )}
    </Page>
  );
}

function journalPath({ from, cutOff }: Period, { counterparty, currency }: Pair): string {
  const query = { side: counterparty.ownSide, counterparty: counterparty.address, currency, from, cutOff };
  return `/v1/account-journal?${new URLSearchParams(query).toString()}`;
}
