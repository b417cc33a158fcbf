/** How the tokens are called that a gateway shows amounts in. */
import { decodeAbiParameters } from "viem";
import type { Rpc } from "../../chain/rpc.ts";
import { ChainReadError, RpcRefused } from "../../chain/rpcErrors.ts";
import type { Address } from "../../domain/receivable.ts";
import type { TokenName } from "../../gateway/deps.ts";
import { CommandError, EXIT } from "../exit.ts";

const SYMBOL = "0x95d89b41";
const DECIMALS = "0x313ce567";
const READABLE = /^[\w.$€£¥-]{1,20}$/;
const MOST_DECIMALS = 36;

/**
 * Asks each token for its symbol and its decimals. The operator names the tokens, since any contract may call itself
 * anything. @throws CommandError CURRENCY_UNREADABLE; ChainReadError
 */
export async function readCurrencies(
  rpc: Rpc,
  currencies: readonly Address[],
): Promise<ReadonlyMap<Address, TokenName>> {
  const names = new Map<Address, TokenName>();
  for (const address of currencies) names.set(address, await nameOf(rpc, address));
  return names;
}

async function nameOf(rpc: Rpc, address: Address): Promise<TokenName> {
  const ask = async (data: string): Promise<`0x${string}`> =>
    (await rpc.request("eth_call", [{ to: address, data }, "latest"])) as `0x${string}`;
  try {
    const [code] = decodeAbiParameters([{ type: "string" }], await ask(SYMBOL));
    const [decimals] = decodeAbiParameters([{ type: "uint8" }], await ask(DECIMALS));
    if (READABLE.test(code) && decimals <= MOST_DECIMALS) return { code, decimals };
  } catch (cause) {
    if (cause instanceof ChainReadError && !(cause instanceof RpcRefused)) throw cause;
    throw unreadable(address, cause);
  }
  throw unreadable(address);
}

function unreadable(address: Address, cause?: unknown): CommandError {
  const message =
    `--currency ${address} tells no symbol and decimals as an ERC-20 token does: name a token ` + `of the chain`;
  return new CommandError("CURRENCY_UNREADABLE", message, EXIT.chain, { cause });
}
