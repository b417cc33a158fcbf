/** The rows of statements, folded from the canonical events by the rules of `IStatements.sol`, and by no other code. */
import type { Hex } from "../../src/domain/receivable.ts";
import { idIn } from "./canonical.ts";
import type { CanonicalEvent } from "./canonical.ts";
import type { Row } from "./comparing.ts";

const REPLY = { none: 0, agreed: 1, agreedExcept: 2, rejected: 3 } as const;

interface Word {
  readonly root: Hex;
  readonly version: number;
  readonly keys: Hex;
  readonly replyBy: number;
  readonly reply: number;
  readonly result: Hex | null;
  readonly exceptions: number | null;
}

/** The supplier's word and the buyer's, and what the statement is about. */
interface Record {
  readonly about: Row;
  readonly parties: readonly [Hex, Hex];
  readonly words: readonly [Word | undefined, Word | undefined];
  readonly first: CanonicalEvent;
  readonly last: CanonicalEvent;
}

/** By table. @param events Of the contract of statements, in the order of the chain. */
export function statementRows(events: readonly CanonicalEvent[]): Readonly<{ [table: string]: readonly Row[] }> {
  const records = new Map<Hex, Record>();
  const spent: Row[] = [];
  for (const event of events) {
    const id = idIn(event);
    if (id === undefined) spent.push({ signer: lower(event.args["signer"]), nonce: event.args["nonce"] });
    else records.set(id, after(records.get(id), event));
  }
  return { statements: [...records].map(([id, record]) => rowOf(id, record)), spent_statement_nonces: spent };
}

function after(record: Record | undefined, event: CanonicalEvent): Record {
  const { name, args } = event;
  if (name === "StatementPosted") return { ...posted(record, event), last: event };
  if (record === undefined) throw new Error(`${name} is about nothing that was posted`);
  const own = record.parties.indexOf(lower(args["party"]));
  const told = { result: (args["result"] as Hex | undefined) ?? null, exceptions: countOf(args["count"]) };
  const words = record.words.map((word, side) => {
    if (word === undefined) return word;
    if (name === "BalanceAgreedExcept") return { ...word, ...told, reply: REPLY.agreedExcept };
    if (side === own) return word;
    if (name === "BalanceAgreed") return { ...word, ...told, reply: REPLY.agreed };
    return name === "BalanceRejected" ? { ...word, ...told, reply: REPLY.rejected } : word;
  });
  return { ...record, words: [words[0], words[1]], last: event };
}

function posted(record: Record | undefined, event: CanonicalEvent): Record {
  const { args } = event;
  const parties = [lower(args["supplier"]), lower(args["buyer"])] as const;
  const side = parties.indexOf(lower(args["party"]));
  const word: Word = {
    root: args["root"] as Hex,
    version: Number(args["version"]),
    keys: args["keys"] as Hex,
    replyBy: Number(args["replyBy"]),
    ...{ reply: REPLY.none, result: null, exceptions: null },
  };
  const theirs = record?.words[1 - side];
  const isSame = theirs !== undefined && kept(theirs.root) === kept(word.root);
  const ends = [false, !isSame, true, isSame][theirs?.reply ?? 0];
  const other = theirs && ends === true ? { ...theirs, reply: REPLY.none, result: null, exceptions: null } : theirs;
  return {
    about: { currency: lower(args["currency"]), cut_off: Number(args["cutOff"]) },
    parties,
    words: side === 0 ? [word, other] : [other, word],
    first: record?.first ?? event,
    last: event,
  };
}

function rowOf(id: Hex, { about, parties, words, first, last }: Record): Row {
  return {
    ...{ id, ...about, supplier: parties[0], buyer: parties[1], standing: standing(words) },
    ...sideRow("supplier", words[0]),
    ...sideRow("buyer", words[1]),
    ...{ posted_block: first.blockNumber, changed_block: last.blockNumber, changed_log: last.logIndex },
  };
}

function sideRow(side: string, word: Word | undefined): Row {
  return {
    [`${side}_root`]: word?.root ?? null,
    [`${side}_version`]: word?.version ?? null,
    [`${side}_keys`]: word?.keys ?? null,
    [`${side}_reply_by`]: word?.replyBy ?? null,
    [`${side}_reply`]: word?.reply ?? null,
    [`${side}_result`]: word?.result ?? null,
    [`${side}_exceptions`]: word?.exceptions ?? null,
  };
}

function standing(words: Record["words"]): string {
  const replies = words.flatMap((word) => (word === undefined ? [] : [word.reply]));
  if (replies.includes(REPLY.rejected)) return "REJECTED";
  if (replies.includes(REPLY.agreedExcept)) return "AGREED_EXCEPT";
  if (replies.every((reply) => reply === REPLY.agreed)) return "AGREED";
  const [one, other] = words;
  return one !== undefined && other !== undefined && kept(one.root) === kept(other.root) ? "SAME_ROOT" : "NO_REPLY";
}

/** What the contract keeps of a root. */
function kept(root: Hex): string {
  return root.slice(0, 62);
}

function countOf(count: unknown): number | null {
  return count === undefined ? null : Number(count);
}

function lower(text: unknown): Hex {
  return String(text).toLowerCase() as Hex;
}
