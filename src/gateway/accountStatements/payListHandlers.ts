/** Pay lists over HTTP: what a buyer owes, and the order to its bank. */
import { AccountError } from "../../domain/account/movement.ts";
import type { BankAccount } from "../../domain/account/movement.ts";
import { payListOf } from "../../domain/account/payRun.ts";
import type { PayList } from "../../domain/account/payRun.ts";
import { formatDecimal, fromMinorUnits } from "../../domain/decimal.ts";
import type { Address } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import { fitOrders, pain001 } from "../../documents/payments/pain001.ts";
import type { UnfitOrder } from "../../documents/payments/pain001.ts";
import { lastStatements } from "../../store/accountStatements.ts";
import { profileOf } from "../../store/organisations.ts";
import type { PAY_LIST_OPERATIONS } from "../../wire/operations/payLists.ts";
import type { ShownPayable } from "../../wire/payList.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Asked, Handlers } from "../http/exchange.ts";
import { ProblemError } from "../http/problems.ts";
import { currencyFrom } from "./currency.ts";
import { savedAs } from "./files.ts";
import { atOneInstant, dayOf } from "./making.ts";
import type { MakingDeps } from "./making.ts";
import { shownInstant } from "../receivables/showing.ts";
import { noticeStanding, payableAccountOf } from "./parties.ts";
import { payablesOf } from "./payables.ts";
import type { AssignedAccount, Payables } from "./payables.ts";

const DATE_LENGTH = "YYYY-MM-DD".length;

type Operations = typeof PAY_LIST_OPERATIONS;
type PaymentQuery = Asked<Operations["readPaymentFile"]>["query"];

export function payListHandlers(deps: GatewayDeps): Handlers<Operations> {
  const { now, database, tokens, config } = deps;
  const making = { database, now, tokens, secret: config.secret };
  return {
    readPayList: async ({ member: { organisation }, query: { day = dayOf(now()), lastRun, ...query } }) => {
      const { accounts, sealed, advised } = await payables(making, organisation, { ...query, day });
      const stated = lastRun === undefined ? await lastStatements(database, organisation) : undefined;
      const since = (supplier: Address): number | undefined => lastRun ?? stated?.get(supplier);
      return {
        status: 200,
        body: { day, items: accounts.flatMap((one) => shownPayables(one, since)), advised, sealed },
      };
    },
    readPaymentFile: async ({ member: { organisation }, query }) => {
      const { xml: body, unfit } = await paymentFile(making, organisation, query);
      const headers = { ...savedAs(`${query.run}.xml`), ...leftOut(unfit) };
      return { status: 200, body, contentType: "application/xml", headers };
    },
  };
}

interface Chosen {
  readonly currency: string;
  readonly counterparty?: Address | undefined;
  /** `YYYY-MM-DD`. */
  readonly day: string;
}

function payables(deps: MakingDeps, buyer: Address, { currency, counterparty, day }: Chosen): Promise<Payables> {
  const asked = { buyer, supplier: counterparty, currency: currencyFrom(currency, deps.tokens), day: dayNumber(day) };
  return atOneInstant(deps.database, (tx) => payablesOf(tx, deps, asked));
}

/** @param since When whoever asks last looked at what it owes a supplier, unix seconds; undefined for never. */
function shownPayables(
  { supplier, currency, items }: AssignedAccount,
  since: (supplier: Address) => number | undefined,
): ShownPayable[] {
  const amount = (units: bigint): string => formatDecimal(fromMinorUnits(units, currency.exponent));
  return items.map(({ number, day, due, rest, disputed, discounts, payee, assignment, supplierAddress }) => {
    const [first, second] = discounts;
    const last = since(supplierAddress);
    const isChanged = assignment !== null && last !== undefined && assignment.since > last;
    return {
      ...{ supplier: supplier.name, supplierAccount: supplier.account?.account ?? "", supplierBic: "" },
      ...{ kind: "invoice", number, issued: dateOfDay(day), due: dateOfDay(due), currency: currency.code },
      ...{ open: amount(rest), disputed: disputed === 0n ? "" : amount(disputed) },
      ...{ discount: first ? amount(first.sum) : "", discountUntil: first ? dateOfDay(first.until) : "" },
      ...{ discount2: second ? amount(second.sum) : "", discount2Until: second ? dateOfDay(second.until) : "" },
      ...{ payee: payee?.name ?? "", payeeAccount: payee?.account?.account ?? "", payeeBic: "" },
      payeeSince: assignment === null ? "" : shownInstant(assignment.since).slice(0, DATE_LENGTH),
      payeeNotice: payee === undefined || assignment === null ? "" : noticeStanding(assignment),
      payeeChanged: isChanged ? "yes" : "",
    };
  });
}

interface PaymentFile {
  readonly xml: string;
  /** Payments that the file cannot carry, each with why. */
  readonly unfit: readonly UnfitOrder[];
}

/** @throws ProblemError `CurrencyUnknown`, `AccountTooLong`, `NothingToPay`, `PaymentUnfit` */
async function paymentFile(deps: MakingDeps, buyer: Address, query: PaymentQuery): Promise<PaymentFile> {
  const { database, now } = deps;
  const { day = dayOf(now()), through = day, run, version, repertoire, remittance } = query;
  const { accounts, advised } = await payables(deps, buyer, { ...query, day });
  const debtor = (await profileOf(database, buyer))?.legalName ?? buyer;
  const debtorAccount = await debtorAccountOf(deps, buyer, query);
  const list = payListOf(accounts, { day: dayNumber(day), through: dayNumber(through), debtorAccount, run });
  if (list.orders.length === 0) throw nothingToPay(list, advised, through);
  const message = { messageId: run, created: now(), debtor, version, repertoire, remittance };
  const { fit, unfit } = fitOrders(list.orders, message);
  if (fit.length === 0) throw new ProblemError("PaymentUnfit", unfit[0]?.why ?? "");
  try {
    return { xml: pain001(fit, message), unfit };
  } catch (error) {
    if (error instanceof AccountError) throw new ProblemError("PaymentUnfit", error.message, { cause: error });
    throw error;
  }
}

const MOST_TOLD = 5;
const LONGEST_WHY = 80;

/** How many payments were left out of a file, and of the first ones whom they are for and why: JSON, as in a URL. */
function leftOut(unfit: readonly UnfitOrder[]): Readonly<Record<string, string>> {
  if (unfit.length === 0) return {};
  const short = (text: string): string => Array.from(text.toWellFormed()).slice(0, LONGEST_WHY).join("");
  const told = unfit.slice(0, MOST_TOLD).map(({ order, why }) => ({
    ...{ endToEndId: order.endToEndId, creditor: short(order.creditor.name), reason: "unfit", why: short(why) },
  }));
  return {
    "countersign-left-out": String(unfit.length),
    "countersign-left-out-why": encodeURIComponent(JSON.stringify(told)),
  };
}

async function debtorAccountOf(
  { database, now, secret }: MakingDeps,
  buyer: Address,
  { debtorAccount, currency }: PaymentQuery,
): Promise<BankAccount> {
  if (debtorAccount !== undefined) return { account: debtorAccount.replaceAll(" ", "") };
  const own = await payableAccountOf(database, { payee: buyer, asking: buyer, currency, now: now(), secret });
  if (own !== undefined) return own;
  const wayOut = "name one as debtorAccount, or state the organisation's own";
  throw new ProblemError("PaymentUnfit", `no account of yours in ${currency} is in force here: ${wayOut}`);
}

function nothingToPay({ left }: PayList, advised: number, through: string): ProblemError {
  const counts = [...Map.groupBy(left, ({ reason }) => reason)].map(([reason, items]) => `${items.length} ${reason}`);
  if (advised > 0) counts.push(`${advised} advised`);
  const why = counts.length === 0 ? "nothing is open" : counts.join(", ");
  return new ProblemError("NothingToPay", `nothing is to be paid through ${through} (${why}): name a later day`);
}
