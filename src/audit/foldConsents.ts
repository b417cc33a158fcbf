/** What signers took back: spent nonces and revoked roots. */
import { contradiction } from "./findings.ts";
import type { Contradiction } from "./findings.ts";
import type { Hex } from "./hashing.ts";
import type { Arguments } from "./reading.ts";
import type { LedgerState } from "./state.ts";

function setOf<Item>(sets: Map<Hex, Set<Item>>, signer: Hex): Set<Item> {
  const items = sets.get(signer) ?? new Set<Item>();
  sets.set(signer, items);
  return items;
}

/** `NonceSpent`. */
export function nonceSpent(state: LedgerState, args: Arguments): Contradiction | undefined {
  const [signer, nonce] = [args.address("signer"), args.unsigned("nonce", 256)];
  const spent = setOf(state.nonces, signer);
  if (spent.has(nonce)) return contradiction("NonceAlreadySpent", signer, nonce, "a nonce that was not spent");
  spent.add(nonce);
  return undefined;
}

/** `RootRevoked`. A root may be taken back twice; it stays revoked. */
export function rootRevoked(state: LedgerState, args: Arguments): undefined {
  setOf(state.revokedRoots, args.address("signer")).add(args.bytes32("root"));
}
