/** What bands told of payment (A09), from the organisation's book. */
import { backTest } from "../../domain/credit/backTest.ts";
import type { Address } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import type { z } from "zod";
import { creditPolicyAt } from "../../store/scorePolicies.ts";
import type { backTestQuery, ShownBackTest } from "../../wire/scoreBackTest.ts";
import { currencyFrom } from "../accountStatements/currency.ts";
import { atOneInstant } from "../accountStatements/making.ts";
import { instantInvalid } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import { UTC_DAYS } from "../portfolio/days.ts";
import { readBook } from "../portfolio/reading.ts";
import { shownAmount, shownCurrency } from "../receivables/showing.ts";
import { policyMissing } from "./refusals.ts";

const DAY = 86_400;

/** @throws ProblemError `CurrencyUnknown`, `RequestInvalid`, `CreditPolicyMissing` */
export async function backTestOf(
  { database, tokens, now }: GatewayDeps,
  organisation: Address,
  { currency: text, day: date, days }: z.output<typeof backTestQuery>,
): Promise<ShownBackTest> {
  const currency = currencyFrom(text, tokens);
  const [day, today] = [dayNumber(date), UTC_DAYS(now())];
  if (day >= today) throw instantInvalid("query.day", `give a day before ${dateOfDay(today)}`);
  const { stored, read } = await atOneInstant(database, async (tx) => {
    const policy = await creditPolicyAt(tx, organisation, now());
    if (policy === undefined) throw policyMissing();
    return { stored: policy, read: await readBook(tx, { organisation, currency, dayOf: UTC_DAYS }) };
  });
  const past = { day, known: (day + 1) * DAY - 1 };
  const result = backTest(read.book, stored.policy, { past, days, now: { day: today, known: now() } });
  const shown = shownCurrency(currency.address, tokens);
  return {
    ...{ policyVersion: stored.version, day: date, days, asOf: dateOfDay(today), currency: shown, sealed: read.sealed },
    bands: result.bands.map(({ amount, daysLate, lateShare, ...band }) => ({
      ...{ ...band, amount: shownAmount(amount, shown), daysLate: daysLate ?? null },
      lateShare: lateShare === undefined ? null : Number(lateShare),
    })),
    isOrdered: result.isOrdered ?? null,
  };
}
