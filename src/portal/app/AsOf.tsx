import type { ReactNode } from "react";
import { useConnection } from "../data/live.ts";
import { useAsked } from "../data/useAsked.ts";
import { Notice } from "../ui/Notice.tsx";
import type { Answer, Schemas } from "../data/gateway.ts";
import { useAppWords } from "./words.ts";

/** Which state of the chain the page shows, and whether it hears of changes. */
export function AsOf(): ReactNode {
  const t = useAppWords();
  const connection = useConnection();
  const { data } = useAsked(["readiness"], async (gateway) => {
    const answer = await gateway.GET("/v1/readiness");
    // A gateway that is behind says so with another status, in the same words.
    return { data: answer.data ?? answer.error, response: new Response() } as Answer<Schemas["Readiness"]>;
  });
  const stopped = data?.stopped ?? null;
  const asOf = data?.asOf ?? null;
  return (
    <footer className="foot" role="contentinfo">
      <span>
        {asOf === null
          ? t("noBlock")
          : t("asOf", { block: asOf.block.toString(), finalised: asOf.finalised.toString() })}
      </span>
      <span role="status">{connection === "lost" ? <Notice kind="warning">{t("lost")}</Notice> : t(connection)}</span>
      {stopped !== null && <Notice kind="warning">{t("stopped", { wayOut: stopped.wayOut })}</Notice>}
    </footer>
  );
}
