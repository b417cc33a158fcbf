/** What wallets mean when they do not do what they are asked (EIP-1193, EIP-1474). */
import { WalletError } from "./wallet.ts";

const Code = { Rejected: 4001, Unauthorised: 4100, ChainUnknown: 4902, Pending: -32_002 } as const;

/** The code that a failure has, or one that it was caused by. */
function codeOf(error: unknown): number | undefined {
  for (let one: unknown = error, depth = 0; typeof one === "object" && one !== null && depth < 8; depth += 1) {
    const { code, cause, data } = one as { code?: unknown; cause?: unknown; data?: { originalError?: unknown } };
    if (typeof code === "number") return code;
    one = cause ?? data?.originalError;
  }
  return undefined;
}

/** The chain is none that the wallet knows. */
export function isChainUnknown(error: unknown): boolean {
  return codeOf(error) === Code.ChainUnknown;
}

/** A person's no is no error of anybody's. */
export function walletErrorOf(error: unknown, name: string): WalletError {
  if (error instanceof WalletError) return error;
  const code = codeOf(error);
  if (code === Code.Rejected) return new WalletError("rejected", { name }, error);
  if (code === Code.Pending) return new WalletError("pending", { name }, error);
  if (code === Code.Unauthorised) return new WalletError("accountMissing", { name }, error);
  const detail = error instanceof Error ? error.message : String(error);
  return new WalletError("walletFailed", { name, detail: detail.slice(0, LONGEST) }, error);
}

/** Of what a wallet says of itself. */
const LONGEST = 300;
