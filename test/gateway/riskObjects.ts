/** What the operations of early warning, risks and country packs are about. See `objects.ts`. */
import { randomUUID } from "node:crypto";
import { keepWarning } from "../../src/store/riskKeeping.ts";
import type { World } from "./actors.ts";
import { addressOf } from "./stage.ts";

type Params = Readonly<Record<string, string>>;
type Body = Readonly<Record<string, unknown>> & { readonly id: string };

const OWNER = "the organisation itself";
const OWN = { kind: "own" } as const;
const NO_ID = { id: "00000000-0000-4000-8000-000000000000" };

export const warningRuleBody = (): Body => ({
  ...{ id: randomUUID(), rule: "overdueShare", isOn: true, threshold: "500000", windowDays: 0, isAlarm: false },
});
export const riskEntryBody = (): Body & { readonly entry: string } => ({
  ...{ id: randomUUID(), entry: randomUUID(), risk: "A key is lost", category: "chain", likelihood: 2, impact: 5 },
  ...{ playbook: ["Rotate it."], indicator: { kind: "figure", figure: "keyLossDrillDays", threshold: 183 } },
  ...{ review: "2090-01-01", status: "open", reason: "First assessment" },
});
export const runbookPageBody = (): Body => ({
  ...{ id: randomUUID(), emergency: "keyLoss", title: "A key is lost", steps: ["Rotate it."], resources: [] },
});
export const runbookContactBody = (): Body => ({
  ...{ id: randomUUID(), emergency: "keyLoss", name: "Frau Wache", role: "Keeper of keys", phone: "+4940123456" },
});
export const drillBody = (): Body => ({
  ...{ id: randomUUID(), drill: "keyLoss", passed: true, at: "2026-01-01T00:00:00Z" },
  checks: [{ what: "the new key signs", isMet: true, found: "it was accepted" }],
});
export const packProfileBody = (): Body => ({
  ...{ id: randomUUID(), customer: null, packs: ["EU", "CN"], debtor: "largeFirm" },
  ...{ isSmallCreditor: true, isVoucher: true },
});

export const RISK_BODIES = {
  setWarningRule: warningRuleBody,
  setRiskEntry: riskEntryBody,
  setRunbookPage: runbookPageBody,
  noteRunbookContact: runbookContactBody,
  recordDrill: drillBody,
  setPackProfile: packProfileBody,
};

/** What must be asked. */
export const RISK_QUERIES: Readonly<Record<string, Params>> = {
  backTestWarningRule: { rule: "overdueShare", currency: "EUR", from: "2026-01-01", through: "2026-06-30" },
  checkTerms: { pack: "EU", debtor: "otherFirm", contract: "2026-01-01", from: "2026-01-01", due: "2026-06-30" },
};

async function posted(world: World, path: string, body: Body): Promise<void> {
  const answer = await world.ask(OWNER, "post", path, body);
  if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.body}`);
}

/** A warning that a look gave. */
async function newWarning(world: World): Promise<Params> {
  const id = randomUUID();
  const day = Math.floor(world.stage.now / 86_400);
  const look = { organisation: addressOf("supplier"), currency: "EUR", day, at: world.stage.now };
  const about = { rule: "overdueShare", subject: id, occasion: "", since: day, n: 3, items: [] } as const;
  await world.stage.database.transaction((tx) =>
    keepWarning(tx, look, { ...about, figure: 600_000n, threshold: 500_000n }, { id, horizonDay: day + 90 }),
  );
  return { id };
}

const newEntry = async (world: World): Promise<Params> => {
  const body = riskEntryBody();
  await posted(world, "/v1/risk/register", body);
  return { id: body.entry };
};
const newContact = async (world: World): Promise<Params> => {
  const body = runbookContactBody();
  await posted(world, "/v1/risk/runbook/contacts", body);
  return { id: body.id };
};

const ofWarning = { kind: "thing", make: newWarning, missing: NO_ID } as const;

export const RISK_OBJECTS = {
  listWarningRules: OWN,
  setWarningRule: OWN,
  listWarnings: OWN,
  readWarning: ofWarning,
  acknowledgeWarning: { ...ofWarning, body: { note: "Called them", owner: addressOf("supplier") } },
  judgeWarning: { ...ofWarning, body: { outcome: "false", note: "A holiday of their bank" } },
  backTestWarningRule: OWN,
  readRiskRegister: OWN,
  setRiskEntry: OWN,
  readRiskEntry: { kind: "thing", make: newEntry, missing: NO_ID },
  readRiskTemplate: { kind: "public" },
  readRunbook: OWN,
  setRunbookPage: OWN,
  noteRunbookContact: OWN,
  eraseRunbookContact: { kind: "thing", make: newContact, missing: NO_ID },
  recordDrill: OWN,
  listCountryPacks: { kind: "public" },
  checkTerms: { kind: "public" },
  setPackProfile: OWN,
  listPackProfiles: OWN,
  readCompliance: OWN,
} as const;
