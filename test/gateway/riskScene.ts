/** A supplier whose books are looked at for warnings. */
import { randomUUID } from "node:crypto";
import pino from "pino";
import type { components } from "../../generated/openapi.d.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { watchRisks } from "../../src/gateway/risk/watching.ts";
import { BUYER, openDunningScene, SUPPLIER } from "./dunningScene.ts";
import type { DunningScene } from "./dunningScene.ts";

type Schemas = components["schemas"];

const YEAR_SECONDS = 365 * 86_400;
const SILENT = pino({ level: "silent" });

export interface RiskScene extends DunningScene {
  /** Sets a rule; it is on unless told. */
  rule(rule: Schemas["WarningRule"], over?: Partial<Schemas["NewWarningRule"]>): Promise<void>;
  /** So many processes look at once. @returns how many found somebody to look at */
  look(times?: number): Promise<number>;
  warnings(state?: "current" | "all"): Promise<readonly Schemas["Warning"][]>;
  /** The rules of which notices tell, with how many warnings each tells of. */
  told(): Promise<readonly string[]>;
  pay(id: Hex, principal: bigint): Promise<void>;
}

export async function openRiskScene(): Promise<RiskScene> {
  const scene = await openDunningScene();
  const client = async () => scene.client(await scene.signIn("the supplier"));
  const { database } = scene;
  return Object.assign(scene, {
    async rule(rule: Schemas["WarningRule"], over: Partial<Schemas["NewWarningRule"]> = {}) {
      const body = { id: randomUUID(), rule, isOn: true, threshold: "1", windowDays: 90, isAlarm: false, ...over };
      const { error } = await (await client()).POST("/v1/risk/rules", { body });
      if (error !== undefined) throw new Error(error.detail);
    },
    async look(times = 1) {
      await database.query("update risk_looks set due = 0");
      const deps = { database, tokens: new Map(), now: () => scene.now, logger: SILENT, behindSeconds: YEAR_SECONDS };
      const looks = await Promise.all(Array.from({ length: times }, () => watchRisks(deps)));
      return looks.filter((isDone) => isDone).length;
    },
    async warnings(state: "current" | "all" = "current") {
      const { data, error } = await (await client()).GET("/v1/risk/warnings", { params: { query: { state } } });
      if (data === undefined) throw new Error(error.detail);
      return data.items;
    },
    async told() {
      const rows = await database.query<{ data: { rule: string; raised: string } }>(
        "select data from notices where kind = 'WarningRaised' order by number",
      );
      return rows.map(({ data }) => `${data.rule} ${data.raised}`);
    },
    async pay(id: Hex, principal: bigint) {
      await scene.book.write({
        ...{ name: "ReceivablePaid", id, payer: BUYER, holder: SUPPLIER, principal, discount: 0n, charges: 0n },
        ...{ lateDays: 0n, closed: principal === 100_000n },
      });
    },
  });
}
