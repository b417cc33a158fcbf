/** What opens the hashes that events of collection have, as far as it is known here and a reader may know it. */
import type { PaymentPlan } from "../../domain/collections/paymentPlan.ts";
import type { PromisedPayment } from "../../domain/collections/record.ts";
import { ZERO_HASH } from "../../domain/receivable.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { contentsKept, paymentsKept } from "../../store/collectionContents.ts";
import type { CollectionContent, KeptContent } from "../../store/collectionContents.ts";
import type { StoredCollectionEvent } from "../../store/collectionEvents.ts";
import type { Sql } from "../../store/database.ts";
import { plansKept } from "../../store/paymentPlans.ts";
import { contentHashIn, paymentHashIn, planHashIn, toldContents } from "../collections/hashes.ts";

type Opening = { readonly hash: Hex } & (
  | ({ readonly of: "words" } & CollectionContent)
  | ({ readonly of: "payment" } & PromisedPayment)
  | ({ readonly of: "plan" } & PaymentPlan)
);

export interface Openings {
  readonly known: readonly Opening[];
  /** Hashes that nobody here can open for the reader. */
  readonly unknown: readonly Hex[];
}

/** @param own Receivables that the reader takes part in: of others it is told no words. */
export async function openingsOf(
  sql: Sql,
  reader: Address,
  own: readonly Hex[],
  events: readonly StoredCollectionEvent[],
): Promise<Openings> {
  const [payments, plans] = [await paymentsKept(sql, own), await plansKept(sql, own)];
  const found = new Map<Hex, Opening | undefined>();
  for (const id of own) {
    const about = events.filter(({ event }) => event.id === id);
    const contents = about.length === 0 ? new Map<Hex, KeptContent>() : await contentsKept(sql, id);
    const told = toldContents(about, contents, reader);
    const note = (hash: Hex | undefined, openingOf: (hash: Hex) => Opening | undefined): void => {
      if (hash !== undefined && hash !== ZERO_HASH) found.set(hash, openingOf(hash) ?? found.get(hash));
    };
    for (const { event } of about) {
      note(contentHashIn(event), (hash) => {
        const content = told.get(hash);
        return content && { of: "words", hash, ...content };
      });
      note(paymentHashIn(event), (hash) => {
        const payment = payments.get(id)?.get(hash);
        return payment && { of: "payment", hash, ...payment };
      });
      note(planHashIn(event), (hash) => {
        const plan = plans.get(id)?.get(hash);
        return plan && { of: "plan", hash, ...plan };
      });
    }
  }
  return {
    known: [...found.values()].filter((opening) => opening !== undefined),
    unknown: [...found].flatMap(([hash, opening]) => (opening === undefined ? [hash] : [])),
  };
}
