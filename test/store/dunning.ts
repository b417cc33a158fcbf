/** Dunning notices made up for tests of what is kept of them and sent. */
import type { Hex } from "../../src/domain/receivable.ts";
import type { ReceivableState } from "../../src/domain/receivableState.ts";
import type { Database } from "../../src/store/database.ts";
import { keepDunningSend } from "../../src/store/dunningSends.ts";
import type { DunnedItem, NewDunningSend } from "../../src/store/dunningSends.ts";
import { upsertStates } from "../../src/store/readModel.ts";
import { termsDue } from "../domain/histories.ts";
import { address, agreedBetween, hash, stored } from "./rows.ts";

export const [SUPPLIER, BUYER] = [address(1), address(2)];
const EUR = address(978);
export const DUE = termsDue("2026-03-31", 1_000n);

/** A receivable of 10.00 that was due on 31 March 2026, in the index. */
export async function owe(database: Database, id: Hex, over: Partial<ReceivableState> = {}): Promise<void> {
  const state = { ...agreedBetween(SUPPLIER, BUYER, {}, DUE), ...over };
  await database.transaction((tx) => upsertStates(tx, [stored(id, state)]));
}

/** The whole of it is asked for. */
export function dunned(id: Hex, over: Partial<DunnedItem> = {}): DunnedItem {
  return { item: id, cycle: 1, holder: SUPPLIER, dueDay: DUE.dueDay, asked: 1_000n, ...over };
}

/** A first reminder by mail, made and due at the instant 1,000. */
export function newSend(id: string, over: Partial<NewDunningSend> = {}): NewDunningSend {
  return {
    ...{ id, organisation: SUPPLIER, customer: BUYER, policy: "standard", policyVersion: 2, level: "first" },
    ...{ stage: "friendly", channel: "email", person: "erika", target: "till@buyer.example", template: "plain" },
    ...{ language: "en", currency: EUR, fee: 250n, content: { asked: 1_000n }, text: "Please pay.\n" },
    ...{ contentHash: hash(7), salt: hash(8), made: 1_000, due: 1_000 },
    ...over,
  };
}

/** @returns the items that were there before. */
export async function keep(
  database: Database,
  send: NewDunningSend,
  ...items: readonly DunnedItem[]
): Promise<readonly Hex[]> {
  return database.transaction((tx) => keepDunningSend(tx, send, items));
}
