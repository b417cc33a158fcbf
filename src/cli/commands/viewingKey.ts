import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import {
  newViewingKey,
  readViewingKey,
  recipientOf,
  ViewingKeyError,
  viewingKeyFile,
} from "../../clients/sealingKeys.ts";
import type { ViewingKeyPair } from "../../clients/sealingKeys.ts";
import { CommandError, EXIT } from "../exit.ts";
import type { Output } from "../output.ts";
import { readText } from "../readText.ts";

interface Options {
  readonly out?: string;
  readonly show?: string;
}

const MANUAL = `
Content of receivables is sealed to the viewing keys of those who are to read it. The key is made here and written to
a file that its owner alone can read; a file that is there already is never replaced. The file is an identity file of
age (age-encryption.org): any age program opens with it what was sealed to the key.

The public key is for the directory (\`setViewingKey\`), or for a gateway's own settings. Whoever loses the file reads
nothing that was sealed to the key any more; whoever copies it reads all of it.

With --json the result is one object: file, publicKey (as the directory has it) and recipient (as age writes it).

Exits with 0; 2 if a file cannot be opened or written, or is there already; 3 if --show names a file without a key.

Examples:
  countersign viewing-key --out supplier.key
  countersign viewing-key --show supplier.key`;

export function addViewingKeyCommand(program: Command, output: () => Output): void {
  program
    .command("viewing-key")
    .description("make a key to read sealed receivables with, or show the public part of one")
    .option("--out <file>", "where to write a new key")
    .option("--show <file>", "tell the public key of a file instead")
    .addHelpText("after", MANUAL)
    .action(async (options: Options) => {
      await viewingKey(options, output());
    });
}

async function viewingKey({ out, show }: Options, output: Output): Promise<void> {
  if ((out === undefined) === (show === undefined)) {
    throw new CommandError("USAGE", "give either --out with a new file or --show with one that is there", EXIT.usage);
  }
  const file = path.resolve(out ?? show ?? "");
  const pair = out === undefined ? await readKeyFile(file) : await makeKeyFile(file);
  const recipient = recipientOf(pair.publicKey);
  if (out !== undefined) output.say(`Written to ${file}. Keep it: nobody can make it again.`);
  output.say(`for the directory  ${pair.publicKey}\nfor age            ${recipient}`);
  output.result({ file, publicKey: pair.publicKey, recipient });
}

async function makeKeyFile(file: string): Promise<ViewingKeyPair> {
  const pair = await newViewingKey();
  try {
    writeFileSync(file, viewingKeyFile(pair), { flag: "wx", mode: 0o600 });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === "EEXIST" ? "it exists already, and no key is ever replaced" : (code ?? "unknown");
    const message = `the key cannot be written to ${file} (${why}): name another file with --out`;
    throw new CommandError("KEY_UNWRITTEN", message, EXIT.usage, { cause });
  }
  return pair;
}

/** The key of a file. @throws CommandError FILE_UNREADABLE, VIEWING_KEY_INVALID */
export async function readKeyFile(file: string): Promise<ViewingKeyPair> {
  const text = readText(file, "give a key that countersign viewing-key wrote");
  try {
    return await readViewingKey(text);
  } catch (cause) {
    if (!(cause instanceof ViewingKeyError)) throw cause;
    throw new CommandError("VIEWING_KEY_INVALID", `${file}: ${cause.message}`, EXIT.document, { cause });
  }
}
