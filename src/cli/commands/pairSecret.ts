import path from "node:path";
import type { Command } from "commander";
import { pairSecret } from "../../clients/pairSecret.ts";
import type { PairKeys, PairSecret } from "../../clients/pairSecret.ts";
import { ViewingKeyError } from "../../clients/sealingKeys.ts";
import type { ViewingKeyPair } from "../../clients/sealingKeys.ts";
import { requireHash } from "../disclosureFile.ts";
import { CommandError, EXIT } from "../exit.ts";
import type { Output } from "../output.ts";
import { writePairSecret } from "../pairSecretFile.ts";
import { readKeyFile } from "./viewingKey.ts";

interface Options {
  readonly viewingKey: string;
  readonly supplierKey: string;
  readonly buyerKey: string;
  readonly out: string;
}

const MANUAL = `
Lines of a statement are salted with a secret that only its two sides have. Each makes the same one, of its own viewing
key and of the other's public key in the directory: nothing has to be sent. A new viewing key of either gives another.

The file is one JSON object: version 1, keys (the hash of both public keys, which a posting names) and secret (0x and 64
hex digits). It is what a gateway is given (POST /v1/pair-secrets), so that no gateway needs the viewing key. Whoever
has it can try amounts against the roots of this pair: keep it as the key itself.

With --json the result is one object: file and keys; the secret is in the file alone.

Exits with 0; 2 if a file cannot be opened or written, or is there already; 3 if the viewing key is none of the two.

Example:
  countersign pair-secret --viewing-key supplier.key --supplier-key 0x8520… --buyer-key 0xde9e… --out pair.json`;

export function addPairSecretCommand(program: Command, output: () => Output): void {
  program
    .command("pair-secret")
    .description("make the secret that a supplier and a buyer have in common, for their statements")
    .requiredOption("--viewing-key <file>", "own viewing key, as countersign viewing-key writes it")
    .requiredOption("--supplier-key <key>", "the supplier's public viewing key, as the directory has it")
    .requiredOption("--buyer-key <key>", "the buyer's")
    .requiredOption("--out <file>", "where to write the secret")
    .addHelpText("after", MANUAL)
    .action(async (options: Options) => {
      await makeSecret(options, output());
    });
}

async function makeSecret(options: Options, output: Output): Promise<void> {
  const file = path.resolve(options.out);
  const keys: PairKeys = {
    supplierKey: requireHash(options.supplierKey, "--supplier-key"),
    buyerKey: requireHash(options.buyerKey, "--buyer-key"),
  };
  const made = await secretOf(options.viewingKey, await readKeyFile(options.viewingKey), keys);
  writePairSecret(file, made);
  output.say(`Written to ${file}. Keep it: whoever has it can try amounts against your statements.`);
  output.say(`keys  ${made.keys}`);
  output.result({ file, keys: made.keys });
}

/** @throws CommandError VIEWING_KEY_INVALID */
async function secretOf(file: string, own: ViewingKeyPair, keys: PairKeys): Promise<PairSecret> {
  try {
    return await pairSecret(own, keys);
  } catch (cause) {
    if (!(cause instanceof ViewingKeyError)) throw cause;
    throw new CommandError("VIEWING_KEY_INVALID", `${file}: ${cause.message}`, EXIT.document, { cause });
  }
}
