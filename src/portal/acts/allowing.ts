/** A payment that draws on an allowance which is not there yet: it is sent first, and asked about no sooner. */
import { Refused } from "../data/gateway.ts";
import type { Wallet } from "../wallet/wallet.ts";
import type { Intent } from "./act.ts";

const LOOKS = 30;
const PAUSE_MILLISECONDS = 1_000;

function isAllowanceMissing(error: unknown): boolean {
  return error instanceof Refused && error.problem.type.endsWith("/ERC20InsufficientAllowance");
}

/** @throws Refused, Unreachable; WalletError where the wallet sends no allowance */
export async function handInAfter(
  handIn: () => Promise<Intent>,
  before: Intent["before"],
  wallet: Wallet,
): Promise<Intent> {
  try {
    return await handIn();
  } catch (error) {
    if (!isAllowanceMissing(error) || before.length === 0) throw error;
  }
  for (const call of before) await wallet.sendCall(call);
  for (let look = 0; look < LOOKS; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    try {
      return await handIn();
    } catch (error) {
      // Until the chain has the allowance, the gateway refuses as before.
      if (!isAllowanceMissing(error)) throw error;
    }
  }
  return handIn();
}
