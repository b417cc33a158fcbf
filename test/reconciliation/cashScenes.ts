/** Items and lines of a few words, and what cash application decides about them. */
import { decisionsOf } from "../../src/reconciliation/cash/decisions.ts";
import { matchCash } from "../../src/reconciliation/cash/match.ts";
import type { CashInput } from "../../src/reconciliation/cash/match.ts";
import type { CashLine, Decision, OpenItem, Party } from "../../src/reconciliation/cash/model.ts";
import { SAFE_POLICY } from "../../src/reconciliation/cash/policy.ts";
import type { Policy } from "../../src/reconciliation/cash/policy.ts";

export const DAY = 20_000;
const TERM = 30;

export const ACME: Party = { id: "acme", names: ["Acme Ltd."], accounts: ["DE02 1203 0000 0000 2020 51"] };
export const BOLT: Party = { id: "bolt", names: ["Bolt & Sons"], accounts: [] };

/** One euro and half a per cent. */
export const TOLERANT: Policy = {
  ...SAFE_POLICY,
  tolerances: new Map([["EUR", { absolute: 100n, relative: 5_000n }]]),
};

/** An item of Acme over cents of EUR that answers to its id. */
export function item(id: string, amount: bigint, more: Partial<OpenItem> = {}): OpenItem {
  return { id, payer: "acme", currency: "EUR", amount, issued: DAY, due: DAY + TERM, references: [id], ...more };
}

/** A payment of Acme in cents of EUR, ten days after the items. */
export function line(reference: string, amount: bigint, text = "", more: Partial<CashLine> = {}): CashLine {
  return {
    ...{ reference, kind: "CASH", payerName: "ACME LTD", payerAccount: "", amount, currency: "EUR" },
    ...{ valueDate: DAY + 10, text },
    ...more,
  };
}

export interface Scene {
  readonly items: readonly OpenItem[];
  readonly lines: readonly CashLine[];
  readonly policy?: Policy;
  readonly more?: Partial<CashInput>;
}

export function decide({ items, lines, policy = SAFE_POLICY, more = {} }: Scene): readonly Decision[] {
  return [...decisionsOf(matchCash({ parties: [ACME, BOLT], items, lines, policy, ...more }))];
}

/** What becomes of one line: "POST REFERENCE 12 34". */
export function told(decision: Decision | undefined): string {
  if (decision === undefined) return "nothing";
  const items = decision.allocations.map(({ item: id }) => id).toSorted();
  return [decision.disposition, decision.rule, ...items].join(" ");
}

/** {@link told} of each line. */
export function outcomes(scene: Scene): readonly string[] {
  return decide(scene).map(told);
}
