/** Erases what somebody wrote freely and keeps what was done: who erased it stands in the report of exceptions. */
import type { Address } from "../../domain/receivable.ts";
import type { Transaction } from "../../store/database.ts";
import { noteErasure } from "../../store/textErasures.ts";
import type { ErasedKind } from "../../store/textErasures.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound } from "../http/problems.ts";

type Erase = (tx: Transaction, organisation: Address, id: string) => Promise<boolean>;

/** @param erase False where there is nothing of that id. @throws ProblemError `NotFound` */
export async function eraseTexts(
  { database, now }: Pick<GatewayDeps, "database" | "now">,
  { organisation, account }: Member,
  { kind, id, erase }: { readonly kind: ErasedKind; readonly id: string; readonly erase: Erase },
): Promise<{ readonly status: 204; readonly body: undefined }> {
  await database.transaction(async (tx) => {
    if (!(await erase(tx, organisation, id))) throw notFound();
    await noteErasure(tx, organisation, { kind, subject: id, account, at: now() });
  });
  return { status: 204, body: undefined };
}
