/** Indirect payments over HTTP: for the seller that got the money and the factor whose it is. */
import type { z } from "zod";
import { localDay } from "../../domain/money.ts";
import { ReceiptStatus } from "../../domain/receipts.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { holdingsOf } from "../../store/assignments.ts";
import { dismissIndirectPayment, indirectPaymentOf, indirectPaymentsOf } from "../../store/indirectPayments.ts";
import type { IndirectPayment } from "../../store/indirectPayments.ts";
import type { indirectPage, ShownIndirectPayment } from "../../wire/indirectPayment.ts";
import type { INDIRECT_PAYMENT_OPERATIONS } from "../../wire/operations/indirectPayments.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Asked, Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { prepareReceiptAct } from "../intents/dealPreparing.ts";
import { dealingOf } from "../intents/dealing.ts";
import type { Dealing } from "../intents/dealing.ts";
import { shownOne } from "../intents/shownIntents.ts";
import type { Prepared } from "../intents/preparingOnce.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownAmount, shownCurrency, shownInstant } from "../receivables/showing.ts";
import { indirectStatesOf } from "./indirectStates.ts";
import { reportPayment } from "./reporting.ts";

type Operations = typeof INDIRECT_PAYMENT_OPERATIONS;
type Page = z.output<typeof indirectPage>;

export function indirectPaymentHandlers(deps: GatewayDeps): Handlers<Operations> {
  const { config } = deps;
  const cursors = createCursors(config.secret);
  const show = async (member: Member, id: string): Promise<ShownIndirectPayment> =>
    shown(deps, member, await own(deps, member, id));
  return {
    listIndirectPayments: async ({ member, query }) => ({
      status: 200,
      body: await page(deps, member, query, cursors),
    }),
    readIndirectPayment: async ({ member, params }) => ({ status: 200, body: await show(member, params.id) }),
    reportIndirectPayment: async ({ member, body }) => ({ status: 201, body: await reportPayment(deps, member, body) }),
    turnOverIndirectPayment: async ({ member, params }) => {
      const { intent, isNew } = await turnOver(deps, member, params.id);
      return { status: isNew ? 201 : 200, body: await shownOne(deps, member, intent) };
    },
    claimIndirectPayment: async ({ member, params }) => {
      const { intent, isNew } = await claim(deps, member, params.id);
      return { status: isNew ? 201 : 200, body: await shownOne(deps, member, intent) };
    },
    dismissIndirectPayment: async ({ member, params: { id }, body: { reason } }) => {
      const payment = await own(deps, member, id);
      await checkOpen(deps, payment, ["open"]);
      if (payment.factor !== member.organisation) throw others(payment.factor);
      await dismissIndirectPayment(deps.database, id, reason, deps.now());
      return { status: 200, body: await show(member, id) };
    },
  };
}

async function page(
  deps: GatewayDeps,
  member: Member,
  { limit, cursor, role }: Asked<Operations["listIndirectPayments"]>["query"],
  cursors: ReturnType<typeof createCursors>,
): Promise<Page> {
  const { organisation: party } = member;
  const { rows, next } = await pageOf<IndirectPayment, number>(
    {
      ...{ cursors, list: `indirect payments of ${party} as ${role}`, first: Number.MAX_SAFE_INTEGER },
      placeOf: ({ number }) => number,
      read: (before, most) => indirectPaymentsOf(deps.database, { role, party }, before, most),
    },
    { limit, cursor },
  );
  return { items: await shownAll(deps, member, rows), next };
}

/** @throws ProblemError `NotFound` for everybody but seller and factor */
async function own({ database }: GatewayDeps, { organisation }: Member, id: string): Promise<IndirectPayment> {
  const payment = await indirectPaymentOf(database, organisation, id);
  if (payment === undefined) throw notFound();
  return payment;
}

async function shown(deps: GatewayDeps, member: Member, payment: IndirectPayment): Promise<ShownIndirectPayment> {
  const [one] = await shownAll(deps, member, [payment]);
  if (one === undefined) throw new Error(`the indirect payment ${payment.id} was not shown`);
  return one;
}

async function shownAll(
  { database, tokens, now }: GatewayDeps,
  { organisation }: Member,
  payments: readonly IndirectPayment[],
): Promise<ShownIndirectPayment[]> {
  const states = await indirectStatesOf(database, payments, now());
  const holdings = await holdingsOf(
    database,
    payments.map(({ receivable }) => receivable),
  );
  return payments.map((payment, place) => {
    const { id, receivable, seller, factor, debtor, bankRef, source, reportedBy, reference } = payment;
    const currency = shownCurrency(payment.currency, tokens);
    const knows = organisation === seller || organisation === reportedBy;
    return {
      ...{ id, receivable, role: organisation === seller ? "seller" : "factor", seller, factor, debtor },
      payTo: holdings.get(receivable)?.holder ?? null,
      ...{ currency, amount: shownAmount(payment.amount, currency), valueDate: dateOfDay(payment.valueDay), bankRef },
      ...{ reference: knows ? reference : null, source, reportedBy, state: states[place] ?? "open" },
      opened: shownInstant(payment.opened),
      dismissal:
        payment.dismissed === null ? null : { at: shownInstant(payment.dismissed), reason: payment.dismissal ?? "" },
    };
  });
}

/** @throws ProblemError `IndirectPaymentOver` */
async function checkOpen(
  { database, now }: GatewayDeps,
  payment: IndirectPayment,
  states: readonly ShownIndirectPayment["state"][],
): Promise<void> {
  const [state = "open"] = await indirectStatesOf(database, [payment], now());
  if (states.includes(state)) return;
  throw new ProblemError("IndirectPaymentOver", `${payment.id} is ${state}: nothing of this kind is left to do`);
}

function others(whose: string): ProblemError {
  return new ProblemError("NotAuthorised", `this is for ${whose} to do: sign in for that organisation`);
}

/** @throws ProblemError `NotAuthorised`, or as the act's preparation */
async function turnOver(deps: GatewayDeps, member: Member, id: string): Promise<Prepared> {
  const payment = await own(deps, member, id);
  await checkOpen(deps, payment, ["open"]);
  if (payment.seller !== member.organisation) throw others(payment.seller);
  const { receivable } = await dealt(deps, member, payment);
  const valueDate = dateOfDay(localDay(receivable.terms, deps.now()));
  return receipt(deps, member, payment, { valueDate, cash: payment.amount, recipient: "SellerTurnedOver" });
}

/** @throws ProblemError `NotAuthorised`, `ClaimForbidden` before the buyer advised it, or as the act's preparation */
async function claim(deps: GatewayDeps, member: Member, id: string): Promise<Prepared> {
  const payment = await own(deps, member, id);
  await checkOpen(deps, payment, ["open"]);
  if (payment.factor !== member.organisation) throw others(payment.factor);
  const { state } = await dealt(deps, member, payment);
  const advised = state.receipts.get(payment.bankRef);
  if (advised?.status !== ReceiptStatus.Advised) {
    const detail = "the buyer has not advised it under this bank reference: ask it to, with what its bank says";
    throw new ProblemError("ClaimForbidden", detail);
  }
  const { cash, valueDay } = advised.advice;
  return receipt(deps, member, payment, { valueDate: dateOfDay(valueDay), cash, recipient: "SellerKept" });
}

async function dealt({ database }: GatewayDeps, { organisation }: Member, payment: IndirectPayment): Promise<Dealing> {
  const dealing = await dealingOf(database, organisation, payment.receivable);
  if (dealing !== undefined) return dealing;
  const detail = "no desk holds it: hand the money to the holder by bank, which records it on the ledger";
  throw new ProblemError("NotAuthorised", detail);
}

interface Recorded {
  readonly valueDate: string;
  /** Minor units. */
  readonly cash: bigint;
  readonly recipient: "SellerTurnedOver" | "SellerKept";
}

/** The call carries the hash of the reference alone, so that the factor learns nothing of the seller's bank. */
async function receipt(
  deps: GatewayDeps,
  member: Member,
  { receivable, reference, currency }: IndirectPayment,
  { valueDate, cash, recipient }: Recorded,
): Promise<Prepared> {
  if (reference === null) throw new ProblemError("IndirectPaymentOver", "it is claimed on the chain: repay the claim");
  const amount = shownAmount(cash, shownCurrency(currency, deps.tokens));
  const told = {
    verb: "recordReceipt",
    receivable,
    bankReference: reference,
    valueDate,
    cash: amount,
    recipient,
  } as const;
  const prepared = await prepareReceiptAct(deps, member, told);
  if (prepared === undefined) throw notFound();
  return prepared;
}
