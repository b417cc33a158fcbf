/** Who calls, by the token that was sent: somebody signed in, or a machine with a key. */
import { createHash, randomBytes, randomInt } from "node:crypto";
import type { Hex } from "../../domain/receivable.ts";
import { keyHolderOf } from "../../store/apiKeys.ts";
import { SCOPES } from "../../wire/operation.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import type { SigningIn } from "../sessions/signingIn.ts";
import { scopesOf } from "./roles.ts";

/** A key: what it is known by, and 256 bits that nobody guesses. */
const KEY = /^(cs_[a-z0-9]{8})_[A-Za-z0-9_-]{43}$/;
const PREFIX_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const PREFIX_LENGTH = 8;
const KEY_BYTES = 32;

/** A new key, and how it begins. */
export function newApiKey(): { readonly key: string; readonly prefix: string } {
  const letters = Array.from({ length: PREFIX_LENGTH }, () => PREFIX_LETTERS[randomInt(PREFIX_LETTERS.length)]);
  const prefix = `cs_${letters.join("")}`;
  return { prefix, key: `${prefix}_${randomBytes(KEY_BYTES).toString("base64url")}` };
}

export function apiKeyHash(key: string): Hex {
  return `0x${createHash("sha256").update(key, "utf8").digest("hex")}`;
}

/** Finds who has a token; undefined if nobody has. */
export function createCallers(
  { database, now }: GatewayDeps,
  signingIn: SigningIn,
): (token: string) => Promise<Member | undefined> {
  return async (token) => {
    if (!KEY.test(token)) {
      const found = await signingIn.find(token);
      return found && { organisation: found.organisation, account: found.account, scopes: scopesOf(found), token };
    }
    const holder = await keyHolderOf(database, apiKeyHash(token), now());
    if (holder === undefined) return undefined;
    const { organisation, maker, id, scopes } = holder;
    const own = SCOPES.filter((scope) => scopes.includes(scope));
    return { organisation, account: maker, scopes: new Set(own), token, key: id };
  };
}
