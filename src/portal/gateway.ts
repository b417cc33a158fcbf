/** The gateway as this page asks it. */
import createClient from "openapi-fetch";
import type { Client } from "openapi-fetch";
import { createSiweMessage } from "viem/siwe";
import type { components, paths } from "../../generated/openapi.d.ts";
import { checkLinkKey } from "./linkKeys.ts";
import type { Wallet } from "./wallet.ts";

export type Gateway = Client<paths>;
export type Session = components["schemas"]["Session"];
export type Problem = components["schemas"]["Problem"];
export type Receivable = components["schemas"]["Receivable"];
export type ReceivableDetail = components["schemas"]["ReceivableDetail"];
export type AsOf = NonNullable<ReceivableDetail["asOf"]>;
export type Origin = components["schemas"]["Origin"];
export type Payoff = components["schemas"]["Payoff"];

/** What the gateway refused, in its own words. */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

export function connect(token?: string): Gateway {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return createClient<paths>({ baseUrl: location.origin, headers });
}

/** What was answered. @throws Refused */
export function told<Data>({ data, error }: { readonly data?: Data; readonly error?: Problem }): Data {
  if (error !== undefined) throw new Refused(error);
  return data as Data;
}

/** Signs in with Ethereum (EIP-4361); the time is the gateway's. @throws LinkRefused, Refused */
export async function signIn(wallet: Wallet): Promise<Session> {
  const gateway = connect();
  const { issued, expires, ...place } = told(await gateway.POST("/v1/sessions/nonce"));
  checkLinkKey(wallet, place.chainId);
  const [issuedAt, expirationTime] = [new Date(issued), new Date(expires)];
  const said = { ...place, address: wallet.address, version: "1" as const, issuedAt, expirationTime };
  const message = createSiweMessage({ ...said, statement: "Sign in to Countersign. This moves nothing." });
  const signature = await wallet.signMessage(message);
  return told(await gateway.POST("/v1/sessions", { body: { message, signature } }));
}
