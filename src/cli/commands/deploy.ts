import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { createPublicClient, createWalletClient, http } from "viem";
import type { Account, Address, HttpTransport } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { serialiseAddresses } from "../../chain/addresses.ts";
import { deployLedger } from "../../clients/deployment.ts";
import { viemConnection } from "../../clients/viem/connection.ts";
import { CommandError, EXIT } from "../exit.ts";
import type { Output } from "../output.ts";

interface Options {
  readonly rpc: string;
  readonly keyFile?: string;
  readonly out?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const KEY_VARIABLE = "COUNTERSIGN_DEPLOYER_KEY";
const PRIVATE_KEY = /^0x[0-9a-fA-F]{64}$/;

export function addDeployCommand(program: Command, output: () => Output, environment: Environment): void {
  program
    .command("deploy")
    .description("deploy directory, ledger and lens on a chain, and write the address file that everything else reads")
    .requiredOption("--rpc <url>", "JSON-RPC of a node, http or https")
    .option("--key-file <file>", `file with the deployer's private key (else ${KEY_VARIABLE}, else the node's account)`)
    .option("--out <file>", "address file to write (default: countersign.<chain id>.json)")
    .action(async (options: Options) => {
      await deploy(options, output(), environment);
    });
}

async function deploy({ rpc, keyFile, out }: Options, output: Output, environment: Environment): Promise<void> {
  const transport = http(requireUrl(rpc));
  const reader = createPublicClient({ transport });
  const chainId = await reader.getChainId().catch((cause: unknown) => {
    throw new CommandError("NODE_UNREACHABLE", `no node answers at ${rpc}: start one, or name another`, EXIT.chain, {
      cause,
    });
  });
  const file = path.resolve(out ?? `countersign.${chainId}.json`);
  if (existsSync(file)) {
    const message = `${file} exists already, so a ledger is deployed there: name another file with --out`;
    throw new CommandError("ADDRESS_FILE_EXISTS", message, EXIT.usage);
  }
  const account = keyOf(keyFile, environment) ?? (await unlockedAccount(transport));
  const wallet = createWalletClient({ account, transport });
  output.warn(`Deploying on chain ${chainId} from ${wallet.account.address} …`);
  const addresses = await deployLedger(viemConnection({ reader, wallet }));
  writeFileSync(file, serialiseAddresses(addresses), { flag: "wx" });
  output.say(`directory  ${addresses.directory}\nledger     ${addresses.ledger}\nlens       ${addresses.lens}`);
  output.say(`Written to ${file}. Nobody owns this ledger, the deployer least of all.`);
  output.result({ file, ...addresses });
}

function requireUrl(rpc: string): string {
  if (URL.canParse(rpc) && /^https?:$/.test(new URL(rpc).protocol)) return rpc;
  throw new CommandError("RPC_INVALID", `--rpc is "${rpc}": give an http or https address`, EXIT.usage);
}

/** The key is never repeated in a message: whatever was given instead may be a secret too. */
function keyOf(keyFile: string | undefined, environment: Environment): Account | undefined {
  const [text, where] =
    keyFile === undefined ? [environment[KEY_VARIABLE], KEY_VARIABLE] : [readKey(keyFile), `the file ${keyFile}`];
  if (text === undefined || text.trim() === "") return undefined;
  const key = text.trim();
  if (!PRIVATE_KEY.test(key)) {
    throw new CommandError("KEY_INVALID", `${where} holds no private key: give 0x and 64 hex digits`, EXIT.usage);
  }
  return privateKeyToAccount(key as `0x${string}`);
}

function readKey(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new CommandError("KEY_UNREADABLE", `${file} cannot be read: name a readable file`, EXIT.usage, { cause });
  }
}

async function unlockedAccount(transport: HttpTransport): Promise<Address> {
  const [address] = await createWalletClient({ transport }).getAddresses();
  if (address !== undefined) return address;
  const message = `the node unlocks no account: set ${KEY_VARIABLE} or name a file with --key-file`;
  throw new CommandError("KEY_MISSING", message, EXIT.usage);
}
