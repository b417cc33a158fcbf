/** Prepares acts on receivables. */
import { acceptable } from "../../clients/acceptable.ts";
import { commitmentOf, idOf } from "../../domain/commitment.ts";
import { keccakOfText } from "../../domain/hash.ts";
import { Outcome } from "../../domain/receivable.ts";
import type { Address, Receivable } from "../../domain/receivable.ts";
import { cursorOf } from "../../store/chainTables.ts";
import { factorOf } from "../../store/desks.ts";
import type { Transaction } from "../../store/database.ts";
import type { NewParty } from "../../store/intentParties.ts";
import type { NewIntent } from "../../store/intents.ts";
import type { ActOnReceivable } from "../../wire/act.ts";
import { checkWriteOff } from "../cases/writeOffs.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { ProblemError } from "../http/problems.ts";
import { grantPrepared } from "../limits/asking.ts";
import { randomHash } from "./agreeing.ts";
import { dealingOf } from "./dealing.ts";
import { prepareReceiptAct, prepareTogether } from "./dealPreparing.ts";
import { deedOf, saidIn, sumOf } from "./deeds.ts";
import type { Deed } from "./deeds.ts";
import type { Material } from "./material.ts";
import { opened } from "./opening.ts";
import { principalOf, signersOf } from "./parties.ts";
import type { Standing } from "./parties.ts";
import { permitFor } from "./permits.ts";
import { callOf, otherParty } from "./plans.ts";
import { deadlineFor, prepareOnce, tellAwaited } from "./preparingOnce.ts";
import type { Prepared } from "./preparingOnce.ts";
import type { ReceivablePlan } from "./receivablePlans.ts";
import { explained } from "./refusals.ts";
import { trial } from "./verifying.ts";

/** Verbs that a commitment sees once; of the others the sender's id tells two from one sent twice. */
const ONCE: ReadonlySet<ActOnReceivable["verb"]> = new Set([
  "accept",
  "reject",
  "cancel",
  "split",
  "accelerate",
  "amend",
]);

/** Prepares an act on a receivable. @throws ProblemError */
export async function prepareAct(deps: GatewayDeps, member: Member, act: ActOnReceivable): Promise<Prepared> {
  const { database, tokens, now } = deps;
  const { organisation, account } = member;
  if (act.verb === "recordReceipt" || act.verb === "reverseReceipt") {
    const prepared = await prepareReceiptAct(deps, member, act);
    if (prepared !== undefined) return prepared;
  }
  const { id, deadline: asked, ...wants } = act;
  const { state, receivable } = await opened(database, organisation, act.receivable);
  if (act.verb === "pay") checkPayable(receivable);
  const overdue =
    act.verb === "accelerate" ? (await opened(database, organisation, act.overdue)).receivable : undefined;
  const permit = await permitFor(deps, organisation, act, receivable);
  const deed = deedOf(act, { receivable, state, overdue, permit }, tokens);
  const factor = await factorOf(database, state.holder);
  if (factor !== undefined && (act.verb === "credit" || act.verb === "waive" || isConceded(act))) {
    return together(deps, member, act, { deed, receivable, holder: state.holder });
  }
  const { plan, parties } = planFor(deed, { receivable, standing: state, factor, member });
  if (deed.verb === "writeOff") await checkWriteOff(database, organisation, act.receivable);
  const commitment = commitmentOf(receivable);
  const content = keccakOfText(JSON.stringify([wants, commitment]));
  const once = keccakOfText(`${act.verb} ${commitment}`);
  const subject = ONCE.has(act.verb) ? once : id === undefined ? content : null;
  const deadline = deadlineFor(asked, now());
  await explained(() => (deed.verb === "amend" ? acceptable(deed.amended) : undefined));
  await explained(() => callOf(plan));
  const cursor = await cursorOf(database);
  return prepareOnce(deps, { organisation, id, subject, content }, (made) => {
    const material: Material = { plan, draft: null, said: saidIn(act) };
    const intent: NewIntent = {
      ...{ id: made, organisation, verb: act.verb, subject, content, deadline },
      ...{ receivable: idOf(receivable.header), commitment, counterparty: otherParty(plan, organisation) },
      ...{ statement: null, notice: null },
      ...{ currency: receivable.terms.currency, amount: sumOf(deed, receivable) },
      ...{ preparedBy: account, prepared: now(), afterBlock: cursor?.folded.number ?? 0 },
      ...{ parties, body: material },
    };
    const also = async (tx: Transaction): Promise<void> => {
      await grantPrepared(tx, deps, intent, { organisation, actor: account });
      await tellAwaited(tx, intent);
    };
    return Promise.resolve({ intent, also });
  });
}

type Lessening = Extract<ActOnReceivable, { readonly verb: "credit" | "waive" | "resolve" }>;

/** Conceding is the holder's, withdrawing the buyer's. */
function isConceded(act: ActOnReceivable): act is Extract<Lessening, { verb: "resolve" }> {
  return act.verb === "resolve" && Outcome[act.outcome] === Outcome.Conceded;
}

/** What lessens a claim that a desk holds takes its seller and its factor. @throws ProblemError `NotAuthorised` */
async function together(
  deps: GatewayDeps,
  member: Member,
  act: Lessening,
  { deed, receivable, holder }: Pick<ReceivablePlan, "deed" | "receivable" | "holder">,
): Promise<Prepared> {
  const { organisation } = member;
  const dealing = await dealingOf(deps.database, organisation, idOf(receivable.header));
  if (dealing === undefined) {
    const detail = `a factor's desk holds it: its seller and its factor ${act.verb} together`;
    throw new ProblemError("NotAuthorised", detail);
  }
  const call = await explained(() => callOf({ deed, receivable, holder, party: holder, nonce: 0n }));
  await trial(deps, { to: deps.addresses.ledger, data: call }, holder);
  return prepareTogether(deps, member, act, dealing, { call, amount: sumOf(deed, receivable) });
}

/** ISO 4217 numbers end here; every address above is a token's. */
const LAST_ISO_NUMBER = 999n;

/** Money that moves outside the chain is paid there, and advised here. @throws ProblemError `PaidOffChain` */
function checkPayable({ terms: { currency } }: Receivable): void {
  if (BigInt(currency) > LAST_ISO_NUMBER) return;
  throw new ProblemError("PaidOffChain", "the currency moves outside the chain: pay by bank, and advise what was paid");
}

interface Planning {
  readonly receivable: Receivable;
  readonly standing: Standing;
  /** Whose desk the holder is, if it is one. */
  readonly factor: Address | undefined;
  readonly member: Member;
}

/** What a factor does in its desk's name alone, or sends with the seller once all others have signed. */
const OF_DESKS: ReadonlySet<Deed["verb"]> = new Set(["amend", "debit", "writeOff", "accelerate"]);

/**
 * Makes sure that the organisation is one of those whose consents the deed takes, or the factor whose desk is.
 * @returns the plan as it signs it, and all who sign where others do too. @throws ProblemError `NotAuthorised`
 */
function planFor(
  deed: Deed,
  { receivable, standing, factor, member: { organisation, account } }: Planning,
): { readonly plan: ReceivablePlan; readonly parties: readonly NewParty[] } {
  const { holder } = standing;
  const all = (signersOf(deed, receivable, standing) ?? [organisation]).map((principal): NewParty => {
    const desk = principal === holder && factor !== undefined ? holder : null;
    const party = desk === null || factor === undefined ? principal : factor;
    const preparedBy = party === organisation ? account : null;
    return { party, desk, nonce: BigInt(randomHash()), preparedBy, deadline: null };
  });
  const signers = all.map(({ party }) => party);
  const own = all.find(({ party }) => party === organisation);
  if (own === undefined) {
    const detail = `this is for ${signers.join(" and ")} to do: sign in for that organisation`;
    throw new ProblemError("NotAuthorised", detail);
  }
  if (all.some(({ desk }) => desk !== null) && !OF_DESKS.has(deed.verb)) {
    const wayOut = "reassign the receivable to its seller first, who can do it then";
    throw new ProblemError("NotAuthorised", `a desk does not let its factor ${deed.verb}: ${wayOut}`);
  }
  if (new Set(signers).size !== signers.length) {
    const wayOut = "send the call itself, which consents for both";
    throw new ProblemError("NotAuthorised", `${holder} holds it and owes it, and signs nothing with itself: ${wayOut}`);
  }
  const plan = { deed, receivable, holder, party: principalOf(own), nonce: own.nonce };
  return { plan, parties: all.length > 1 ? all : [] };
}
