import { existsSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { followedContracts } from "../../chain/addresses.ts";
import { createBlockReader } from "../../chain/blocks.ts";
import { createRpc } from "../../chain/rpc.ts";
import { ChainDishonest, ChainReadError } from "../../chain/rpcErrors.ts";
import { IndexMismatchError, verifyIndex } from "../../indexer/verify.ts";
import type { Proven } from "../../indexer/verify.ts";
import { StoreError } from "../../store/errors.ts";
import { openDatabase } from "../../store/openDatabase.ts";
import { readLedgerFile } from "../addressFile.ts";
import type { Environment } from "../deployerKey.ts";
import { CommandError, EXIT } from "../exit.ts";
import { requireRpc } from "../node.ts";
import type { Output } from "../output.ts";
import { DATABASE_VARIABLE, secretOf } from "../serve/settings.ts";

interface Options {
  readonly ledgerFile: string;
  readonly rpc: string;
  readonly data: string;
}

const MANUAL = `
While it follows the chain, the index proves every block that is not final yet and a sample of the others. This proves
all: header hashes and receipts roots of every block from the deployment on are recomputed, each block follows the one
before, and the events that they prove are those in the tables, one by one. Ask another provider than the one that the
index was read from. On PostgreSQL the index may go on meanwhile; a folder has one user at a time.

Environment:
  ${DATABASE_VARIABLE}  PostgreSQL; without it, PGlite on the folder --data

Exits with 0 if everything is proven; 3 at the first difference, which is named; 4 if the provider fails, or contradicts
itself; 1 if the database refuses.

Example:
  countersign verify --ledger-file ledger.json --rpc https://node.example`;

const CONCURRENCY = 8;

export function addVerifyCommand(program: Command, output: () => Output, environment: Environment): void {
  program
    .command("verify")
    .description("prove every block and event of the index against a provider")
    .requiredOption("--ledger-file <file>", 'address file of the ledger, as "countersign deploy" writes it')
    .requiredOption("--rpc <url>", "JSON-RPC of a node, http or https")
    .option("--data <folder>", "where PGlite keeps the index", "countersign-data")
    .addHelpText("after", MANUAL)
    .action(async (options: Options) => {
      await verify(options, output(), environment);
    });
}

async function verify(options: Options, output: Output, environment: Environment): Promise<void> {
  const rpc = createRpc({ url: requireRpc(options.rpc) });
  const addresses = readLedgerFile(options.ledgerFile);
  const { chainId } = addresses;
  const reader = createBlockReader({ rpcs: [rpc], chainId, addresses: followedContracts(addresses) });
  const url = secretOf(environment, DATABASE_VARIABLE);
  if (url === undefined && !existsSync(path.join(options.data, "PG_VERSION"))) {
    const where = `name its folder with --data, or its server with ${DATABASE_VARIABLE}`;
    throw new CommandError(
      "NO_DATABASE",
      `there is no database in ${path.resolve(options.data)}: ${where}`,
      EXIT.usage,
    );
  }
  let told: Proven;
  try {
    const database = await openDatabase(url === undefined ? { directory: options.data } : { url });
    const tell = (block: number, last: number): void => output.tell(`proven up to block ${block} of ${last}`);
    const parts = { database, reader, addresses, concurrency: CONCURRENCY };
    told = await verifyIndex(parts, tell, new AbortController().signal).finally(() => database.close());
  } catch (error) {
    throw explained(error);
  }
  const { from, to, hash, receipts, events } = told;
  output.say(
    `Blocks ${from} to ${to} are proven by ${rpc.name}: ${receipts} receipts, ${events} events of the ledger.`,
  );
  output.say(`They all lead to ${hash}.`);
  output.result({ ...told, provider: rpc.name });
}

/** What an operator can do something about is told without a trace of the code. */
function explained(cause: unknown): unknown {
  if (cause instanceof IndexMismatchError) {
    return new CommandError("INDEX_UNPROVEN", cause.message, EXIT.document, { cause });
  }
  if (cause instanceof ChainDishonest) return new CommandError("NODE_DISHONEST", cause.message, EXIT.chain, { cause });
  if (cause instanceof ChainReadError) return new CommandError("NODE_FAILED", cause.message, EXIT.chain, { cause });
  if (cause instanceof StoreError) return new CommandError(cause.code, cause.message, EXIT.failed, { cause });
  return cause;
}
