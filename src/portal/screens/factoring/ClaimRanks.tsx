/** Claims by rank, each with why it stands there and what it has left undone. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Party } from "../../ui/Party.tsx";
import { useFormats } from "../../words/formats.ts";
import { useClaimWords } from "./claimWords.ts";
import { leftOutIn, missingIn, noteIn, reasonIn } from "./priorityWords.ts";
import { useFactoringWords } from "./words.ts";

type Claims = Schemas["CompetingClaims"];
type Claim = Claims["items"][number];

export function ClaimRanks({ claims }: { readonly claims: Claims }): ReactNode {
  const t = useClaimWords();
  const { language } = useFormats();
  const columns = useColumns(claims.law);
  return (
    <>
      <DataTable
        caption={t("rank")}
        columns={columns}
        rows={claims.items}
        keyOf={({ factor, rank }) => `${factor} ${rank}`}
        empty={t("noClaims")}
      />
      {claims.leftOut.length > 0 && (
        <Notice kind="warning" title={t("leftOut")}>
          <ul>
            {claims.leftOut.map(({ factor, name, text }) => (
              <li key={factor}>
                <Party address={factor} name={name} /> {leftOutIn(language, claims.law, text)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <ul>
        {claims.notes.map((note) => (
          <li key={note}>{noteIn(language, note)}</li>
        ))}
      </ul>
    </>
  );
}

function useColumns(law: Claims["law"]): readonly Column<Claim>[] {
  const t = useClaimWords();
  const words = useFactoringWords();
  const { language, instant } = useFormats();
  const when = (at: string | null): ReactNode => (at === null ? words("none") : <Instant at={at} />);
  return [
    { key: "rank", head: t("rankHead"), isFigure: true, cell: ({ rank }) => rank },
    {
      ...{ key: "who", head: t("claimant"), isName: true },
      cell: ({ factor, name }) => <Party address={factor} name={name} />,
    },
    { key: "why", head: t("why"), cell: ({ reason, text }) => reasonIn(language, law, reason, text) },
    {
      key: "missing",
      head: t("missing"),
      cell: ({ missing }) =>
        missing.length === 0 ? (
          t("nothingMissing")
        ) : (
          <ul>
            {missing.map(({ step, text }) => (
              <li key={step}>{missingIn(language, law, step, text)}</li>
            ))}
          </ul>
        ),
    },
    {
      ...{ key: "assigned", head: t("assignedAt"), isMinor: true },
      cell: ({ assignedAt }) => when(assignedAt),
    },
    {
      ...{ key: "registered", head: t("registeredAt"), isMinor: true },
      cell: ({ registeredAt, registeredUntil }) => (
        <>
          {when(registeredAt)} {registeredUntil !== null && t("registeredUntil", { when: instant(registeredUntil) })}
        </>
      ),
    },
    {
      ...{ key: "notice", head: t("noticeAt"), isMinor: true },
      cell: ({ noticeReceivedAt }) => when(noticeReceivedAt),
    },
  ];
}
