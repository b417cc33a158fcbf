/** Short ways to propose, sign and read the plans of one debt. */
import { expect } from "chai";
import type { Hex } from "../../src/domain/receivable.ts";
import type { Act, Intent } from "./intents/scene.ts";
import type { PlanActor, PlanScene } from "./planScene.ts";

export interface PlanWays {
  /** The session of somebody. */
  readonly as: (name: PlanActor) => string;
  readonly proposing: (over?: object) => Act;
  readonly refused: (name: PlanActor, over?: object) => ReturnType<PlanScene["refusalOf"]>;
  /** Of the refusal; "none" where there is none. */
  readonly code: (name: PlanActor, over?: object) => Promise<string>;
  readonly signs: (name: PlanActor, intent: Pick<Intent, "id">, signer?: string) => ReturnType<PlanScene["signAs"]>;
  /** Of every proposal, as somebody sees them. */
  readonly states: (name?: PlanActor) => Promise<string[]>;
}

/** @param scene, id Asked at every use: each test has a debt of its own. */
export function planWays(scene: () => PlanScene, id: () => Hex): PlanWays {
  const as = (name: PlanActor): string => scene().sessions[name];
  const proposing = (over: object = {}): Act => scene().proposing(id(), over);
  const refused: PlanWays["refused"] = async (name, over = {}) => scene().refusalOf(name, proposing(over));
  return {
    ...{ as, proposing, refused },
    code: async (name, over = {}) => (await refused(name, over)).code,
    signs: async (name, intent, signer = name) => scene().signAs(as(name), intent.id, signer),
    states: async (name = "supplier") => (await scene().planning(as(name), id())).proposals.map(({ state }) => state),
  };
}

/** What a wallet is shown of an intent. */
export function messageOf({ message }: Intent): Record<string, unknown> {
  return message?.message ?? expect.fail("no message");
}
