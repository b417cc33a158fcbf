/** What an act is read and checked beside. */
import type { Gateway } from "../data/gateway.ts";
import { DEMO_CHAIN } from "../wallet/linkKeys.ts";

const MILLISECONDS = 1_000;

/** Of the deals that the organisation is part of, on either side. */
export async function desksOf(gateway: Gateway): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const role of ["factor", "seller"] as const) {
    const { data } = await gateway.GET("/v1/deals", { params: { query: { role } } });
    for (const { desk } of data?.items ?? []) found.add(desk);
  }
  return [...found];
}

/**
 * Unix seconds by the user's own clock, against which no gateway can have a message signed that is good for ever. The
 * clock of a chain for trying things out goes where the story wants it.
 */
export async function nowOf(gateway: Gateway, chainId: number): Promise<number> {
  if (chainId !== DEMO_CHAIN) return Math.floor(Date.now() / MILLISECONDS);
  const { blockTime } = (await gateway.GET("/v1/readiness")).data ?? {};
  return Math.floor((typeof blockTime === "string" ? Date.parse(blockTime) : Date.now()) / MILLISECONDS);
}
