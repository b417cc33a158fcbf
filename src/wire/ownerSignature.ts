/** Signatures of the owners of a contract account, collected until there are enough. */
import { z } from "zod";
import { INTENT_STATES } from "./intent.ts";
import { address, bytes, hash } from "./scalars.ts";

const KEY_SIGNATURE_CHARACTERS = 132;

export const newOwnerSignature = z
  .strictObject({
    signature: bytes
      .refine((text) => text.length === KEY_SIGNATURE_CHARACTERS, "give 65 bytes")
      .meta({ description: "Of `message`, by the key of an owner. Whose it is follows from it." }),
  })
  .meta({ id: "NewOwnerSignature" });

const safeTypedData = z
  .strictObject({
    domain: z.strictObject({ chainId: z.int(), verifyingContract: address }),
    types: z.record(z.string(), z.array(z.strictObject({ name: z.string(), type: z.string() }))),
    primaryType: z.literal("SafeMessage"),
    message: z.strictObject({ message: hash }),
  })
  .meta({ id: "SafeTypedData" });

export const ownerSignatures = z
  .strictObject({
    contract: address.meta({ description: "The organisation." }),
    digest: hash.meta({ description: "What the contract is asked about (ERC-1271): of the intent's own message." }),
    message: safeTypedData.meta({ description: "What each owner signs: the digest, for this contract alone." }),
    threshold: z.int().positive().nullable().meta({
      description: "How many owners it takes; null where the organisation is no contract that tells its owners.",
    }),
    owners: z.array(z.strictObject({ owner: address, signed: z.boolean() })),
    state: z.enum(INTENT_STATES).meta({ description: "The intent's." }),
  })
  .meta({ id: "OwnerSignatures" });

export type OwnerSignatures = z.output<typeof ownerSignatures>;
