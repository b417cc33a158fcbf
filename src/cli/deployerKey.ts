import { readFileSync } from "node:fs";
import type { Account } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { CommandError, EXIT } from "./exit.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment variable that a deployer's key may stand in. */
export const KEY_VARIABLE = "COUNTERSIGN_DEPLOYER_KEY";
const PRIVATE_KEY = /^0x[0-9a-fA-F]{64}$/;

/**
 * The account of the key in the file, or else in the environment; undefined only if neither was given. A key is never
 * repeated in a message: whatever was given instead may be a secret too.
 * @throws CommandError KEY_INVALID, KEY_UNREADABLE
 */
export function deployerOf(keyFile: string | undefined, environment: Environment): Account | undefined {
  if (keyFile !== undefined) return accountOf(readKey(keyFile), `the file ${keyFile}`);
  const text = environment[KEY_VARIABLE];
  return text === undefined ? undefined : accountOf(text, KEY_VARIABLE);
}

function accountOf(text: string, where: string): Account {
  const key = text.trim();
  try {
    if (PRIVATE_KEY.test(key)) return privateKeyToAccount(key as `0x${string}`);
  } catch {
    // Nought, and numbers beyond the order of the curve, look like keys and are none.
  }
  throw new CommandError("KEY_INVALID", `${where} holds no private key: give 0x and 64 hex digits`, EXIT.usage);
}

function readKey(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new CommandError("KEY_UNREADABLE", `${file} cannot be read: name a readable file`, EXIT.usage, { cause });
  }
}
