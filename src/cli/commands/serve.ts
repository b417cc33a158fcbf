import { readFileSync } from "node:fs";
import { InvalidArgumentError } from "commander";
import type { Command } from "commander";
import pino from "pino";
import { isAddress } from "viem";
import { createRpc } from "../../chain/rpc.ts";
import type { Rpc } from "../../chain/rpc.ts";
import { ChainReadError } from "../../chain/rpcErrors.ts";
import { readViewingKey, ViewingKeyError } from "../../clients/sealingKeys.ts";
import type { ViewingKeyPair } from "../../clients/sealingKeys.ts";
import type { Address } from "../../domain/receivable.ts";
import { IndexRefusedError } from "../../indexer/errors.ts";
import { StoreRefusedError } from "../../store/errors.ts";
import { openDatabase } from "../../store/openDatabase.ts";
import { readLedgerFile } from "../addressFile.ts";
import type { Environment } from "../deployerKey.ts";
import { CommandError, EXIT } from "../exit.ts";
import { requireRpc } from "../node.ts";
import type { Output } from "../output.ts";
import { readCurrencies } from "../serve/currencies.ts";
import { gatewayConfig } from "../serve/config.ts";
import { chosenPort } from "../serve/ports.ts";
import { startServer } from "../serve/server.ts";
import type { Server } from "../serve/server.ts";
import { untilSignal } from "../serve/signals.ts";
import {
  DATABASE_VARIABLE,
  GAS_VARIABLE,
  MAIL_FROM_VARIABLE,
  MAIL_VARIABLE,
  SMS_AUTHORIZATION_VARIABLE,
  SMS_VARIABLE,
  OPERATOR_VARIABLE,
  readDepth,
  readGasKey,
  readMailServer,
  readSmsGateway,
  readOrigin,
  readPort,
  readRelayBudget,
  readSecrets,
  secretOf,
  SECRET_VARIABLE,
} from "../serve/settings.ts";

interface Options {
  readonly ledgerFile: string;
  readonly rpc: readonly string[];
  readonly currency: readonly Address[];
  readonly registrar: readonly Address[];
  readonly viewingKeyFile?: string;
  readonly data: string;
  readonly host: string;
  readonly port: string;
  readonly origin?: string;
  readonly finalityDepth?: string;
  readonly trustedProxy: readonly string[];
  readonly relayBudget: string;
}

const MANUAL = `
Environment, each variable also as NAME_FILE, the name of a file that holds it:
  ${SECRET_VARIABLE}          32 random bytes or more in hex, the same at every gateway of one database
  ${OPERATOR_VARIABLE}  whoever has it reads /metrics and gives budgets; 32 characters or more
  ${DATABASE_VARIABLE}                PostgreSQL; without it, PGlite in this process on the folder --data
  ${GAS_VARIABLE}         key that pays for what parties signed, 0x and 64 hex digits; without it nothing is sent
  ${MAIL_VARIABLE}        mail server, smtp://user:password@host:587 or smtps://; without it mails wait
  ${MAIL_FROM_VARIABLE}       address that mails come from
  ${SMS_VARIABLE}         service that sends short messages, https://; without it they wait
  ${SMS_AUTHORIZATION_VARIABLE}  what the header "authorization" says to it

The index is proven against the chain's own hashes while it is read. It refuses a chain, or a database, that is not of
the address file, and stops with an alarm where a provider was caught in a lie or a final block went; what was verified
is served on. Logs are JSON on standard error. SIGTERM and SIGINT finish what is under way.

Exits with 0 after a signal; 2 for a setting that will not do; 4 if the chain is not the one of the address file; 1 if
the database cannot be used.

Example:
  countersign serve --ledger-file ledger.json --rpc https://node.example --origin https://ledger.example`;

const more = (text: string, others: readonly string[] = []): readonly string[] => [...others, text];

export function addServeCommand(program: Command, output: () => Output, environment: Environment): void {
  program
    .command("serve")
    .description("follow a ledger's chain into an index, and answer over HTTP")
    .requiredOption("--ledger-file <file>", 'address file of the ledger, as "countersign deploy" writes it')
    .requiredOption("--rpc <url>", "JSON-RPC of a node; give it several times to have others in reserve", more)
    .option("--currency <address>", "token that amounts are in; give it for each", addAddress, [])
    .option("--registrar <address>", "whose vouchers lead from an invoice's parties to addresses", addAddress, [])
    .option("--viewing-key-file <file>", 'key as "countersign viewing-key" makes it, to read what is sealed to it')
    .option("--data <folder>", "where PGlite keeps the index", "countersign-data")
    .option("--host <address>", "network address to listen at", "127.0.0.1")
    .option("--port <number>", "port to listen at", "8420")
    .option("--origin <url>", "where people reach this gateway (default: http://HOST:PORT)")
    .option("--finality-depth <blocks>", "blocks below the latest that are final, on a chain that does not say")
    .option("--trusted-proxy <network>", "whose X-Forwarded-For is believed; give it for each", more, [])
    .option("--relay-budget <wei>", "gas a day that is paid for anybody; others have what the operator gives", "0")
    .addHelpText("after", MANUAL)
    .action(async (options: Options) => {
      await serve(options, output(), environment);
    });
}

function addAddress(text: string, others: readonly Address[]): readonly Address[] {
  if (!isAddress(text)) throw new InvalidArgumentError("Write 0x and 40 hex digits.");
  return [...others, text.toLowerCase() as Address];
}

async function serve(options: Options, output: Output, environment: Environment): Promise<void> {
  const server = await start(options, environment);
  const address = `http://${options.host}:${server.port}`;
  // Whoever reads the address may end the process at once, and it shall end in order.
  const ending = untilSignal(server.failed);
  output.say(`Countersign answers at ${address}; its reference is ${address}/docs`);
  output.result({ url: address });
  try {
    await ending;
  } catch (error) {
    throw explained(error);
  } finally {
    await server.close();
  }
}

async function start(options: Options, environment: Environment): Promise<Server> {
  const secrets = readSecrets(environment);
  const port = await chosenPort(options.host, readPort(options.port));
  const origin = readOrigin(options.origin ?? `http://${options.host}:${port}`);
  const finalityDepth = readDepth(options.finalityDepth);
  const keys = {
    gasKey: readGasKey(environment),
    viewingKey: await viewingKeyIn(options.viewingKeyFile),
    mailServer: readMailServer(environment),
    smsGateway: readSmsGateway(environment),
  };
  const relaySettings = { dailyWei: readRelayBudget(options.relayBudget) };
  const rpcs = providersOf(options.rpc);
  const addresses = readLedgerFile(options.ledgerFile);
  try {
    const tokens = await readCurrencies(rpcs[0], options.currency);
    const url = secretOf(environment, DATABASE_VARIABLE);
    const database = await openDatabase(url === undefined ? { directory: options.data } : { url });
    const { trustedProxy: trustedProxies, registrar: registrars, host } = options;
    const config = { ...gatewayConfig({ ...secrets, origin }), trustedProxies, registrars };
    const serving = { config, tokens, relaySettings, finalityDepth, pollMilliseconds: POLL, host, port, ...keys };
    const logger = pino(pino.destination(2));
    return await startServer({ database, addresses, rpcs, now: unixTime, logger, ...serving }).catch(
      async (error: unknown) => {
        await database.close();
        throw error;
      },
    );
  } catch (error) {
    throw explained(error);
  }
}

const POLL = 1_000;

function unixTime(): number {
  return Math.floor(Date.now() / 1000);
}

function providersOf(urls: readonly string[]): [Rpc, ...Rpc[]] {
  const [first, ...others] = urls.map((url, place) => {
    const { origin } = new URL(requireRpc(url));
    return createRpc({ url, name: urls.length === 1 ? origin : `${origin} (${place + 1})` });
  });
  if (first === undefined) throw new CommandError("RPC_INVALID", "give --rpc once at least", EXIT.usage);
  return [first, ...others];
}

async function viewingKeyIn(file: string | undefined): Promise<ViewingKeyPair | undefined> {
  if (file === undefined) return undefined;
  try {
    return await readViewingKey(readFileSync(file, "utf8"));
  } catch (cause) {
    const why = cause instanceof ViewingKeyError ? cause.message : "it cannot be read";
    const message = `${file} is no viewing key (${why}): make one with "countersign viewing-key"`;
    throw new CommandError("VIEWING_KEY", message, EXIT.usage, { cause });
  }
}

/** What an operator can do something about is told without a trace of the code. */
function explained(error: unknown): unknown {
  if (error instanceof IndexRefusedError)
    return new CommandError(error.kind, error.message, EXIT.chain, { cause: error });
  if (error instanceof ChainReadError)
    return new CommandError("NODE_FAILED", error.message, EXIT.chain, { cause: error });
  if (error instanceof StoreRefusedError) {
    return new CommandError(error.code, error.message, EXIT.failed, { cause: error });
  }
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE" || code === "EACCES") {
    const message = `the port cannot be listened at (${code}): free it, or name another with --port`;
    return new CommandError("PORT_TAKEN", message, EXIT.usage, { cause: error });
  }
  return error;
}
