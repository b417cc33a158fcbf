/**
 * What each operation of a member is about. Every operation stands here: one that does not fails the test of
 * authorisation, so that nobody forgets to say whose things it shows or changes.
 */
import { randomUUID } from "node:crypto";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { sha256 } from "../../src/gateway/http/secrets.ts";
import { DAY } from "./book.ts";
import type { World } from "./actors.ts";
import { ACCOUNT_STATEMENT_OBJECTS } from "./accountStatementObjects.ts";
import { BUSINESS_OBJECTS } from "./businessObjects.ts";
import { CASE_OBJECTS } from "./caseObjects.ts";
import { CASH_OBJECTS } from "./cashObjects.ts";
import { COLLECTION_OBJECTS } from "./collectionObjects.ts";
import { CONTINUOUS_OBJECTS } from "./continuousObjects.ts";
import { CREDIT_OBJECTS } from "./creditObjects.ts";
import { DUNNING_OBJECTS } from "./dunningObjects.ts";
import { QUOTE_OBJECTS } from "./quoteObjects.ts";
import { FACTOR_BOOK_OBJECTS } from "./factorBookObjects.ts";
import { FACTORING_OBJECTS } from "./factoringObjects.ts";
import { RECONCILIATION_OBJECTS } from "./reconciliationObjects.ts";
import { STATEMENT_INTENT_OBJECTS } from "./statementIntentObjects.ts";
import { STATEMENT_BOOK_OBJECTS } from "./statementBookObjects.ts";
import { STATEMENT_OBJECTS } from "./statementObjects.ts";
import { addressOf } from "./stage.ts";

type Params = Readonly<Record<string, string>>;

/** Of one receivable, by `id` in the path or wherever `body` puts it. */
interface OfReceivable {
  readonly kind: "receivable";
  /** Whether those to whom it is shown by a grant may, too. */
  readonly grantees: boolean;
  readonly body?: (world: World, id: Hex) => unknown;
  /** More parameters: of something that belongs to the receivable. */
  readonly more?: (world: World) => Promise<Params>;
}

/** Of a thing that one organisation has. */
interface OfThing {
  readonly kind: "thing";
  /** Who has it; the supplier unless it is said otherwise. */
  readonly by?: string;
  readonly make: (world: World) => Promise<Params>;
  readonly missing: Params;
  readonly body?: unknown;
}

/** The organisation's own, all of it or something new; or the same for whoever asks. */
interface OfNothing {
  readonly kind: "own" | "public";
}

export type Object = OfReceivable | OfThing | OfNothing;

export const OWNER = "the organisation itself";
const BUYER = "the counterparty";
const OWN = { kind: "own" } as const;
const PUBLIC = { kind: "public" } as const;
const NO_ID = { id: "00000000-0000-4000-8000-000000000000" };
const NO_HASH = { sha256: keccakOfText("no document") };

async function post(world: World, actor: string, path: string, body: unknown): Promise<Params> {
  const answer = await world.ask(actor, "post", path, body);
  if (answer.status !== 200 && answer.status !== 201) throw new Error(`POST ${path}: ${answer.body}`);
  return JSON.parse(answer.body) as Params;
}

async function made(world: World, path: string, body: Record<string, unknown>): Promise<Params> {
  const id = randomUUID();
  await post(world, OWNER, path, { id, ...body });
  return { id };
}

const soon = ({ stage }: World): string => shownInstant(stage.now + DAY);
const newKey = (world: World): Promise<Params> =>
  made(world, "/v1/keys", { label: "ERP", scopes: ["holds:read"], expires: soon(world) });
const newGrant = (world: World): Promise<Params> =>
  made(world, "/v1/grants", {
    ...{ kind: "audit", grantee: addressOf("anybody"), scope: { of: "everything" }, until: soon(world) },
  });
const newHold = async (world: World): Promise<Params> => {
  const counterparty = addressOf("held");
  await post(world, OWNER, "/v1/holds", { counterparty, reason: "late" });
  return { counterparty };
};
const newMember = async (world: World): Promise<Params> => {
  const account = addressOf("temporary");
  await post(world, OWNER, "/v1/members", { account, role: "reader" });
  return { account };
};
const newNotification = (world: World): Promise<Params> =>
  made(world, "/v1/notifications", { email: "ada@supplier.example", kinds: ["ReceivablePaid"], language: "en" });
const newWebhook = (world: World): Promise<Params> =>
  made(world, "/v1/webhooks", { url: "https://hooks.supplier.com/in", kinds: [] });
const newIntent = (world: World): Promise<Params> =>
  made(world, "/v1/intents", { verb: "credit", receivable: world.own, amount: "1.00", reason: "goodwill" });
const batches = new WeakMap<World, Promise<Params>>();
/** There is one acceptance of a receivable, and so one batch of it. */
const newBatch = (world: World): Promise<Params> => {
  const known = batches.get(world) ?? batchOf(world);
  batches.set(world, known);
  return known;
};
async function batchOf(world: World): Promise<Params> {
  const acceptance = { verb: "accept", receivable: world.own };
  const { id } = await post(world, BUYER, "/v1/intents", acceptance);
  const { id: batch = "" } = await post(world, BUYER, "/v1/intents/batches", { intents: [id] });
  return { id: batch };
}
let documents = 0;
const newDocument = async (world: World): Promise<Params> => {
  documents += 1;
  const text = `document ${documents}`;
  const content = Buffer.from(text).toString("base64");
  await post(world, OWNER, "/v1/documents", { content, mediaType: "text/plain", kind: "other" });
  return { sha256: `0x${sha256(text).toString("hex")}` };
};
const newMessage =
  (where: string) =>
  async (world: World): Promise<Params> => {
    const id = randomUUID();
    await post(world, OWNER, `/v1/receivables/${world.own}/${where}`, { id, text: "hello" });
    return { message: id };
  };
const text = (): unknown => ({ id: randomUUID(), text: "hello" });

const intent = { kind: "thing", make: newIntent, missing: NO_ID } as const;
const batch = { kind: "thing", by: BUYER, make: newBatch, missing: NO_ID } as const;
const webhook = { kind: "thing", make: newWebhook, missing: NO_ID } as const;
const document = { kind: "thing", make: newDocument, missing: NO_HASH } as const;
const hold = { kind: "thing", make: newHold, missing: { counterparty: addressOf("nobody") } } as const;
const parties = { kind: "receivable", grantees: false } as const;
const readers = { kind: "receivable", grantees: true } as const;
const signature = { signature: `0x${"11".repeat(65)}` };

/** By the ids of the operations. */
export const OBJECTS: Readonly<Record<string, Object>> = {
  ...BUSINESS_OBJECTS,
  ...CASE_OBJECTS,
  ...CASH_OBJECTS,
  ...COLLECTION_OBJECTS,
  ...ACCOUNT_STATEMENT_OBJECTS,
  listDisputes: OWN,
  readDispute: parties,
  proposeDisputeOutcome: { ...parties, body: () => ({ id: randomUUID(), side: "creditor", credit: "1.00" }) },
  setDisputeRule: OWN,
  listDisputeRules: OWN,
  ...DUNNING_OBJECTS,
  ...FACTOR_BOOK_OBJECTS,
  ...FACTORING_OBJECTS,
  ...RECONCILIATION_OBJECTS,
  ...CONTINUOUS_OBJECTS,
  ...CREDIT_OBJECTS,
  ...STATEMENT_OBJECTS,
  ...STATEMENT_BOOK_OBJECTS,
  ...QUOTE_OBJECTS,
  ...STATEMENT_INTENT_OBJECTS,
  signOut: OWN,
  readCaller: OWN,
  listReceivables: OWN,
  readRelaying: OWN,
  readReceivable: readers,
  readOrigin: readers,
  readEvidencePack: parties,
  prepareReceivable: OWN,
  prepareIntent: {
    ...parties,
    body: (_world, receivable) => ({
      ...{ verb: "credit", receivable, id: randomUUID(), amount: "1.00", reason: "goodwill" },
    }),
  },
  listIntents: OWN,
  readIntent: intent,
  signIntent: { ...intent, body: signature },
  ...{ readOwnerSignatures: intent, addOwnerSignature: { ...intent, body: signature } },
  takeUpIntent: intent,
  withdrawIntent: intent,
  prepareBatch: OWN,
  readBatch: batch,
  signBatch: { ...batch, body: signature },
  joinInvitation: OWN,
  openLegalId: OWN,
  listLegalIds: OWN,
  setCheckingRule: OWN,
  listCheckingRules: OWN,
  listExceptions: OWN,
  storeDocument: OWN,
  listDocuments: readers,
  readDocument: document,
  renderDocument: document,
  readDocumentRecord: document,
  noteSending: {
    ...document,
    body: { receivable: keccakOfText("nothing"), event: "sent", channel: "post", at: "2026-11-01T00:00:00Z" },
  },
  eraseDocument: document,
  disclose: { ...parties, body: () => ({ reader: addressOf("auditor"), sealed: "0x11" }) },
  listDisclosures: readers,
  discloseFields: { ...parties, body: () => ({ paths: ["number"] }) },
  streamEvents: OWN,
  readFeed: OWN,
  listGrants: OWN,
  giveGrant: {
    ...parties,
    body: (world, id) => ({
      ...{ id: randomUUID(), kind: "audit", grantee: addressOf("anybody"), until: soon(world) },
      scope: { of: "receivables", receivables: [id] },
    }),
  },
  revokeGrant: { kind: "thing", make: newGrant, missing: NO_ID },
  listHolds: OWN,
  readHold: PUBLIC,
  readHoldReason: hold,
  putHold: OWN,
  liftHold: hold,
  listKeys: OWN,
  makeKey: OWN,
  revokeKey: { kind: "thing", make: newKey, missing: NO_ID },
  listMembers: OWN,
  addMember: OWN,
  removeMember: { kind: "thing", make: newMember, missing: { account: addressOf("nobody") } },
  listMandates: OWN,
  readOrganisation: PUBLIC,
  readProfile: OWN,
  writeProfile: OWN,
  eraseContacts: OWN,
  addNotification: OWN,
  listNotifications: OWN,
  deleteNotification: { kind: "thing", make: newNotification, missing: NO_ID },
  readThread: parties,
  writeMessage: { ...parties, body: text },
  eraseMessage: { ...parties, more: newMessage("messages") },
  readComments: parties,
  writeComment: { ...parties, body: text },
  eraseComment: { ...parties, more: newMessage("comments") },
  readOwner: parties,
  nameOwner: { ...parties, body: () => ({ account: addressOf("supplier") }) },
  clearOwner: parties,
  listOwned: OWN,
  registerWebhook: OWN,
  listWebhooks: OWN,
  readWebhook: webhook,
  deleteWebhook: webhook,
  resumeWebhook: webhook,
  replayWebhook: { ...webhook, body: { after: null } },
  listDeliveries: webhook,
};
