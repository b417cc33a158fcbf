import { useAsked } from "../../data/useAsked.ts";

/** Whether whoever is signed in may administer; undefined until it is known. */
export function useAdministers(): boolean | undefined {
  const caller = useAsked(["me"], (gateway) => gateway.GET("/v1/me"));
  return caller.data?.scopes.includes("organisation:administer");
}
