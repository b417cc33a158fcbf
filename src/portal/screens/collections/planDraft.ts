/** A plan as somebody fills it in, and what of it is signed. */
import { useState } from "react";
import { MOST_INSTALMENTS } from "../../../domain/plans/plan.ts";
import { amountFrom, amountOf, unitsOf } from "../receivable/detail.ts";
import type { Detail } from "./collection.ts";
import { instalmentsOf } from "./instalments.ts";
import type { Instalment } from "./instalments.ts";

const LONGEST_GAP = 366;
export const INTERESTS = ["rests", "stands", "sum"] as const;

export interface PlanDraft {
  readonly debt: string;
  readonly count: string;
  readonly first: string;
  readonly gap: string;
  readonly interest: (typeof INTERESTS)[number];
  readonly interestSum: string;
  readonly grace: string;
  readonly text: string;
}

/** All that is open and undisputed, in three parts a month apart. */
export function usePlanDraft({ open, disputed, currency }: Detail): readonly [PlanDraft, (draft: PlanDraft) => void] {
  return useState<PlanDraft>({
    ...{ debt: amountOf(unitsOf(open ?? "0") - unitsOf(disputed), currency), count: "3", first: "", gap: "30" },
    ...{ interest: "rests", interestSum: "", grace: "3", text: "" },
  });
}

export function isWhole(text: string, most: number): boolean {
  return /^[1-9]\d{0,3}$/.test(text) && Number(text) <= most;
}

export function isGap(text: string): boolean {
  return isWhole(text, LONGEST_GAP);
}

/** Empty while something is not filled in. */
export function rowsOf(draft: PlanDraft, currency: Detail["currency"]): readonly Instalment[] {
  const debt = amountFrom(draft.debt, currency);
  const extra = draft.interest === "sum" ? amountFrom(draft.interestSum, currency) : amountOf(0n, currency);
  if (debt === undefined || extra === undefined || draft.first === "") return [];
  if (!isWhole(draft.count, MOST_INSTALMENTS) || !isGap(draft.gap)) return [];
  const sum = unitsOf(debt) + unitsOf(extra);
  return sum === 0n ? [] : instalmentsOf(sum, Number(draft.count), draft.first, Number(draft.gap));
}
