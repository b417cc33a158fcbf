/** What an amended receivable has to be: as it was, but for what was asked for. */
import { Assignability, encodePolicy } from "../../../domain/policy.ts";
import { dayOf, ppmOf } from "./comparing.ts";
import type { Asked, Facts, Matter, Wanted } from "./expected.ts";
import { valueAt } from "./values.ts";

type Amend = Extract<Asked, { readonly verb: "amend" }>;
type Changes = NonNullable<Amend["terms"]>;

const HEADER = ["supplier", "buyer", "invoice", "line", "policy"] as const;
const TERMS = [
  ...["currency", "amount", "dueDay", "utcOffset", "discountDay1", "discount1", "discountDay2", "discount2"],
  ...["slidingRate", "discountOnParts", "lateRate", "basis", "graceDays", "fixedSum", "allocation"],
  "accelerationDays",
];

/** The salt of the terms alone is new without having been asked for. */
export function amendmentFacts({ terms = {}, policy }: Amend, matter: Matter): Facts {
  const { values } = matter;
  const was = (path: string): Wanted | undefined => valueAt(values, `receivable.${path}`) as Wanted | undefined;
  const kept = [...HEADER.map((name) => `header.${name}`), ...TERMS.map((name) => `terms.${name}`), "document"];
  const revision = was("header.revision");
  const changed = Object.entries({ ...changedTerms(terms, matter), "header.policy": policyOf(policy, matter) });
  const facts = [
    ...kept.map((path) => [path, was(path)] as const),
    ["header.revision", typeof revision === "bigint" ? revision + 1n : undefined] as const,
    ...changed.filter(([, value]) => value !== undefined),
  ];
  return Object.fromEntries(facts.map(([path, value]) => [`amended.${path}`, value]));
}

function changedTerms(changes: Changes, matter: Matter): Facts {
  const { amount, dueDate, discounts, fixedSum, settlesFirst, accelerationDays } = changes;
  const { utcOffset, basis, graceDays } = changes;
  const whole = (number: number | null | undefined): bigint | undefined =>
    number === undefined ? undefined : BigInt(number ?? 0);
  return {
    "terms.amount": moneyOf(amount, matter),
    "terms.dueDay": dayOf(dueDate),
    ...(discounts === undefined ? {} : tiers(discounts, matter)),
    "terms.slidingRate": ppmOf(changes.slidingRate),
    "terms.lateRate": ppmOf(changes.lateRate),
    "terms.discountOnParts": changes.discountOnParts,
    "terms.fixedSum": moneyOf(fixedSum, matter),
    "terms.allocation": settlesFirst === undefined ? undefined : settlesFirst === "principal" ? 1n : 0n,
    "terms.accelerationDays": whole(accelerationDays),
    "terms.utcOffset": whole(utcOffset),
    "terms.basis": whole(basis),
    "terms.graceDays": whole(graceDays),
  };
}

function tiers(discounts: NonNullable<Changes["discounts"]>, matter: Matter): Facts {
  const [first, second] = discounts;
  return {
    "terms.discountDay1": dayOf(first?.until) ?? 0n,
    "terms.discount1": moneyOf(first?.sum, matter) ?? 0n,
    "terms.discountDay2": dayOf(second?.until) ?? 0n,
    "terms.discount2": moneyOf(second?.sum, matter) ?? 0n,
  };
}

function policyOf(policy: Amend["policy"], matter: Matter): bigint | undefined {
  if (policy === undefined) return undefined;
  const { assignability, splittable, minimumPart } = policy;
  const known = Assignability[assignability as keyof typeof Assignability];
  const least = moneyOf(minimumPart ?? undefined, matter) ?? 0n;
  return BigInt(encodePolicy({ assignability: known, splittable, minimumPart: least }));
}

function moneyOf(text: string | undefined, { units, values }: Matter): bigint | undefined {
  return text === undefined ? undefined : units(text, valueAt(values, "receivable.terms.currency"));
}
