/** A pair whose books are compared again whenever either changes: the books, the differences, what became of them. */
import { z } from "zod";
import { CLEARED_WHY, DIFFERENCE_CLASSES, OWNERS } from "../domain/ledgerDifference.ts";
import { pageQuery } from "./access.ts";
import { uuid } from "./act.ts";
import { bookFile, code, side, zone } from "./newReconciliation.ts";
import { bookDifference, count, next, reconciliation } from "./reconciliation.ts";
import { address, amount, date, hash, instant } from "./scalars.ts";

export const newContinuousReconciliation = z
  .strictObject({
    id: uuid.meta({ description: "Made by the sender, so that a repeated request is the same one." }),
    side: side.meta({ description: "Which of both the organisation is." }),
    counterparty: address.meta({ description: "The other firm's organisation." }),
    currency: code,
    zone: zone.optional().meta({ description: "Whose calendar days count; UTC if it is left out." }),
    tolerance: amount.optional().meta({
      description: "Up to this, and up to 1 % of the supplier's amount, a difference of amount is within tolerance.",
    }),
  })
  .meta({ id: "NewContinuousReconciliation" });

export type NewContinuousReconciliation = z.output<typeof newContinuousReconciliation>;

export const CAUSES = ["supplierBook", "buyerBook", "ledger", "day", "begun"] as const;
export type Cause = (typeof CAUSES)[number];

export const continuousReconciliation = z
  .strictObject({
    id: uuid,
    supplier: address,
    buyer: address,
    currency: z.string(),
    zone: z.string(),
    tolerance: amount.nullable(),
    begunBy: address,
    begun: instant,
    cutOff: date.nullable().meta({ description: "The day up to which both books were compared last." }),
    latest: uuid.nullable().meta({ description: "The reconciliation that says how both books stand." }),
    pending: z.boolean().meta({ description: "Whether something arrived since, and is compared soon." }),
    open: count.meta({ description: "Differences that are open." }),
  })
  .meta({ id: "ContinuousReconciliation" });

export const continuousPage = z
  .strictObject({ items: z.array(continuousReconciliation), next })
  .meta({ id: "ContinuousReconciliationPage" });

export const newContinuousBook = z
  .strictObject({
    id: uuid.meta({ description: "Made by the sender, so that a repeated request is the same file." }),
    how: z.enum(["replace", "add"]).meta({
      description: "replace: the file is all that the firm has of the other; add: its rows come to those given before.",
    }),
    file: bookFile,
  })
  .meta({ id: "NewContinuousBook", description: "Of the organisation's own side: nobody gives the other's book." });

export type NewContinuousBook = z.output<typeof newContinuousBook>;

export const BOOK_STATES = ["waiting", "read", "refused", "replaced"] as const;

export const continuousBook = z
  .strictObject({
    id: uuid,
    side,
    organisation: address,
    account: address,
    how: z.enum(["replace", "add"]),
    name: z.string(),
    given: instant,
    state: z.enum(BOOK_STATES).meta({ description: "replaced: it was read, and a later file stands in its place." }),
    items: count.nullable(),
    fault: z.string().nullable().meta({ description: "Why it was refused; what stood before it stands still." }),
  })
  .meta({ id: "ContinuousBook" });

export const continuousBookPage = z
  .strictObject({ items: z.array(continuousBook), next })
  .meta({ id: "ContinuousBookPage" });

export const continuousDifference = bookDifference
  .extend({
    found: instant.meta({ description: "When it was first found, or what it follows was." }),
    changed: instant.meta({ description: "Since when it has this class and amount." }),
    follows: hash.nullable().meta({
      description:
        "The key of a cleared difference about one of its documents, under which its replies are read on; from it " +
        "come `found` and `due`. Null of one that is about nothing that was asked before.",
    }),
    cleared: z
      .strictObject({
        at: instant,
        why: z.enum(CLEARED_WHY).meta({
          description:
            "matched: both books have it alike; otherDifference: its items are part of another one; gone: what it " +
            "was about stands no more in the book of `from`.",
        }),
        from: z.array(side),
      })
      .nullable()
      .meta({ description: "Null while it is open. That it is cleared is found, and nobody's to say." }),
  })
  .meta({ id: "ContinuousDifference" });

export const continuousDifferencePage = z
  .strictObject({ items: z.array(continuousDifference), next })
  .meta({ id: "ContinuousDifferencePage" });

export const continuousDifferenceQuery = pageQuery
  .extend({
    state: z.enum(["open", "cleared"]).default("open"),
    class: z.enum(DIFFERENCE_CLASSES).optional(),
    owner: z.enum(OWNERS).optional(),
  })
  .meta({ id: "ContinuousDifferenceQuery" });

export const continuousRun = z
  .strictObject({ causes: z.array(z.enum(CAUSES)).meta({ description: "What had arrived." }), run: reconciliation })
  .meta({ id: "ContinuousRun" });

export const continuousRunPage = z
  .strictObject({ items: z.array(continuousRun), next })
  .meta({ id: "ContinuousRunPage" });
