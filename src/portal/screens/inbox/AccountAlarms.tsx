/** Accounts that payees changed: fraud begins there more often than anywhere else. */
import type { ReactNode } from "react";
import { usePages } from "../../data/useAsked.ts";
import { Instant } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Party } from "../../ui/Party.tsx";
import { useInboxWords } from "./words.ts";

const SHOWN = 5;

export function AccountAlarms(): ReactNode {
  const t = useInboxWords();
  const { rows } = usePages(["alarms"], (gateway, cursor) =>
    gateway.GET("/v1/alarms", { params: { query: cursor === undefined ? {} : { cursor } } }),
  );
  if (rows.length === 0) return undefined;
  return (
    <Notice kind="warning" title={t("alarms")}>
      {t("alarmsWay")}
      <ul>
        {rows.slice(0, SHOWN).map(({ kind, about, account, at }) => (
          <li key={`${account} ${kind} ${at}`}>
            <Instant at={at} />: <Party address={about} /> {t(kind)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
