/** Proposing how a dispute ends. All intents of an outcome are there, or none is. */
import { idOf } from "../../domain/commitment.ts";
import { keccakOfText } from "../../domain/hash.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { cursorOf } from "../../store/chainTables.ts";
import { addOutcome, countOutcomes, outcomeOf } from "../../store/disputes.ts";
import type { DisputeOutcome } from "../../store/disputes.ts";
import { insertIntent } from "../../store/intents.ts";
import type { NewIntent } from "../../store/intents.ts";
import type { NewDisputeOutcome } from "../../wire/dispute.ts";
import { idTaken, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { ProblemError } from "../http/problems.ts";
import { minorUnits } from "../intents/amounts.ts";
import { dealingOf } from "../intents/dealing.ts";
import { uuidOf } from "../intents/ids.ts";
import { opened } from "../intents/opening.ts";
import type { Opened } from "../intents/opening.ts";
import { prepareAct } from "../intents/preparing.ts";
import { deadlineFor, tellAwaited } from "../intents/preparingOnce.ts";
import { withdrawOne } from "../intents/signing.ts";
import { shownAmount, shownCurrency } from "../receivables/showing.ts";
import { askedWithdrawal, isTheirs, readOutcome, stands } from "./outcomes.ts";
import { readDisputes } from "./reading.ts";
import type { ReadDispute } from "./reading.ts";

/** Of one receivable, by one organisation: nobody uses up what others may propose. */
const MOST_OUTCOMES = 500;

/** Asked again with the same id and content it is the same outcome. @throws ProblemError */
export async function proposeOutcome(
  deps: GatewayDeps,
  member: Member,
  id: Hex,
  body: NewDisputeOutcome,
): Promise<void> {
  const { database, now } = deps;
  const found = await opened(database, member.organisation, id);
  const content = keccakOfText(JSON.stringify([id, body]));
  if (await isKnown(deps, member, body.id, content)) return;
  const [read] = await readDisputes(database, [id], now());
  if (read === undefined || read.dispute.disputed === 0n) {
    throw new ProblemError("DisputeOver", `nothing of receivable ${id} is disputed now: there is nothing to end`);
  }
  await checkSide(deps, member.organisation, found, body.side);
  const sums = sumsOf(deps, found, body, read.dispute.disputed);
  await checkFree(deps, { side: body.side, organisation: member.organisation }, read);
  const deadline = deadlineFor(body.deadline, now());
  const afterBlock = (await cursorOf(database))?.folded.number ?? 0;
  const own = await prepareOwn(deps, member, { id, body, sums });
  const outcome: DisputeOutcome = {
    ...{ id: body.id, receivable: id, number: read.lastOutcome + 1, ...sums, content },
    ...{ at: now(), afterBlock },
    ...{ organisation: member.organisation, account: member.account, side: body.side },
    creditIntent: body.side === "creditor" ? own : null,
    withdrawalIntent: sums.withdrawal === 0n ? null : partId(deps, member, body, "withdrawal"),
  };
  const { withdrawalIntent: asked } = outcome;
  const intent =
    body.side === "debtor" || asked === null
      ? undefined
      : askedWithdrawal(deps, member, found, {
          ...{ id: asked, amount: sums.withdrawal, evidence: body.evidence, deadline, afterBlock },
        });
  if (await keep(deps, outcome, intent)) return;
  // Whoever was first stands; of the same request once more everything is there.
  if (await isKnown(deps, member, body.id, content)) return;
  if (own !== null) await withdrawOne(deps, member, own);
  throw new ProblemError("IntentExists", "another outcome was proposed at the same moment: read the dispute again");
}

async function isKnown({ database }: GatewayDeps, member: Member, id: string, content: Hex): Promise<boolean> {
  const known = await outcomeOf(database, id);
  if (known === undefined) return false;
  const { organisation, account } = member;
  if (known.organisation === organisation && known.account === account && known.content === content) return true;
  throw idTaken("an outcome");
}

/** @throws ProblemError `NotAuthorised` */
async function checkSide(
  { database }: GatewayDeps,
  organisation: Address,
  { receivable, state }: Opened,
  side: NewDisputeOutcome["side"],
): Promise<void> {
  const { buyer } = receivable.header;
  if (side === "debtor") {
    if (organisation === buyer) return;
    throw new ProblemError("NotAuthorised", `this is for ${buyer} to do, which owes it: sign in for that organisation`);
  }
  if (organisation === state.holder && organisation !== buyer) return;
  if (organisation !== buyer && (await dealingOf(database, organisation, idOf(receivable.header))) !== undefined)
    return;
  throw new ProblemError("NotAuthorised", `this is for ${state.holder} to do, which holds it: sign in for it`);
}

interface Sums {
  /** Minor units. */
  readonly credit: bigint;
  readonly withdrawal: bigint;
}

/** @throws ProblemError `AmountUnfit`, `AmountOutOfRange` */
function sumsOf({ tokens }: GatewayDeps, { receivable }: Opened, body: NewDisputeOutcome, disputed: bigint): Sums {
  const { currency } = receivable.terms;
  const [field, text] = body.side === "creditor" ? ["credit", body.credit] : ["withdrawal", body.withdrawal];
  const units = minorUnits(text, currency, tokens, `body.${field}`);
  if (units > disputed || (body.side === "debtor" && units === 0n)) {
    const most = shownAmount(disputed, shownCurrency(currency, tokens));
    throw new ProblemError("AmountOutOfRange", `body.${field} is ${text}: ${most} is disputed, give no more of it`);
  }
  if (body.side === "debtor") return { credit: 0n, withdrawal: units };
  return { credit: units, withdrawal: disputed - units };
}

/**
 * What the organisation proposed itself, or is to sign a part of, it can end itself. What asks nothing of it stops it
 * from nothing: it could neither sign nor withdraw that. @throws ProblemError `IntentExists`, `QuotaReached`
 */
async function checkFree(
  { database, now }: GatewayDeps,
  { side, organisation }: Pick<DisputeOutcome, "side" | "organisation">,
  { id, outcomes, dispute }: ReadDispute,
): Promise<void> {
  if ((await countOutcomes(database, id, organisation)) >= MOST_OUTCOMES) {
    throw quotaReached(MOST_OUTCOMES, "outcomes of the receivable by one organisation");
  }
  // Of one organisation only its last one can stand.
  for (const last of new Map(outcomes.map((one) => [one.organisation, one])).values()) {
    const read = await readOutcome(database, last, dispute, now());
    const concerns = read.parts.some(({ intent, state }) => {
      // Of seller and factor the one who has not agreed to a credit yet is asked for that, and answers it first.
      return (
        (side === "creditor" && state === "partlySigned") || (intent !== undefined && isTheirs(intent, organisation))
      );
    });
    if (!concerns || !stands(read)) continue;
    const wayOut = "sign its intents, or withdraw one of them first";
    throw new ProblemError("IntentExists", `the outcome ${last.id} is proposed already: ${wayOut}`);
  }
}

interface Preparing {
  readonly id: Hex;
  readonly body: NewDisputeOutcome;
  readonly sums: Sums;
}

/** What the proposing side signs itself; null where that is nothing. @throws ProblemError */
async function prepareOwn(deps: GatewayDeps, member: Member, { id, body, sums }: Preparing): Promise<string | null> {
  const isCredit = body.side === "creditor";
  if (isCredit && sums.credit === 0n) return null;
  const { intent } = await prepareAct(deps, member, {
    ...({ verb: "resolve", receivable: id } as const),
    ...(body.evidence === undefined ? {} : { evidence: body.evidence }),
    ...(body.deadline === undefined ? {} : { deadline: body.deadline }),
    id: partId(deps, member, body, isCredit ? "credit" : "withdrawal"),
    ...(body.side === "creditor"
      ? { outcome: "Conceded" as const, amount: body.credit }
      : { outcome: "Withdrawn" as const, amount: body.withdrawal }),
  });
  return intent.id;
}

/** The same for the same request, however often it is sent; nobody else's request leads there. */
function partId({ config }: GatewayDeps, member: Member, { id }: NewDisputeOutcome, part: string): string {
  return uuidOf(config.secret, `${member.organisation}/dispute outcome ${id}/${part}`);
}

/** False, and nothing is stored, where the outcome's id or number is taken. */
function keep({ database }: GatewayDeps, outcome: DisputeOutcome, intent: NewIntent | undefined): Promise<boolean> {
  return database.transaction(async (tx) => {
    if (!(await addOutcome(tx, outcome))) return false;
    if (intent === undefined) return true;
    if (!(await insertIntent(tx, intent))) throw new Error(`the intent ${intent.id} is there without its outcome`);
    await tellAwaited(tx, intent);
    return true;
  });
}
