/** A supplier that gives credit to buyers who paid, or did not, and a policy by which it scores them. */
import { randomUUID } from "node:crypto";
import type { components } from "../../generated/openapi.d.ts";
import { idOf } from "../../src/domain/commitment.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { LedgerEvent } from "../../src/domain/events.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address, Hex, Receivable } from "../../src/domain/receivable.ts";
import { startingPolicy } from "../../src/gateway/scores/policies.ts";
import { runScores } from "../../src/gateway/scores/watching.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { dunningDeps } from "./dunningDeps.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

type Schemas = components["schemas"];
type Client = ReturnType<Stage["client"]>;

export const EUR: Address = "0x00000000000000000000000000000000000003d2";
export const SUPPLIER = addressOf("the supplier");
export const BUYER = addressOf("the buyer");
/** When everything that a scene sells at first is due. */
export const DUE = FIRST_INSTANT / DAY - 60;

type Document = ReturnType<typeof startingPolicy>;

/** The starting policy with limits in euro, and a reward in its best band. */
export function policyDocument(over: Partial<Document> = {}): Document {
  const amounts = ["0.00", "10000.00", "50000.00"];
  const starting = startingPolicy();
  const bands = starting.bands.map((band, place) => ({
    ...band,
    limits: [{ currency: "EUR", amount: amounts[place] ?? "0.00", salesShare: null }],
    dunningSegment: place === 0 ? "strict" : null,
  }));
  return { ...starting, bands, ...over };
}

export interface ScoreScene extends Stage {
  as(name: string, organisation?: Address): Promise<Client>;
  /** Sells items of 1,000.00 that were paid so many days late each; undefined for not at all. */
  sell(buyer: Address, lates: readonly (number | undefined)[]): Promise<readonly Hex[]>;
  dispute(id: Hex): Promise<void>;
  setPolicy(over?: Partial<Schemas["NewCreditPolicy"]>): Promise<Schemas["CreditPolicy"]>;
  score(customer: Address): Promise<Schemas["CreditScore"]>;
  scores(customer: Address): Promise<readonly Schemas["CreditScore"][]>;
  standing(customer: Address): Promise<Schemas["CreditStanding"] | null>;
  /** Looks until nothing is due; a whole day later than the last look unless told. */
  look(later?: number): Promise<void>;
}

export async function openScoreScene(): Promise<ScoreScene> {
  const stage = await openStage();
  const as = async (name: string, organisation?: Address) => stage.client(await stage.signIn(name, organisation));
  const data = <Data>({ data: found, error }: { data?: Data; error?: { detail: string } }): Data => {
    if (found === undefined) throw new Error(error?.detail ?? "nothing was answered");
    return found;
  };
  const supplier = () => as("the supplier");
  return Object.assign(stage, {
    as,
    async sell(buyer: Address, lates: readonly (number | undefined)[]) {
      const all = lates.map(() => receivableOf(headerOf(SUPPLIER, buyer), { ...termsOf(EUR, DUE - 30), ...PLAIN }));
      await stage.book.write(...all.flatMap((one) => [...issuing(one), accepting(one)]));
      await stage.book.write(...all.flatMap((one, place) => paid(one, lates[place])));
      return all.map(({ header }) => idOf(header));
    },
    async dispute(id: Hex) {
      const dispute = { by: BUYER, amount: 100_000n, disputed: 100_000n, code: 1, evidence: ZERO_HASH };
      await stage.book.write({ name: "ReceivableDisputed", id, ...dispute });
    },
    async setPolicy(over: Partial<Schemas["NewCreditPolicy"]> = {}) {
      const body = { id: randomUUID(), policy: policyDocument(), reason: "The first one", ...over };
      return data(await (await supplier()).POST("/v1/credit/policies", { body }));
    },
    async score(customer: Address) {
      return data(await (await supplier()).POST("/v1/credit/scores", { body: { id: randomUUID(), customer } }));
    },
    async scores(customer: Address) {
      return data(await (await supplier()).GET("/v1/credit/scores", { params: { query: { customer } } })).items;
    },
    async standing(customer: Address) {
      const query = { params: { query: { customer } } };
      return data(await (await supplier()).GET("/v1/credit/standing", query)).standing;
    },
    async look(later = DAY) {
      stage.now += later;
      while (await runScores(dunningDeps(stage.database, () => stage.now)));
    },
  });
}

/** Without what would be owed beside the principal. */
const PLAIN = { fixedSum: 0n, discountDay1: 0, discount1: 0n, lateRate: 0 } as const;

function paid({ header, terms }: Receivable, late: number | undefined): readonly LedgerEvent[] {
  if (late === undefined) return [];
  const [id, valueDay] = [idOf(header), terms.dueDay + late];
  const receipt = { bankRef: keccakOfText(`paid ${id}`), valueDay, advised: false, holder: SUPPLIER, by: SUPPLIER };
  const lateDays = terms.amount * BigInt(Math.max(0, late));
  const settled = { principal: terms.amount, discount: 0n, charges: 0n, lateDays, closed: true };
  return [{ name: "ReceiptRecorded", id, ...receipt, ...settled }];
}
