import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Party } from "../../ui/Party.tsx";
import { shortHex } from "../../words/formats.ts";
import { useAccessWords } from "./accessWords.ts";
import { GiveAccess } from "./GiveAccess.tsx";
import { ShownContent } from "./ShownContent.tsx";

type Grant = Schemas["Grant"];

/** Who may see what at this gateway, and who lets us see. */
export function Access(): ReactNode {
  const t = useAccessWords();
  return (
    <>
      <Notice kind="limit">{t("lead")}</Notice>
      <Section title={t("given")}>
        <Given />
      </Section>
      <GiveAccess />
      <Section title={t("received")}>
        <Received />
      </Section>
      <ShownContent />
    </>
  );
}

function Given(): ReactNode {
  const t = useAccessWords();
  const grants = useAsked(["grants", "given"], (gateway) =>
    gateway.GET("/v1/grants", { params: { query: { side: "given" } } }),
  );
  const revoking = useSend((gateway, id: string) => gateway.DELETE("/v1/grants/{id}", { params: { path: { id } } }));
  const columns = useColumns({ key: "grantee", head: t("grantee"), partyOf: ({ grantee }) => grantee });
  const revoke: Column<Grant> = {
    key: "revoke",
    head: t("revoke"),
    cell: ({ id, grantee, inForce }) =>
      inForce && (
        <Button
          kind="danger"
          label={t("revokeOf", { address: shortHex(grantee) })}
          isBusy={revoking.isPending && revoking.variables === id}
          onPress={() => revoking.mutate(id)}
        >
          {t("revoke")}
        </Button>
      ),
  };
  return (
    <>
      {revoking.isError && <ErrorNote error={revoking.error} />}
      <Asked query={grants}>
        {({ items }) => (
          <DataTable
            caption={t("given")}
            columns={[...columns, revoke]}
            rows={items}
            keyOf={({ id }) => id}
            empty={t("noneGiven")}
          />
        )}
      </Asked>
    </>
  );
}

function Received(): ReactNode {
  const t = useAccessWords();
  const grants = useAsked(["grants", "received"], (gateway) =>
    gateway.GET("/v1/grants", { params: { query: { side: "received" } } }),
  );
  const columns = useColumns({ key: "grantor", head: t("grantor"), partyOf: ({ grantor }) => grantor });
  return (
    <Asked query={grants}>
      {({ items }) => (
        <DataTable
          caption={t("received")}
          columns={columns}
          rows={items}
          keyOf={({ id }) => id}
          empty={t("noneReceived")}
        />
      )}
    </Asked>
  );
}

interface Other {
  readonly key: string;
  readonly head: string;
  readonly partyOf: (grant: Grant) => string;
}

function useColumns({ key, head, partyOf }: Other): readonly Column<Grant>[] {
  const t = useAccessWords();
  return [
    { key, head, cell: (grant) => <Party address={partyOf(grant)} />, isName: true },
    { key: "kind", head: t("kind"), cell: ({ kind }) => t(kind), isMinor: true },
    { key: "scope", head: t("scope"), cell: ({ scope }) => <Scope scope={scope} /> },
    { key: "since", head: t("since"), cell: ({ since }) => <Instant at={since} />, isMinor: true },
    { key: "until", head: t("until"), cell: ({ until }) => <Instant at={until} /> },
    { key: "standing", head: t("standing"), cell: (grant) => <Standing grant={grant} /> },
  ];
}

function Scope({ scope }: Pick<Grant, "scope">): ReactNode {
  const t = useAccessWords();
  if (scope.of === "everything") return t("everything");
  if (scope.of === "counterparty") return t("counterparty", { address: shortHex(scope.counterparty) });
  return t("receivables", { count: scope.receivables.length });
}

function Standing({ grant: { inForce, revoked } }: { readonly grant: Grant }): ReactNode {
  const t = useAccessWords();
  if (inForce) return <Badge tone="good">{t("inForce")}</Badge>;
  return <Badge>{t(revoked === null ? "over" : "revoked")}</Badge>;
}
