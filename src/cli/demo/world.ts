import { createPublicClient, createWalletClient, maxUint256 } from "viem";
import { demoCurrencyAbi } from "../../../generated/abi.ts";
import { demoCurrencyBytecode } from "../../../generated/bytecode.ts";
import { deployLedger } from "../../clients/deployment.ts";
import type { LedgerClient } from "../../clients/port.ts";
import { createViemClient } from "../../clients/viem/client.ts";
import { viemConnection } from "../../clients/viem/connection.ts";
import type { ViemClients } from "../../clients/viem/connection.ts";
import { currencyByCode } from "../../domain/currency.ts";
import { EnrolmentChannel } from "../../domain/directory.ts";
import { keccakOfText } from "../../domain/hash.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { LocalChain } from "../localChain.ts";
import { CAST } from "./cast.ts";
import type { CastName } from "./cast.ts";

/** The demo's chain with everybody on it. */
export interface World {
  readonly chain: LocalChain;
  /** Acts with the key of an organisation. */
  client(name: CastName): LedgerClient;
  /** Carries what others signed; it has a key for gas and nothing else. */
  readonly relayer: LedgerClient;
  addressOf(name: CastName): Address;
  nameOf(address: Address): string;
  /** The demo's token of a currency. */
  currency(code: string): Address;
  /** What somebody has of a token, minor units. */
  balanceOf(name: CastName, token: Address): Promise<bigint>;
  /** Sends a call from somebody's own account, and waits until a block holds it. @throws Error if it reverts */
  send(name: CastName, call: { readonly to: Address; readonly data: Hex }): Promise<void>;
}

/** In the order of the chain's accounts; the relayer has the next one. */
export const NAMES = Object.keys(CAST) as CastName[];
const WAITING = { interval: 5, limit: 30_000 };
export const CURRENCIES = ["EUR", "CNY"] as const;
const WEALTH = 10n ** 12n;
const VOUCHED_UNTIL = Date.parse("2028-12-31T23:59:59Z") / 1000;

/**
 * Deploys the ledger, vouches for the cast, mints money of buyers and factors, and lets the ledger move the buyers'.
 */
export async function createWorld(chain: LocalChain): Promise<World> {
  const accounts = new Map(NAMES.map((name, place) => [name, required(chain.accounts[place])]));
  const relayerAddress = required(chain.accounts[NAMES.length]);
  const viem = (account: Address): ViemClients & { wallet: NonNullable<ViemClients["wallet"]> } => ({
    reader: createPublicClient({ transport: chain.transport, pollingInterval: WAITING.interval, cacheTime: 0 }),
    wallet: createWalletClient({ account, transport: chain.transport }),
  });
  const addresses = await deployLedger(viemConnection(viem(relayerAddress)), WAITING);
  const connect = (account: Address): Promise<LedgerClient> =>
    createViemClient({ ...viem(account), addresses, waiting: WAITING });
  const clients = new Map<CastName, LedgerClient>();
  for (const [name, account] of accounts) clients.set(name, await connect(account));
  const tokens = new Map<string, Address>();
  for (const code of CURRENCIES) tokens.set(code, await deployCurrency(viem(relayerAddress), code));
  const world: World = {
    chain,
    client: (name) => required(clients.get(name)),
    relayer: await connect(relayerAddress),
    addressOf: (name) => required(accounts.get(name)),
    nameOf: (address) => CAST[required(NAMES.find((name) => accounts.get(name) === address.toLowerCase()))].name,
    currency: (code) => required(tokens.get(code)),
    balanceOf: (name, token) => {
      const call = { address: token, abi: demoCurrencyAbi, functionName: "balanceOf" } as const;
      return viem(relayerAddress).reader.readContract({ ...call, args: [required(accounts.get(name))] });
    },
    async send(name, call) {
      const { reader, wallet } = viem(required(accounts.get(name)));
      const hash = await wallet.sendTransaction({ ...call, chain: null });
      const { status } = await reader.waitForTransactionReceipt({ hash });
      if (status !== "success") throw new Error(`the call of ${CAST[name].name} was reverted`);
    },
  };
  for (const name of NAMES) await settleIn(world, name, viem(world.addressOf(name)));
  return world;
}

async function settleIn(world: World, name: CastName, { wallet }: ReturnType<() => ViemClients>): Promise<void> {
  const { role, legalId } = CAST[name];
  if (role === "registrar" || wallet === undefined) return;
  await world.client("modellregister").directory.vouch(world.addressOf(name), {
    legalId: keccakOfText(`demo salt of ${name}: ${legalId.value}`),
    evidence: keccakOfText(`register extract of ${CAST[name].name}`),
    enroller: world.addressOf("modellregister"),
    channel: EnrolmentChannel.InPerson,
    until: VOUCHED_UNTIL,
  });
  if (role !== "buyer" && role !== "factor") return;
  for (const code of CURRENCIES) {
    const token = { address: world.currency(code), abi: demoCurrencyAbi, chain: null };
    await wallet.writeContract({ ...token, functionName: "mint", args: [world.addressOf(name), WEALTH] });
    if (role === "buyer") await world.client(name).allow(world.currency(code), maxUint256);
  }
}

async function deployCurrency({ reader, wallet }: ViemClients, code: string): Promise<Address> {
  const args = [`Demo ${code}`, code, required(currencyByCode(code)).exponent] as const;
  const deployment = { abi: demoCurrencyAbi, bytecode: demoCurrencyBytecode, args, chain: null };
  const hash = await required(wallet).deployContract(deployment);
  const { contractAddress } = await reader.waitForTransactionReceipt({ hash });
  return required(contractAddress ?? undefined);
}

/** What the demo itself has put there. */
function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("the demo lacks something of its own");
  return value;
}
