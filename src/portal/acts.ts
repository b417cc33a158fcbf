/** What the organisation does: the gateway writes down what is to be signed, the wallet signs, the gateway sends. */
import type { TypedDataDefinition } from "viem";
import type { components } from "../../generated/openapi.d.ts";
import { told } from "./gateway.ts";
import type { Gateway } from "./gateway.ts";
import type { Wallet } from "./wallet.ts";

export type Act = components["schemas"]["Act"];
export type Intent = components["schemas"]["Intent"];

/** Who acts, and whom it is told. */
export interface Actor {
  readonly gateway: Gateway;
  readonly wallet: Wallet;
}

const OVER = new Set<Intent["state"]>(["recorded", "refused", "expired", "withdrawn"]);
const LOOKS = 120;
const PAUSE_MILLISECONDS = 500;

/**
 * Prepares, signs and follows one act until the ledger has recorded or refused it. @param tell Where it stands, for
 * people. @throws Refused; Error if the ledger refused, or nothing was heard for a minute
 */
export async function carryOut({ gateway, wallet }: Actor, act: Act, tell: (text: string) => void): Promise<Intent> {
  const prepared = told(await gateway.POST("/v1/intents", { body: { ...act, id: crypto.randomUUID() } }));
  if (prepared.message === null) throw new Error("there is nothing to sign yet: the counterparty has not joined");
  tell("Your wallet shows what you sign.");
  // The library knows the types of a message only if the code does; this one comes from the gateway.
  const signature = await wallet.signTypedData(prepared.message as unknown as TypedDataDefinition);
  const path = { id: prepared.id };
  told(await gateway.POST("/v1/intents/{id}/signature", { params: { path }, body: { signature } }));
  for (let look = 0; look < LOOKS; look += 1) {
    const intent = told(await gateway.GET("/v1/intents/{id}", { params: { path } }));
    tell(`${intent.state} …`);
    if (intent.state === "recorded") return intent;
    if (OVER.has(intent.state))
      throw new Error(`${intent.error ?? intent.state}: ${intent.detail ?? "see the intent"}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
  }
  throw new Error("the ledger has not recorded it yet: come back later, it goes on without this page");
}
