/** Bills: noted when they are received, matched like money, and no payment until they are honoured (R37). */
import { currencyByCode } from "../../domain/currency.ts";
import { keccakOfText } from "../../domain/hash.ts";
import { dayNumber } from "../../domain/terms.ts";
import { CashError } from "../../reconciliation/cash/errors.ts";
import { dishonour, honour } from "../../reconciliation/cash/ledger.ts";
import type { CashLedger } from "../../reconciliation/cash/ledger.ts";
import type { Decision } from "../../reconciliation/cash/model.ts";
import { dateAllocations, setTending } from "../../store/cashAllocations.ts";
import { cashEntryBy, changeEntry, keepCashEntries } from "../../store/cashEntries.ts";
import type { ListedEntry, NewCashEntry } from "../../store/cashEntries.ts";
import { lockCash } from "../../store/cashJobs.ts";
import type { CashMatch } from "../../store/cashMatches.ts";
import type { honoured, newBill } from "../../wire/cashEntry.ts";
import type { z } from "zod";
import { idTaken } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { ProblemError } from "../http/problems.ts";
import { bodyOf } from "./body.ts";
import { held } from "./deciding.ts";
import { unitsOf } from "./policy.ts";
import { tendMatch } from "./tending.ts";
import { undoMatch } from "./undoing.ts";

type NewBill = z.output<typeof newBill>;

const WHOLE = -1;

/** The entry as the engine's ledger has it once it is posted, so that one set of rules says what may become of it. */
export function ledgerOf({ id, bill, valueDate, amount }: ListedEntry, match: CashMatch | undefined): CashLedger {
  const { allocations } = match === undefined ? { allocations: [] } : bodyOf(match);
  const cash = allocations.reduce((sum, one) => sum + one.cash, 0n);
  const decision: Decision = {
    ...{ line: id, disposition: "POST", rule: match?.rule ?? "UNAPPLIED", confidence: match?.confidence ?? 0 },
    ...{ kind: bill === null ? "CASH" : "BILL", allocations, unapplied: amount - cash },
    explanation: {
      ...{ rule: match?.rule ?? "UNAPPLIED", payer: "NONE", party: "", candidates: 0, solutions: 0, contested: false },
    },
  };
  return new Map([[id, { decision, valueDate: dayNumber(valueDate ?? ""), bill: bill?.state }]]);
}

/** What the engine's ledger refuses, as a problem. @throws ProblemError `BillOver` */
export function refusedAsBill(step: () => unknown): void {
  try {
    step();
  } catch (error) {
    if (error instanceof CashError) throw new ProblemError("BillOver", error.message, { cause: error });
    throw error;
  }
}

/** Notes a bill. @returns its id @throws ProblemError `AmountUnfit`, `CurrencyUnknown`, `IdTaken` */
export async function noteBill({ database }: GatewayDeps, member: Member, asked: NewBill): Promise<string> {
  const currency = currencyByCode(asked.currency);
  if (currency === undefined) {
    const message = `body.currency is ${asked.currency}: write a current code of ISO 4217`;
    throw new ProblemError("CurrencyUnknown", message, { faults: [{ at: "body.currency", message }] });
  }
  const entry: NewCashEntry = {
    ...{ key: keccakOfText(`bill ${asked.id}`), part: WHOLE, name: `bill/${asked.number}`, account: "" },
    ...{ bankReference: null, bookingDate: null, valueDate: asked.received, currency: currency.code },
    amount: unitsOf(asked.amount, currency.exponent, "body.amount"),
    ...{ payerName: asked.payerName, payerAccount: asked.payerAccount ?? "", text: asked.text, structured: [] },
    ...{ body: null, bill: { state: "BILL_RECEIVED", number: asked.number, maturity: asked.maturity }, leftOut: null },
  };
  const { organisation } = member;
  return database.transaction(async (tx) => {
    await lockCash(tx, organisation);
    await keepCashEntries(tx, { organisation, job: null }, [entry]);
    const kept = await cashEntryBy(tx, organisation, entry.key);
    const isSame = kept?.amount === entry.amount && kept.currency === entry.currency && kept.name === entry.name;
    if (kept === undefined || !isSame) throw idTaken("another bill");
    return kept.id;
  });
}

/** The bill was paid: what it was matched with is settled, and the ledger is told. @throws ProblemError `BillOver` */
export async function honourBill(
  deps: GatewayDeps,
  member: Member,
  id: string,
  paid: z.output<typeof honoured>,
): Promise<void> {
  const number = await deps.database.transaction(async (tx) => {
    const { entry, match } = await held(tx, member, id);
    refusedAsBill(() => honour(ledgerOf(entry, match), entry.id));
    if (entry.bill !== null) await changeEntry(tx, entry.number, { bill: { ...entry.bill, state: "HONOURED" } });
    if (match?.state !== "posted") return undefined;
    await dateAllocations(tx, match.number, paid);
    await setTending(tx, [match.number], true);
    return match.number;
  });
  if (number !== undefined) await tendMatch(deps, number);
}

/** The bill was not paid: what it was matched with is open again (R36). @throws ProblemError `BillOver` */
export async function dishonourBill(deps: GatewayDeps, member: Member, id: string): Promise<void> {
  const { database, now } = deps;
  await database.transaction(async (tx) => {
    const { entry, match } = await held(tx, member, id);
    refusedAsBill(() => dishonour(ledgerOf(entry, match), entry.id));
    if (match?.state === "posted") await undoMatch(tx, match, { cause: "dishonoured", by: member.account, now: now() });
    const bill = entry.bill === null ? {} : { bill: { ...entry.bill, state: "DISHONOURED" as const } };
    await changeEntry(tx, entry.number, { ...bill, leftOut: "DISHONOURED", match: null });
  });
}
