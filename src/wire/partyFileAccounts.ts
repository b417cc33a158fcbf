/** Annual accounts of customers, and the ratios that follow from them. */
import { z } from "zod";
import { currencyByCode } from "../domain/currency.ts";
import { ACCOUNT_LINES, RATIO_NAMES } from "../domain/partyFile/ratios.ts";
import type { AccountLine } from "../domain/partyFile/ratios.ts";
import { uuid } from "./act.ts";
import { line } from "./personal.ts";
import { address, amount, date, hash, instant, integer } from "./scalars.ts";

const HINTS: Readonly<Record<AccountLine, string>> = {
  currentAssets: "Assets that become money within a year.",
  inventory: "The part of the current assets that is stock.",
  totalAssets: "All assets.",
  currentLiabilities: "What is due within a year.",
  totalLiabilities: "All that is owed, without the equity.",
  equity: "Of the owners; below nought where losses ate it up.",
  revenue: "Of the period.",
  operatingProfit: "Before interest and taxes.",
  interestExpense: "Of the period, as a cost above nought.",
  netProfit: "After interest and taxes; below nought for a loss.",
};

/** These cannot be below nought: a sign that is wrong turns a ratio round. */
const NEVER_BELOW: readonly AccountLine[] = [
  ...(["currentAssets", "inventory", "totalAssets", "currentLiabilities"] as const),
  ...(["totalLiabilities", "interestExpense"] as const),
];

const lineAmount = (hint: string) =>
  amount
    .nullable()
    .default(null)
    .meta({ description: `${hint} Null where the accounts do not state it.` });

const figures = z.strictObject(
  Object.fromEntries(ACCOUNT_LINES.map((name) => [name, lineAmount(HINTS[name])])) as Readonly<
    Record<AccountLine, ReturnType<typeof lineAmount>>
  >,
);

const said = {
  customer: address,
  periodStart: date,
  periodEnd: date,
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .refine((code) => currencyByCode(code) !== undefined, "write a code of ISO 4217"),
  audited: z.boolean(),
  source: z.strictObject({
    name: line(200).meta({ description: "Where they come from: the register, the customer, the auditor's firm." }),
    document: hash.meta({ description: "sha-256 of the accounts." }),
  }),
  figures,
};

const restatement = z.strictObject({
  of: uuid.meta({ description: "The accounts that these take the place of." }),
  reason: line(500),
});

export const newPartyAccounts = z
  .strictObject({ id: uuid, ...said, restates: restatement.nullable().default(null) })
  .refine(({ periodStart, periodEnd }) => periodStart < periodEnd, {
    path: ["periodEnd"],
    message: "give a day after the period's first",
  })
  .superRefine(({ figures: given }, context) => {
    for (const name of NEVER_BELOW) {
      if (given[name]?.startsWith("-") !== true) continue;
      context.addIssue({ code: "custom", path: ["figures", name], message: "give an amount that is not below nought" });
    }
  })
  .meta({ id: "NewPartyAccounts" });
export type NewPartyAccounts = z.output<typeof newPartyAccounts>;

const ratio = z.strictObject({
  name: z.enum(RATIO_NAMES),
  formula: z.string(),
  inputs: z.record(z.string(), amount).meta({ description: "The lines that it was made from." }),
  ppm: integer.nullable().meta({ description: "Parts per million, rounded half away from nought; may be below it." }),
  why: z.string().nullable().meta({ description: "Why there is none." }),
});

export const partyAccounts = z
  .strictObject({
    id: uuid,
    ...said,
    source: z.strictObject({ name: z.string().meta({ description: "Empty once it was erased." }), document: hash }),
    decimals: z.int().min(0).meta({ description: "Of the currency." }),
    restates: z
      .strictObject({ of: uuid, reason: z.string().meta({ description: "Empty once it was erased." }) })
      .nullable(),
    restatedBy: uuid.nullable().meta({ description: "The accounts that took the place of these." }),
    stale: z.boolean().meta({ description: "Whether the period ended more than fifteen months ago." }),
    ratios: z.array(ratio),
    entered: instant,
    enteredBy: address,
  })
  .meta({ id: "PartyAccounts" });
export type ShownPartyAccounts = z.output<typeof partyAccounts>;
export const partyAccountsList = z.strictObject({ items: z.array(partyAccounts) }).meta({ id: "PartyAccountsList" });
export const partyAccountsQuery = z.strictObject({ customer: address }).meta({ id: "PartyAccountsQuery" });
