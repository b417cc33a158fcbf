/** Acts about statements, assignments and collection, and the messages that the real builders make of them. */
import { planAgreement } from "../../src/domain/collections/planMessages.ts";
import { CONTACT_OUTCOMES } from "../../src/domain/collections/record.ts";
import * as collections from "../../src/domain/collections/recordMessages.ts";
import { idOf } from "../../src/domain/commitment.ts";
import type { TypedMessage } from "../../src/domain/eip712.ts";
import { idsHash, noticeHash } from "../../src/domain/factoring/notice.ts";
import * as notices from "../../src/domain/factoring/noticeMessages.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address, Hex, Receivable } from "../../src/domain/receivable.ts";
import * as statements from "../../src/domain/statementMessages.ts";
import type { Asked } from "../../src/portal/acts/reading/expected.ts";
import { address, ALWAYS, hash, KNOWN, NOW, REASON, VALIDITY, WORDS } from "./signedActs.ts";
import type { SignedAct } from "./signedActs.ts";

/** Acts about statements, notices and collection of a receivable. */
export function otherActs(receivable: Receivable): readonly SignedAct[] {
  const { supplier, buyer } = receivable.header;
  const id = idOf(receivable.header);
  return [...statementActs(supplier, buyer, receivable.terms.currency), ...noticeActs(supplier, buyer, id)].concat(
    collectionActs(receivable, id),
  );
}

function statementActs(supplier: Address, buyer: Address, currency: Address): readonly SignedAct[] {
  const statement = { supplier, buyer, currency, cutOff: NOW - 86_400 };
  const subject = { ...statement, cutOff: new Date(statement.cutOff * 1000).toISOString().replace(".000Z", "Z") };
  const roots = { supplierRoot: hash("a"), supplierVersion: 2, buyerRoot: hash("b"), buyerVersion: 1 };
  const versions = { supplier: 2, buyer: 1 };
  const balance = { amount: -4_200n, salt: hash("c") };
  const asBalance = { amount: "-42.00", salt: hash("c") };
  const act = { statement, roots, party: buyer, balance };
  const common = { statement: subject, versions, balance: asBalance };
  const exceptions = { result: hash("d"), count: 3 };
  const free = [...ALWAYS, "roots.supplierRoot", "roots.buyerRoot"];
  const of = (asked: Asked, message: TypedMessage): SignedAct => ({
    ...{ asked, message, organisation: buyer, place: "statements", free },
  });
  const posting = { party: buyer, root: hash("1"), replaces: ZERO_HASH, version: 1, keys: hash("2"), replyBy: 0 };
  return [
    {
      ...of(
        { verb: "postStatement", statement: subject, root: hash("1"), keys: hash("2") },
        statements.statementPosting(statement, posting, VALIDITY),
      ),
      free: [...ALWAYS, "replaces", "version"],
    },
    of({ verb: "agreeBalance", ...common }, statements.balanceAgreed(act, VALIDITY)),
    of(
      { verb: "agreeBalanceExcept", ...common, exceptions },
      statements.balanceAgreedExcept(act, exceptions, VALIDITY),
    ),
    of(
      { verb: "rejectBalance", ...common },
      statements.balanceRejected(act, { result: ZERO_HASH, count: 0 }, VALIDITY),
    ),
    of(
      { verb: "acknowledgeDebt", statement: subject, versions, debt: { amount: "42.00", salt: hash("c") } },
      statements.debtAcknowledgement(
        { statement, roots, debtor: buyer, debt: { amount: 4_200n, salt: hash("c") }, payBy: 0 },
        VALIDITY,
      ),
    ),
    of(
      { verb: "receiveDemand", statement: subject, versions, demand: hash("f") },
      statements.receivedDemand({ statement, roots, debtor: buyer, demand: hash("f") }, VALIDITY),
    ),
  ];
}

function noticeActs(supplier: Address, buyer: Address, id: Hex): readonly SignedAct[] {
  const assignee = address("a");
  const parties = { assignor: supplier, assignee, debtor: buyer, payee: KNOWN.desks[0] };
  const notice = { kind: 0, ...parties, receivables: idsHash([id]), proof: hash("8"), givenAt: NOW } as const;
  const filing = {
    ...{ register: "ZDW", office: "", number: "0001", filedAt: NOW - 100, until: 0, secured: assignee },
    ...{ debtor: supplier, collateral: idsHash([id]), document: hash("7") },
  };
  const filedAt = new Date(filing.filedAt * 1000).toISOString().replace(".000Z", "Z");
  const place = "factoring" as const;
  return [
    {
      asked: { verb: "giveNotice", kind: "Assigned", receivables: [id], proof: hash("8") },
      message: notices.assignmentNotification(notice, supplier, VALIDITY),
      ...{ place, organisation: supplier },
      free: [...ALWAYS, ...["assignor", "assignee", "debtor", "payee", "givenAt"].map((name) => `notice.${name}`)],
    },
    {
      asked: { verb: "replyToNotice", notice: noticeHash(notice), reply: "Refused", reason: WORDS },
      message: notices.assignmentAcknowledgement(notice, { reply: 4, reason: REASON }, VALIDITY),
      ...{ place, organisation: buyer, free: ALWAYS },
    },
    {
      asked: {
        ...{ verb: "recordFiling", register: "ZDW", number: "0001", filedAt, debtor: supplier },
        ...{ receivables: [id], document: hash("7") },
      },
      message: notices.filingStatement(filing, VALIDITY),
      ...{ place, organisation: assignee, free: ALWAYS },
    },
  ];
}

const CONTENT = hash("5");
const HAPPENED = new Date((NOW - 60) * 1000).toISOString().replace(".000Z", "Z");

function collectionActs(receivable: Receivable, id: Hex): readonly SignedAct[] {
  return [...creditorsActs(receivable, id), ...debtorsActs(receivable, id)];
}

/** @param free Of its own, beside what every message has. */
function inCollections(
  asked: Asked,
  message: TypedMessage,
  organisation: Address,
  free: readonly string[] = [],
): SignedAct {
  return { asked, message, organisation, place: "collections", free: [...ALWAYS, ...free] };
}

function creditorsActs(receivable: Receivable, id: Hex): readonly SignedAct[] {
  const { supplier, buyer } = receivable.header;
  const days = { preDue: null, friendly: 1, firm: 10, final: 20, preLegal: 30, legal: null, agency: null };
  const schedule = {
    ...{ preDueDay: 32_767, friendlyDay: 1, firmDay: 10, finalDay: 20, preLegalDay: 30 },
    ...{ legalDay: 32_767, agencyDay: 32_767, cycleDays: 14 },
  };
  const collecting = { id, creditor: supplier, collector: supplier };
  const record = {
    ...{ kind: 1, stage: 2, channel: 0, outcome: CONTACT_OUTCOMES.indexOf("notDelivered"), doneAt: NOW - 60 },
    ...{ nextDay: 20_501, content: CONTENT },
  };
  return [
    inCollections(
      { verb: "agreeSchedule", role: "buyer", other: supplier, schedule: { firstDays: days, cycleDays: 14 } },
      collections.collectionSchedule(supplier, buyer, schedule, buyer, VALIDITY),
      buyer,
    ),
    inCollections(
      {
        ...{ verb: "recordCollection", receivable: id, kind: "demand", stage: "firm", channel: "email" },
        ...{ outcome: "notDelivered", happened: HAPPENED, nextDay: "2026-02-17", content: CONTENT, claim: "3.00" },
      },
      collections.collectionRecord(collecting, record, 300n, VALIDITY),
      supplier,
      ["creditor"],
    ),
    inCollections(
      { verb: "takeCollectionStep", receivable: id, step: "insuranceClaim", happened: HAPPENED, content: CONTENT },
      collections.collectionStep(collecting, { step: "insuranceClaim", doneAt: NOW - 60, content: CONTENT }, VALIDITY),
      supplier,
      ["creditor"],
    ),
    inCollections(
      {
        ...{ verb: "placeCollection", receivable: id, collector: address("c"), stages: ["firm", "legal"] },
        ...{ maySteps: true, fee: 150_000, until: HAPPENED, terms: hash("8") },
      },
      collections.collectionPlacement(
        id,
        supplier,
        { collector: address("c"), scope: 0b1010_0100, fee: 150_000, until: NOW - 60, terms: hash("8") },
        VALIDITY,
      ),
      supplier,
    ),
    inCollections(
      { verb: "recallCollection", receivable: id, other: address("c"), reason: WORDS },
      collections.collectionRecall({ ...collecting, collector: address("c") }, supplier, REASON, VALIDITY),
      supplier,
      ["reason"],
    ),
  ];
}

function debtorsActs(receivable: Receivable, id: Hex): readonly SignedAct[] {
  const { supplier, buyer } = receivable.header;
  const payment = { amount: 500n, payBy: 20_501, salt: hash("3") };
  const answer = { record: hash("4"), content: CONTENT };
  const asAnswer = { receivable: id, record: hash("4"), text: WORDS };
  const promised = { ...asAnswer, amount: "5.00", payBy: "2026-02-17" };
  const plan = {
    ...{ debt: 300n, graceDays: 2, interest: { kind: "rests" as const }, salt: hash("6") },
    instalments: [100n, 200n].map((amount, index) => ({ amount, payBy: 20_501 + index })),
  } as const;
  return [
    inCollections(
      { verb: "replyToCollection", ...asAnswer },
      collections.debtorAnswer(id, buyer, { kind: "reply", ...answer }, VALIDITY),
      buyer,
      ["content"],
    ),
    inCollections(
      { verb: "promiseToPay", ...promised },
      collections.debtorAnswer(id, buyer, { kind: "promiseToPay", ...answer, payment }, VALIDITY),
      buyer,
      ["content", "payment.salt"],
    ),
    inCollections(
      { verb: "requestExtension", ...promised },
      collections.debtorAnswer(id, buyer, { kind: "extensionRequest", ...answer, payment }, VALIDITY),
      buyer,
      ["content", "payment.salt"],
    ),
    inCollections(
      {
        ...{ verb: "agreePlan", receivable: id, debt: "3.00", interest: { kind: "rests" }, graceDays: 2 },
        instalments: [
          { amount: "1.00", payBy: "2026-02-17" },
          { amount: "2.00", payBy: "2026-02-18" },
        ],
      },
      planAgreement(receivable, supplier, plan, buyer, VALIDITY),
      buyer,
      ["creditor", "plan.salt"],
    ),
  ];
}
