/** Reports of indirect payments by those who know of one: who got the money, who sent it, or whose it is. */
import type { z } from "zod";
import { keccakOfText } from "../../domain/hash.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import { holdingsOf } from "../../store/assignments.ts";
import type { Sql } from "../../store/database.ts";
import { countReports, indirectPaymentUnder } from "../../store/indirectPayments.ts";
import type { NewIndirectReport, reported } from "../../wire/indirectPayment.ts";
import { idTaken } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { minorUnits } from "../intents/amounts.ts";
import { dealingOf } from "../intents/dealing.ts";
import { opened } from "../intents/opening.ts";
import { openAndTell } from "./opening.ts";

const DAY = 86_400;
/** Of one organisation about one receivable: reports alarm others. */
const MOST_REPORTS = 20;
/** Of one organisation about any. */
const MOST_A_DAY = 100;

/** @throws ProblemError `NotFound`, `AmountUnfit`, `AssignmentMissing`, `QuotaReached`, `IdTaken` */
export async function reportPayment(
  deps: GatewayDeps,
  { organisation }: Member,
  { id, receivable: about, bankReference, amount: text, valueDate }: NewIndirectReport,
): Promise<z.output<typeof reported>> {
  const { database, tokens, now } = deps;
  const dealing = await dealingOf(database, organisation, about);
  const { receivable } = dealing ?? (await opened(database, organisation, about));
  const holding = (await holdingsOf(database, [about])).get(about);
  if (holding === undefined) throw notFound();
  const { holder, owner: factor, before, since } = holding;
  const seller = dealing?.deal.seller ?? before ?? receivable.header.supplier;
  const valueDay = dayNumber(valueDate);
  if (factor === seller || valueDay < Math.floor(since / DAY)) {
    const wayOut = "who held it then was rightly paid, and is to be asked";
    const detail = `it was not assigned on ${dateOfDay(valueDay)}: ${wayOut}`;
    throw new ProblemError("AssignmentMissing", detail);
  }
  const { currency } = receivable.terms;
  const amount = minorUnits(text, currency, tokens, "body.amount");
  if (amount === 0n) throw new ProblemError("AmountUnfit", "body.amount is nought: say what was paid");
  const bankRef = keccakOfText(bankReference);
  const known = await indirectPaymentUnder(database, about, bankRef);
  if (known !== undefined) return { id: known.id, receivable: about, payTo: holder };
  await checkRoom(database, organisation, about, now());
  const debtor = receivable.header.buyer;
  const payment = {
    ...{ id, receivable: about, bankRef, reference: bankReference, seller, factor, debtor, currency, amount, valueDay },
    ...({ source: "report", reportedBy: organisation, opened: now() } as const),
  };
  if (await database.transaction((tx) => openAndTell(tx, payment))) return { id, receivable: about, payTo: holder };
  const stands = await indirectPaymentUnder(database, about, bankRef);
  if (stands === undefined) throw idTaken("another indirect payment");
  return { id: stands.id, receivable: about, payTo: holder };
}

/** @throws ProblemError `QuotaReached` */
async function checkRoom(sql: Sql, organisation: Address, receivable: Hex, now: number): Promise<void> {
  const { ofReceivable, lately } = await countReports(sql, organisation, { receivable, since: now - DAY });
  if (ofReceivable >= MOST_REPORTS) {
    throw new ProblemError("QuotaReached", `you reported ${MOST_REPORTS} payments of it: talk to the other side first`);
  }
  if (lately < MOST_A_DAY) return;
  throw new ProblemError("QuotaReached", `you reported ${MOST_A_DAY} payments within a day: wait until tomorrow`);
}
