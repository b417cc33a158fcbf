import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { told } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";
import { useAsked } from "../../data/useAsked.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Instant } from "../../ui/Money.tsx";
import { jsonFile, saveFile } from "../audit/saving.ts";
import { useSignWords } from "./signWords.ts";

/** What we signed of an agreement with exceptions, for as long as the other side has not sent both. */
export function OurSignatures({ statement }: { readonly statement: string }): ReactNode {
  const t = useSignWords();
  const query = useAsked(["ourSignatures", statement], (gateway) =>
    gateway.GET("/v1/intents", { params: { query: { verb: "agreeBalanceExcept", statement } } }),
  );
  const waiting = (query.data?.items ?? []).filter(
    ({ signed, state, parties }) => signed !== null && state === "partlySigned" && parties.length > 1,
  );
  if (query.isError) return <ErrorNote error={query.error} />;
  if (waiting.length === 0) return undefined;
  return (
    <>
      <h3>{t("ourSignatures")}</h3>
      <ul className="activity">
        {waiting.map(({ id, preparedAt }) => (
          <li key={id}>
            <Instant at={preparedAt} />
            <SaveConsent id={id} />
          </li>
        ))}
      </ul>
    </>
  );
}

function SaveConsent({ id }: { readonly id: string }): ReactNode {
  const t = useSignWords();
  const { gateway } = useSigned();
  const saving = useMutation({
    mutationFn: async () => {
      const consent = told(await gateway.GET("/v1/intents/{id}/consent", { params: { path: { id } } }));
      saveFile(`signature-${id.slice(0, 8)}.json`, jsonFile(consent));
    },
  });
  return (
    <>
      <Button isBusy={saving.isPending} onPress={() => saving.mutate()}>
        {t("saveSignature")}
      </Button>
      {saving.isError && <ErrorNote error={saving.error} />}
    </>
  );
}
