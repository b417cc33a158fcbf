/** Content sealed to whoever has to read it. */
import { encodeContent, seal } from "../../clients/sealing.ts";
import { ViewingKeyError } from "../../clients/sealingKeys.ts";
import type { Address, Hex, Receivable } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { factsOf } from "../../store/facts.ts";
import { ProblemError } from "../http/problems.ts";

/**
 * Seals a receivable to supplier, buyer and the gateway. @param own The gateway's public key; undefined for a gateway
 * that reads nothing. @throws ProblemError `ViewingKeyMissing` that names whose key is wanting.
 */
export async function sealedContent(
  sql: Sql,
  receivable: Receivable,
  documentSecret: Hex,
  own: Hex | undefined,
): Promise<Hex> {
  const { supplier, buyer } = receivable.header;
  const keys: Hex[] = own === undefined ? [] : [own];
  for (const [role, organisation] of [
    ["supplier", supplier],
    ["buyer", buyer],
  ] as const) {
    const key = await viewingKeyOf(sql, organisation);
    if (key === undefined) throw missing(`the ${role} ${organisation} has set no viewing key in the directory`);
    keys.push(key);
  }
  try {
    return await seal(encodeContent(receivable, documentSecret), keys);
  } catch (error) {
    if (error instanceof ViewingKeyError) throw missing(error.message);
    throw error;
  }
}

async function viewingKeyOf(sql: Sql, organisation: Address): Promise<Hex | undefined> {
  return (await factsOf(sql, [`viewingKeys/${organisation}`])).viewingKeys[0]?.key;
}

function missing(fault: string): ProblemError {
  const wayOut = 'let it set one (`setViewingKey`), or choose `issuing: "open"`, which everybody reads for ever';
  return new ProblemError("ViewingKeyMissing", `${fault}: ${wayOut}`);
}
