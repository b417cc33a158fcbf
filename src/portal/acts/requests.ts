/** What is asked of the dialogs in which acts are signed. */
import type { Schemas } from "../data/gateway.ts";
import type { Act, Intent } from "./act.ts";

/** An act to be prepared, or one that was. @property act With an id of its own, made where the button is pressed. */
export type ActRequest =
  | { readonly title: string; readonly act: Act; readonly onDone?: () => void }
  | { readonly title: string; readonly intent: Intent["id"]; readonly onDone?: () => void };

/** A message that is no act on the ledger. @property hand Gives the signature to the gateway. */
export interface SignRequest {
  readonly title: string;
  readonly message: Schemas["TypedData"];
  readonly hand: (signature: `0x${string}`) => Promise<unknown>;
  readonly onDone?: () => void;
}
