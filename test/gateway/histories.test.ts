/** Imported history, as the indicators and reports of an organisation take it. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { keepHistory } from "../../src/store/historyItems.ts";
import { putParties } from "../../src/store/parties.ts";
import { lendDatabase } from "../store/lending.ts";
import { BUYER, openAccountScene, SUPPLIER } from "./accountScene.ts";
import type { AccountScene } from "./accountScene.ts";
import { DAY } from "./book.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";
import { uploaded } from "./uploading.ts";

type Query = Readonly<Record<string, string>>;
interface Told {
  readonly sections: readonly {
    readonly section: string;
    readonly rows: readonly (readonly ({ readonly value: string } | null)[])[];
  }[];
}

const PARTY = { name: "Nordwind", legalId: "", vatId: "", country: "DE", address: BUYER };

describe("Imported history", () => {
  let scene: AccountScene;
  let stranger: string;
  beforeEach(async () => {
    scene = await openAccountScene();
    scene.now = dayNumber("2026-12-05") * DAY;
    stranger = await scene.signIn("a stranger");
  });
  afterEach(() => scene.close());

  const prepared = async (stage: Stage, token: string, ...lines: readonly string[]) => {
    const head = "customer,invoice,issued,due,currency,amount,settled";
    const upload = await uploaded(stage, token, [head, ...lines].join("\n"));
    return async () => stage.client(token).POST("/v1/history-imports", { body: { id: randomUUID(), upload } });
  };
  const importing = async (token: string, ...lines: readonly string[]) => (await prepared(scene, token, ...lines))();
  const figure = async (token: string, name: string, of: readonly string[], query: Query = {}) => {
    const params = { query: { currency: "EUR", asOf: "2026-11-30", ...query } };
    const { data } = await scene.client(token).GET("/v1/indicators", { params });
    const found = data?.indicators.find((one) => one.name === name)?.figures;
    return found?.find((one) => one.of.join() === of.slice(1).join() && one.figure === of[0])?.value;
  };
  const sectionOf = async (token: string, name: string, query: Query) => {
    const asked = { month: "2026-11", currency: "EUR", format: "json" as const, ...query };
    const { data } = await scene
      .client(token)
      .GET("/v1/reports/monthly", { params: { query: asked }, parseAs: "json" });
    const { sections } = data as unknown as Told;
    return sections.find(({ section }) => section === name)?.rows.map((row) => row.map((cell) => cell?.value ?? null));
  };
  const total = ["total", "due"];

  it("has an invoice once, by whatever keys and spellings of one customer and number it was imported", async () => {
    await importing(stranger, "K1,R-1,2026-09-01,2026-10-01,EUR,100.00,");
    await importing(stranger, "K2,r-1,2026-09-01,2026-10-01,EUR,100.00,");
    expect(await figure(stranger, "aging", total)).to.equal("200.00");
    const parties = ["K1", "K2"].map((party) => ({ ...PARTY, party }));
    await putParties(scene.database, addressOf("a stranger"), parties, scene.now);
    expect(await figure(stranger, "aging", total)).to.equal("100.00");
    // The last import counts, whatever it calls the customer.
    await importing(stranger, `${BUYER},R-1,2026-09-01,2026-10-01,EUR,100.00,2026-11-03`);
    expect(await figure(stranger, "aging", total)).to.equal("0.00");
  });

  it("counts on the last day of a month wherever that day ends, in every part of the monthly report", async () => {
    const habits = Array.from({ length: 25 }, (_, place) => {
      return `K1,P-${place},2026-0${(place % 6) + 1}-01,2026-08-01,EUR,10.00,2026-08-05`;
    });
    await importing(
      stranger,
      ...habits,
      "K1,NEW,2026-11-30,2026-12-30,EUR,500.00,",
      "K2,PAID,2026-10-01,2026-11-15,EUR,70.00,2026-11-30",
    );
    for (const zone of ["UTC", "Asia/Shanghai", "America/New_York"]) {
      expect((await sectionOf(stranger, "agingByDue", { zone }))?.at(-1)?.[1], zone).to.equal("500.00");
      const awaited = (await sectionOf(stranger, "forecast", { zone })) ?? [];
      const expected = awaited.reduce((sum, row) => sum + Number(row[2]), 0);
      // What is paid on the last day is awaited no more.
      expect(expected, zone).to.be.within(400, 500);
    }
    const known = "2026-11-30T15:59:59Z";
    expect(await figure(stranger, "aging", total, { zone: "Asia/Shanghai", known })).to.equal("500.00");
  });

  it("gives none of several imports at once what another one has taken", async () => {
    const stage = await openStage({ database: await lendDatabase("PostgreSQL") });
    const full = { id: randomUUID(), organisation: SUPPLIER, content: ZERO_HASH, name: "a book", account: SUPPLIER };
    await stage.database.transaction((tx) => keepHistory(tx, { ...full, imported: stage.now }, []));
    await stage.database.query("update history_imports set items = 999999");
    const supplier = await stage.signIn("the supplier");
    const lines = ["R-1", "R-2", "R-3", "R-4"].map((number) => `K1,${number},2026-09-01,2026-10-01,EUR,100.00,`);
    const sends = await Promise.all(lines.map((line) => prepared(stage, supplier, line)));
    const answers = await Promise.all(sends.map((send) => send()));
    expect(answers.map(({ response }) => response.status).toSorted()).to.deep.equal([201, 409, 409, 409]);
    expect(answers.find(({ error }) => error !== undefined)?.error?.type).to.contain("QuotaReached");
    await stage.close();
  });
});
