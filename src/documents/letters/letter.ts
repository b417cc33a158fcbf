/**
 * A dunning notice before it is written in a language: who asks whom for what, to be paid to whom, by when. Days are
 * days since 1970-01-01, amounts minor units of the notice's one currency.
 */
import type { AccountCurrency, AccountParty, Contact } from "../../domain/account/heading.ts";
import type { Payee } from "../../domain/account/movement.ts";
import type { Stage } from "../../domain/collections/policy.ts";
import type { Wording } from "../../domain/collections/wording.ts";
import type { DayCount } from "../../domain/dayCount.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { Working } from "../../domain/working.ts";

/** An open item that a notice is about. */
export interface LetterItem {
  /** The invoice's number as its supplier wrote it. */
  readonly number: string;
  readonly due: number;
  /** Open principal, the parts of it that are disputed (R39) and promised for a day that is not over (R46). */
  readonly open: bigint;
  readonly disputed: bigint;
  readonly promised: bigint;
  /** Late interest and fixed sums accrued, neither settled nor billed (R20, R27); what of it is contingent (R26). */
  readonly charges: bigint;
  readonly contingent: bigint;
  /** How the charges come about, with the day count of its days; it comes to `charges`. */
  readonly working?: (Working & { readonly dayCount: DayCount }) | undefined;
}

export interface DunningLetter {
  /** The notice's own number. */
  readonly reference: string;
  readonly stage: Stage;
  /** The policy's own words in the language of the notice; absent for those of the stage. */
  readonly wording?: Wording | undefined;
  /** Whether it is a demand, which may interrupt limitation, and says so (R52). */
  readonly isDemand: boolean;
  /** What follows if nothing is answered; told only where the policy has it, so that nothing is announced in vain. */
  readonly next?: Stage | undefined;
  /** The day of the notice, up to which interest is reckoned. */
  readonly date: number;
  /** The last day that it gives to pay; before the due date, the latest due date. */
  readonly payBy: number;
  readonly sender: AccountParty;
  readonly debtor: AccountParty;
  /** Whom it is handed to there. */
  readonly attention?: string | undefined;
  readonly currency: AccountCurrency;
  readonly items: readonly LetterItem[];
  /** A recovery fee for this notice (R28). */
  readonly fee: bigint;
  /** Who is to be paid as the index says, and where. */
  readonly payee: Payee;
  /** What the payer is to quote. */
  readonly paymentReference: string;
  /** The agency that collects; of that stage alone. */
  readonly agent?: string | undefined;
  readonly contact?: Contact | undefined;
  /** Where the debtor answers; holds no key. */
  readonly answerUrl: string;
  readonly policy: { readonly name: string; readonly version: number };
  /** 32 random bytes, so that nobody finds the content by trying what it may be. */
  readonly salt: Hex;
}

/** More items than one notice is read for. */
export const MOST_ITEMS = 200;

/** What a notice says that would not be true or not be lawful. */
export class LetterError extends Error {
  readonly field: string;
  readonly value: string;

  constructor(field: string, value: string, wayOut: string) {
    super(`${field} is ${value}: ${wayOut}`);
    this.name = "LetterError";
    this.field = field;
    this.value = value;
  }
}

/** What is asked for of an item's principal, never below nothing. */
export function askedOf({ open, disputed, promised }: LetterItem): bigint {
  const asked = open - disputed - promised;
  return asked > 0n ? asked : 0n;
}

/** Every sum of a notice. */
export interface LetterSums {
  readonly open: bigint;
  readonly disputed: bigint;
  readonly promised: bigint;
  /** Principal asked for. */
  readonly principal: bigint;
  /** Late charges asked for, and those that hang on a dispute. */
  readonly charges: bigint;
  readonly contingent: bigint;
  readonly fee: bigint;
  /** Principal, charges and fee. */
  readonly total: bigint;
}

export function sumsOf({ items, fee }: DunningLetter): LetterSums {
  const sum = (of: (item: LetterItem) => bigint): bigint => items.reduce((total, item) => total + of(item), 0n);
  const principal = sum(askedOf);
  const charges = sum((item) => item.charges - item.contingent);
  return {
    open: sum(({ open }) => open),
    disputed: sum(({ disputed }) => disputed),
    promised: sum(({ promised }) => promised),
    principal,
    charges,
    contingent: sum(({ contingent }) => contingent),
    fee,
    total: principal + charges + fee,
  };
}

/** @throws LetterError for a notice that asks for nothing, says what is not so, or is too long. */
export function checkLetter(letter: DunningLetter): void {
  const { items, stage, agent, isDemand, date, payBy, fee } = letter;
  if (items.length === 0 || items.length > MOST_ITEMS) {
    throw new LetterError("items", `${items.length} items`, `a notice is about 1 to ${MOST_ITEMS}`);
  }
  if (!/^0x[0-9a-f]{64}$/.test(letter.salt)) throw new LetterError("salt", letter.salt, "give 32 random bytes");
  if ((stage === "agency") !== (agent !== undefined)) {
    throw new LetterError("agent", agent ?? "not named", "the notice of a placement names it, and no other does");
  }
  for (const item of items) checkItem(item);
  if (stage === "preDue") {
    const late = items.find(({ due }) => due < date);
    if (late !== undefined) throw new LetterError("stage", "preDue", `${late.number} is overdue: send another notice`);
    if (isDemand) throw new LetterError("isDemand", "true", "nothing can be demanded before it is due");
    const { charges } = sumsOf(letter);
    if (charges + fee !== 0n) throw new LetterError("fee", `${charges + fee}`, "before the due date nothing is added");
    return;
  }
  const early = items.find(({ due }) => due >= date);
  if (early !== undefined) throw new LetterError("stage", stage, `${early.number} is not overdue: leave it out`);
  if (payBy <= date) throw new LetterError("payBy", `${payBy}`, "leave at least a day after the notice's own");
}

function checkItem(item: LetterItem): void {
  const { number, open, disputed, promised, charges, contingent, working } = item;
  const isWhole = [open, disputed, promised, charges, contingent].every((units) => units >= 0n);
  if (!isWhole || disputed > open || contingent > charges) {
    throw new LetterError("items", number, "no part is below nothing or above its whole");
  }
  if (askedOf(item) === 0n) throw new LetterError("items", number, "nothing of it is to be asked for: leave it out");
  if (working !== undefined && working.charges !== charges) {
    throw new LetterError("working", `${working.charges}`, `the charges of ${number} are ${charges}: reckon both anew`);
  }
}
