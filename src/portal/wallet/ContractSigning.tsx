/** An act of an organisation that is a contract of several owners (Safe): who has signed, signing as one of them. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { hashTypedData } from "viem";
import type { Hex, TypedDataDefinition } from "viem";
import { safeMessage } from "../../clients/safe.ts";
import { told } from "../data/gateway.ts";
import type { Schemas } from "../data/gateway.ts";
import { useSigned } from "../data/session.tsx";
import { Button, Submit } from "../ui/Button.tsx";
import { ErrorNote } from "../ui/ErrorNote.tsx";
import { Facts } from "../ui/Facts.tsx";
import { Form, TextArea } from "../ui/Field.tsx";
import { pastedSignature } from "./contract.ts";
import { useWalletWords } from "./words.ts";

interface ContractSigningProps {
  readonly id: string;
  /** What the organisation signs, as it was read and checked here. */
  readonly message: TypedDataDefinition;
  /** Whether it may be signed: it says what was asked for. */
  readonly isReady: boolean;
}

/** Nothing where the organisation is no contract that tells its owners. */
export function ContractSigning({ id, message, isReady }: ContractSigningProps): ReactNode {
  const t = useWalletWords();
  const { gateway, session, wallet } = useSigned();
  const isAskedFor = session.account !== session.organisation || wallet?.kind === "contract";
  const owners = useQuery({
    queryKey: ["owners", session.organisation, id],
    enabled: isAskedFor,
    queryFn: async () => told(await gateway.GET("/v1/intents/{id}/owner-signatures", { params: { path: { id } } })),
  });
  if (owners.isError) return <ErrorNote error={owners.error} onRetry={() => void owners.refetch()} />;
  // Where it is no contract of several, its agents sign by their mandates, and there is nothing to say.
  if (owners.data === undefined || owners.data.threshold === null) return null;
  // Not what the gateway says is signed, but what was read here.
  const digest = hashTypedData(message);
  const { threshold, owners: all } = owners.data;
  return (
    <section className="section">
      <h3>{t("contractTitle")}</h3>
      <p>{t("contractLead", { count: threshold, of: all.length })}</p>
      <ul>
        {all.map(({ owner, signed }) => (
          <li key={owner}>
            <code className="hash">{owner}</code> {t(signed ? "ownerSigned" : "ownerMissing")}
          </li>
        ))}
      </ul>
      <Facts rows={[[t("digest"), <code className="hash">{digest}</code>]]} />
      <OwnerButton id={id} digest={digest} isReady={isReady} owners={owners.data} />
      <PastedWhole id={id} isReady={isReady} />
      <details>
        <summary>{t("typedData")}</summary>
        <pre className="raw">{shown(message)}</pre>
      </details>
    </section>
  );
}

interface PartProps {
  readonly id: string;
  readonly isReady: boolean;
}

interface OwnerButtonProps extends PartProps {
  readonly digest: Hex;
  readonly owners: Schemas["OwnerSignatures"];
}

function OwnerButton({ id, digest, isReady, owners }: OwnerButtonProps): ReactNode {
  const t = useWalletWords();
  const { gateway, session, chainId, wallet, openWallet } = useSigned();
  const queries = useQueryClient();
  const signing = useMutation({
    mutationFn: async () => {
      const signature = await (wallet ?? (await openWallet())).signTypedData(
        safeMessage(chainId, session.organisation as Hex, digest),
      );
      const params = { path: { id } };
      told(await gateway.POST("/v1/intents/{id}/owner-signatures", { params, body: { signature } }));
    },
    onSettled: () => queries.invalidateQueries(),
  });
  const own = owners.owners.find(({ owner }) => owner === session.account);
  if (own === undefined) return <p className="hint">{t("ownerNot")}</p>;
  return (
    <>
      {signing.isError && <ErrorNote error={signing.error} />}
      <Button
        kind="primary"
        isBusy={signing.isPending}
        isDisabled={!isReady || own.signed}
        onPress={() => signing.mutate()}
      >
        {t(own.signed ? "ownerDone" : "ownerSign")}
      </Button>
    </>
  );
}

/** Collected elsewhere, in the contract's own wallet application. */
function PastedWhole({ id, isReady }: PartProps): ReactNode {
  const t = useWalletWords();
  const { gateway, session } = useSigned();
  const queries = useQueryClient();
  const [text, setText] = useState("");
  const handing = useMutation({
    mutationFn: async () => {
      const body = { signature: pastedSignature(text), signer: session.organisation };
      told(await gateway.POST("/v1/intents/{id}/signature", { params: { path: { id } }, body }));
    },
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <details>
      <summary>{t("pasteWhole")}</summary>
      {handing.isError && <ErrorNote error={handing.error} />}
      <Form label={t("signature")} onSend={() => isReady && handing.mutate()}>
        <TextArea label={t("signature")} hint={t("signatureHint")} value={text} onChange={setText} isRequired />
        <Submit isBusy={handing.isPending}>{t("handIn")}</Submit>
      </Form>
    </details>
  );
}

const INDENT = 2;

/** As wallet applications take it. */
function shown(message: TypedDataDefinition): string {
  return JSON.stringify(
    message,
    (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value),
    INDENT,
  );
}
