/** What a currency that takes permits (ERC-2612) wants signed, as the currency itself says it. */
import { decodeFunctionResult, encodeFunctionData } from "viem";
import type { Abi } from "viem";
import type { Rpc } from "../chain/rpc.ts";
import { RpcRefused } from "../chain/rpcErrors.ts";
import { DOMAIN_FIELDS, hashStruct } from "../domain/eip712.ts";
import type { SigningDomain } from "../domain/eip712.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import { attempt } from "./failures.ts";

/** What a permit of an owner has to be signed as. */
export interface PermitFacts {
  readonly domain: SigningDomain;
  /** The owner's next one. */
  readonly nonce: bigint;
}

const view = { type: "function", stateMutability: "view", inputs: [] } as const;
const PERMIT_ABI = [
  { ...view, name: "DOMAIN_SEPARATOR", outputs: [{ type: "bytes32", name: "" }] },
  { ...view, name: "name", outputs: [{ type: "string", name: "" }] },
  { ...view, name: "version", outputs: [{ type: "string", name: "" }] },
  {
    ...view,
    name: "nonces",
    inputs: [{ type: "address", name: "owner" }],
    outputs: [{ type: "uint256", name: "" }],
  },
] as const;
/** Versions of currencies that do not tell theirs. */
const USUAL_VERSIONS: readonly string[] = ["1", "2"];

/**
 * Undefined where the currency takes no permits, or has a domain of another shape than name, version, chain and
 * contract: what nobody can sign to the currency's own separator is not guessed.
 * @throws LedgerError where the node cannot be asked
 */
export async function readPermit(
  rpc: Pick<Rpc, "request">,
  { chainId, currency, owner }: { readonly chainId: number; readonly currency: Address; readonly owner: Address },
): Promise<PermitFacts | undefined> {
  const ask = (functionName: string, ...args: readonly Address[]): Promise<unknown> =>
    answerOf(rpc, currency, functionName, args);
  const separator = await ask("DOMAIN_SEPARATOR");
  if (separator === undefined) return undefined;
  const [nonce, name, told] = [await ask("nonces", owner), await ask("name"), await ask("version")];
  if (typeof nonce !== "bigint" || typeof name !== "string") return undefined;
  const domains = (typeof told === "string" ? [told] : USUAL_VERSIONS).map((version): SigningDomain => {
    return { name, version, chainId: BigInt(chainId), verifyingContract: currency };
  });
  const domain = domains.find((one) => separatorOf(one) === separator);
  return domain && { domain, nonce };
}

function separatorOf(domain: SigningDomain): Hex {
  return hashStruct({ EIP712Domain: DOMAIN_FIELDS }, "EIP712Domain", domain);
}

/** Undefined where the contract refuses, or answers something else under the same name. */
async function answerOf(
  rpc: Pick<Rpc, "request">,
  to: Address,
  functionName: string,
  args: readonly Address[],
): Promise<unknown> {
  const abi: Abi = PERMIT_ABI;
  const data = encodeFunctionData({ abi, functionName, args });
  const answer = await attempt("asking", async () => {
    try {
      return await rpc.request("eth_call", [{ to, data }, "latest"]);
    } catch (error) {
      if (error instanceof RpcRefused) return undefined;
      throw error;
    }
  });
  if (typeof answer !== "string" || !/^0x[0-9a-f]+$/i.test(answer)) return undefined;
  try {
    return decodeFunctionResult({ abi, functionName, data: answer as Hex });
  } catch {
    return undefined;
  }
}
