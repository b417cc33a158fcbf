/** What a gateway is started with: the command's options and the environment, read once and refused at the start. */
import { readFileSync } from "node:fs";
import type { Hex } from "../../domain/receivable.ts";
import type { SmsGateway } from "../../notifier/dunningSms.ts";
import type { MailServer } from "../../notifier/mailSender.ts";
import { PUBLIC_TARGETS, targetOf } from "../../wire/targets.ts";
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
export const GAS_VARIABLE = "COUNTERSIGN_GAS_KEY";
export const MAIL_VARIABLE = "COUNTERSIGN_SMTP_URL";
export const MAIL_FROM_VARIABLE = "COUNTERSIGN_MAIL_FROM";
export const SMS_VARIABLE = "COUNTERSIGN_SMS_URL";
export const SMS_AUTHORIZATION_VARIABLE = "COUNTERSIGN_SMS_AUTHORIZATION";

const HEX_SECRET = /^(?:[0-9a-fA-F]{2}){32,}$/;
const LEAST_TOKEN = 32;
const MAKE_ONE = "make one with: openssl rand -hex 32";
const LAST_PORT = 65_535;
const PRIVATE_KEY = /^0x[0-9a-fA-F]{64}$/;
const LOOPBACK = new Set(["127.0.0.1", "[::1]", "localhost"]);

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

/** The key that pays for gas; undefined for a gateway that sends nothing. @throws CommandError SETTING_INVALID */
export function readGasKey(environment: Environment): Hex | undefined {
  const key = secretOf(environment, GAS_VARIABLE);
  if (key === undefined || PRIVATE_KEY.test(key)) return key as Hex | undefined;
  throw refused(`${GAS_VARIABLE} ${stateOf(key)}: give 0x and 64 hex digits, of a key that owns nothing but gas`);
}

/**
 * The mail server, as a URL: `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte. Only to this
 * machine are mails sent without TLS. @throws CommandError SETTING_INVALID
 */
export function readMailServer(environment: Environment): MailServer | undefined {
  const text = secretOf(environment, MAIL_VARIABLE);
  if (text === undefined) return undefined;
  const from = environment[MAIL_FROM_VARIABLE] ?? "";
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^smtps?:$/.test(url.protocol) || url.hostname === "") {
    throw refused(`${MAIL_VARIABLE} ${stateOf(text)}: give smtp://user:password@host:587, or smtps://`);
  }
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(from)) {
    throw refused(`${MAIL_FROM_VARIABLE} is ${from === "" ? "not set" : from}: give the address that mails come from`);
  }
  const isImplicit = url.protocol === "smtps:";
  const tls = isImplicit ? "implicit" : LOOPBACK.has(url.hostname) ? "none" : "required";
  const port = url.port === "" ? (isImplicit ? 465 : 587) : Number(url.port);
  const [user, password] = [url.username, url.password].map(decodeURIComponent);
  return { host: url.hostname, port, tls, from, ...(user ? { user, password: password ?? "" } : {}) };
}

/** What a header may say, so that nothing else gets into the request. */
const HEADER_VALUE = /^[\x21-\x7e](?:[\x20-\x7e]{0,2000}[\x21-\x7e])?$/;

/** The service that sends short messages; none is sent without. @throws CommandError SETTING_INVALID */
export function readSmsGateway(environment: Environment): SmsGateway | undefined {
  const url = secretOf(environment, SMS_VARIABLE);
  if (url === undefined) return undefined;
  if (targetOf(url, PUBLIC_TARGETS) === undefined) {
    throw refused(`${SMS_VARIABLE} ${stateOf(url)}: give an https:// URL that leads to the public internet`);
  }
  const authorization = secretOf(environment, SMS_AUTHORIZATION_VARIABLE);
  if (authorization !== undefined && HEADER_VALUE.test(authorization)) return { url, authorization };
  const detail = 'give what the header "authorization" says, such as: Bearer and the token';
  throw refused(`${SMS_AUTHORIZATION_VARIABLE} ${stateOf(authorization)}: ${detail}`);
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

/** Wei a day for whoever has no budget of its own. @throws CommandError SETTING_INVALID */
export function readRelayBudget(text: string): bigint {
  if (/^(?:0|[1-9]\d{0,29})$/.test(text)) return BigInt(text);
  throw refused(`--relay-budget is ${text}: give a whole number of wei`);
}

/** Never the value: it may be a secret, if a wrong one. */
function stateOf(value: string | undefined): string {
  if (value === undefined) return "is not set";
  return value === "" ? "is empty" : `has ${value.length} characters that will not do`;
}

function refused(message: string): CommandError {
  return new CommandError("SETTING_INVALID", message, EXIT.usage);
}
