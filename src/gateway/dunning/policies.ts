/** Dunning policies as they are kept, as the engine reads them, and as people do. */
import type { DunningPolicy, PolicyAssignment, PolicyException, PolicyScope } from "../../domain/collections/policy.ts";
import { parseDecimal, toMinorUnits } from "../../domain/decimal.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { StoredDunningException } from "../../store/dunningExceptions.ts";
import type { DunningScope, StoredDunningPolicy } from "../../store/dunningPolicies.ts";
import type { NewDunningException, NewDunningPolicy, WrittenScope } from "../../wire/dunningPolicy.ts";
import { currencyFrom } from "../accountStatements/currency.ts";
import type { LedgerCurrency } from "../accountStatements/currency.ts";
import { instantInvalid } from "../access/refusals.ts";
import type { Tokens } from "../receivables/showing.ts";

/** What is kept of a version: as it was asked, its amounts in minor units. */
export interface KeptPolicy extends Omit<NewDunningPolicy, "levels" | "texts"> {
  /** Absent in versions of before there were any. */
  readonly texts?: NewDunningPolicy["texts"];
  /** As the ledger writes it. */
  readonly token: Address;
  /** Its decimals. */
  readonly exponent: number;
  readonly levels: readonly KeptLevel[];
}

type AskedLevel = NewDunningPolicy["levels"][number];
type KeptLevel = Omit<AskedLevel, "least" | "fee"> & { readonly least: string; readonly fee: string };

/** Amounts in minor units from now on. @throws ProblemError `CurrencyUnknown`, `RequestInvalid` */
export function keptPolicy(asked: NewDunningPolicy, tokens: Tokens): KeptPolicy {
  const currency = currencyFrom(asked.currency, tokens);
  const levels = asked.levels.map((level, place) => ({
    ...level,
    least: unitsOf(level.least, currency, `body.levels.${place}.least`),
    fee: unitsOf(level.fee, currency, `body.levels.${place}.fee`),
  }));
  return { ...asked, token: currency.address, exponent: currency.exponent, levels };
}

function unitsOf(text: string, { code, exponent }: LedgerCurrency, at: string): string {
  const value = parseDecimal(text);
  if (value === undefined || value.units < 0n || value.scale > exponent) {
    throw instantInvalid(at, `give an amount of ${code} with at most ${exponent} decimals, not below zero`);
  }
  return toMinorUnits(value, exponent, at).toString();
}

/** What the engine reads of a version. */
export function policyIn({ policy, version, body }: StoredDunningPolicy): DunningPolicy {
  // Only what `keptPolicy` made is kept there.
  const { name, token, levels, zone, calendar, holidays, window, cap, ...rules } = body as KeptPolicy;
  return {
    ...{ id: policy, name, version, currency: token, zone, calendar, holidays, window, cap },
    ...{ promises: rules.promises, chasesUnaccepted: rules.chasesUnaccepted, texts: rules.texts },
    levels: levels.map(({ least, fee, owner, escalatesTo, ...level }) => ({
      ...level,
      ...{ least: BigInt(least), fee: BigInt(fee) },
      ...{ owner: owner ?? undefined, escalatesTo: escalatesTo ?? undefined },
    })),
  };
}

/** A scope as the tables have it. */
export function keyOfScope(scope: WrittenScope): { readonly kind: string; readonly key: string } {
  switch (scope.kind) {
    case "all":
      return { kind: "all", key: "" };
    case "segment":
      return { kind: "segment", key: scope.segment };
    case "customer":
      return { kind: "customer", key: scope.customer };
    case "item":
      return { kind: "item", key: scope.item };
  }
}

/** A scope of the tables. */
export function scopeIn({ kind, key }: Pick<DunningScope, "kind" | "key">): PolicyScope {
  switch (kind) {
    case "segment":
      return { kind, segment: key };
    case "customer":
      return { kind, customer: key as Address };
    case "item":
      return { kind, item: key as Hex };
    default:
      return { kind: "all" };
  }
}

/** What the engine reads of a scope that has a policy. */
export function assignmentIn(scope: DunningScope): readonly PolicyAssignment[] {
  return scope.policy === null ? [] : [{ scope: scopeIn(scope), policy: scope.policy }];
}

/** What the engine reads of an exception. */
export function exceptionIn(stored: StoredDunningException): PolicyException {
  const { id, does, reason, until, setBy } = stored;
  const scope = scopeIn(stored);
  if (scope.kind === "all") throw new Error(`the exception ${id} is of everything, which nobody can have asked`);
  // Only what the interface took is kept there.
  return { id, scope, does: does as NewDunningException["does"], reason, until, by: setBy };
}
