/** The order to the bank (pain.001): it is downloaded, and whoever may hands it to the bank. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { fetchFile } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { save } from "../receivable/save.ts";
import { useToday } from "./today.ts";
import { useInboxWords } from "./words.ts";

const RUN = /^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$/;

export function PaymentFile({ currency }: { readonly currency: string }): ReactNode {
  const t = useInboxWords();
  const { session } = useSigned();
  const today = useToday();
  const [through, setThrough] = useState("");
  const [typed, setTyped] = useState<string>();
  const run = typed ?? `PAY-${today.replaceAll("-", "")}`;
  const isRun = RUN.test(run);
  const fetching = useMutation({
    mutationFn: async () => {
      const query = new URLSearchParams({ currency, run, ...(through === "" ? {} : { through }) });
      save(await fetchFile(session.token, `/v1/pay-list/pain001?${query.toString()}`), `${run}.xml`);
    },
  });
  return (
    <Section title={t("bankOrder")}>
      <p className="hint">{t("bankOrderHint")}</p>
      <Form
        label={t("bankOrder")}
        onSend={() => {
          if (isRun) fetching.mutate();
        }}
      >
        <div className="form-row">
          <TextField label={t("through")} hint={t("throughHint")} kind="date" value={through} onChange={setThrough} />
          <TextField
            label={t("run")}
            hint={t("runHint")}
            value={run}
            onChange={setTyped}
            error={isRun ? undefined : t("runInvalid")}
          />
        </div>
        {fetching.isError && <ErrorNote error={fetching.error} />}
        {fetching.isSuccess && <Notice kind="done">{t("bankOrderDone")}</Notice>}
        <Submit isBusy={fetching.isPending}>{t("downloadOrder")}</Submit>
      </Form>
    </Section>
  );
}
