/** Makes statements of account and keeps them: what is asked, from one state of the index, all or nothing. */
import { cutOffInstant } from "../../domain/account/heading.ts";
import type { Heading } from "../../domain/account/heading.ts";
import { AccountError } from "../../domain/account/movement.ts";
import { statementOf } from "../../domain/account/statement.ts";
import type { AccountStatement } from "../../domain/account/statement.ts";
import type { Address } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import { dayIn, TimeZoneError } from "../../domain/timeZone.ts";
import type { DayOf } from "../../domain/timeZone.ts";
import { queueStatementMails } from "../../store/accountStatementMails.ts";
import { accountStatementOf, keepAccountStatement } from "../../store/accountStatements.ts";
import type { AccountStatementRow, KeptAccount } from "../../store/accountStatements.ts";
import type { Database, Sql, Transaction } from "../../store/database.ts";
import { StoreRetryError } from "../../store/errors.ts";
import type { Pair } from "../../store/pairItems.ts";
import type { NewAccountStatement } from "../../wire/accountStatement.ts";
import { idTaken, instantInvalid } from "../access/refusals.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import type { Tokens } from "../receivables/showing.ts";
import { currencyFrom } from "./currency.ts";
import type { LedgerCurrency } from "./currency.ts";
import { partyOf, payableAccountOf } from "./parties.ts";
import { readAccount } from "./reading.ts";
import { summaryOf } from "./showing.ts";

/** What making one takes of the gateway. */
export interface MakingDeps {
  readonly database: Database;
  /** Unix seconds. */
  readonly now: () => number;
  readonly tokens: Tokens;
  /** With which accounts are sealed. */
  readonly secret: Uint8Array;
}

const DAY = 86_400;

/** Who asks, and for which version of which statement. */
export interface Maker {
  readonly organisation: Address;
  readonly member: Address;
  readonly schedule: string | null;
}

/** The part of the request that says of which account. */
export type AccountQuestion = Pick<
  NewAccountStatement,
  "side" | "counterparty" | "currency" | "from" | "cutOff" | "zone" | "paymentReference" | "contact"
>;

export function pairOf(organisation: Address, side: "supplier" | "buyer", counterparty: Address): Pair {
  if (side === "supplier") return { supplier: organisation, buyer: counterparty };
  return { supplier: counterparty, buyer: organisation };
}

/** What tells one version from others. */
export type Numbered = Pick<Heading, "number" | "version" | "replaces">;

export interface MadeAccount extends KeptAccount {
  readonly statement: AccountStatement;
  readonly currency: LedgerCurrency;
}

/**
 * The account as of the cut-off. @throws ProblemError `NotFound` for a pair without receivables, `CurrencyUnknown`,
 * `ContentSealed`, `AccountTooLong`, `AccountInconsistent`, `RequestInvalid`
 */
export async function accountOf(
  sql: Sql,
  { now, tokens, secret }: MakingDeps,
  organisation: Address,
  asked: AccountQuestion,
  numbered: Numbered,
): Promise<MadeAccount> {
  const { zone, paymentReference, contact } = asked;
  const pair = pairOf(organisation, asked.side, asked.counterparty);
  const currency = currencyFrom(asked.currency, tokens);
  const [from, cutOff] = [dayNumber(asked.from), dayNumber(asked.cutOff)];
  // The end of a day that has not begun anywhere near the zone says nothing of what it will bring.
  if ((cutOff - 1) * DAY > now()) throw instantInvalid("body.cutOff", "give a day that has passed, or today");
  const question = { ...pair, asking: organisation, currency, from, cutOff, dayOf: dayOfZone(zone) };
  const { movements, first } = await readAccount(sql, question);
  if (first === undefined) throw notFound();
  const between = { id: first, ...pair };
  const account = await payableAccountOf(sql, {
    ...{ payee: pair.supplier, asking: organisation, currency: currency.code, now: now(), secret },
  });
  const heading: Heading = {
    ...numbered,
    supplier: { ...(await partyOf(sql, organisation, pair.supplier, between)), address: [] },
    buyer: { ...(await partyOf(sql, organisation, pair.buyer, between)), address: [] },
    currency: { code: currency.code, exponent: currency.exponent },
    ...{ from, cutOff, zone },
    ...(account === undefined ? {} : { account }),
    ...(paymentReference === undefined ? {} : { paymentReference }),
    ...(contact === undefined ? {} : { contact: contactOf(contact) }),
  };
  return { heading, movements, currency, statement: stated(heading, movements) };
}

/** @throws ProblemError `RequestInvalid` */
function dayOfZone(zone: string): DayOf {
  try {
    return dayIn(zone);
  } catch (error) {
    if (error instanceof TimeZoneError) throw instantInvalid("body.zone", error.message);
    throw error;
  }
}

function contactOf({ name, phone, email }: NonNullable<AccountQuestion["contact"]>): NonNullable<Heading["contact"]> {
  return { name, ...(phone === undefined ? {} : { phone }), ...(email === undefined ? {} : { email }) };
}

/** Fields of a heading that whoever asks wrote. */
const ASKED: ReadonlySet<string> = new Set(["period", "zone", "paymentReference"]);

function stated(heading: Heading, movements: KeptAccount["movements"]): AccountStatement {
  try {
    return statementOf(heading, movements);
  } catch (error) {
    if (!(error instanceof AccountError)) throw error;
    const { field, message } = error;
    if (!ASKED.has(field)) throw new ProblemError("AccountInconsistent", message, { cause: error });
    const faults = [{ at: `body.${field === "period" ? "cutOff" : field}`, message }];
    throw new ProblemError("RequestInvalid", message, { faults, cause: error });
  }
}

export interface Kept {
  readonly row: AccountStatementRow;
  readonly isNew: boolean;
}

/**
 * Makes one and has it sent. What is asked again is there already.
 * @throws ProblemError as {@link accountOf}, and `IdTaken`, `AccountStatementReplaced`
 */
export async function makeAccountStatement(
  tx: Transaction,
  deps: MakingDeps,
  { organisation, member, schedule }: Maker,
  asked: NewAccountStatement,
): Promise<Kept> {
  const known = await accountStatementOf(tx, asked.id);
  if (known !== undefined) return { row: sameAs(known, organisation, asked), isNew: false };
  const numbered = await numberedBy(tx, organisation, asked, currencyFrom(asked.currency, deps.tokens));
  const { heading, movements, currency, statement } = await accountOf(tx, deps, organisation, asked, numbered);
  const made = deps.now();
  const kept = await keepAccountStatement(
    tx,
    {
      ...{ id: asked.id, organisation, by: member, ...pairOf(organisation, asked.side, asked.counterparty) },
      ...{ currency: currency.address, cutOff: asked.cutOff, cutOffInstant: cutOffInstant(heading) },
      ...{ layout: asked.layout, language: asked.language, replaces: asked.replaces ?? null, schedule },
      ...{ replyBy: asked.replyBy ?? null, made, summary: summaryOf(statement) },
    },
    { heading, movements },
  );
  if (!kept) throw replaced(asked.replaces ?? asked.id);
  await queueStatementMails(tx, asked.id, [...new Set(asked.recipients)], made);
  const row = await accountStatementOf(tx, asked.id);
  if (row === undefined) throw new Error(`the account statement ${asked.id} was kept and is not there`);
  return { row, isNew: true };
}

function sameAs(known: AccountStatementRow, organisation: Address, asked: NewAccountStatement): AccountStatementRow {
  const { supplier, buyer } = pairOf(organisation, asked.side, asked.counterparty);
  const isSame =
    known.organisation === organisation &&
    known.supplier === supplier &&
    known.buyer === buyer &&
    known.cutOff === asked.cutOff &&
    known.layout === asked.layout &&
    known.language === asked.language &&
    known.replaces === (asked.replaces ?? null);
  if (!isSame) throw idTaken("another account statement");
  return known;
}

/** @throws ProblemError `NotFound` for a version that the organisation did not make of this account and cut-off */
async function numberedBy(
  sql: Sql,
  organisation: Address,
  asked: NewAccountStatement,
  { address }: LedgerCurrency,
): Promise<Numbered> {
  const { id, cutOff, replaces } = asked;
  if (replaces === undefined) return { number: `AS-${cutOff}-${id.slice(0, SHORT)}`, version: 1 };
  const before = await accountStatementOf(sql, replaces);
  const { supplier, buyer } = pairOf(organisation, asked.side, asked.counterparty);
  const isOwn = before?.organisation === organisation && before.supplier === supplier && before.buyer === buyer;
  if (!isOwn || before.cutOff !== cutOff || before.currency !== address) throw notFound();
  if (before.replacedBy !== null) throw replaced(replaces);
  // Only what `summaryOf` made is kept there.
  const { number, version } = before.summary as ReturnType<typeof summaryOf>;
  return { number, version: version + 1, replaces: `${number} / ${version}` };
}

const SHORT = 8;

function replaced(id: string): ProblemError {
  const wayOut = "read which one, and name that";
  return new ProblemError("AccountStatementReplaced", `another version has taken the place of ${id}: ${wayOut}`);
}

/** What lost a race against another transaction is tried again, and then sees what that one stored. */
const LOST_RACES: ReadonlySet<string> = new Set(["40001", "40P01"]);
const MOST_TRIES = 4;

/** Statements of one answer see one state, whatever the index writes meanwhile. The work may be done several times. */
export async function atOneInstant<Result>(
  database: Database,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await database.transaction(async (tx) => {
        await tx.query("set transaction isolation level repeatable read");
        return work(tx);
      });
    } catch (error) {
      const isRace = error instanceof StoreRetryError && LOST_RACES.has(error.code);
      if (!isRace || tries === MOST_TRIES) throw error;
    }
  }
}

/** The day of an instant in UTC, `YYYY-MM-DD`. */
export function dayOf(instant: number): string {
  return dateOfDay(Math.floor(instant / DAY));
}
