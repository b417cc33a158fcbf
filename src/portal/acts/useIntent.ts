/** An intent as it stands now, followed until it is over. */
import { useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { useEffect } from "react";
import { told } from "../data/gateway.ts";
import type { Schemas } from "../data/gateway.ts";
import { useOrganisation, useSigned } from "../data/session.tsx";
import { isOver, standingOf } from "./act.ts";
import type { Intent, Standing } from "./act.ts";
import { noteBlock, useKeptActs } from "./keptActs.ts";

export interface Followed {
  readonly intent: Intent;
  readonly standing: Standing;
  /** Whether a reorganisation dropped it once, wherever it stands by now. */
  readonly isDropped: boolean;
}

/** Before an act is recorded no event tells of it. */
const LOOKING_MILLISECONDS = 1_500;

export function useIntent(id: string | undefined): UseQueryResult<Followed> {
  const { gateway } = useSigned();
  const organisation = useOrganisation();
  const kept = useKeptActs(organisation).find((act) => act.id === id);
  const query = useQuery({
    queryKey: [organisation, "intent", id, kept?.block, kept?.isDropped],
    enabled: id !== undefined,
    queryFn: async (): Promise<Followed> => {
      const params = { path: { id: id ?? "" } };
      const intent = told(await gateway.GET("/v1/intents/{id}", { params }));
      // A gateway that is behind says so with another status, and still says how far it is.
      const { data, error } = await gateway.GET("/v1/readiness");
      const asOf = (data ?? (error as Schemas["Readiness"] | undefined))?.asOf ?? null;
      return { intent, standing: standingOf(intent, kept, asOf), isDropped: kept?.isDropped === true };
    },
    refetchInterval: ({ state }) =>
      state.data !== undefined && isOver(state.data.standing) ? false : LOOKING_MILLISECONDS,
    placeholderData: (before) => before,
  });
  const block = query.data?.intent.id === id ? query.data?.intent.block : undefined;
  useEffect(() => {
    if (id !== undefined && typeof block === "number") noteBlock(organisation, id, block);
  }, [organisation, id, block]);
  return query;
}
