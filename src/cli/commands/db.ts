import { existsSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { backUp, checkBackup, restore } from "../../store/backup.ts";
import type { BackedUp } from "../../store/backup.ts";
import { rebuild } from "../../store/backupRebuild.ts";
import type { Database } from "../../store/database.ts";
import { StoreError } from "../../store/errors.ts";
import { openDatabase } from "../../store/openDatabase.ts";
import type { Environment } from "../deployerKey.ts";
import { CommandError, EXIT } from "../exit.ts";
import type { ExitCode } from "../exit.ts";
import type { Output } from "../output.ts";
import { DATABASE_VARIABLE, secretOf } from "../serve/settings.ts";

interface Options {
  readonly data: string;
}

const MANUAL = `
The index follows from the chain and can be had again at any time. What people brought cannot: documents and what was
opened of them, members, keys (their hashes), grants, intents, threads, webhooks. "backup" writes that to one file that
only its owner may read; "restore" reads it into an empty database, all of it or nothing; "rebuild" empties the index,
and the next "countersign serve" follows the chain again from the block of the deployment. Sessions are in no backup.

A backup may be made of PostgreSQL while gateways run. Everything else needs them stopped.

Environment:
  ${DATABASE_VARIABLE}  PostgreSQL; without it, PGlite on the folder --data

Exits with 0 when it is done; 3 for a file that is damaged or no backup; 2 for one that is not there, or there already;
1 if the database refuses.

Examples:
  countersign db backup 2026-11-30.backup
  countersign db restore 2026-11-30.backup --check
  countersign db restore 2026-11-30.backup --data a-new-folder
  countersign db rebuild`;

const DATA = "countersign-data";

export function addDbCommands(program: Command, output: () => Output, environment: Environment): void {
  const db = program
    .command("db")
    .description("back up, restore and rebuild the database")
    .addHelpText("after", MANUAL);
  const folder = ["--data <folder>", "where PGlite keeps the database", DATA] as const;
  db.command("backup")
    .description("write what the chain cannot give back to a file")
    .argument("<file>", "file to write; it must not be there yet")
    .option(...folder)
    .action(async (file: string, options: Options) => {
      const made = await on(options, environment, "old", (database) => backUp(database, file, unixTime()));
      tell(output(), file, made, "holds");
    });
  db.command("restore")
    .description("read a backup into an empty database")
    .argument("<file>", "file that backup wrote")
    .option(...folder)
    .option("--check", "only compare the file with its checksum")
    .action(async (file: string, options: Options & { readonly check?: true }) => {
      const read = options.check
        ? await explained(() => checkBackup(file))
        : await on(options, environment, "new", (database) => restore(database, file));
      tell(output(), file, read, options.check ? "is whole, and holds" : "was restored:");
    });
  db.command("rebuild")
    .description("empty the index, so that it follows from the chain again")
    .option(...folder)
    .action(async (options: Options) => {
      const { chainId, ledger, deploymentBlock } = await on(options, environment, "old", rebuild);
      const out = output();
      out.say(`The index of ${ledger} on chain ${chainId} is empty; "countersign serve" fills it from the chain.`);
      out.result({ chainId, ledger, from: deploymentBlock });
    });
}

function tell(output: Output, file: string, { head, rows }: BackedUp, verb: string): void {
  const { chainId, ledger } = head.identity;
  output.say(`${file} ${verb} ${rows} rows of ledger ${ledger} on chain ${chainId}, as of ${head.made}.`);
  output.result({ file: path.resolve(file), rows, made: head.made, chainId, ledger });
}

/** @param state Whether a folder that is not there will do. */
async function on<T>(
  { data }: Options,
  environment: Environment,
  state: "old" | "new",
  work: (database: Database) => Promise<T>,
): Promise<T> {
  return explained(async () => {
    const url = secretOf(environment, DATABASE_VARIABLE);
    if (url === undefined && state === "old" && !existsSync(path.join(data, "PG_VERSION"))) {
      const message =
        `there is no database in ${path.resolve(data)}: name its folder with --data, or its ` +
        `server with ${DATABASE_VARIABLE}`;
      throw new CommandError("NO_DATABASE", message, EXIT.usage);
    }
    const database = await openDatabase(url === undefined ? { directory: data } : { url });
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  });
}

async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof StoreError) throw new CommandError(cause.code, cause.message, exitOf(cause), { cause });
    const code = cause instanceof Error && "syscall" in cause && "code" in cause ? String(cause.code) : undefined;
    if (code === undefined || !(cause instanceof Error)) throw cause;
    throw new CommandError("FILE_UNUSABLE", `the file cannot be used (${cause.message})`, EXIT.usage, { cause });
  }
}

function exitOf({ code }: StoreError): ExitCode {
  if (code === "BackupDamaged" || code === "BackupUnknown") return EXIT.document;
  return code === "BackupExists" ? EXIT.usage : EXIT.failed;
}

function unixTime(): number {
  return Math.floor(Date.now() / 1000);
}
