import { closeSync, openSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { AddressFileError, parseAddresses, serialiseAddresses } from "../chain/addresses.ts";
import type { Addresses } from "../chain/addresses.ts";
import { CommandError, EXIT } from "./exit.ts";
import { readText } from "./readText.ts";

/** An address file that is ours to write, taken before anything is sent to a chain. */
export interface AddressFile {
  readonly path: string;
  /** @throws CommandError ADDRESS_FILE_UNWRITTEN, whose message holds what should have been written. */
  write(addresses: Addresses): void;
  /** Gives the place free again, for a deployment that failed. */
  discard(): void;
}

/** Takes the place of an address file, which must be free. @throws CommandError */
export function openAddressFile(name: string): AddressFile {
  const file = path.resolve(name);
  const descriptor = open(file);
  return {
    path: file,
    write(addresses) {
      const text = serialiseAddresses(addresses);
      try {
        writeFileSync(descriptor, text);
        closeSync(descriptor);
      } catch (cause) {
        const message = `the ledger is deployed, but ${file} cannot be written: save this as its address file\n${text}`;
        throw new CommandError("ADDRESS_FILE_UNWRITTEN", message, EXIT.failed, { cause });
      }
    },
    discard() {
      closeSync(descriptor);
      rmSync(file, { force: true });
    },
  };
}

function open(file: string): number {
  try {
    return openSync(file, "wx");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "EEXIST") {
      const message = `${file} exists already, so a ledger is or was being deployed there: name another with --out`;
      throw new CommandError("ADDRESS_FILE_EXISTS", message, EXIT.usage, { cause });
    }
    const why = code === "ENOENT" ? "its folder does not exist: make it" : `${code ?? "unknown"}: check the folder`;
    const message = `the address file ${file} cannot be written (${why}, or name another file with --out)`;
    throw new CommandError("ADDRESS_FILE_UNWRITABLE", message, EXIT.usage, { cause });
  }
}

/** The addresses of a ledger. @throws CommandError FILE_UNREADABLE, ADDRESS_FILE_INVALID */
export function readLedgerFile(file: string): Addresses {
  const text = readText(file, "give the address file that countersign deploy wrote", `${file} cannot be read`);
  try {
    return parseAddresses(text);
  } catch (cause) {
    if (!(cause instanceof AddressFileError)) throw cause;
    throw new CommandError("ADDRESS_FILE_INVALID", `${file}: ${cause.message}`, EXIT.document, { cause });
  }
}
