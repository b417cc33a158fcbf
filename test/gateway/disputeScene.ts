/** A scene in which a buyer disputes what a supplier, a holder or a desk claims, without a chain. */
import { randomUUID } from "node:crypto";
import type { components } from "../../generated/openapi.d.ts";
import { idOf } from "../../src/domain/commitment.ts";
import type { LedgerEvent } from "../../src/domain/events.ts";
import { Outcome, ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Hex, Receivable } from "../../src/domain/receivable.ts";
import { DAY, FIRST_INSTANT } from "./book.ts";
import { codeOf } from "./intents/scene.ts";
import type { JointScene } from "./intents/joint.ts";
import { addressOf } from "./stage.ts";

export type Dispute = components["schemas"]["Dispute"];
type NewOutcome = components["schemas"]["NewDisputeOutcome"];

export type Person = keyof JointScene["tokens"];

export interface Proposed {
  readonly status: number;
  readonly problem: string | undefined;
  readonly dispute: Dispute | null | undefined;
}

/** What people do about disputes in a scene. */
export function disputing(scene: JointScene) {
  const as = (name: Person) => scene.client(scene.tokens[name]);
  return {
    as,
    /** Writes a block with a dispute; the clock stands at it. @param units Minor units. */
    async dispute({ header }: Pick<Receivable, "header">, units = 30_000n, evidence: Hex = ZERO_HASH): Promise<Hex> {
      const [id, disputed] = [idOf(header), units];
      const event = { name: "ReceivableDisputed", id, by: header.buyer, amount: units, disputed } as const;
      await scene.book.write({ ...event, code: 7, evidence });
      scene.now = await lastInstant(scene);
      return id;
    },
    /** Writes a block with the end of a part. @param left What is disputed then, minor units. */
    async resolve(id: Hex, outcome: keyof typeof Outcome, units: bigint, left: bigint): Promise<void> {
      const by = addressOf(outcome === "Withdrawn" ? "buyer" : "supplier");
      const resolved = { name: "DisputeResolved", id, by, outcome: Outcome[outcome], amount: units } as const;
      const credit: readonly LedgerEvent[] =
        outcome === "Withdrawn"
          ? []
          : [{ name: "ReceivableCredited", id, by, principal: units, reason: ZERO_HASH, closed: false }];
      await scene.book.write({ ...resolved, disputed: left, evidence: ZERO_HASH }, ...credit);
    },
    async read(name: Person, id: Hex): Promise<Dispute | null | number> {
      const asked = { params: { path: { id } } };
      const { data, response } = await as(name).GET("/v1/receivables/{id}/dispute", asked);
      return data === undefined ? response.status : data.dispute;
    },
    async standing(name: Person, id: Hex): Promise<Dispute> {
      const found = await this.read(name, id);
      if (found === null || typeof found === "number") throw new Error(`${name} reads ${String(found)}`);
      return found;
    },
    async propose(name: Person, id: Hex, body: Proposal, outcome: string = randomUUID()): Promise<Proposed> {
      const asked = { params: { path: { id } }, body: { id: outcome, ...body } as NewOutcome };
      const { data, error, response } = await as(name).POST("/v1/receivables/{id}/dispute/outcome", asked);
      const problem = error === undefined ? undefined : codeOf(error.type);
      return { status: response.status, problem, dispute: data?.dispute };
    },
    async say(name: Person, id: Hex): Promise<void> {
      const body = { id: randomUUID(), text: `said by ${name}` };
      const { response } = await as(name).POST("/v1/receivables/{id}/messages", { params: { path: { id } }, body });
      if (response.status !== 201) throw new Error(`${name} cannot write: ${response.status}`);
    },
  };
}

type Proposal =
  | { readonly side: "creditor"; readonly credit: string; readonly evidence?: Hex }
  | { readonly side: "debtor"; readonly withdrawal: string };

async function lastInstant({ database }: JointScene): Promise<number> {
  const [row] = await database.query<{ number: number }>("select folded_number as number from cursor");
  return FIRST_INSTANT + ((row?.number ?? 1) - 1) * DAY;
}
