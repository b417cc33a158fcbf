/** What the operations on factors' books, criteria and correspondents are about. See `objects.ts`. */
import { randomUUID } from "node:crypto";
import type { Hex } from "../../src/domain/receivable.ts";
import type { World } from "./actors.ts";
import { addressOf } from "./stage.ts";

type Params = Readonly<Record<string, string>>;

const OWNER = "the organisation itself";
const OWN = { kind: "own" } as const;
const NO_ID = { id: "00000000-0000-4000-8000-000000000000" };

export const criteriaBody = (): object => ({
  ...{ id: randomUUID(), mostDaysFromInvoice: 90, mostDaysPastDue: 60, crossAgeing: "10", excluded: ["unverified"] },
  ...{ concentration: { limit: "20", of: "eligible" }, advanceRate: "85", registrars: [addressOf("registrar")] },
  tenor: { law: "eu", smallSuppliers: true, vouchers: false, insuredDays: null },
});

export const debtorBody = (): { readonly debtor: string } => ({
  ...{ debtor: addressOf("buyer"), group: "Nordwind", marks: ["foreign"], kind: "largeFirm" },
});

/** Asks for what the owner has issued, once criteria are there. */
export async function eligibilityBody(world: World): Promise<{ readonly id: string }> {
  await post(world, "/v1/eligibility-criteria", criteriaBody());
  return { ...{ supplier: addressOf("supplier"), currency: "EUR" }, id: randomUUID() };
}

function correspondentBody(receivable: Hex): { readonly id: string } {
  return {
    ...{ id: randomUUID(), role: "exportFactor", subject: { of: "receivable", receivable } },
    ...{ name: "Import Factor AG", agreement: "GIF 2026-7" },
  };
}

async function post(world: World, path: string, body: object): Promise<void> {
  const answer = await world.ask(OWNER, "post", path, body);
  if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.body}`);
}

/** What must be asked. */
export const FACTOR_BOOK_QUERIES: Readonly<Record<string, Params>> = {
  listPortfolio: { by: "seller" },
  exportDealJournal: { side: "factor", from: "2026-11-01", through: "2026-11-30" },
  readSupplierFinance: { opening: "2026-11-01", closing: "2026-11-20" },
  listTwoFactorClocks: { date: "2026-11-20" },
};

/** By the ids of the operations. */
export const FACTOR_BOOK_OBJECTS = {
  readFactorBook: OWN,
  listPortfolio: OWN,
  listBookedReceivables: OWN,
  listBookExceptions: OWN,
  listBookedFacilities: OWN,
  listDilution: OWN,
  exportDealJournal: OWN,
  readDerecognitionFacts: OWN,
  readSupplierFinance: OWN,
  noteCorrespondent: {
    kind: "receivable",
    grantees: true,
    body: (_world: World, id: Hex) => correspondentBody(id),
  },
  listCorrespondents: OWN,
  endCorrespondent: {
    kind: "thing",
    make: async (world: World): Promise<Params> => {
      const body = correspondentBody(world.own);
      await post(world, "/v1/correspondents", body);
      return { id: body.id };
    },
    missing: NO_ID,
  },
  listTwoFactorClocks: OWN,
  setEligibilityCriteria: OWN,
  listEligibilityCriteria: OWN,
  noteDebtorFacts: OWN,
  listDebtorFacts: OWN,
  forgetDebtorFacts: {
    kind: "thing",
    make: async (world: World): Promise<Params> => {
      const body = debtorBody();
      await post(world, "/v1/debtor-facts", body);
      return { debtor: body.debtor };
    },
    missing: { debtor: addressOf("nobody") },
  },
  checkEligibility: OWN,
  listEligibilityChecks: OWN,
  readEligibilityCheck: {
    kind: "thing",
    make: async (world: World): Promise<Params> => {
      const body = await eligibilityBody(world);
      await post(world, "/v1/eligibility", body);
      return { id: body.id };
    },
    missing: NO_ID,
  },
} as const;
