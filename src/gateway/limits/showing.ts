/** Limits, exposures, grants and freezes as the interface writes them. */
import type { z } from "zod";
import type { Exposure } from "../../domain/exposure/exposure.ts";
import type { Address } from "../../domain/receivable.ts";
import type { LimitException } from "../../store/limitExceptions.ts";
import type { StoredFreeze } from "../../store/limitFreezes.ts";
import type { LimitGrant } from "../../store/limitGrants.ts";
import type { StoredLimit } from "../../store/limits.ts";
import type * as wire from "../../wire/limit.ts";
import { shownAmount, shownCurrency, shownInstant } from "../receivables/showing.ts";
import type { ShownCurrency, Tokens } from "../receivables/showing.ts";
import { groupOfSubject, subjectOfGroup } from "./using.ts";
import type { LimitUse } from "./using.ts";

/** How the subject is kept. */
export function subjectOf(subject: wire.LimitSubject): string {
  return subject.kind === "customer" ? subject.customer : subjectOfGroup(subject.group);
}

function shownSubject(subject: string): wire.LimitSubject {
  const group = groupOfSubject(subject);
  return group === undefined ? { kind: "customer", customer: subject as Address } : { kind: "group", group };
}

export function shownLimit(limit: StoredLimit, tokens: Tokens): z.output<typeof wire.limit> {
  const { id, subject, amount, from, until, reason, setBy, setAt, approval } = limit;
  const currency = shownCurrency(limit.currency, tokens);
  return {
    ...{ id, subject: shownSubject(subject), currency, amount: orNull(amount, currency), from: shownInstant(from) },
    until: until === null ? null : shownInstant(until),
    ...{ reason, setBy, setAt: shownInstant(setAt), approval },
  };
}

function orNull(units: bigint | null, currency: ShownCurrency): string | null {
  return units === null ? null : shownAmount(units, currency);
}

export function shownExposure(one: Exposure, currency: ShownCurrency): z.output<typeof wire.exposure> {
  const show = (units: bigint): string => shownAmount(units, currency);
  return {
    ...{ pending: show(one.pending), notDue: show(one.notDue), overdue: show(one.overdue) },
    ...{ prepared: show(one.prepared), offLedger: show(one.offLedger), unapplied: show(one.unapplied) },
    ...{ total: show(one.total), disputed: show(one.disputed), promised: show(one.promised) },
    ...{ recourse: show(one.recourse), assigned: show(one.assigned), items: one.items },
  };
}

type Uses = z.output<typeof wire.exposureAnswer>["currencies"][number]["uses"];

export function shownUses(uses: readonly LimitUse[], currency: ShownCurrency): Uses {
  return uses.map(({ source, limit, exposure, usePpm, until }) => ({
    ...{ source, limit: shownAmount(limit, currency), exposure: shownAmount(exposure, currency) },
    ...{ use: usePpm.toString(), until: until === null ? null : shownInstant(until) },
  }));
}

export function shownGrant(grant: LimitGrant, tokens: Tokens): z.output<typeof wire.limitGrant> {
  const { intent, receivable, verb, customer, policyVersion, policyHash, source, limit, sealed } = grant;
  const currency = shownCurrency(grant.currency, tokens);
  const show = (units: bigint): string => shownAmount(units, currency);
  return {
    ...{ intent, receivable, verb, customer, currency, added: show(grant.added) },
    policy: policyVersion === null || policyHash === null ? null : { version: policyVersion, hash: policyHash },
    ...{ score: grant.score, band: grant.band },
    limit: source === null || limit === null ? null : { source, amount: show(limit) },
    ...{ exposure: show(grant.exposure), secured: show(grant.secured), sealed },
    ...{ approval: grant.approval, at: shownInstant(grant.at) },
  };
}

export function shownFreeze(one: StoredFreeze): z.output<typeof wire.freeze> {
  const { id, customer, reason, frozenBy, since, lifted, liftedBy, liftReason, approval, approvers } = one;
  const isLifted = lifted !== null && liftedBy !== null;
  return {
    ...{ id, customer, reason, frozenBy, since: shownInstant(since) },
    lifted: isLifted
      ? {
          ...{ by: liftedBy, at: shownInstant(lifted), reason: liftReason ?? "", approval: approval ?? "" },
          approvers: [...(approvers ?? [])],
        }
      : null,
  };
}

export function shownLimitException(one: LimitException, tokens: Tokens): z.output<typeof wire.limitException> {
  const { receivable, customer, amount, granted, limit, exposure, found } = one;
  const currency = shownCurrency(one.currency ?? undefined, tokens);
  return {
    ...{ receivable, customer, currency, amount: amount < 0n ? null : shownAmount(amount, currency) },
    ...{ granted: shownAmount(granted, currency), limit: orNull(limit, currency) },
    ...{ exposure: orNull(exposure, currency), found: shownInstant(found) },
  };
}
