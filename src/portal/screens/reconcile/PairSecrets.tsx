/** Secrets with which lines of a pair's statements are salted: given here, shown to nobody. */
import { useState } from "react";
import type { ReactNode } from "react";
import { useOrganisation } from "../../data/session.tsx";
import { usePages, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Submit } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form } from "../../ui/Field.tsx";
import { FileDrop } from "../../ui/FileDrop.tsx";
import { Day } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { Working } from "../../ui/Working.tsx";
import { usePartnerName } from "./Pairs.tsx";
import { useSignWords } from "./signWords.ts";
import { PartnerField } from "./StateBook.tsx";
import { useCounterparties } from "./useCounterparties.ts";
import type { Counterparty } from "./useCounterparties.ts";
import { useReconcileWords } from "./words.ts";

export function PairSecrets(): ReactNode {
  const t = useSignWords();
  const nameOf = usePartnerName();
  const counterparties = useCounterparties() ?? [];
  const [first] = counterparties;
  const pages = usePages(["pairSecrets"], (gateway, cursor) =>
    gateway.GET("/v1/pair-secrets", { params: { query: cursor === undefined ? {} : { cursor } } }),
  );
  return (
    <Section title={t("secrets")}>
      <p>{t("secretsLead")}</p>
      <Asked query={pages.first}>
        {() => (
          <DataTable
            caption={t("secrets")}
            rows={pages.rows}
            keyOf={({ keys, supplier, buyer }) => `${keys} ${supplier} ${buyer}`}
            empty={t("secretsEmpty")}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
            columns={[
              { key: "firm", head: t("firm"), cell: (one) => <bdi>{nameOf(one)}</bdi>, isName: true },
              { key: "given", head: t("secretGiven"), cell: ({ given }) => <Day date={given} /> },
              {
                key: "current",
                head: t("standing"),
                cell: ({ current }) => t(current ? "secretCurrent" : "secretOld"),
              },
            ]}
          />
        )}
      </Asked>
      {first !== undefined && (
        <Working title={t("newSecret")}>
          <SecretForm counterparties={counterparties} first={first} />
        </Working>
      )}
    </Section>
  );
}

interface PairSecret {
  readonly keys: string;
  readonly secret: string;
}

interface SecretFormProps {
  readonly counterparties: readonly Counterparty[];
  readonly first: Counterparty;
}

function SecretForm({ counterparties, first }: SecretFormProps): ReactNode {
  const t = useSignWords();
  const files = useReconcileWords();
  const organisation = useOrganisation();
  const [address, setAddress] = useState(first.address);
  const [read, setRead] = useState<{ readonly name: string; readonly secret: PairSecret | undefined }>();
  const partner = counterparties.find((one) => one.address === address) ?? first;
  const sending = useSend((gateway, { keys, secret }: PairSecret) => {
    const [supplier, buyer] = partner.ownSide === "supplier" ? [organisation, address] : [address, organisation];
    return gateway.POST("/v1/pair-secrets", { body: { supplier, buyer, keys, secret } });
  });
  const take = async (file: File): Promise<void> => setRead({ name: file.name, secret: readSecret(await file.text()) });
  return (
    <Form
      label={t("newSecret")}
      onSend={() => {
        if (read?.secret !== undefined) sending.mutate(read.secret, { onSuccess: () => setRead(undefined) });
      }}
    >
      <PartnerField counterparties={counterparties} partner={partner} onChange={setAddress} />
      <FileDrop
        label={t("secretFile")}
        accept=".json"
        isSingle
        hint={read === undefined ? files("chosenNone") : files("chosen", { name: read.name })}
        onFiles={([file]) => file !== undefined && void take(file)}
      />
      {read !== undefined && read.secret === undefined && <p className="field-error">{t("secretUnread")}</p>}
      {sending.isError && <ErrorNote error={sending.error} />}
      <div className="actions">
        <Submit isBusy={sending.isPending}>{t("give")}</Submit>
      </div>
    </Form>
  );
}

const HASH = /^0x[0-9a-f]{64}$/;

function readSecret(text: string): PairSecret | undefined {
  try {
    const { keys, secret } = JSON.parse(text) as Partial<Record<keyof PairSecret, unknown>>;
    if (typeof keys !== "string" || typeof secret !== "string") return undefined;
    return HASH.test(keys) && HASH.test(secret) ? { keys, secret } : undefined;
  } catch {
    return undefined;
  }
}
