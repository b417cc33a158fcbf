/** Prepares many acceptances under one root, and refuses a root that holds anything else. Loaded when first needed. */
import { prepare } from "../../acts/act.ts";
import type { Act, Intent } from "../../acts/act.ts";
import { readIntent } from "../../acts/readIntent.ts";
import { nowOf } from "../../acts/surroundings.ts";
import type { Deployment } from "../../data/deployment.ts";
import { told } from "../../data/gateway.ts";
import type { Gateway, Schemas } from "../../data/gateway.ts";
import type { Language } from "../../words/i18n.ts";
import { isRootOf } from "./checkBatch.ts";

export interface Many {
  readonly gateway: Gateway;
  readonly organisation: string;
  readonly language: Language;
  /** With the ledger that this browser knows. */
  readonly known: Deployment;
}

/** What the gateway made differs from what was chosen. */
export class OtherBatch extends Error {
  constructor(faults: readonly string[]) {
    super(faults.join("\n"));
    this.name = "OtherBatch";
  }
}

/** @param onCount Told after each. @throws OtherBatch, Refused, Unreachable */
export async function prepareMany(
  ids: readonly string[],
  { gateway, organisation, language, known }: Many,
  onCount: (count: number) => void,
): Promise<Schemas["Batch"]> {
  const intents: Intent[] = [];
  const now = await nowOf(gateway, known.chainId);
  for (const receivable of ids) {
    const asked: Act = { verb: "accept", id: crypto.randomUUID(), receivable };
    const intent = await prepare(gateway, asked);
    const { faults } = readIntent(intent, { asked, organisation, language, known, desks: [], now });
    if (faults.length > 0) throw new OtherBatch(faults);
    intents.push(intent);
    onCount(intents.length);
  }
  const batch = told(
    await gateway.POST("/v1/intents/batches", {
      body: { id: crypto.randomUUID(), intents: intents.map(({ id }) => id) },
    }),
  );
  const messages = intents.flatMap(({ message }) => (message === null ? [] : [message]));
  const place = { chainId: known.chainId, ledger: known.ledger, buyer: organisation };
  if (messages.length !== ids.length || !isRootOf(batch.message, messages, place)) {
    throw new OtherBatch([]);
  }
  return batch;
}
