/** Accounts for whoever was invited and has no wallet: passkeys sign for them, and the gateway pays the gas. */
import { z } from "zod";
import { address, hash } from "./scalars.ts";

const point = {
  x: hash.meta({ description: "Of the public key's point on P-256." }),
  y: hash.meta({ description: "Of the same point." }),
};

const credential = hash.meta({ description: "SHA-256 of the credential's id, as WebAuthn has it in bytes." });

export const newPasskeyAccount = z
  .strictObject({
    token: z.string().regex(/^[A-Za-z0-9_-]{43}$/, "give the token of the invitation's link"),
    passkeys: z
      .array(z.strictObject({ credential, ...point }))
      .min(1)
      .max(4)
      .meta({ description: "Each of them signs alone. There is no other way into the account, and no recovery." }),
  })
  .meta({ id: "NewPasskeyAccount" });

const PASSKEY_ACCOUNT_STATES = ["waiting", "ready", "refused"] as const;

export const passkeyAccount = z
  .strictObject({
    account: address.meta({ description: "Follows from the passkeys, in their order; check it." }),
    passkeys: z.array(z.strictObject(point)),
    state: z.enum(PASSKEY_ACCOUNT_STATES).meta({
      description: "`ready` once the chain has it and its signatures count; `refused` may be asked for once more.",
    }),
    detail: z.string().nullable().meta({ description: "Why it was refused, or what it waits for." }),
  })
  .meta({ id: "PasskeyAccount" });

export const byCredential = z.strictObject({ credential });

export type NewPasskeyAccount = z.output<typeof newPasskeyAccount>;
export type PasskeyAccountAnswer = z.output<typeof passkeyAccount>;
