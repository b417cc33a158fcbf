/** A firm of the demo at the gateway of its own: what its people do in a browser, over HTTP alone, with its key. */
import { setTimeout as sleep } from "node:timers/promises";
import createClient from "openapi-fetch";
import type { Client } from "openapi-fetch";
import { privateKeyToAccount } from "viem/accounts";
import type { PrivateKeyAccount } from "viem/accounts";
import { createSiweMessage } from "viem/siwe";
import type { components, paths } from "../../../generated/openapi.d.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { CastName } from "./cast.ts";

type Intent = components["schemas"]["Intent"];
type Problem = components["schemas"]["Problem"];
export type Act = components["schemas"]["Act"];

export interface Firm {
  readonly name: CastName;
  readonly address: Address;
  readonly gateway: Client<paths>;
  /** What its wallet signs. */
  signature(message: components["schemas"]["TypedData"]): Promise<Hex>;
  /** Prepares an act and signs it. @returns the intent's id */
  sign(act: Act): Promise<string>;
  /** Prepares an act, signs it, and waits until the chain has it. @returns the transactions that carried it */
  act(act: Act): Promise<readonly string[]>;
}

/** A chain, an index and a browser's pauses between questions are quick here, but a machine may be busy. */
const PATIENCE_MILLISECONDS = 60_000;
const PAUSE_MILLISECONDS = 50;

/** Signs in with Ethereum (EIP-4361). @param url Of the firm's own gateway. */
export async function firmAt(name: CastName, key: Hex, url: string): Promise<Firm> {
  const account = privateKeyToAccount(key);
  const gateway = await signedIn(account, url);
  const signature: Firm["signature"] = (message) =>
    account.signTypedData(message as Parameters<typeof account.signTypedData>[0]);
  const sign = async (act: Act): Promise<string> => {
    const { id, message } = told(await gateway.POST("/v1/intents", { body: act }));
    if (message === null) throw new Error(`${act.verb} gives nothing to sign`);
    const body = { signature: await signature(message) };
    told(await gateway.POST("/v1/intents/{id}/signature", { params: { path: { id } }, body }));
    return id;
  };
  return {
    name,
    address: account.address.toLowerCase() as Address,
    gateway,
    signature,
    sign,
    async act(act) {
      const params = { path: { id: await sign(act) } };
      const read = async (): Promise<Intent> => told(await gateway.GET("/v1/intents/{id}", { params }));
      const { state, detail, transactions } = await until(read, (intent) =>
        ["recorded", "refused"].includes(intent.state),
      );
      if (state !== "recorded") throw new Error(`${act.verb} was refused: ${detail ?? "nobody says why"}`);
      return transactions;
    },
  };
}

/** What was answered. @throws Error in the gateway's own words */
export function told<Data>({ data, error }: { readonly data?: Data; readonly error?: Problem }): Data {
  if (error !== undefined) throw new Error(`${error.type}: ${error.detail}`);
  return data as Data;
}

/** Asks again until something holds. @throws Error that tells what it stays at */
export async function until<Value>(read: () => Promise<Value>, holds: (value: Value) => boolean): Promise<Value> {
  const latest = Date.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > latest) throw new Error(`the demo waits in vain, and it stays at ${JSON.stringify(value)}`);
    await sleep(PAUSE_MILLISECONDS);
  }
}

async function signedIn(account: PrivateKeyAccount, url: string): Promise<Client<paths>> {
  const stranger = createClient<paths>({ baseUrl: url });
  const { issued, expires, ...place } = told(await stranger.POST("/v1/sessions/nonce"));
  const times = { issuedAt: new Date(issued), expirationTime: new Date(expires) };
  const message = createSiweMessage({ ...place, ...times, address: account.address, version: "1" });
  const signature = await account.signMessage({ message });
  const { token } = told(await stranger.POST("/v1/sessions", { body: { message, signature } }));
  return createClient<paths>({ baseUrl: url, headers: { authorization: `Bearer ${token}` } });
}
