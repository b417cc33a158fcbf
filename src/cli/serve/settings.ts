/** What a gateway is started with: the command's options and the environment, read once and refused at the start. */
import { readFileSync } from "node:fs";
import type { Environment } from "../deployerKey.ts";
import { CommandError, EXIT } from "../exit.ts";

export interface Secrets {
  /** Seals cursors, nonces and what webhooks are signed with. */
  readonly secret: Uint8Array;
  readonly operatorToken: string;
}

export const SECRET_VARIABLE = "COUNTERSIGN_SECRET";
export const OPERATOR_VARIABLE = "COUNTERSIGN_OPERATOR_TOKEN";
export const DATABASE_VARIABLE = "DATABASE_URL";

const HEX_SECRET = /^(?:[0-9a-fA-F]{2}){32,}$/;
const LEAST_TOKEN = 32;
const MAKE_ONE = "make one with: openssl rand -hex 32";
const LAST_PORT = 65_535;

/** There are no defaults: a secret that everybody knows is none. @throws CommandError SETTING_INVALID */
export function readSecrets(environment: Environment): Secrets {
  const secret = secretOf(environment, SECRET_VARIABLE);
  if (secret === undefined || !HEX_SECRET.test(secret)) {
    throw refused(`${SECRET_VARIABLE} ${stateOf(secret)}: give 32 random bytes or more in hex (${MAKE_ONE})`);
  }
  const operatorToken = secretOf(environment, OPERATOR_VARIABLE);
  if (operatorToken === undefined || operatorToken.length < LEAST_TOKEN) {
    const detail = `give at least ${LEAST_TOKEN} random characters (${MAKE_ONE})`;
    throw refused(`${OPERATOR_VARIABLE} ${stateOf(operatorToken)}: ${detail}`);
  }
  return { secret: Buffer.from(secret, "hex"), operatorToken };
}

/** The value of a variable, or of the file that the variable with `_FILE` names; containers hand secrets over so. */
export function secretOf(environment: Environment, name: string): string | undefined {
  const given = environment[name];
  const file = environment[`${name}_FILE`];
  if (given !== undefined || file === undefined) return given?.trim();
  try {
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    throw new CommandError("SETTING_INVALID", `${name}_FILE names a file that cannot be read`, EXIT.usage, { cause });
  }
}

/** @throws CommandError SETTING_INVALID */
export function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : LAST_PORT + 1;
  if (port <= LAST_PORT) return port;
  throw refused(`--port is ${text}: give a number from 0 (any free one) to ${LAST_PORT}`);
}

/** @throws CommandError SETTING_INVALID */
export function readOrigin(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url;
  throw refused(`--origin is ${text}: give a scheme, a host and maybe a port, such as https://ledger.example`);
}

/** @throws CommandError SETTING_INVALID */
export function readDepth(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw refused(`--finality-depth is ${text}: give a number of blocks from 1 on`);
}

/** Never the value: it may be a secret, if a wrong one. */
function stateOf(value: string | undefined): string {
  if (value === undefined) return "is not set";
  return value === "" ? "is empty" : `has ${value.length} characters that will not do`;
}

function refused(message: string): CommandError {
  return new CommandError("SETTING_INVALID", message, EXIT.usage);
}
