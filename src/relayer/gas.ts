/** How much gas a transaction may use. */
import type { Head } from "./node.ts";

/** What no transaction may exceed on Ethereum (EIP-7825). */
const GAS_CAP = 2n ** 24n;

/** The most that a transaction may use in the next block. */
export function mostGas({ gasLimit }: Pick<Head, "gasLimit">): bigint {
  return gasLimit < GAS_CAP ? gasLimit : GAS_CAP;
}

/** A quarter more than an estimate, since the state may change before the call is mined; unused gas costs nothing. */
export function roomy(estimate: bigint, head: Pick<Head, "gasLimit">): bigint {
  const most = mostGas(head);
  const roomier = (estimate * 5n) / 4n;
  return estimate < most && roomier > most ? most : roomier;
}
