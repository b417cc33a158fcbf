/** What the chain says of accounts for passkeys. */
import { LedgerError, RefusedError } from "../../clients/errors.ts";
import { verifierCall } from "../../clients/organisation/passkeyAccounts.ts";
import type { FactoryCall } from "../../clients/organisation/passkeyAccounts.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { GatewayDeps } from "../deps.ts";
import { ProblemError } from "../http/problems.ts";
import { problemOfLedger } from "../intents/refusals.ts";

/** `threshold()`: any account answers it, and an address without code answers nothing. */
const THRESHOLD: Hex = "0x42cde4e8";
const NOTHING: Hex = "0x";

export interface PasskeyChain {
  /** Whether the account stands there. @throws ProblemError `NodeUnreachable` */
  isThere(account: Address): Promise<boolean>;
  /** What has to be sent before an account can stand, if anything. @throws ProblemError `PasskeyAccountsMissing` */
  missingVerifier(): Promise<FactoryCall | undefined>;
}

/** @throws ProblemError `PasskeyAccountsMissing` of a gateway that cannot ask the chain. */
export function chainOf({ readCall }: Pick<GatewayDeps, "readCall">): PasskeyChain {
  if (readCall === undefined) throw missing("this gateway opens none");
  const read = async (to: Address, data: Hex): Promise<Hex> => {
    try {
      return await readCall({ to, data });
    } catch (error) {
      // Only code refuses.
      if (error instanceof RefusedError) return "0x00";
      throw error instanceof LedgerError ? problemOfLedger(error) : error;
    }
  };
  return {
    isThere: async (account) => (await read(account, THRESHOLD)) !== NOTHING,
    async missingVerifier() {
      const verifier = verifierCall();
      // It knows no such function, and says so.
      if ((await read(verifier.address, THRESHOLD)) !== NOTHING) return undefined;
      if ((await read(verifier.to, verifier.data)) === verifier.address) return verifier;
      throw missing(`this chain has no deployment proxy at ${verifier.to}: whoever runs the chain can put it there`);
    },
  };
}

function missing(why: string): ProblemError {
  return new ProblemError("PasskeyAccountsMissing", `${why}; join with a wallet`);
}
