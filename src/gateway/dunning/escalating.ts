/** Has somebody told that a level fired that escalates to them, in the transaction of its notice. */
import { randomUUID } from "node:crypto";
import type { EscalatedItem } from "../../domain/collections/escalation.ts";
import type { Firing } from "../../domain/collections/finding.ts";
import type { Level } from "../../domain/collections/policy.ts";
import type { DunningLetter } from "../../documents/letters/letter.ts";
import type { Transaction } from "../../store/database.ts";
import { keepDunningEscalation } from "../../store/dunningEscalations.ts";
import type { NewDunningSend } from "../../store/dunningSends.ts";

/** @param firings Of the letter's items, in their order. */
export async function keepEscalation(
  tx: Transaction,
  { id: send, organisation, customer, made }: NewDunningSend,
  { debtor, items, policy }: DunningLetter,
  { escalatesTo, id: level, stage }: Level,
  firings: readonly Firing[],
): Promise<void> {
  if (escalatesTo === undefined) return;
  const escalated = firings.map(({ item, dueDay, ground }, place): EscalatedItem => {
    return { item, number: items[place]?.number ?? item, dueDay, ground };
  });
  const told = { level, stage, policy, customer, customerName: debtor.name, items: escalated };
  await keepDunningEscalation(tx, { id: randomUUID(), send, organisation, account: escalatesTo, told, made });
}
