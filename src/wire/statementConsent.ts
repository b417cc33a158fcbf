/**
 * What one side of a statement has signed, as it leaves its gateway: a small file for the other side, which signs the
 * same result at a gateway of its own and sends both. It proves itself, so that nothing else needs to be believed.
 */
import { z } from "zod";
import { address, bytes, hash, instant } from "./scalars.ts";

const MOST_SIGNATURE_CHARACTERS = 16_386;
const MOST_VERSION = 2 ** 16 - 1;
const MOST_EXCEPTIONS = 2 ** 32 - 1;
const MOST_NONCE = (2n ** 256n - 1n).toString();

/** In minor units, since two gateways need not know the same decimals of a token. */
const minorUnits = z
  .string()
  .regex(/^-?(?:0|[1-9]\d{0,59})$/)
  .meta({ description: "Minor units: above zero what the buyer owes, below zero what the supplier does." });
const version = z.int().min(0).max(MOST_VERSION);

/** AGREED_EXCEPT, signed by one side. */
export const statementConsent = z
  .strictObject({
    version: z.literal(1),
    chainId: z.int().min(1),
    contract: address.meta({ description: "Of the statements." }),
    statement: z.strictObject({ supplier: address, buyer: address, currency: address, cutOff: instant }),
    roots: z
      .strictObject({ supplierRoot: hash, supplierVersion: version, buyerRoot: hash, buyerVersion: version })
      .meta({ description: "As both sides had posted them last; zero and 0 for a side that had posted none." }),
    exceptions: z.strictObject({ result: hash, count: z.int().min(1).max(MOST_EXCEPTIONS) }),
    balance: z.strictObject({ amount: minorUnits, salt: hash }),
    party: address.meta({ description: "For whom it is signed: the supplier or the buyer." }),
    signer: address.meta({ description: "The party, or its agent." }),
    nonce: z
      .string()
      .regex(/^(?:0|[1-9]\d{0,77})$/)
      .refine((text) => text.length < MOST_NONCE.length || text <= MOST_NONCE, "give a number below 2^256")
      .meta({ description: "Of the signed message." }),
    deadline: instant.meta({ description: "Last instant at which it may be recorded." }),
    signature: bytes.refine(
      (text) => text.length > 2 && text.length <= MOST_SIGNATURE_CHARACTERS,
      "give 1 to 8,192 bytes",
    ),
  })
  .meta({ id: "StatementConsent", description: "What one side signed, for the other side to sign and send with." });

export type StatementConsent = z.output<typeof statementConsent>;
