/** Takes in what the other side told at a gateway of its own, where an event of the chain has the hash of it. */
import type { Hex } from "../../domain/receivable.ts";
import { planHash } from "../../domain/collections/paymentPlan.ts";
import { paymentHash } from "../../domain/collections/record.ts";
import { dayNumber } from "../../domain/terms.ts";
import { contentHashOf } from "../../documents/letters/contentHash.ts";
import { keepContent, keepPayment } from "../../store/collectionContents.ts";
import { collectionEventsOf } from "../../store/collectionEvents.ts";
import { placementsOf } from "../../store/collections.ts";
import type { Sql } from "../../store/database.ts";
import { factorOf } from "../../store/desks.ts";
import { lookAgain } from "../../store/dunningItems.ts";
import { takesPart } from "../../store/participation.ts";
import { keepPlan } from "../../store/paymentPlans.ts";
import type { CollectionOpening } from "../../wire/collection.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { minorUnits } from "../intents/amounts.ts";
import { openedAnyway } from "../intents/opening.ts";
import { explained } from "../intents/refusals.ts";
import { planFrom } from "../plans/terms.ts";
import { contentHashIn, paymentHashIn, planHashIn } from "./hashes.ts";

/**
 * The opening proves itself, so that whoever hands it in decides nothing but that it is known here.
 * @throws ProblemError `NotFound`, `AmountUnfit`, `ContentSealed`; `OpeningNotRecorded` where no event has its hash
 */
export async function openCollection(
  { database, tokens, now }: GatewayDeps,
  { organisation }: Pick<Member, "organisation">,
  receivable: Hex,
  told: CollectionOpening,
): Promise<void> {
  const instant = now();
  await database.transaction(async (tx) => {
    const placements = await placementsOf(tx, [receivable]);
    const isPlaced = placements.some(
      ({ collector, isCreditors, until }) => collector === organisation && isCreditors && instant <= until,
    );
    if (!(await takesPart(tx, organisation, receivable)) && !isPlaced) throw notFound();
    const by = { receivable, keptBy: organisation, kept: instant };
    if (told.kind === "words") {
      const { text, salt } = told;
      const hash = contentHashOf(text, salt);
      await checkRecorded(tx, receivable, "content", hash);
      await keepContent(tx, { ...by, hash, text, salt, isInternal: null });
      return;
    }
    const {
      receivable: { terms, header },
      state: { holder },
    } = await openedAnyway(tx, receivable);
    if (told.kind === "plan") {
      const plan = planFrom(told, told.salt, terms.currency, tokens);
      const hash = await explained(() => planHash(plan));
      await checkRecorded(tx, receivable, "plan", hash);
      await keepPlan(tx, { ...by, hash, plan });
    } else {
      const amount = minorUnits(told.amount, terms.currency, tokens, "body.amount");
      const payment = { amount, payBy: dayNumber(told.payBy, "payBy"), salt: told.salt };
      const hash = await explained(() => paymentHash(payment));
      await checkRecorded(tx, receivable, "payment", hash);
      await keepPayment(tx, { ...by, hash, ...payment });
    }
    // A promise or a plan that is known from now on may hold back what is about to be sent.
    const chasing = [(await factorOf(tx, holder)) ?? holder, ...placements.map(({ collector }) => collector)];
    for (const one of chasing) await lookAgain(tx, one, header.buyer, instant);
  });
}

const HASH_IN = { content: contentHashIn, payment: paymentHashIn, plan: planHashIn } as const;

/** @throws ProblemError `OpeningNotRecorded` */
async function checkRecorded(sql: Sql, id: Hex, field: keyof typeof HASH_IN, hash: Hex): Promise<void> {
  const hashIn = HASH_IN[field];
  const events = await collectionEventsOf(sql, [id]);
  if (events.some(({ event }) => hashIn(event) === hash)) return;
  const wayOut = "give all of it exactly as it was told, once its event is in the index";
  throw new ProblemError("OpeningNotRecorded", `${hash} is the ${field} of no event of the receivable: ${wayOut}`);
}
