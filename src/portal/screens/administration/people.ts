/** Who can be entrusted with something: the organisation's own account, its members, and agents with a mandate. */
import { useOrganisation } from "../../data/session.tsx";
import { useAsked } from "../../data/useAsked.ts";
import { shortHex } from "../../words/formats.ts";
import { useAdministers } from "./useAdministers.ts";
import { useAdministrationWords } from "./words.ts";

export interface Person {
  readonly account: string;
  readonly name: string;
}

const MOST_AGENTS = "500";

/** In this order; of those who may not administer without the members, whom they do not see. */
export function usePeople(): readonly Person[] {
  const t = useAdministrationWords();
  const organisation = useOrganisation();
  const administers = useAdministers() === true;
  const members = useAsked(["members"], (gateway) => gateway.GET("/v1/members"), { enabled: administers });
  const mandates = useAsked(["mandates", "all"], (gateway) =>
    gateway.GET("/v1/mandates", { params: { query: { limit: MOST_AGENTS } } }),
  );
  const agents = (mandates.data?.items ?? []).filter(({ inForce }) => inForce);
  const people = [
    { account: organisation, name: t("ownAccount") },
    ...(members.data?.items ?? []).map(({ account, name }) => ({ account, name: name ?? t("unnamed") })),
    ...agents.map(({ agent }) => ({ account: agent, name: t("agent") })),
  ];
  return people.filter(({ account }, place) => people.findIndex((one) => one.account === account) === place);
}

export function personText({ account, name }: Person): string {
  return `${name} ${shortHex(account)}`;
}
