/**
 * What an organisation signed of plans and can still be sent. The contract knows no order: whoever has an older
 * signature, as the other side and everybody with its file do, puts that plan in the place of a newer one.
 */
import type { Address } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { factsOf } from "../../store/facts.ts";
import { partlySignedOf } from "../../store/intents.ts";
import type { StoredIntent } from "../../store/intents.ts";
import { ProblemError } from "../http/problems.ts";
import { shownInstant } from "../receivables/showing.ts";
import { fateOf } from "./fates.ts";
import { deadlineOf, partOf, standingSignatures } from "./parties.ts";

/**
 * Whether nothing else that the party signed of the receivable stands beside what it signs now.
 * @param now Unix seconds. @throws ProblemError `AlreadySigned`
 */
export async function checkNoOther(sql: Sql, intent: StoredIntent, party: Address, now: number): Promise<void> {
  const { id, verb, receivable, commitment } = intent;
  if (receivable === null) return;
  for (const other of await partlySignedOf(sql, party, { verb, receivable })) {
    // For what the receivable was before, nothing can be sent any more.
    if (other.id === id || other.commitment !== commitment || !(await canBeSent(sql, other, party, now))) continue;
    const until = shownInstant(deadlineOf(other, partOf(other, party)));
    const wayOut = `withdraw it, and send the call of its \`revocation\`, or wait until ${until} is over`;
    throw new ProblemError("AlreadySigned", `${party} signed another plan, ${other.id}, which can be sent: ${wayOut}`);
  }
}

async function canBeSent(sql: Sql, intent: StoredIntent, party: Address, now: number): Promise<boolean> {
  const part = partOf(intent, party);
  const signed = (await standingSignatures(sql, intent, now)).get(party);
  if (part === undefined || signed === undefined || deadlineOf(intent, part) < now) return false;
  const { collectionNonces } = await factsOf(sql, [`collectionNonces/${signed.signer}/${part.nonce}`]);
  return collectionNonces.length === 0 && (await fateOf(sql, intent, now)).state !== "recorded";
}
