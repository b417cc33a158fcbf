/** Policies, scopes, exceptions, customers and people as the interface writes them. */
import { dateOfDay } from "../../domain/terms.ts";
import { fromMinorUnits, formatDecimal } from "../../domain/decimal.ts";
import type { DunningContact, DunningCustomer } from "../../store/dunningCustomers.ts";
import type { StoredDunningException } from "../../store/dunningExceptions.ts";
import type { DunningScope, StoredDunningPolicy } from "../../store/dunningPolicies.ts";
import type { NewDunningContact, ShownDunningContact } from "../../wire/dunningCustomer.ts";
import type {
  NewDunningException,
  ShownDunningException,
  ShownDunningPolicy,
  WrittenScope,
} from "../../wire/dunningPolicy.ts";
import { shownInstant } from "../receivables/showing.ts";
import { scopeIn } from "./policies.ts";
import type { KeptPolicy } from "./policies.ts";

const DAY = 86_400;

export function shownPolicy({ body, version, set, setBy }: StoredDunningPolicy): ShownDunningPolicy {
  // Only what `keptPolicy` made is kept there.
  const { id, policy, name, currency, zone, calendar, holidays, exponent, levels, ...rules } = body as KeptPolicy;
  const shown = (units: string): string => formatDecimal(fromMinorUnits(BigInt(units), exponent));
  return {
    ...{ id, policy, name, currency, zone, calendar, holidays, version, set: shownInstant(set), setBy },
    ...{ window: rules.window, cap: rules.cap, promises: rules.promises, chasesUnaccepted: rules.chasesUnaccepted },
    texts: rules.texts ?? [],
    levels: levels.map((level) => ({ ...level, least: shown(level.least), fee: shown(level.fee) })),
  };
}

export function shownScope(
  scope: DunningScope,
  currency: string | null,
): {
  readonly scope: WrittenScope;
  readonly currency: string | null;
  readonly policy: string;
  readonly set: string;
  readonly setBy: DunningScope["setBy"];
} {
  const { policy, set, setBy } = scope;
  return { scope: scopeIn(scope), currency, policy: policy ?? "", set: shownInstant(set), setBy };
}

/** @param now Unix seconds. */
export function shownException(stored: StoredDunningException, now: number): ShownDunningException {
  const { id, does, reason, until, set, setBy, ended } = stored;
  const scope = scopeIn(stored);
  if (scope.kind === "all") throw new Error(`the exception ${id} is of everything, which nobody can have asked`);
  return {
    // Only what the interface took is kept there.
    ...{ id, scope, does: does as NewDunningException["does"], reason, until, set: shownInstant(set), setBy },
    ended: ended === null ? null : shownInstant(ended),
    inForce: ended === null && until >= dateOfDay(Math.floor(now / DAY)),
  };
}

export function shownCustomer({ customer, segment, owner, noted }: DunningCustomer): {
  readonly customer: DunningCustomer["customer"];
  readonly segment: string | null;
  readonly owner: DunningCustomer["owner"];
  readonly noted: string;
} {
  return { customer, segment, owner, noted: shownInstant(noted) };
}

/** What is kept of a person: all but whose it is. */
export type KeptContact = Omit<NewDunningContact, "id" | "customer">;

/** @param fault Why nothing more is sent to one of its addresses. */
export function shownContact({ id, customer, body, noted }: DunningContact, fault: string | null): ShownDunningContact {
  // Only what the interface took is kept there.
  return { ...(body as KeptContact), id, customer, noted: shownInstant(noted), fault };
}
