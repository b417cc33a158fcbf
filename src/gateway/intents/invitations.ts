/** Links by which a buyer without an address joins. */
import { randomBytes } from "node:crypto";
import type { Hex } from "../../domain/receivable.ts";
import type { NewInvitation } from "../../store/counterparties.ts";
import { sha256 } from "../http/secrets.ts";

const TOKEN_BYTES = 32;

export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/** What is kept of an invitation's token. */
export function tokenHashOf(token: string): Hex {
  return `0x${sha256(token).toString("hex")}`;
}

export function invitationOf(intent: string, token: string, deadline: number): NewInvitation {
  return { intent, tokenHash: tokenHashOf(token), expires: deadline };
}

/** What stands after # is sent to nobody when the link is followed, and lands in no log. */
export function linkOf(origin: URL, token: string): string {
  return new URL(`/join#${token}`, origin).href;
}
