/** What payment plans say, between the words of the interface and those of the domain. */
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import type { PaymentPlan } from "../../domain/collections/paymentPlan.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { AskedPlan, PlanConsent, ShownPlanTerms } from "../../wire/planTerms.ts";
import { minorUnits } from "../intents/amounts.ts";
import { shownAmount } from "../receivables/showing.ts";
import type { ShownCurrency, Tokens } from "../receivables/showing.ts";

/** @throws ProblemError `AmountUnfit` */
export function planFrom(asked: AskedPlan, salt: Hex, currency: Address, tokens: Tokens): PaymentPlan {
  const { debt, instalments, interest, graceDays } = asked;
  const units = (text: string, field: string): bigint => minorUnits(text, currency, tokens, `body.${field}`);
  return {
    debt: units(debt, "debt"),
    instalments: instalments.map(({ amount, payBy }, index) => ({
      amount: units(amount, `instalments.${index}.amount`),
      payBy: dayNumber(payBy, `instalments.${index}.payBy`),
    })),
    interest:
      interest.kind === "sum" ? { kind: "sum", amount: units(interest.amount, "interest.amount") } : { ...interest },
    graceDays,
    salt,
  };
}

export function shownPlanTerms(plan: PaymentPlan, currency: ShownCurrency): ShownPlanTerms {
  return written(plan, (units) => shownAmount(units, currency));
}

/** As it leaves for another gateway, which need not know the same decimals of a token. */
export function planInMinorUnits(plan: PaymentPlan): PlanConsent["plan"] {
  return written(plan, String);
}

function written(plan: PaymentPlan, show: (units: bigint) => string): ShownPlanTerms {
  const { debt, instalments, interest, graceDays, salt } = plan;
  return {
    debt: show(debt),
    instalments: instalments.map(({ amount, payBy }) => ({ amount: show(amount), payBy: dateOfDay(payBy) })),
    interest: interest.kind === "sum" ? { kind: "sum", amount: show(interest.amount) } : { kind: interest.kind },
    ...{ graceDays, salt },
  };
}
