/** What the operations are about that prepare business: imports, contracts, accounts, rules. See `objects.ts`. */
import { randomUUID } from "node:crypto";
import { keccakOfText } from "../../src/domain/hash.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { holdIntent } from "../../src/store/frameContracts.ts";
import type { World } from "./actors.ts";
import { DAY } from "./book.ts";
import { LIMIT_OBJECTS } from "./limitObjects.ts";
import { addressOf } from "./stage.ts";

type Params = Readonly<Record<string, string>>;

const OWNER = "the organisation itself";
const OWN = { kind: "own" } as const;
const PUBLIC = { kind: "public" } as const;
const NO_ID = { id: "00000000-0000-4000-8000-000000000000" };
const signature = { signature: `0x${"11".repeat(65)}` };

const soon = ({ stage }: World): string => shownInstant(stage.now + DAY);

async function made(world: World, path: string, body: Record<string, unknown>): Promise<Params> {
  const id = randomUUID();
  const answer = await world.ask(OWNER, "post", path, { id, ...body });
  if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.body}`);
  return { id };
}

const newImport = (world: World): Promise<Params> =>
  made(world, "/v1/imports", { kind: "parties", file: Buffer.from("party,name\n").toString("base64") });

const imported = { kind: "thing", make: newImport, missing: NO_ID } as const;
const newAccount = async (world: World): Promise<Params> => {
  // So many are stated a day, and no more; those of the requests before were stated long ago.
  await world.stage.database.query("update bank_accounts set stated = 0");
  return made(world, "/v1/accounts", {
    ...{ account: { scheme: "IBAN", iban: "DE89370400440532013000" }, holder: "Supplier", currency: "EUR" },
    since: soon(world),
  });
};
const newContract = async (world: World): Promise<Params> => {
  // So many wait for a counterparty, and no more; those of the requests before the last ones were taken back.
  const last = "select id from frame_contracts order by version desc limit 10";
  await world.stage.database.query(`update frame_contracts set withdrawn = 0 where id not in (${last})`);
  return made(world, "/v1/contracts", {
    ...{ role: "supplier", counterparty: addressOf("partner"), from: soon(world).slice(0, 10) },
    terms: {
      ...{ law: "German law", assignability: "Freely", splittable: false, currency: "EUR", paymentTerms: "net 30" },
      ...{ endOfMonth: null, discountOnParts: false, lateRate: "9", basis: 365, graceDays: 0, fixedSum: "40" },
      ...{ settlesFirst: "charges", policy: null },
    },
  });
};
/** An intent of the owner's that waits for approval. */
const newHeldIntent = async (world: World): Promise<Params> => {
  const { id: contract = "" } = await newContract(world);
  const party = { name: "Somebody" };
  const answer = await world.ask(OWNER, "post", "/v1/receivables", {
    invoice: {
      ...{ kind: "fields", number: randomUUID(), issueDate: "2026-11-01", dueDate: "2026-11-01", currency: "EUR" },
      ...{ payable: "1.00", seller: party, buyer: party },
    },
    ...{ agreed: { utcOffset: 60 }, issuing: "open", counterparty: addressOf("partner") },
  });
  const { id = "" } = JSON.parse(answer.body) as Params;
  await holdIntent(world.stage.database, {
    ...{ intent: id, organisation: addressOf("supplier"), contract, held: world.stage.now },
    differences: [{ term: "lateRate", contract: "9", invoice: "12" }],
  });
  return { id };
};
const bankAccount = { kind: "thing", make: newAccount, missing: NO_ID } as const;
const contract = { kind: "thing", make: newContract, missing: NO_ID } as const;
const newAcceptanceRule = (world: World): Promise<Params> =>
  made(world, "/v1/acceptance-rules", {
    ...{ agent: addressOf("agent"), currency: "EUR", absolute: "1", relative: "1", cap: "1000", suppliers: null },
  });
const acceptanceRule = { kind: "thing", make: newAcceptanceRule, missing: NO_ID } as const;
const heldIntent = { kind: "thing", make: newHeldIntent, missing: NO_ID } as const;

/** By the ids of the operations. */
export const BUSINESS_OBJECTS = {
  ...LIMIT_OBJECTS,
  stateAccount: OWN,
  signAccount: { ...bankAccount, body: signature },
  approveAccount: bankAccount,
  withdrawAccount: bankAccount,
  confirmAccount: { ...bankAccount, body: { channel: "telephone", evidence: keccakOfText("note") } },
  listAccounts: PUBLIC,
  listAlarms: OWN,
  proposeContract: OWN,
  listContracts: OWN,
  readContract: contract,
  readContractFile: contract,
  signContract: { ...contract, body: signature },
  withdrawContract: contract,
  listHeldIntents: OWN,
  readHeldIntent: heldIntent,
  approveHeldIntent: heldIntent,
  readOnboarding: OWN,
  setBlockingItems: OWN,
  giveOrders: OWN,
  giveReceipts: OWN,
  addAcceptanceRule: OWN,
  listAcceptanceRules: OWN,
  endAcceptanceRule: acceptanceRule,
  evaluateAcceptances: OWN,
  listReadyAcceptances: OWN,
  listUnmatchedAcceptances: OWN,
  importFile: OWN,
  readImport: imported,
  listImportLines: imported,
  reportImportFaults: imported,
  listParties: OWN,
  listOpenItems: OWN,
} as const;
