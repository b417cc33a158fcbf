/** A scene in which a supplier has sold two of three receivables on one buyer, each to another factor. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../../generated/openapi.d.ts";
import { COLLECTION_STEPS } from "../../../src/domain/collections/record.ts";
import type { CollectionStep } from "../../../src/domain/collections/record.ts";
import { idOf } from "../../../src/domain/commitment.ts";
import { ZERO_HASH } from "../../../src/domain/receivable.ts";
import type { Address, Hex } from "../../../src/domain/receivable.ts";
import { watchInsolvency } from "../../../src/gateway/cases/insolvency.ts";
import { lendDatabase } from "../../store/lending.ts";
import { headerOf, receivableOf, termsOf } from "../../support/receivables.ts";
import { DAY, FIRST_INSTANT, issuing } from "../book.ts";
import { addressOf, openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

export type Entry = components["schemas"]["NewCaseEntry"]["entry"];
type Detail = components["schemas"]["CaseDetail"];

const EUR: Address = "0x00000000000000000000000000000000000003d2";
export const [SUPPLIER, BUYER, FACTOR, OTHER] = ["supplier", "buyer", "factor", "other factor"].map(addressOf) as [
  ...[Address, Address, Address, Address],
];

export async function openInsolvencyScene(engine: "PGlite" | "PostgreSQL" = "PGlite") {
  const stage = await openStage({ database: await lendDatabase(engine) });
  const make = (supplier = SUPPLIER) => receivableOf(headerOf(supplier, BUYER), termsOf(EUR, FIRST_INSTANT / DAY));
  const all = [make(), make(), make(), make(addressOf("else"))] as const;
  for (const one of all) await stage.book.write(...issuing(one));
  const [own, soldOne, soldTwo, foreign] = [idOf(all[0].header), ...all.slice(1).map(({ header }) => idOf(header))] as [
    ...[Hex, Hex, Hex, Hex],
  ];
  const sales = [
    [soldOne, SUPPLIER, FACTOR],
    [soldTwo, SUPPLIER, OTHER],
    [foreign, addressOf("else"), FACTOR],
  ] as const;
  for (const [id, from, to] of sales) await stage.book.write({ name: "Transfer", from, to, id });

  /** A step, and a block after it, so that it is safe. */
  async function step(kind: CollectionStep, about: Hex, creditor: Address, collector = creditor): Promise<void> {
    const taken = { name: "CollectionStepTaken", id: about, creditor, collector, by: collector } as const;
    const told = { step: COLLECTION_STEPS.indexOf(kind), doneAt: FIRST_INSTANT, content: ZERO_HASH };
    await stage.book.collect({ ...taken, ...told });
    await stage.book.write();
  }

  async function watch(): Promise<void> {
    while (await watchInsolvency({ database: stage.database, now: () => stage.now }));
  }

  /** Whom notices were raised for, of which receivable, in their order. */
  async function told(): Promise<readonly string[]> {
    const rows = await stage.database.query<{ key: string; data: { receivable: Hex; word: string; debtor: Address } }>(
      "select key, data from notices where kind = 'InsolvencyNoticed' order by number",
    );
    const names = new Map([
      ...[soldOne, soldTwo, foreign, own].map((one, index) => [one, `sold ${index + 1}`] as const),
    ]);
    return rows.map(({ key, data }) => {
      expect(data.debtor).to.equal(BUYER);
      const who = key.includes(FACTOR) ? "factor" : key.includes(OTHER) ? "other" : key;
      return `${who} ${data.word} ${names.get(data.receivable) ?? ""}`;
    });
  }

  return { stage, own, soldOne, soldTwo, step, watch, told, openCase: (about: Hex) => openCase(stage, about) };
}

async function openCase(
  stage: Stage,
  receivable: Hex,
): Promise<{
  enter: (entry: Entry) => Promise<Detail>;
  problem: (entry: Entry) => Promise<string | undefined>;
}> {
  const client = stage.client(await stage.signIn("supplier"));
  const caseId = randomUUID();
  const about = { customer: BUYER, title: "Overdue", jurisdiction: "CN" as const };
  const body = { id: caseId, ...about, receivables: [receivable] };
  expect((await client.POST("/v1/cases", { body })).response.status).to.equal(201);
  const post = (entry: Entry) =>
    client.POST("/v1/cases/{id}/entries", {
      ...{ params: { path: { id: caseId } }, body: { id: randomUUID(), entry } },
    });
  return {
    async enter(entry) {
      const { data, error } = await post(entry);
      if (data === undefined) throw new Error(error.detail);
      return data;
    },
    problem: async (entry) => (await post(entry)).error?.type,
  };
}

/** Entered with or without whom to tell. */
export const insurance = (email: string | null): Entry => ({
  kind: "insurance",
  insurance: {
    ...{ policy: "TCI-7", currency: EUR, insuredShare: 900_000, buyerLimit: "5.00", lossPayee: null },
    ...{ coveredFrom: "2026-01-01", coveredUntil: "2027-12-31", maximumExtensionDays: 60, payoutDays: 30 },
    ...{ notification: { days: 30, from: "due" as const }, waiting: { days: 150, from: "notice" as const } },
    ...{ countsInvoiceDay: true, insurer: email === null ? null : { email, language: "en" as const } },
  },
});
