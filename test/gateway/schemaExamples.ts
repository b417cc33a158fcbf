/**
 * For each operation a request that is taken, since random values of a schema hardly ever are: they name nothing that
 * is there, and break rules that no schema can say.
 */
import { historyImportBody, INDICATOR_QUERIES, indicatorSettingsBody } from "./indicatorObjects.ts";
import { randomUUID } from "node:crypto";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import type { Operation } from "../../src/wire/operation.ts";
import { ACCOUNT_QUERIES, accountStatementBody, scheduleBody } from "./accountStatementObjects.ts";
import type { World } from "./actors.ts";
import { approvalBody, approvalDelegationBody, approvalPolicyBody } from "./approvalObjects.ts";
import { DAY } from "./book.ts";
import { caseBody } from "./caseObjects.ts";
import { bankStatementBody, billBody, matchBody, namedBody } from "./cashObjects.ts";
import { bookBody, continuousBody } from "./continuousObjects.ts";
import {
  dunningActBody,
  dunningContactBody,
  dunningCustomerBody,
  dunningExceptionBody,
  dunningPolicyBody,
  DUNNING_QUERIES,
  dunningScopeBody,
} from "./dunningObjects.ts";
import { accountLinkBody, dutyBody, enforcementBody } from "./dutyObjects.ts";
import { criteriaBody, debtorBody, eligibilityBody, FACTOR_BOOK_QUERIES } from "./factorBookObjects.ts";
import { FACTORING_QUERIES, indirectReportBody } from "./factoringObjects.ts";
import { LIMIT_BODIES } from "./limitObjects.ts";
import { OBJECTS, OWNER } from "./objects.ts";
import { PARTY_FILE_BODIES, PARTY_FILE_QUERIES } from "./partyFileObjects.ts";
import { PREDICTION_QUERIES } from "./predictionObjects.ts";
import { REPORT_QUERIES } from "./reportObjects.ts";
import { earlyPaymentBody, quoteRequestBody } from "./quoteObjects.ts";
import { reconciliationBody, uploadBody } from "./reconciliationObjects.ts";
import { RISK_BODIES, RISK_QUERIES } from "./riskObjects.ts";
import { SCORE_BODIES, SCORE_QUERIES } from "./scoreObjects.ts";
import { pairSecretBody, statementBookBody } from "./statementBookObjects.ts";
import { addressOf } from "./stage.ts";

type Params = Readonly<Record<string, string>>;

export interface Example {
  /** Whose request it is. */
  readonly actor: string;
  readonly params: Params;
  readonly query: Params;
  /** Undefined where the operation has none. */
  readonly body: unknown;
}

/** ISO 4217, 978, as the ledger writes it. */
const EUR = "0x00000000000000000000000000000000000003d2";
const PARTY = "V-1";
const PURCHASE_ORDER = "PO-1";
const WORD = `0x${"12".repeat(32)}`;
const soon = ({ stage }: World): string => shownInstant(stage.now + DAY);
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const party = { name: "Somebody" };

/** Bodies of operations of which `objects.ts` has none. */
const BODIES: Readonly<Record<string, (world: World) => unknown>> = {
  giveRelayBudget: () => ({ organisation: addressOf("partner"), perDay: "100000000000000000" }),
  stateAccount: (world) => ({
    ...{ id: randomUUID(), account: { scheme: "IBAN", iban: "DE89370400440532013000" }, holder: "Supplier" },
    ...{ currency: "EUR", since: soon(world) },
  }),
  proposeContract: (world) => ({
    ...{ id: randomUUID(), role: "supplier", counterparty: addressOf("partner"), from: soon(world).slice(0, 10) },
    terms: {
      ...{ law: "German law", assignability: "Freely", splittable: false, currency: "EUR", paymentTerms: "net 30" },
      ...{ endOfMonth: null, discountOnParts: false, lateRate: "9", basis: 365, graceDays: 0, fixedSum: "40" },
      ...{ settlesFirst: "charges", policy: null },
    },
  }),
  importFile: () => ({
    ...{ id: randomUUID(), kind: "parties", file: base64(`party,name\n${PARTY},Supplier\n`) },
    ...{ mapping: { party: "party", name: "name" }, apply: true },
  }),
  giveOrders: async (world) => {
    await importParty(world);
    const order = { party: PARTY, purchaseOrder: PURCHASE_ORDER, line: 1, item: "Bolts" };
    return { lines: [{ ...order, quantity: "10", price: "1.5", currency: "EUR" }] };
  },
  giveReceipts: async (world) => {
    await importParty(world);
    const receipt = { party: PARTY, purchaseOrder: PURCHASE_ORDER, receipt: "GR-1", line: 1 };
    return { lines: [{ ...receipt, quantity: "10" }] };
  },
  addAcceptanceRule: () => ({
    ...{ id: randomUUID(), agent: addressOf("agent"), currency: "EUR", absolute: "1", relative: "1", cap: "1000" },
    suppliers: null,
  }),
  setBlockingItems: () => ({ items: [] }),
  prepareReceivable: () => newInvoice(),
  prepareBatch: async (world) => {
    const answer = await world.ask(OWNER, "post", "/v1/receivables", newInvoice());
    return { intents: [(JSON.parse(answer.body) as { id: string }).id] };
  },
  storeDocument: () => ({ content: base64(randomUUID()), mediaType: "text/plain", kind: "other" }),
  noteSending: (world) => ({ receivable: world.own, event: "sent", channel: "post", at: "2026-11-01T00:00:00Z" }),
  putHold: () => ({ counterparty: addressOf("held"), reason: "late" }),
  makeKey: (world) => ({ id: randomUUID(), label: "ERP", scopes: ["holds:read"], expires: soon(world) }),
  addMember: () => ({ account: addressOf("temporary"), role: "reader" }),
  writeProfile: () => ({
    ...{ legalName: "Supplier GmbH", identifiers: [], audience: "everybody", contacts: [], contactsAudience: "nobody" },
  }),
  addNotification: () => ({
    ...{ id: randomUUID(), email: "ada@supplier.example", kinds: ["ReceivablePaid"], language: "en" },
  }),
  setPlanLimit: () => ({ mostPlans: 5 }),
  setCheckingRule: () => ({ currency: EUR, above: null }),
  setDisputeRule: () => ({ counterparty: null, days: 14 }),
  signIn: () => ({ message: "none", signature: "0x00" }),
  joinInvitation: () => ({ token: "A".repeat(43) }),
  previewInvitation: () => ({ token: "A".repeat(43) }),
  openPasskeyAccount: () => ({ token: "A".repeat(43), passkeys: [{ credential: WORD, x: WORD, y: WORD }] }),
  openLegalId: () => ({ value: "DE123456789", opening: "" }),
  beginUpload: () => uploadBody(),
  openCase: caseBody,
  askApproval: approvalBody,
  assignDuty: dutyBody,
  linkDutyAccounts: accountLinkBody,
  setDutyEnforcement: enforcementBody,
  setApprovalPolicy: approvalPolicyBody,
  delegateApproval: approvalDelegationBody,
  reconcile: reconciliationBody,
  giveBankStatement: bankStatementBody,
  applyCash: () => ({ id: randomUUID() }),
  receiveBill: () => billBody(),
  matchCashEntry: () => matchBody(),
  confirmCashMatch: namedBody,
  refuseCashMatch: namedBody,
  undoCashMatch: namedBody,
  stateShortReason: (world) => ({ ...namedBody(world), code: "price" }),
  renewReceipts: namedBody,
  beginContinuous: continuousBody,
  giveContinuousBook: bookBody,
  givePairSecret: pairSecretBody,
  addStatementBook: statementBookBody,
  setDunningPolicy: dunningPolicyBody,
  setDunningScope: dunningScopeBody,
  addDunningException: dunningExceptionBody,
  noteDunningContact: dunningContactBody,
  noteDunningCustomer: dunningCustomerBody,
  logDunningAct: dunningActBody,
  ...PARTY_FILE_BODIES,
  ...LIMIT_BODIES,
  ...RISK_BODIES,
  ...SCORE_BODIES,
  setIndicatorSettings: indicatorSettingsBody,
  importHistory: historyImportBody,
  setEligibilityCriteria: criteriaBody,
  noteDebtorFacts: debtorBody,
  checkEligibility: eligibilityBody,
  reportIndirectPayment: indirectReportBody,
  askForQuotes: quoteRequestBody,
  offerEarlyPayment: earlyPaymentBody,
  makeAccountStatement: accountStatementBody,
  scheduleAccountStatements: scheduleBody,
  registerWebhook: () => ({ id: randomUUID(), url: "https://hooks.supplier.com/in", kinds: [] }),
};

/** What must be asked. */
const QUERIES: Readonly<Record<string, Params>> = {
  ...ACCOUNT_QUERIES,
  ...DUNNING_QUERIES,
  ...FACTOR_BOOK_QUERIES,
  ...FACTORING_QUERIES,
  ...INDICATOR_QUERIES,
  ...PARTY_FILE_QUERIES,
  ...PREDICTION_QUERIES,
  ...REPORT_QUERIES,
  ...RISK_QUERIES,
  ...SCORE_QUERIES,
  listOwned: { account: addressOf("supplier") },
};

/** Parameters of operations that are about nobody's things. */
const PARAMS: Params = {
  address: addressOf("supplier"),
  counterparty: addressOf("buyer"),
  customer: addressOf("buyer"),
  code: "NotFound",
  file: "start.js",
  credential: WORD,
};

/** A request that is taken, unless the operation is one of those that nobody could ask for in this world. */
export async function exampleOf(world: World, id: string, operation: Operation): Promise<Example> {
  const object = OBJECTS[id];
  const own = await BODIES[id]?.(world);
  const common = { actor: OWNER, query: QUERIES[id] ?? {} };
  if (id === "noteSending") return { ...common, params: await attachedDocument(world), body: own };
  if (object?.kind === "thing") {
    const params = await object.make(world);
    return { ...common, actor: object.by ?? OWNER, params, body: own ?? object.body };
  }
  if (object?.kind !== "receivable") return { ...common, params: paramsOf(operation), body: own };
  const params = { id: world.own, ...(await object.more?.(world)) };
  return { ...common, params, body: own ?? object.body?.(world, world.own) };
}

/** A document that belongs to the receivable. */
async function attachedDocument(world: World): Promise<Params> {
  const document = { content: base64(randomUUID()), mediaType: "text/plain", kind: "other", receivable: world.own };
  const { body } = await world.ask(OWNER, "post", "/v1/documents", document);
  return { sha256: (JSON.parse(body) as { sha256: string }).sha256 };
}

function paramsOf({ params }: Operation): Params {
  return Object.fromEntries(Object.keys(params?.shape ?? {}).map((name) => [name, PARAMS[name] ?? ""]));
}

/** Due at once: another example sets a credit policy, which gives nobody time who was never scored. */
function newInvoice(): object {
  return {
    invoice: {
      ...{ kind: "fields", number: randomUUID(), issueDate: "2026-11-01", dueDate: "2026-11-01", currency: "EUR" },
      ...{ payable: "1.00", seller: party, buyer: party },
    },
    ...{ agreed: { utcOffset: 60 }, issuing: "open", counterparty: addressOf("partner") },
  };
}

async function importParty(world: World): Promise<void> {
  const { status, body } = await world.ask(OWNER, "post", "/v1/imports", await BODIES["importFile"]?.(world));
  if (status !== 201) throw new Error(`no party: ${body}`);
}
