import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { AddressFileError, parseAddresses } from "../../chain/addresses.ts";
import type { Addresses } from "../../chain/addresses.ts";
import { descriptorsOf } from "../../clients/clearSigning/descriptor.ts";
import { CommandError, EXIT } from "../exit.ts";
import type { Output } from "../output.ts";
import { toJson } from "../output.ts";
import { readText } from "../readText.ts";

interface Options {
  readonly ledgerFile: string;
  readonly out: string;
}

const MANUAL = `
A descriptor (ERC-7730, version 1) tells a wallet what a message or a call means, so that it shows words and not hex. It
is bound to one deployment. Three files are written: eip712-countersign.json for what parties sign,
calldata-countersign.json and calldata-countersign-directory.json for what they send. A file that is there already is
not replaced unless it is the same.

Exits with 0; 2 if a file cannot be opened or written; 3 if the address file cannot be used as it is.

Example:
  countersign descriptor --ledger-file ledger.json --out descriptors`;

export function addDescriptorCommand(program: Command, output: () => Output): void {
  program
    .command("descriptor")
    .description("write ERC-7730 descriptors, with which wallets show what is signed in words")
    .requiredOption("--ledger-file <file>", 'address file of the ledger, as "countersign deploy" writes it')
    .requiredOption("--out <folder>", "folder for the descriptors; it is made if it is not there")
    .addHelpText("after", MANUAL)
    .action((options: Options) => {
      describe(options, output());
    });
}

function describe({ ledgerFile, out }: Options, output: Output): void {
  const addresses = readAddresses(ledgerFile);
  const folder = path.resolve(out);
  const descriptors = Object.entries(descriptorsOf(addresses)).map(([name, descriptor]) => ({
    file: path.join(folder, name),
    text: `${toJson(descriptor)}\n`,
  }));
  attempt(folder, () => mkdirSync(folder, { recursive: true }));
  const changed = descriptors.filter(({ file, text }) => isNew(file, text));
  for (const { file, text } of changed) attempt(file, () => writeFileSync(file, text, { flag: "wx" }));
  const files = descriptors.map(({ file }) => file);
  for (const file of files) output.say(file);
  output.result({ chainId: addresses.chainId, ledger: addresses.ledger, directory: addresses.directory, files });
}

function readAddresses(file: string): Addresses {
  const text = readText(file, "give the address file that countersign deploy wrote");
  try {
    return parseAddresses(text);
  } catch (cause) {
    if (!(cause instanceof AddressFileError)) throw cause;
    throw new CommandError("ADDRESS_FILE_INVALID", `${file}: ${cause.message}`, EXIT.document, { cause });
  }
}

/** Whether there is anything to write. @throws CommandError DESCRIPTOR_EXISTS for a file that says something else. */
function isNew(file: string, text: string): boolean {
  if (!existsSync(file)) return true;
  if (attempt(file, () => readFileSync(file, "utf8")) === text) return false;
  const message = `${file} exists already and says something else: move it away, or name another folder with --out`;
  throw new CommandError("DESCRIPTOR_EXISTS", message, EXIT.usage);
}

function attempt<Result>(file: string, act: () => Result): Result {
  try {
    return act();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const message = `${file} cannot be used (${code ?? "unknown"}): check the folder, or name another with --out`;
    throw new CommandError("DESCRIPTOR_UNWRITTEN", message, EXIT.usage, { cause });
  }
}
