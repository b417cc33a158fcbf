/** Statements on a chain that was never there, told event by event; and what operations on them are about. */
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { statementId } from "../../src/domain/statement.ts";
import type { Roots, Statement } from "../../src/domain/statement.ts";
import type { StatementPosted } from "../../src/domain/statementEvents.ts";
import type { World } from "./actors.ts";
import { DAY, FIRST_INSTANT } from "./book.ts";
import { addressOf } from "./stage.ts";

export const EUR: Address = "0x00000000000000000000000000000000000003d2";
export const KEYS: Hex = keccakOfText("the keys of both");
const NOBODY = { id: keccakOfText("nobody has posted this") };

/** @param days After the first day on which anything was written. */
export function statementBetween(supplier: Address, buyer: Address, days = 0): Statement {
  return { supplier, buyer, currency: EUR, cutOff: FIRST_INSTANT + days * DAY };
}

/** A side's posting; of version 1 unless told. */
export function posting(
  statement: Statement,
  side: "supplier" | "buyer",
  root: Hex,
  over: Partial<StatementPosted> = {},
): StatementPosted {
  const party = statement[side];
  const posted = { party, by: party, root, version: 1, keys: KEYS, replyBy: 0 };
  return { name: "StatementPosted", id: statementId(statement), ...statement, ...posted, ...over };
}

/** The supplier has posted once, and the buyer nothing. */
export function supplierAlone(root: Hex): Roots {
  return { supplierRoot: root, supplierVersion: 1, buyerRoot: `0x${"00".repeat(32)}`, buyerVersion: 0 };
}

const posted = new WeakMap<World, Promise<Readonly<Record<string, string>>>>();

/** One for all: it is read, and nothing of it changes. */
function statementOf(world: World): Promise<Readonly<Record<string, string>>> {
  const known = posted.get(world) ?? newStatement(world);
  posted.set(world, known);
  return known;
}

async function newStatement({ stage, supplier }: World): Promise<Readonly<Record<string, string>>> {
  const statement = statementBetween(supplier, addressOf("buyer"));
  await stage.book.state(posting(statement, "supplier", keccakOfText("a root")));
  return { id: statementId(statement) };
}

const statement = { kind: "thing", make: statementOf, missing: NOBODY } as const;

export const STATEMENT_OBJECTS = {
  listStatements: { kind: "own" },
  readStatement: statement,
  listStatementEvents: statement,
} as const;
