/** The policy by which customers are scored, and what each band is given. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked, usePages, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Empty, Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash } from "../../ui/Party.tsx";
import { PolicyBands } from "./PolicyBands.tsx";
import { PolicyModel } from "./PolicyModel.tsx";
import { PolicySegments } from "./PolicySegments.tsx";
import { useScoreWords } from "./scoreWords.ts";
import { useDraftId } from "./useDraftId.ts";

type Version = Schemas["CreditPolicy"];

export function Policy(): ReactNode {
  const t = useScoreWords();
  const pages = usePages<Version>(["creditPolicies"], (gateway, cursor) =>
    gateway.GET("/v1/credit/policies", { params: { query: cursor === undefined ? {} : { cursor } } }),
  );
  const inForce = pages.rows.find(({ isInForce }) => isInForce);
  return (
    <>
      <Notice kind="limit">{t("isFormula")}</Notice>
      <Asked query={pages.first}>
        {() =>
          inForce === undefined ? (
            <Starting />
          ) : (
            <>
              <PolicyBands version={inForce} />
              <PolicyModel version={inForce} />
              <PolicySegments />
              <Versions versions={pages.rows} />
            </>
          )
        }
      </Asked>
    </>
  );
}

function Starting(): ReactNode {
  const t = useScoreWords();
  const [id, renew] = useDraftId();
  const starting = useAsked(["startingPolicy"], (gateway) => gateway.GET("/v1/credit/policies/starting"));
  const setting = useSend((gateway, body: Schemas["NewCreditPolicy"]) => gateway.POST("/v1/credit/policies", { body }));
  return (
    <Empty>
      <p>{t("noPolicy")}</p>
      <p>{t("startHint")}</p>
      <Asked query={starting}>
        {({ policy }) => (
          <Button
            kind="primary"
            isBusy={setting.isPending}
            onPress={() => setting.mutate({ id, policy, reason: t("startReason") }, { onSuccess: renew })}
          >
            {t("start")}
          </Button>
        )}
      </Asked>
      {setting.isError && <ErrorNote error={setting.error} />}
    </Empty>
  );
}

function Versions({ versions }: { readonly versions: readonly Version[] }): ReactNode {
  const t = useScoreWords();
  return (
    <Section title={t("versions")}>
      <DataTable
        caption={t("versions")}
        rows={versions}
        keyOf={({ id }) => id}
        empty={undefined}
        columns={[
          {
            key: "version",
            head: t("policyTitle"),
            isName: true,
            cell: ({ version, isInForce }) => `${t("version", { version })}${isInForce ? ` (${t("inForce")})` : ""}`,
          },
          { key: "since", head: t("since"), cell: ({ inForce }) => <Instant at={inForce} /> },
          { key: "why", head: t("why"), cell: ({ reason }) => <bdi>{reason}</bdi> },
          { key: "hash", head: t("hash"), isMinor: true, cell: ({ hash }) => <Hash value={hash} /> },
        ]}
      />
    </Section>
  );
}
