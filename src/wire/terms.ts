/** What supplier and buyer agreed on, in the units that people use. */
import { z } from "zod";
import { Assignability } from "../domain/policy.ts";
import { address, amount, date, hash } from "./scalars.ts";

/** Names of {@link Assignability}. */
export const ASSIGNABILITIES = Object.keys(Assignability) as [string, ...string[]];

/** Whose unit the amounts beside it are in. */
export const currency = z
  .strictObject({
    address: address
      .nullable()
      .meta({ description: "ERC-20 token, or an ISO 4217 number as an address; null while the terms are sealed." }),
    code: z.string().nullable().meta({ description: "ISO 4217 code or token symbol; null where it is unknown." }),
    decimals: z
      .int()
      .min(0)
      .max(36)
      .nullable()
      .meta({ description: "Decimals of every amount beside it; null: amounts are whole minor units." }),
  })
  .meta({ id: "Currency" });

const policyFields = {
  assignability: z.enum(ASSIGNABILITIES).meta({ description: "Who decides about a sale." }),
  splittable: z.boolean(),
  minimumPart: amount.nullable().meta({
    description: "The least that a part of a split may have, a power of ten in minor units; null for no minimum.",
  }),
};

/** Whether and how a receivable may change hands. */
export const policy = z.strictObject(policyFields).meta({ id: "Policy" });

/** The same as it is asked for. */
export const newPolicy = z
  .strictObject({ ...policyFields, minimumPart: policyFields.minimumPart.default(null) })
  .meta({ id: "NewPolicy" });

export type Policy = z.output<typeof policy>;

/** A share of the face for paying early. */
export const discountTier = z.strictObject({ until: date, sum: amount }).meta({ id: "DiscountTier" });

/** The terms, where they are in the open. */
export const terms = z
  .strictObject({
    amount,
    dueDate: date,
    utcOffset: z.int().meta({ description: "Minutes that local time is ahead of UTC where the debt is payable." }),
    discounts: z.array(discountTier).max(2),
    slidingRate: z.string().meta({ description: "Sliding discount, per cent a year." }),
    discountOnParts: z.boolean(),
    lateRate: z.string().meta({ description: "Late interest, simple, per cent a year." }),
    basis: z.int().meta({ description: "Days of the year that rates are divided by." }),
    graceDays: z.int(),
    fixedSum: amount.meta({ description: "Recovery cost due once anything is late." }),
    settlesFirst: z.enum(["charges", "principal"]),
    accelerationDays: z.int().nullable().meta({
      description: "Days of default of an earlier line after which this one may be called due; null for never.",
    }),
    salt: hash,
  })
  .meta({ id: "Terms" });
