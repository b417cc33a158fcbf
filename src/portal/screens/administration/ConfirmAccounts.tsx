/** That somebody else's account was made sure of: by a registrar for everybody, by whoever pays it for itself. */
import { useState } from "react";
import type { ReactNode } from "react";
import { useOrganisation } from "../../data/session.tsx";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Button, Submit } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField, TextField } from "../../ui/Field.tsx";
import { Section } from "../../ui/Page.tsx";
import { CALLBACK_CHANNEL } from "../../words/enumerations/service.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { HashedFile } from "../factoring/HashedFile.tsx";
import { AccountTable } from "./AccountTable.tsx";
import { useAccountWords } from "./accountWords.ts";
import { addressFrom } from "./addresses.ts";
import { useAccounts } from "./useAccounts.ts";
import { useAdministrationWords } from "./words.ts";

type Channel = Schemas["NewAccountConfirmation"]["channel"];

const CHANNELS: readonly Channel[] = ["telephone", "inPerson", "registeredLetter", "bankConfirmation"];

export function ConfirmAccounts(): ReactNode {
  const t = useAccountWords();
  const words = useAdministrationWords();
  const [text, setText] = useState("");
  const [payee, setPayee] = useState<string>();
  const [isFaulty, setFaulty] = useState(false);
  const look = (): void => {
    const address = addressFrom(text);
    setFaulty(address === undefined);
    setPayee(address);
  };
  return (
    <Section title={t("confirmTitle")}>
      <Form label={t("confirmTitle")} onSend={look}>
        <p className="hint">{t("confirmHint")}</p>
        <TextField
          label={t("payee")}
          error={isFaulty ? words("addressFault") : undefined}
          value={text}
          onChange={setText}
        />
        <div className="actions">
          <Submit>{t("show")}</Submit>
        </div>
      </Form>
      {payee !== undefined && <Payee address={payee} />}
    </Section>
  );
}

function Payee({ address }: { readonly address: string }): ReactNode {
  const t = useAccountWords();
  const isOwn = address === useOrganisation();
  return (
    <Asked query={useAccounts(address)}>
      {({ items }) => (
        <AccountTable
          caption={t("confirmTitle")}
          accounts={items}
          empty={t("noneOther")}
          next={(account) => (isOwn || account.state === "withdrawn" ? "—" : <Confirm account={account} />)}
        />
      )}
    </Asked>
  );
}

function Confirm({ account: { id, account } }: { readonly account: Schemas["BankAccount"] }): ReactNode {
  const t = useAccountWords();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button label={`${t("confirm")}: ${account}`} onPress={() => setIsOpen(true)}>
        {t("confirm")}
      </Button>
      <Dialog title={t("confirmDialog")} isOpen={isOpen} onClose={() => setIsOpen(false)}>
        <p>
          <code className="hash">{account}</code>
        </p>
        <ConfirmForm account={id} onDone={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

interface ConfirmFormProps {
  readonly account: string;
  readonly onDone: () => void;
}

function ConfirmForm({ account, onDone }: ConfirmFormProps): ReactNode {
  const t = useAccountWords();
  const { language } = useFormats();
  const [channel, setChannel] = useState<Channel>("telephone");
  const [evidence, setEvidence] = useState<string>();
  const [isMissing, setMissing] = useState(false);
  const confirming = useSend((gateway, body: Schemas["NewAccountConfirmation"]) =>
    gateway.POST("/v1/accounts/{id}/confirmation", { params: { path: { id: account } }, body }),
  );
  const send = (): void => {
    setMissing(evidence === undefined);
    if (evidence !== undefined) confirming.mutate({ channel, evidence }, { onSuccess: onDone });
  };
  return (
    <Form label={t("confirmDialog")} onSend={send}>
      <p className="hint">{t("confirmHint")}</p>
      <SelectField
        label={t("channel")}
        value={channel}
        onChange={setChannel}
        options={CHANNELS.map((value) => ({ value, text: wordFor(CALLBACK_CHANNEL, value, language) }))}
      />
      <HashedFile label={t("evidence")} hint={t("evidenceHint")} hash={evidence} onHash={setEvidence} />
      {isMissing && evidence === undefined && (
        <p className="field-error" role="alert">
          {t("evidenceMissing")}
        </p>
      )}
      {confirming.isError && <ErrorNote error={confirming.error} />}
      <div className="dialog-foot">
        <Submit isBusy={confirming.isPending}>{t("confirm")}</Submit>
      </div>
    </Form>
  );
}
