/**
 * What stands of a statement, from its events alone; the same as the contract keeps. Acknowledged debts and received
 * demands are records beside it, and change nothing of it.
 */
import type { Hex } from "./receivable.ts";
import { BalanceReply } from "./statement.ts";
import type { Exceptions, Statement } from "./statement.ts";
import type { StatementEvent, StatementPosted } from "./statementEvents.ts";

/** What one side has posted last, and what the other made of it. */
export interface Side {
  readonly root: Hex;
  readonly version: number;
  readonly keys: Hex;
  /** Unix seconds; 0 for never. */
  readonly replyBy: number;
  readonly reply: BalanceReply;
  /** Of that reply, where it names any. */
  readonly exceptions: Exceptions | undefined;
}

export interface StatementState {
  readonly id: Hex;
  readonly statement: Statement;
  /** Undefined for a side that has posted nothing. */
  readonly supplier: Side | undefined;
  readonly buyer: Side | undefined;
}

/** Where two sides stand. Silence is NO_REPLY however long it lasts, and SAME_ROOT until both have agreed. */
export type Standing = "NO_REPLY" | "SAME_ROOT" | "AGREED" | "AGREED_EXCEPT" | "REJECTED";

type Answer = Pick<Side, "reply" | "exceptions">;

const UNANSWERED: Answer = { reply: BalanceReply.NoReply, exceptions: undefined };

/** The first 240 bits, which the contract keeps. */
const KEPT_DIGITS = 2 + 60;

/**
 * One event more. @param state Undefined before the first.
 * @throws RangeError for an event about a statement that nobody has posted.
 */
export function foldStatement(state: StatementState | undefined, event: StatementEvent): StatementState {
  if (event.name === "StatementPosted") return posted(state, event);
  if (state === undefined) throw new RangeError(`${event.name} is about a statement that nobody has posted`);
  switch (event.name) {
    case "BalanceAgreed":
      return replied(state, event.party, { reply: BalanceReply.Agreed, exceptions: undefined });
    case "BalanceRejected":
      return replied(state, event.party, { reply: BalanceReply.Rejected, exceptions: exceptionsOf(event) });
    case "BalanceAgreedExcept": {
      const answer = { reply: BalanceReply.AgreedExcept, exceptions: exceptionsOf(event) };
      return replied(replied(state, state.statement.buyer, answer), state.statement.supplier, answer);
    }
    case "DebtAcknowledged":
    case "DemandReceived":
    case "NonceSpent":
      return state;
  }
}

/** Where the two sides stand. */
export function standingOf(state: StatementState): Standing {
  const sides = [state.supplier, state.buyer].filter((side) => side !== undefined);
  const isAny = (reply: BalanceReply): boolean => sides.some((side) => side.reply === reply);
  if (isAny(BalanceReply.Rejected)) return "REJECTED";
  if (isAny(BalanceReply.AgreedExcept)) return "AGREED_EXCEPT";
  if (sides.every(({ reply }) => reply === BalanceReply.Agreed)) return "AGREED";
  return sameRoot(state.supplier, state.buyer) ? "SAME_ROOT" : "NO_REPLY";
}

/**
 * A new version of one side ends what was replied to it. Of its own reply, an agreement ends where the roots differ, a
 * rejection where they are equal, and one that both signed always: it was about the version before.
 */
function posted(state: StatementState | undefined, event: StatementPosted): StatementState {
  const { id, supplier, buyer, currency, cutOff, party, root, version, keys, replyBy } = event;
  const side: Side = { root, version, keys, replyBy, ...UNANSWERED };
  const isSupplier = party === supplier;
  const theirs = isSupplier ? state?.buyer : state?.supplier;
  const isAgreed = theirs?.reply === BalanceReply.Agreed;
  const ends = theirs?.reply === BalanceReply.AgreedExcept || isAgreed !== sameRoot(side, theirs);
  const other = theirs && ends ? { ...theirs, ...UNANSWERED } : theirs;
  return {
    id,
    statement: { supplier, buyer, currency, cutOff },
    supplier: isSupplier ? side : other,
    buyer: isSupplier ? other : side,
  };
}

/** The reply of a party is to what the other side has posted. */
function replied(state: StatementState, party: string, answer: Answer): StatementState {
  if (party === state.statement.supplier) return { ...state, buyer: state.buyer && { ...state.buyer, ...answer } };
  return { ...state, supplier: state.supplier && { ...state.supplier, ...answer } };
}

function exceptionsOf({ result, count }: Exceptions): Exceptions {
  return { result, count };
}

function sameRoot(one: Side | undefined, other: Side | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.root.slice(0, KEPT_DIGITS) === other.root.slice(0, KEPT_DIGITS);
}
