/** What people say about a receivable, and who looks after it. */
import { z } from "zod";
import { uuid } from "./act.ts";
import { address, cursor, hash, instant } from "./scalars.ts";

export const MAX_TEXT = 4_000;

export const newMessage = z
  .strictObject({
    id: uuid,
    text: z
      .string()
      .min(1)
      .max(MAX_TEXT)
      .meta({ description: "Plain text. Characters that do not show, but for line ends, are refused." }),
  })
  .meta({ id: "NewMessage" });

export const message = z
  .strictObject({
    id: uuid,
    organisation: address,
    account: address.meta({ description: "Who wrote it for the organisation." }),
    at: instant,
    text: z.string().nullable().meta({ description: "Null once it was erased." }),
    erased: instant.nullable(),
  })
  .meta({ id: "Message", description: "What somebody said. It is never changed." });

export const messagePage = z
  .strictObject({ items: z.array(message), next: cursor.nullable() })
  .meta({ id: "MessagePage" });

export const messageQuery = z.strictObject({ cursor: cursor.optional() }).meta({ id: "MessageQuery" });

export const owner = z
  .strictObject({
    receivable: hash,
    account: address.meta({ description: "The member who looks after it for the organisation." }),
    namedBy: address,
    at: instant,
  })
  .meta({ id: "Owner" });

export const ownerAnswer = z.strictObject({ owner: owner.nullable() }).meta({ id: "OwnerAnswer" });

export const newOwner = z.strictObject({ account: address }).meta({ id: "NewOwner" });

export const ownedQuery = z.strictObject({ account: address, cursor: cursor.optional() }).meta({ id: "OwnedQuery" });

export const ownedPage = z.strictObject({ items: z.array(owner), next: cursor.nullable() }).meta({ id: "OwnedPage" });

export type ShownMessage = z.output<typeof message>;
export type Owner = z.output<typeof owner>;
