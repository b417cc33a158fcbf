/** What the port does not offer, since only satellites need it: letting others transfer one's receivables. */
import { erc721Abi } from "viem";
import { attempt } from "../../src/clients/failures.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { addressOf, Role, walletOf } from "./chain.ts";
import type { TestChain } from "./chain.ts";

/** A holder lets an account transfer one receivable. @throws LedgerError */
export async function approve(chain: TestChain, holder: Address, account: Address, id: Hex): Promise<void> {
  const args = [account, BigInt(id)] as const;
  const token = { address: chain.addresses.ledger, abi: erc721Abi, chain: null } as const;
  const wallet = walletOf(chain.provider, roleOf(holder));
  await attempt("sending", () => wallet.writeContract({ ...token, functionName: "approve", args }));
}

/** A holder lets an account transfer all that it holds, or no longer. @throws LedgerError */
export async function appoint(chain: TestChain, holder: Address, operator: Address, approved: boolean): Promise<void> {
  const args = [operator, approved] as const;
  const token = { address: chain.addresses.ledger, abi: erc721Abi, chain: null } as const;
  const wallet = walletOf(chain.provider, roleOf(holder));
  await attempt("sending", () => wallet.writeContract({ ...token, functionName: "setApprovalForAll", args }));
}

function roleOf(whose: Address): Role {
  return Object.values(Role).find((role) => addressOf(role) === whose) ?? Role.Stranger;
}
