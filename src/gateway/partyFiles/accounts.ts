/** Annual accounts of customers, over HTTP. */
import { isDeepStrictEqual } from "node:util";
import { currencyByCode } from "../../domain/currency.ts";
import { parseDecimal, toMinorUnits } from "../../domain/decimal.ts";
import { ACCOUNT_LINES } from "../../domain/partyFile/ratios.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Database } from "../../store/database.ts";
import {
  addPartyAccounts,
  erasePartyAccountsText,
  partyAccountsById,
  partyAccountsOf,
} from "../../store/partyFileAccounts.ts";
import type { StoredAccounts } from "../../store/partyFileAccounts.ts";
import { scoreSoon } from "../../store/scoreLooks.ts";
import type { PARTY_FILE_OPERATIONS } from "../../wire/operations/partyFiles.ts";
import type { NewPartyAccounts } from "../../wire/partyFileAccounts.ts";
import { idTaken, instantInvalid, quotaReached } from "../access/refusals.ts";
import { eraseTexts } from "../approvals/erasing.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { dateAt, shownAccounts } from "./showing.ts";
import type { KeptAccounts } from "./showing.ts";

const MOST_ACCOUNTS = 200;

type Accounts = "addPartyAccounts" | "listPartyAccounts" | "erasePartyAccountsText";

export function accountHandlers(deps: GatewayDeps): Pick<Handlers<typeof PARTY_FILE_OPERATIONS>, Accounts> {
  const { database, now } = deps;
  return {
    addPartyAccounts: async ({ member, body }) => {
      const isNew = await enter(database, member, body, now());
      const stored = await partyAccountsById(database, member.organisation, body.id);
      if (stored === undefined) throw notFound();
      return { status: isNew ? 201 : 200, body: shownAccounts(stored, now()) };
    },
    listPartyAccounts: async ({ member: { organisation }, query: { customer } }) => {
      const accounts = await partyAccountsOf(database, organisation, customer);
      return { status: 200, body: { items: accounts.map((one) => shownAccounts(one, now())) } };
    },
    erasePartyAccountsText: ({ member, params: { id } }) =>
      eraseTexts(deps, member, { kind: "annual account", id, erase: erasePartyAccountsText }),
  };
}

/** False where they were entered before. @throws ProblemError; nothing is stored then */
async function enter(database: Database, member: Member, asked: NewPartyAccounts, now: number): Promise<boolean> {
  const { organisation, account } = member;
  const { id, customer, periodEnd, restates } = asked;
  const body = keptAccounts(asked);
  const known = await partyAccountsById(database, organisation, id);
  if (known !== undefined) {
    const isSame = known.customer === customer && known.periodEnd === periodEnd;
    if (isSame && known.replaces === (restates?.of ?? null) && isDeepStrictEqual(known.body, body)) return false;
    throw idTaken("other accounts");
  }
  if (periodEnd > dateAt(now + 86_400)) {
    throw instantInvalid("body.periodEnd", "give the last day of a period that is over");
  }
  if (restates !== null) await checkRestated(database, organisation, asked, restates.of);
  const accounts = { id, customer, periodEnd, body, entered: now, enteredBy: account };
  const isKept = await database.transaction(async (tx) => {
    await scoreSoon(tx, organisation, customer, now);
    return addPartyAccounts(tx, organisation, { ...accounts, replaces: restates?.of ?? null }, MOST_ACCOUNTS);
  });
  if (isKept === undefined) throw restated(restates?.of ?? "");
  if (isKept) return true;
  // Somebody may have sent the same at the same time.
  if ((await partyAccountsById(database, organisation, id)) !== undefined) return enter(database, member, asked, now);
  throw quotaReached(MOST_ACCOUNTS, "accounts of this customer: no more are kept");
}

/** @throws ProblemError `NotFound`, `RequestInvalid`, `PartyAccountsRestated` */
async function checkRestated(
  database: Database,
  organisation: Address,
  { customer, periodEnd }: NewPartyAccounts,
  of: string,
): Promise<void> {
  const before: StoredAccounts | undefined = await partyAccountsById(database, organisation, of);
  if (before?.customer !== customer) throw notFound();
  if (before.periodEnd !== periodEnd) {
    throw instantInvalid("body.periodEnd", `the accounts that these restate end on ${before.periodEnd}: give that day`);
  }
  if (before.replacedBy !== null) throw restated(of);
}

function restated(of: string): ProblemError {
  return new ProblemError("PartyAccountsRestated", `${of} was restated already: restate what took its place`);
}

/** @throws ProblemError `RequestInvalid` for an amount with more decimals than its currency has */
function keptAccounts({ periodStart, currency, audited, source, figures, restates }: NewPartyAccounts): KeptAccounts {
  const exponent = currencyByCode(currency)?.exponent ?? 0;
  const units = ACCOUNT_LINES.map((line) => {
    const text = figures[line];
    if (text === null) return [line, null] as const;
    const value = parseDecimal(text);
    if (value === undefined || value.scale > exponent) {
      throw instantInvalid(`body.figures.${line}`, `give an amount of ${currency} with at most ${exponent} decimals`);
    }
    return [line, toMinorUnits(value, exponent, line).toString()] as const;
  });
  const kept = Object.fromEntries(units) as KeptAccounts["figures"];
  return { periodStart, currency, audited, source, figures: kept, reason: restates?.reason ?? null };
}
