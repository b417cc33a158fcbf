/** Credit policies and money on account, as a supplier that limits its customers has them. */
import { randomUUID } from "node:crypto";
import type { Band, CreditPolicy } from "../../src/domain/credit/policy.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { keepCashEntries } from "../../src/store/cashEntries.ts";
import { insertCashMatches } from "../../src/store/cashMatches.ts";
import { keepCreditPolicy } from "../../src/store/scorePolicies.ts";
import { bytes } from "../../src/store/values.ts";
import { band, POLICY } from "../domain/credit/policies.ts";
import { BUYER, SUPPLIER } from "./limitScene.ts";
import type { LimitScene } from "./limitScene.ts";

/** The only band, and so everybody's, with 5,000.00 and 30 days unless told otherwise. */
export async function setPolicy(
  scene: LimitScene,
  version: number,
  over: Partial<Band> = {},
  more: Partial<CreditPolicy> = {},
  inForce = scene.now,
): Promise<Hex> {
  const hash = keccakOfText(`policy ${version}`);
  const stored = { ...POLICY, bands: [band("B", 0, 500_000n, over)], ...more };
  const set = { inForce, set: scene.now, setBy: SUPPLIER, reason: "Policy", approval: null };
  await scene.database.transaction((tx) =>
    keepCreditPolicy(tx, { organisation: SUPPLIER, version, id: randomUUID(), hash, policy: stored, ...set }),
  );
  return hash;
}

/** Money of a customer, as its books call it, that is posted on account, or waits to be. */
export async function putOnAccount(
  scene: LimitScene,
  name: string,
  amount: bigint,
  party: string = BUYER,
  state: "posted" | "proposed" | "exception" = "posted",
): Promise<void> {
  const entry = {
    ...{ key: keccakOfText(name), part: -1, name, account: "DE89370400440532013000", bankReference: name },
    ...{ bookingDate: "2026-11-20", valueDate: "2026-11-20", amount, currency: "EUR", payerName: "Buyer SE" },
    ...{ payerAccount: "", text: "", structured: [], body: {}, bill: null, leftOut: null },
  };
  await scene.database.transaction(async (tx) => {
    await keepCashEntries(tx, { organisation: SUPPLIER, job: null }, [entry]);
    const [row] = await tx.query<{ number: number }>("select number from cash_entries where key = $1", [
      bytes(entry.key),
    ]);
    const match = { organisation: SUPPLIER, entry: row?.number ?? 0, run: null, state, rule: null };
    const decided = { decidedBy: SUPPLIER, decided: scene.now, before: null };
    const said = { confidence: 10_000, party, content: keccakOfText(name), body: {} };
    await insertCashMatches(tx, [{ ...match, ...said, ...decided }]);
  });
}
