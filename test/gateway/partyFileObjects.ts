/** What the operations of party files are about. See `objects.ts`. */
import { randomUUID } from "node:crypto";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { ReferenceConsent } from "../../src/domain/partyFile/consent.ts";
import type { World } from "./actors.ts";
import { EUR } from "./dunningScene.ts";
import { attestationDigest, attestationOf, signedGrade, signedRevocation } from "./partyFileGrading.ts";
import { shownConsent, signedConsent } from "./partyFileReferring.ts";
import { addressOf } from "./stage.ts";

type Params = Readonly<Record<string, string>>;
type Body = Readonly<Record<string, unknown>> & { readonly id: string };

const OWNER = "the organisation itself";
const OWN = { kind: "own" } as const;
const NO_ID = { id: "00000000-0000-4000-8000-000000000000" };
const BUYER = addressOf("buyer");
const AGENCY = "the agency";

const visitBody = (): Body => ({
  ...{ id: randomUUID(), customer: BUYER, asOf: "2026-11-01", observed: "2026-11-01", visitor: "Ada Lovelace" },
  value: { kind: "siteVisit", date: "2026-11-01", note: "Two shifts, stock moves", photos: [keccakOfText("photo")] },
  source: { kind: "ownVisit", name: "Sales, north" },
});
const accountsBody = (): Body => ({
  ...{ id: randomUUID(), customer: BUYER, periodStart: "2025-01-01", periodEnd: "2025-12-31", currency: "EUR" },
  ...{ audited: true, source: { name: "Register", document: keccakOfText("accounts") } },
  figures: { currentAssets: "600.00", currentLiabilities: "300.00", equity: "-1.00" },
});
const agencyBody = (): object => ({
  ...{ agency: addressOf(AGENCY), name: "Agency", isTrusted: true, reason: "We know it" },
  scales: [{ scale: "long-term", grades: [{ grade: "BB", ppm: 500_000 }] }],
});

/** The supplier lets the buyer see how it pays. */
const consentBody = (): ReferenceConsent => ({
  ...{ id: randomUUID(), buyer: addressOf("supplier"), reader: BUYER, currencies: [EUR], from: "2026-01-01" },
  ...{ to: "2026-12-31", until: Date.parse("2027-12-31T00:00:00Z") / 1_000 },
});

/** By the ids of the operations. */
export const PARTY_FILE_BODIES = {
  composeReferenceConsent: () => shownConsent(consentBody()),
  giveReferenceConsent: () => signedConsent("supplier", consentBody()),
  addPartyFact: visitBody,
  addPartyAccounts: accountsBody,
  setRatingAgency: agencyBody,
  importGrades: async () => ({ format: "json", attestations: [await signedGrade(AGENCY, BUYER)] }),
  noteGradeRevocation: async () => {
    return { signature: await signedRevocation(AGENCY, attestationDigest(attestationOf(AGENCY, BUYER))) };
  },
};

/** What must be asked. */
export const PARTY_FILE_QUERIES: Readonly<Record<string, Params>> = {
  listPartyAccounts: { customer: BUYER },
  listPartyGrades: { customer: BUYER },
  readTrackRecord: { currency: "EUR", from: "2026-01-01", to: "2026-12-31" },
};

async function post(world: World, path: string, body: object): Promise<void> {
  const answer = await world.ask(OWNER, "post", path, body);
  if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.body}`);
}

async function visit(world: World): Promise<Params> {
  const body = visitBody();
  await post(world, "/v1/party-facts", body);
  return { id: body.id };
}

async function newAccounts(world: World): Promise<Params> {
  const body = PARTY_FILE_BODIES.addPartyAccounts();
  await post(world, "/v1/party-accounts", body);
  return { id: body.id };
}

async function grade(world: World): Promise<Params> {
  await post(world, "/v1/party-grades", await PARTY_FILE_BODIES.importGrades());
  return { attestation: attestationDigest(attestationOf(AGENCY, BUYER)) };
}

async function consent(world: World): Promise<Params> {
  const body = consentBody();
  await post(world, "/v1/trade-references", await signedConsent("supplier", body));
  return { id: body.id };
}

const reference = { kind: "thing", make: consent, missing: NO_ID } as const;
const accounts = { kind: "thing", make: newAccounts, missing: NO_ID } as const;
const fact = { kind: "thing", make: visit, missing: NO_ID } as const;

export const PARTY_FILE_OBJECTS = {
  addPartyFact: OWN,
  listPartyFacts: OWN,
  withdrawPartyFact: { ...fact, body: { reason: "Another site" } },
  choosePartyFact: { ...fact, body: { isChosen: true, reason: "We were there" } },
  erasePartyVisitor: fact,
  erasePartyFact: fact,
  readPartyFile: OWN,
  addPartyAccounts: OWN,
  listPartyAccounts: OWN,
  erasePartyAccountsText: accounts,
  setRatingAgency: OWN,
  listRatingAgencies: OWN,
  readTrackRecord: OWN,
  composeReferenceConsent: OWN,
  giveReferenceConsent: OWN,
  listReferenceConsents: OWN,
  revokeReferenceConsent: reference,
  readTradeReference: reference,
  importGrades: OWN,
  listPartyGrades: OWN,
  noteGradeRevocation: {
    kind: "thing",
    make: grade,
    missing: { attestation: keccakOfText("no grade") },
    body: { signature: "0x00" },
  },
} as const;
