import type { Command } from "commander";
import { createPublicClient, createWalletClient, http } from "viem";
import type { Address, HttpTransport } from "viem";
import type { Addresses } from "../../chain/addresses.ts";
import type { Connection } from "../../clients/connection.ts";
import { deployLedger } from "../../clients/deployment.ts";
import { LedgerError } from "../../clients/errors.ts";
import { viemConnection } from "../../clients/viem/connection.ts";
import { openAddressFile } from "../addressFile.ts";
import type { AddressFile } from "../addressFile.ts";
import { deployerOf, KEY_VARIABLE } from "../deployerKey.ts";
import type { Environment } from "../deployerKey.ts";
import { CommandError, EXIT } from "../exit.ts";
import { isRefusal, nodeFailure, requireRpc } from "../node.ts";
import type { Output } from "../output.ts";

interface Options {
  readonly rpc: string;
  readonly keyFile?: string;
  readonly out?: string;
}

const MANUAL = `
Nothing is sent before the key and the address file are known to be good. With --json the result is one object:
the file, the chain, the six addresses, and the block from which to read.

Examples:
  countersign deploy --rpc http://127.0.0.1:8545
  countersign deploy --rpc https://node.example --key-file deployer.key --out ledger.json --json`;

export function addDeployCommand(program: Command, output: () => Output, environment: Environment): void {
  program
    .command("deploy")
    .description(
      "deploy directory, ledger, lens, statements, factoring and collections, and write the address file that " +
        "everything else reads",
    )
    .requiredOption("--rpc <url>", "JSON-RPC of a node, http or https")
    .option("--key-file <file>", `file with the deployer's private key (else ${KEY_VARIABLE}, else the node's account)`)
    .option("--out <file>", "address file to write (default: countersign.<chain id>.json)")
    .addHelpText("after", MANUAL)
    .action(async (options: Options) => {
      await deploy(options, output(), environment);
    });
}

async function deploy({ rpc, keyFile, out }: Options, output: Output, environment: Environment): Promise<void> {
  const transport = http(requireRpc(rpc));
  const deployer = deployerOf(keyFile, environment);
  let file = out === undefined ? undefined : openAddressFile(out);
  try {
    const reader = createPublicClient({ transport });
    const chainId = await chainOf(reader, rpc);
    file ??= openAddressFile(`countersign.${chainId}.json`);
    const wallet = createWalletClient({ account: deployer ?? (await unlockedAccount(transport, rpc)), transport });
    output.tell(`Deploying on chain ${chainId} from ${wallet.account.address} …`);
    const addresses = await deployAloud(viemConnection({ reader, wallet }), output);
    finish(file, addresses, output);
  } catch (error) {
    if (!(error instanceof CommandError && error.code === "ADDRESS_FILE_UNWRITTEN")) file?.discard();
    throw error;
  }
}

async function chainOf(reader: ReturnType<typeof createPublicClient>, rpc: string): Promise<number> {
  const chainId = await reader.getChainId().catch((cause: unknown) => {
    throw nodeFailure(rpc, cause);
  });
  if (Number.isSafeInteger(chainId) && chainId > 0) return chainId;
  throw nodeFailure(rpc, new Error("the chain id is no number"));
}

async function unlockedAccount(transport: HttpTransport, rpc: string): Promise<Address> {
  const [address] = await createWalletClient({ transport })
    .getAddresses()
    .catch((error: unknown) => {
      if (isRefusal(error)) return [];
      throw nodeFailure(rpc, error);
    });
  if (address !== undefined) return address;
  const message = `the node unlocks no account: set ${KEY_VARIABLE} or name a file with --key-file`;
  throw new CommandError("KEY_MISSING", message, EXIT.chain);
}

/** Deploys, tells of each contract as a block holds it, and says in a failure who sent and what stands already. */
async function deployAloud(connection: Connection, output: Output): Promise<Addresses> {
  const standing: string[] = [];
  try {
    return await deployLedger(connection, undefined, (name, address) => {
      standing.push(`${name} ${address}`);
      output.tell(`  ${name} at ${address}`);
    });
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    const rest = standing.length === 0 ? "nothing was deployed" : `of no use alone, but there: ${standing.join(", ")}`;
    const message = `${error.message} (deployer ${connection.account ?? "unknown"}; ${rest})`;
    throw new CommandError(error.code, message, EXIT.chain, { cause: error });
  }
}

/** The addresses are told before they are written: a ledger whose addresses nobody knows is lost. */
function finish(file: AddressFile, addresses: Addresses, output: Output): void {
  const { directory, ledger, lens, statements = "", factoring = "", collections = "" } = addresses;
  output.say(`directory   ${directory}\nledger      ${ledger}\nlens        ${lens}`);
  output.say(`statements  ${statements}\nfactoring   ${factoring}\ncollections ${collections}`);
  file.write(addresses);
  output.say(`Written to ${file.path}. Nobody owns this ledger, the deployer least of all.`);
  output.result({ file: file.path, ...addresses });
}
