/** Maker and checker: the rules of an organisation, and what was done around them. */
import type { z } from "zod";
import type { Address } from "../../domain/receivable.ts";
import { addRule, asksForAnother, LOOSENED_AFTER_SECONDS, ruleAt, rulesOf } from "../../store/checkingRules.ts";
import type { CheckingRule } from "../../store/checkingRules.ts";
import { contentOf } from "../../store/contents.ts";
import type { Sql } from "../../store/database.ts";
import { signedIntentsOf } from "../../store/intents.ts";
import type { StoredIntent } from "../../store/intents.ts";
import { ownActs } from "../../store/ownActs.ts";
import type { ActPlace, OwnAct } from "../../store/ownActs.ts";
import { statesOf } from "../../store/readModel.ts";
import type { StoredState } from "../../store/stateRow.ts";
import type { checkingRule, checkingRules, exceptionPage } from "../../wire/checking.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { ProblemError } from "../http/problems.ts";
import type { Cursors } from "../receivables/cursors.ts";
import { shownAmount, shownCurrency, shownInstant } from "../receivables/showing.ts";
import { minorUnits } from "./amounts.ts";
import { records } from "./matching.ts";
import { materialOf } from "./material.ts";
import { preparerFor, signatureBy } from "./parties.ts";
import { isOfReceivable } from "./plans.ts";

/** Sets the rule of a currency, from now on or after a day; earlier ones stay for what was done under them. */
export async function setRule(
  { database, tokens, now }: GatewayDeps,
  { organisation, account }: Member,
  { currency, above: text }: z.output<typeof checkingRule>,
): Promise<void> {
  const above = text === null ? null : minorUnits(text, currency, tokens, "body.above");
  await addRule(database, organisation, { currency, above, since: now(), setBy: account });
}

export async function shownRules(
  { database, tokens, now }: GatewayDeps,
  { organisation }: Member,
): Promise<z.output<typeof checkingRules>> {
  const rules = await rulesOf(database, organisation);
  const currencies = [...new Set(rules.map(({ currency }) => currency))];
  const inForce = currencies.flatMap((currency) => ruleAt(rules, currency, now()) ?? []);
  return {
    items: inForce.map((rule) => {
      const currency = shownCurrency(rule.currency, tokens);
      const show = (above: bigint | null): string | null => (above === null ? null : shownAmount(above, currency));
      const last = rules.findLast((one) => one.currency === rule.currency);
      const isUpcoming = last !== undefined && last.above !== rule.above;
      const upcoming = isUpcoming
        ? { above: show(last.above), from: shownInstant(last.since + LOOSENED_AFTER_SECONDS) }
        : null;
      return { currency, above: show(rule.above), since: shownInstant(rule.since), setBy: rule.setBy, upcoming };
    }),
  };
}

type Page = z.output<typeof exceptionPage>;

/** Acts that are looked at for one page. */
const LOOKED_AT = 200;

/** @throws ProblemError `CursorInvalid` */
export async function exceptionsOf(
  { database, tokens }: GatewayDeps,
  { organisation }: Member,
  given: string | undefined,
  cursors: Cursors,
): Promise<Page> {
  const list = JSON.stringify(["exceptions", organisation]);
  const after = given === undefined ? undefined : cursors.open(list, given);
  if (given !== undefined && after === undefined) {
    throw new ProblemError("CursorInvalid", "pass `next` back unchanged");
  }
  const rules = await rulesOf(database, organisation);
  const since = rules[0]?.since;
  if (since === undefined) return { items: [], next: null };
  const acts = await ownActs(database, organisation, since, LOOKED_AT, after as ActPlace | undefined);
  const ids = [...new Set(acts.map(({ receivable }) => receivable))];
  const states = await statesOf(database, ids);
  const intents = await signedIntentsOf(database, organisation, ids);
  const items: Page["items"] = [];
  for (const act of acts) {
    if (intents.some((intent) => covers(intent, organisation, act))) continue;
    const money = await moneyOf(database, act, states.get(act.receivable));
    const rule = money && ruleAt(rules, money.currency, act.timestamp);
    if (money === undefined || !asksForAnother(rule, money.amount) || rule === undefined) continue;
    items.push(shown(act, money, rule, tokens));
  }
  const last = acts.length === LOOKED_AT ? acts.at(-1) : undefined;
  const next = last === undefined ? null : cursors.seal(list, { block: last.block, log: last.log } satisfies ActPlace);
  return { items, next };
}

/** Whether the act is what another than the preparer signed here for the organisation. */
function covers(intent: StoredIntent, organisation: Address, { event, by, receivable }: OwnAct): boolean {
  const { plan } = materialOf(intent);
  if (plan === null || !isOfReceivable(plan) || intent.receivable !== receivable) return false;
  if (!records(plan, event)) return false;
  const preparer = preparerFor(intent, organisation);
  return signatureBy(intent, organisation)?.signer === by && preparer !== null && preparer !== by;
}

interface Money {
  readonly currency: CheckingRule["currency"];
  readonly amount: bigint;
}

/** What an act moves, or the face; undefined where the terms are sealed to others, and nobody here can tell. */
async function moneyOf(sql: Sql, { event }: OwnAct, stored: StoredState | undefined): Promise<Money | undefined> {
  const agreed = stored?.state.agreed;
  if (stored === undefined || agreed === undefined) return undefined;
  const terms = agreed.openTerms ?? (await contentOf(sql, stored.state.commitment))?.receivable.terms;
  if (terms === undefined) return undefined;
  return { currency: terms.currency, amount: sumIn(event) ?? terms.amount };
}

function sumIn(event: OwnAct["event"]): bigint | undefined {
  switch (event.name) {
    case "ReceivablePaid":
    case "ReceiptRecorded":
    case "ReceiptReversed":
      return event.principal - event.discount + event.charges;
    case "ReceiptAdvised":
      return event.cash;
    case "ReceivableCredited":
      return event.principal;
    case "ChargesWaived":
      return event.charges;
    case "ReceivableDisputed":
    case "DisputeResolved":
    case "ReceivableDebited":
      return event.amount;
    case "ReceivableAmended":
      return event.terms.amount;
    default:
      return undefined;
  }
}

function shown(
  { event, receivable, by, block, transaction, timestamp }: OwnAct,
  money: Money,
  rule: CheckingRule,
  tokens: GatewayDeps["tokens"],
): Page["items"][number] {
  const currency = shownCurrency(money.currency, tokens);
  return {
    ...{ receivable, event: event.name, by, currency, amount: shownAmount(money.amount, currency) },
    above: shownAmount(rule.above ?? 0n, currency),
    ...{ block, transaction, at: shownInstant(timestamp) },
  };
}
