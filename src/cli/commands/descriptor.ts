import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { InvalidArgumentError } from "commander";
import type { Command } from "commander";
import { getAddress, isAddress } from "viem";
import type { Addresses } from "../../chain/addresses.ts";
import { collectionDescriptors } from "../../clients/clearSigning/collectionDescriptors.ts";
import { factoringDescriptors } from "../../clients/clearSigning/factoringDescriptors.ts";
import { ledgerDescriptors } from "../../clients/clearSigning/ledgerDescriptors.ts";
import { organisationDescriptors } from "../../clients/clearSigning/organisationDescriptors.ts";
import { statementDescriptors } from "../../clients/clearSigning/statementDescriptors.ts";
import type { Address } from "../../domain/receivable.ts";
import { readLedgerFile } from "../addressFile.ts";
import { CommandError, EXIT } from "../exit.ts";
import type { Output } from "../output.ts";
import { toJson } from "../output.ts";

interface Options {
  readonly ledgerFile: string;
  readonly out: string;
  readonly organisation?: readonly Address[];
  readonly desk?: readonly Address[];
}

const MANUAL = `
A descriptor (ERC-7730, version 1) tells a wallet what a message or a call means, so that it shows words and not hex. It
is bound to one deployment. Three files are written: eip712-countersign.json for what parties sign,
calldata-countersign.json and calldata-countersign-directory.json for what they send. Where the address file knows
statements, two more are about these: eip712-countersign-statements.json and calldata-countersign-statements.json; where
it knows factoring, two about notices, filings and the opening of desks: eip712-countersign-factoring.json and
calldata-countersign-factoring.json; where it knows collections, two about these: eip712-countersign-collections.json
and calldata-countersign-collections.json.

With --desk, once for each factor's desk, also what that factor offers and what is sent to its desk:
eip712-countersign-desk.json and calldata-countersign-desk.json, both for all desks that are given.

With --organisation, once for each organisation that is a contract account (contracts/accounts/Organisation.sol), also
what its members and guardians sign and send: eip712-countersign-organisation.json (batches and recoveries) and
calldata-countersign-organisation.json, both for all accounts that are given; and one eip712-countersign-nested-*.json
for each message of the ledger as members sign it for their account. The address is not looked up on the chain.

A file that is there already is not replaced unless it is the same: give all organisations and desks at once.

Exits with 0; 2 if an address is none, or a file cannot be opened or written; 3 if the address file cannot be used as it
is.

Examples:
  countersign descriptor --ledger-file ledger.json --out descriptors
  countersign descriptor --ledger-file ledger.json --out descriptors \\
    --organisation 0x52908400098527886E0F7030069857D2E4169EE7`;

export function addDescriptorCommand(program: Command, output: () => Output): void {
  program
    .command("descriptor")
    .description("write ERC-7730 descriptors, with which wallets show what is signed in words")
    .requiredOption("--ledger-file <file>", 'address file of the ledger, as "countersign deploy" writes it')
    .requiredOption("--out <folder>", "folder for the descriptors; it is made if it is not there")
    .option(
      "--organisation <address>",
      "contract account whose members sign; give it once for each account",
      addAddress,
    )
    .option("--desk <address>", "desk of a factor whose offers are signed; give it once for each desk", addAddress)
    .addHelpText("after", MANUAL)
    .action((options: Options) => {
      describe(options, output());
    });
}

/** The addresses of one option of the command line, each once. */
function addAddress(text: string, others: readonly Address[] = []): readonly Address[] {
  if (!isAddress(text)) {
    throw new InvalidArgumentError("Write 0x and 40 hex digits, with the capitals of its checksum or with none.");
  }
  return [...new Set([...others, getAddress(text)])];
}

function describe(
  { ledgerFile, out, organisation: organisations = [], desk: desks = [] }: Options,
  output: Output,
): void {
  const addresses = readLedgerFile(ledgerFile);
  refuseProject("organisation", addresses, organisations);
  refuseProject("desk", addresses, desks);
  const folder = path.resolve(out);
  const all = {
    ...ledgerDescriptors(addresses),
    ...statementDescriptors(addresses),
    ...factoringDescriptors(addresses, desks),
    ...collectionDescriptors(addresses),
    ...organisationDescriptors(addresses, organisations),
  };
  const descriptors = Object.entries(all).map(([name, descriptor]) => ({
    file: path.join(folder, name),
    text: `${toJson(descriptor)}\n`,
  }));
  attempt(folder, () => mkdirSync(folder, { recursive: true }));
  const changed = descriptors.filter(({ file, text }) => isNew(file, text));
  for (const { file, text } of changed) attempt(file, () => writeFileSync(file, text, { flag: "wx" }));
  const files = descriptors.map(({ file }) => file);
  for (const file of files) output.say(file);
  const { chainId, ledger, directory } = addresses;
  output.result({ chainId, ledger, directory, organisations, desks, files });
}

/** @throws CommandError ORGANISATION_INVALID or DESK_INVALID for what the address file names as something else. */
function refuseProject(option: "organisation" | "desk", addresses: Addresses, given: readonly Address[]): void {
  const { ledger, directory, lens, statements, factoring } = addresses;
  for (const [name, address] of Object.entries({ ledger, directory, lens, statements, factoring })) {
    if (address === undefined || !given.includes(getAddress(address))) continue;
    const whose = option === "desk" ? "the desk's" : "the account's";
    const message = `--${option} ${getAddress(address)} is the ${name} of the address file: give ${whose}`;
    throw new CommandError(option === "desk" ? "DESK_INVALID" : "ORGANISATION_INVALID", message, EXIT.usage);
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
