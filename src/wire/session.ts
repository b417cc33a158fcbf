/** Signing in with Ethereum (EIP-4361). */
import { z } from "zod";
import { address, bytes, instant } from "./scalars.ts";

/** What a message has to say to be taken here. */
export const signInNonce = z
  .strictObject({
    nonce: z
      .string()
      .regex(/^[A-Za-z0-9]{8,200}$/)
      .meta({ description: "For one sign-in." }),
    issued: instant.meta({ description: "Now, by the gateway's clock: when the message may say that it is issued." }),
    expires: instant.meta({ description: "Last instant at which the nonce is taken." }),
    domain: z.string().meta({ description: "The domain that the message must name." }),
    uri: z.string().meta({ description: "The URI that the message must name." }),
    chainId: z.int().positive().meta({ description: "The chain that the message must name." }),
  })
  .meta({ id: "SignInNonce" });

/** A signed message. */
export const signIn = z
  .strictObject({
    message: z.string().min(1).max(4000).meta({ description: "The message as it was signed, EIP-4361." }),
    signature: bytes
      .refine((text) => text.length > 2 && text.length <= 16_386, "give 1 to 8,192 bytes")
      .meta({ description: "By the account's key (EIP-191), or whatever the account's ERC-1271 takes." }),
    organisation: address.optional().meta({
      description:
        "The organisation to act for, of which the account must be an agent or a member. Absent: the account itself.",
    }),
  })
  .meta({ id: "SignIn" });

/** Who is signed in. The token is shown once and stored as its hash only. */
export const session = z
  .strictObject({
    token: z
      .string()
      .regex(/^[A-Za-z0-9_-]{43}$/)
      .meta({ description: "Send it as `Authorization: Bearer ...`." }),
    organisation: address,
    account: address,
    expires: instant,
  })
  .meta({ id: "Session" });

export type SignIn = z.output<typeof signIn>;
