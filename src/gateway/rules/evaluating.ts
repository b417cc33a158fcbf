/** Chooses what a buyer's rules accept, and prepares it for the buyer's agent. Nothing is signed here. */
import { idOf } from "../../domain/commitment.ts";
import { currencyByCode } from "../../domain/currency.ts";
import { compare, parseDecimal, toMinorUnits } from "../../domain/decimal.ts";
import { UNCAPPED } from "../../domain/directory.ts";
import { documentRoot, fieldsOf } from "../../domain/document.ts";
import type { Invoice } from "../../domain/invoice.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { dayNumber } from "../../domain/terms.ts";
import { acceptanceRulesOf, keepMatch, mayAccept, toEvaluate, usedLines } from "../../store/acceptanceRules.ts";
import type { AcceptanceRule, Match } from "../../store/acceptanceRules.ts";
import { contentOf } from "../../store/contents.ts";
import type { Content } from "../../store/contents.ts";
import type { Transaction } from "../../store/database.ts";
import { contractInForce } from "../../store/frameContracts.ts";
import { raiseNotice } from "../../store/notices.ts";
import { orderLinesOf, receiptLinesOf } from "../../store/orders.ts";
import { partiesAt } from "../../store/parties.ts";
import type { NoticeKind } from "../../wire/notice.ts";
import type { NewAcceptanceRule } from "../../wire/rule.ts";
import { differencesOf } from "../contracts/differences.ts";
import type { FrameContractBody } from "../contracts/message.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { ProblemError } from "../http/problems.ts";
import { prepareAct } from "../intents/preparing.ts";
import { compareInvoice } from "./matching.ts";
import type { Bought, ComparedInvoice, Comparison, Reason } from "./matching.ts";

const AT_A_TIME = 100;

/** @returns how many were chosen, and how many were not */
export async function evaluate(
  deps: GatewayDeps,
  member: Member,
): Promise<{ readonly ready: number; readonly unmatched: number }> {
  const { database, now } = deps;
  const { organisation } = member;
  const rules = (await acceptanceRulesOf(database, organisation)).filter(({ ended }) => ended === null);
  const counts = { ready: 0, unmatched: 0 };
  for (const { id: receivable, commitment } of await toEvaluate(database, organisation, AT_A_TIME)) {
    const { rule, reasons, lines } = await chosenBy(deps, organisation, commitment, rules);
    const intent = rule === undefined ? undefined : await prepared(deps, member, receivable);
    const told = intent !== undefined && typeof intent !== "string" ? [intent] : reasons;
    const id = typeof intent === "string" ? intent : null;
    const match = { commitment, receivable, rule: rule?.id ?? null, intent: id, reasons: told, at: now() };
    await database.transaction(async (tx) => {
      await keepMatch(tx, organisation, { ...match, lines: id === null ? [] : lines });
      await tellReady(tx, organisation, match);
    });
    counts[id === null ? "unmatched" : "ready"] += 1;
  }
  return counts;
}

const READY: NoticeKind = "AcceptanceReady";

/** The agent need not ask again and again what there is to sign. */
async function tellReady(
  tx: Transaction,
  organisation: Address,
  { commitment, receivable, rule, intent, at }: Omit<Match, "lines">,
): Promise<void> {
  if (rule === null || intent === null) return;
  const notice = { key: `${READY} ${organisation} ${commitment}`, kind: READY, data: { receivable, intent, rule }, at };
  await raiseNotice(tx, notice, { organisations: [organisation], isAlarm: false });
}

/** The intent's id, or why there is none. */
async function prepared(deps: GatewayDeps, member: Member, receivable: Hex): Promise<string | Reason> {
  try {
    const { intent } = await prepareAct(deps, member, { verb: "accept", receivable, openTerms: false });
    return intent.id;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { reason: "contentUnknown", detail: error.message };
  }
}

interface Chosen extends Comparison {
  readonly rule: AcceptanceRule | undefined;
}

/** The first rule that fits; where none does, why the last one that could have does not. */
async function chosenBy(
  deps: GatewayDeps,
  organisation: Address,
  commitment: Hex,
  rules: readonly AcceptanceRule[],
): Promise<Chosen> {
  const content = await contentOf(deps.database, commitment);
  const known = knownInvoice(content);
  if ("reason" in known) return { rule: undefined, reasons: [known], lines: [] };
  const { receivable, invoice } = known;
  const { supplier } = receivable.header;
  const ofThat = rules.filter(({ body }) => covers(body as NewAcceptanceRule, supplier, invoice.currency));
  const bought = await boughtOf(deps, organisation, supplier, receivable, invoice);
  let last: Comparison = { reasons: [{ reason: "noRule", detail: "no rule covers supplier and currency" }], lines: [] };
  for (const rule of ofThat) {
    const body = rule.body as NewAcceptanceRule;
    const beside = await besideReasons(deps, organisation, rule, known);
    const comparison = compareInvoice(invoice, bought, body);
    last = { reasons: [...beside, ...comparison.reasons], lines: comparison.lines };
    if (last.reasons.length === 0) return { rule, ...last };
  }
  return { rule: undefined, ...last };
}

function covers({ suppliers, currency }: NewAcceptanceRule, supplier: Address, code: string): boolean {
  return currency === code && (suppliers === null || suppliers.includes(supplier));
}

interface Known {
  readonly receivable: Content["receivable"];
  readonly invoice: ComparedInvoice;
}

/** The invoice that the receivable is of: its fields make the document's root, and its sum is the claim. */
function knownInvoice(content: Content | undefined): Known | Reason {
  const documentSecret = content?.documentSecret ?? null;
  if (content === undefined || content.invoice === null || documentSecret === null) {
    return { reason: "contentUnknown", detail: "the invoice was not given to this gateway, which sees no lines of it" };
  }
  const { receivable, invoice: model } = content;
  const invoice = model as ComparedInvoice;
  const isSame = documentRoot(fieldsOf(model as Invoice), documentSecret) === receivable.document;
  const payable = parseDecimal(invoice.totals?.payable ?? "");
  const currency = currencyByCode(invoice.currency);
  const isClaim =
    payable !== undefined &&
    currency !== undefined &&
    toMinorUnits(payable, currency.exponent, "payable") === receivable.terms.amount &&
    BigInt(receivable.terms.currency) === BigInt(currency.numeric);
  if (isSame && isClaim) return { receivable, invoice };
  return { reason: "documentMismatch", detail: "the claim is not the invoice's payable amount in its own currency" };
}

async function boughtOf(
  { database }: GatewayDeps,
  organisation: Address,
  supplier: Address,
  { header }: Content["receivable"],
  { purchaseOrder }: ComparedInvoice,
): Promise<Bought> {
  const parties = new Set(await partiesAt(database, organisation, supplier));
  const numbers = purchaseOrder === undefined ? [] : [purchaseOrder];
  const isTheirs = ({ party }: { readonly party: string }): boolean => parties.has(party);
  return {
    orders: (await orderLinesOf(database, organisation, numbers)).filter(isTheirs),
    receipts: (await receiptLinesOf(database, organisation, numbers)).filter(isTheirs),
    used: (await usedLines(database, organisation, idOf(header))).filter(isTheirs),
  };
}

/** What keeps a rule from choosing, apart from order and receipt. */
async function besideReasons(
  { database, now, tokens }: GatewayDeps,
  organisation: Address,
  { agent, body }: AcceptanceRule,
  { receivable, invoice }: Known,
): Promise<readonly Reason[]> {
  const reasons: Reason[] = [];
  const { cap } = body as NewAcceptanceRule;
  if (!(await mayAccept(database, organisation, agent, now(), UNCAPPED))) {
    reasons.push({ reason: "agentMandate", detail: `${agent} has no mandate in force to accept without a cap` });
  }
  const [payable, most] = [invoice.totals?.payable ?? "", cap].map(parseDecimal);
  if (payable === undefined || most === undefined || compare(payable, most) > 0) {
    reasons.push({
      reason: "amountAboveCap",
      detail: `${invoice.totals?.payable ?? "?"} is above the rule's cap ${cap}`,
    });
  }
  const { supplier, buyer } = receivable.header;
  const contract = await contractInForce(database, supplier, buyer, invoice.issueDate);
  if (contract === undefined) reasons.push(...unagreedTerms(receivable, invoice));
  else {
    const { terms } = contract.body as FrameContractBody;
    for (const { term, contract: agreed, invoice: said } of differencesOf(terms, receivable, invoice, tokens)) {
      reasons.push({ reason: "frameContract", detail: `${term}: agreed ${agreed}, invoiced ${said}` });
    }
  }
  return reasons;
}

/**
 * Order and receipt say nothing of what lateness costs, and it is the supplier who writes that: without a contract, a
 * rule accepts none of it, nor a day before the invoice's own.
 */
function unagreedTerms({ terms }: Content["receivable"], { dueDate }: ComparedInvoice): readonly Reason[] {
  const { lateRate, fixedSum, accelerationDays, dueDay } = terms;
  const asked = [
    ...(lateRate === 0 ? [] : ["late interest"]),
    ...(fixedSum === 0n ? [] : ["a fixed sum"]),
    ...(accelerationDays === 0 ? [] : ["acceleration"]),
    ...(dueDate === undefined || dueDay >= dayNumber(dueDate) ? [] : [`a due day before ${dueDate}`]),
  ];
  if (asked.length === 0) return [];
  return [{ reason: "frameContract", detail: `no frame contract is in force that allows ${asked.join(", ")}` }];
}
