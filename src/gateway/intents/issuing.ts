/** Prepares receivables from invoices. */
import { acceptable } from "../../clients/acceptable.ts";
import { commitmentOf, idOf } from "../../domain/commitment.ts";
import { documentRoot } from "../../domain/document.ts";
import { keccakOfText } from "../../domain/hash.ts";
import { invoiceHash, InvoiceNumberError } from "../../domain/invoiceNumber.ts";
import { ZERO_ADDRESS } from "../../domain/receivable.ts";
import type { Address, Header, Hex, Receivable } from "../../domain/receivable.ts";
import { cursorOf } from "../../store/chainTables.ts";
import { keepContent } from "../../store/contents.ts";
import { invite, note } from "../../store/counterparties.ts";
import type { Sql, Transaction } from "../../store/database.ts";
import { attachOriginal, keepOriginal, ownOriginal } from "../../store/documents.ts";
import { bindIntent } from "../../store/intents.ts";
import type { NewIntent, StoredIntent } from "../../store/intents.ts";
import { statesOf } from "../../store/readModel.ts";
import type { NewReceivable } from "../../wire/newReceivable.ts";
import { holdDiffering } from "../contracts/holding.ts";
import type { GatewayDeps } from "../deps.ts";
import { invoiceKeptUntil } from "../documents/keeping.ts";
import type { Member } from "../http/exchange.ts";
import { ProblemError } from "../http/problems.ts";
import { grantPrepared } from "../limits/asking.ts";
import { readyToIssue } from "../onboarding/issuing.ts";
import { agreedTerms, randomHash } from "./agreeing.ts";
import { checkSeller, findBuyer } from "./finding.ts";
import { invitationOf, linkOf, newToken } from "./invitations.ts";
import { givenInvoice } from "./invoices.ts";
import type { GivenInvoice } from "./invoices.ts";
import type { Draft, Material } from "./material.ts";
import { policyBits } from "./policyBits.ts";
import { deadlineFor, prepareOnce } from "./preparingOnce.ts";
import type { Made, Prepared } from "./preparingOnce.ts";
import type { ReceivablePlan } from "./receivablePlans.ts";
import { explained } from "./refusals.ts";
import { sealedContent } from "./sealedContent.ts";

export interface PreparedReceivable extends Prepared {
  /** Where a buyer who has no address joins; known now and never again. */
  readonly link: string | undefined;
}

/**
 * What is prepared already costs no more than reading the invoice, however often it is sent.
 * @throws ProblemError for everything that keeps the invoice from being issued; nothing is stored then
 */
export async function prepareReceivable(
  deps: GatewayDeps,
  member: Member,
  asked: NewReceivable,
): Promise<PreparedReceivable> {
  const { now, config } = deps;
  const { organisation } = member;
  const invoice = await givenInvoice(asked);
  const seeking = { organisation, registrars: config.registrars ?? [], now: now() };
  const header = headerOf(organisation, asked, invoice);
  const deadline = deadlineFor(asked.deadline, now());
  const wanted = { organisation, id: asked.id, subject: subjectOf(header), content: contentOf(asked, invoice) };
  const token = newToken();
  const { intent, isNew } = await prepareOnce(deps, wanted, async (id) => {
    await checkSeller(deps.database, invoice.sellerIds, seeking);
    const buyer = asked.counterparty ?? (await findBuyer(deps.database, invoice.buyerIds, seeking));
    const ready = await readyToIssue(deps, invoice, organisation, buyer);
    const draft = draftOf(header, asked, ready, deps.tokens);
    const { subject, content } = wanted;
    return made(deps, { id, subject, content, deadline, member, invoice, draft, buyer, token });
  });
  if (isNew) return { intent, isNew, link: intent.receivable === null ? linkOf(config.origin, token) : undefined };
  if (intent.receivable !== null) return { intent, isNew, link: undefined };
  // A repeated request may know the address that the first one did not.
  const buyer = asked.counterparty ?? (await findBuyer(deps.database, invoice.buyerIds, seeking));
  const bound = buyer && (await bindBuyer(deps, intent, buyer, () => Promise.resolve(true)));
  return { intent: bound ?? intent, isNew, link: undefined };
}

interface Making extends Pick<NewIntent, "id" | "subject" | "content" | "deadline"> {
  readonly member: Member;
  readonly invoice: GivenInvoice;
  readonly draft: Draft;
  readonly buyer: Address | undefined;
  readonly token: string;
}

async function made(deps: GatewayDeps, making: Making): Promise<Made> {
  const { id, subject, content, deadline, invoice, draft, buyer, token } = making;
  const { organisation, account } = making.member;
  const now = deps.now();
  const bound = buyer === undefined ? undefined : await boundTo(deps, draft, buyer);
  const cursor = await cursorOf(deps.database);
  const { currency, amount } = draft.receivable.terms;
  const material: Material = { plan: bound?.plan ?? null, draft, said: null };
  const intent: NewIntent = {
    ...{ id, organisation, verb: "issue", subject, content, deadline, currency, amount, body: material },
    ...{ receivable: bound?.id ?? null, commitment: bound?.commitment ?? null, counterparty: buyer ?? null },
    ...{ statement: null, notice: null },
    ...{ preparedBy: account, prepared: now, afterBlock: cursor?.folded.number ?? 0, parties: [] },
  };
  const also = async (tx: Transaction): Promise<void> => {
    await keepInvoice(tx, invoice, organisation, now);
    if (bound === undefined) await invite(tx, invitationOf(id, token, deadline));
    else await keepBound(deps, tx, id, bound, draft);
    await grantPrepared(tx, deps, intent, { organisation, actor: account });
    if (buyer !== undefined) await note(tx, organisation, invoice.buyerIds, buyer);
  };
  return { intent, also };
}

/**
 * Gives an intent that waits its buyer. @param also What else is stored, all or nothing; false gives it up.
 * @returns undefined where it was given up, or the intent has a buyer already.
 * @throws ProblemError where the receivable cannot be issued to that buyer
 */
export async function bindBuyer(
  deps: GatewayDeps,
  intent: StoredIntent,
  buyer: Address,
  also: (tx: Transaction, bound: Bound) => Promise<boolean>,
): Promise<StoredIntent | undefined> {
  const { draft } = intent.body as Material;
  if (draft === null) throw new Error(`the intent ${intent.id} is no issue`);
  const bound = await boundTo(deps, draft, buyer);
  const { id: receivable, commitment, plan } = bound;
  const material: Material = { plan, draft, said: null };
  const parts = { receivable, commitment, counterparty: buyer, body: material };
  const done = await deps.database
    .transaction(async (tx) => {
      if (!(await also(tx, bound))) return false;
      if (!(await bindIntent(tx, { id: intent.id, ...parts }))) throw new GivenUp();
      await keepBound(deps, tx, intent.id, bound, draft);
      await note(tx, intent.organisation, draft.buyerIds, buyer);
      return true;
    })
    .catch((error: unknown) => {
      if (error instanceof GivenUp) return false;
      throw error;
    });
  return done ? { ...intent, ...parts } : undefined;
}

/** Undoes a transaction in which somebody else was faster. */
class GivenUp extends Error {}

/** A draft with its buyer. */
export interface Bound {
  readonly id: Hex;
  readonly commitment: Hex;
  readonly plan: ReceivablePlan;
}

async function boundTo(deps: GatewayDeps, draft: Draft, buyer: Address): Promise<Bound> {
  const { receivable: without, documentSecret, issuing } = draft;
  const receivable: Receivable = { ...without, header: { ...without.header, buyer } };
  const { supplier } = receivable.header;
  if (buyer === ZERO_ADDRESS || buyer === supplier) {
    throw new ProblemError("HeaderInvalid", `the buyer is ${buyer}: it is another organisation than the supplier`);
  }
  await explained(() => acceptable(receivable));
  const id = idOf(receivable.header);
  if (await isIssued(deps.database, id)) {
    const wayOut = "use it, or correct the invoice number or line";
    throw new ProblemError("AlreadyIssued", `receivable ${id} is issued already: ${wayOut}`);
  }
  const own = deps.viewingKey?.publicKey;
  const sealed = issuing === "open" ? null : await sealedContent(deps.database, receivable, documentSecret, own);
  const plan: ReceivablePlan = {
    ...{ deed: { verb: "issue", sealed }, receivable, holder: supplier, party: supplier },
    nonce: BigInt(randomHash()),
  };
  return { id, commitment: commitmentOf(receivable), plan };
}

async function isIssued(sql: Sql, id: Hex): Promise<boolean> {
  return (await statesOf(sql, [id])).has(id);
}

/** The header without its buyer, and without its policy, part of which is an amount in the currency of the terms. */
function headerOf(supplier: Address, { line }: NewReceivable, { number }: GivenInvoice): Omit<Header, "policy"> {
  return { supplier, buyer: ZERO_ADDRESS, invoice: numberHash(number), line, revision: 0 };
}

function draftOf(
  named: Omit<Header, "policy">,
  { agreed, issuing, policy }: NewReceivable,
  invoice: GivenInvoice,
  tokens: GatewayDeps["tokens"],
): Draft {
  const documentSecret = randomHash();
  const terms = agreedTerms(invoice, agreed, tokens);
  const header = { ...named, policy: policyBits(policy, terms.currency, tokens) };
  return {
    receivable: { header, terms, document: documentRoot(invoice.fields, documentSecret) },
    ...{ documentSecret, invoice: invoice.model, original: invoice.original?.sha256 ?? null },
    ...{ issuing, buyerIds: invoice.buyerIds },
  };
}

function numberHash(number: string): Hex {
  try {
    return invoiceHash(number);
  } catch (error) {
    if (!(error instanceof InvoiceNumberError)) throw error;
    throw new ProblemError("InvoiceInvalid", error.message, {
      faults: [{ at: "body.invoice.number", message: error.message }],
      cause: error,
    });
  }
}

/** One supplier gives a number once, whoever it is for: the same line of it is prepared once (R68). */
function subjectOf({ supplier, invoice, line }: Omit<Header, "policy">): Hex {
  return keccakOfText(`issue ${supplier} ${invoice} ${line}`);
}

/** What is asked for, apart from what the sender calls it, when it ends, and how the same bytes travelled. */
function contentOf({ agreed, line, policy, issuing }: NewReceivable, { told, original }: GivenInvoice): Hex {
  return keccakOfText(JSON.stringify([original?.sha256 ?? told, agreed, line, policy, issuing]));
}

async function keepInvoice(tx: Transaction, { original }: GivenInvoice, owner: Address, now: number): Promise<void> {
  if (original === null) return;
  await keepOriginal(tx, { ...original, keptUntil: invoiceKeptUntil(now) });
  await ownOriginal(tx, original.sha256, owner, now);
}

async function keepBound(
  { now, tokens }: GatewayDeps,
  tx: Transaction,
  intent: string,
  { id, commitment, plan }: Bound,
  draft: Draft,
): Promise<void> {
  const { documentSecret, invoice, original } = draft;
  const { receivable } = plan;
  const kept = { commitment, id, revision: receivable.header.revision, receivable };
  await keepContent(tx, { ...kept, documentSecret, invoice, original, opened: now() });
  if (original !== null) await attachOriginal(tx, original, id, "invoice", now());
  await holdDiffering(tx, { intent, receivable, invoice }, tokens, now());
}
