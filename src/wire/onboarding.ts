/** What an organisation, and a pair, need before invoices are issued. */
import { z } from "zod";
import { address } from "./scalars.ts";

export const ORGANISATION_ITEMS = ["vouched", "viewingKey", "people", "bankAccount"] as const;
export const PAIR_ITEMS = ["counterpartyKnown", "counterpartyViewingKey", "frameContract"] as const;
const ITEMS = [...ORGANISATION_ITEMS, ...PAIR_ITEMS] as const;
export type OnboardingItem = (typeof ITEMS)[number];

const item = z.enum(ITEMS).meta({
  description:
    "vouched: a registrar that this gateway relies on vouches for it; viewingKey: set in the directory; people: " +
    "somebody beside its own account acts for it; bankAccount: one is signed, vouched or confirmed, and valid now; " +
    "of a pair, counterpartyKnown: the other is vouched for, or has joined here; counterpartyViewingKey; " +
    "frameContract: one is in force today.",
});

export const onboardingQuery = z
  .strictObject({
    counterparty: address.optional().meta({ description: "Whom it is to issue to; the items of a pair need it." }),
  })
  .meta({ id: "OnboardingQuery" });

export const onboarding = z
  .strictObject({
    ready: z.boolean().meta({ description: "Whether nothing that blocks is missing." }),
    items: z.array(
      z.strictObject({
        item,
        done: z.boolean(),
        blocking: z.boolean(),
        wayOut: z.string().nullable().meta({ description: "What to do where it is missing." }),
      }),
    ),
  })
  .meta({ id: "Onboarding" });

export type Onboarding = z.output<typeof onboarding>;

export const blocking = z.strictObject({ items: z.array(item).max(ITEMS.length) }).meta({ id: "BlockingItems" });
