/** Moves that answer, change, divide or end an agreement. */
import type { DebitConsents } from "../../src/clients/acts.ts";
import { ClarificationAction, ClarificationReason } from "../../src/domain/clarification.ts";
import type { Clarification } from "../../src/domain/clarification.ts";
import { accelerated, debited, parts } from "../../src/domain/derived.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { openPrincipal } from "../../src/domain/money.ts";
import { ZERO_ADDRESS, ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Receivable, Terms } from "../../src/domain/receivable.ts";
import { buyerOf, DAY, draft, HASH, HOLDERS, holderOf, known, part, partyOrAgent, payable, pick } from "./play.ts";
import { replace, supplierOf, validity } from "./play.ts";
import type { Move, Play } from "./play.ts";
import { itemOf } from "./receivables.ts";
import type { Item } from "./receivables.ts";
import { address } from "./stage.ts";

export const AGREEMENT: Readonly<Record<string, Move>> = {
  query: async (play) => {
    const { header: opened, receivable } = await known(play);
    const clarification = anyClarification(play);
    const buyer = buyerOf(play, receivable);
    if (play.draw(2) === 0) return partyOrAgent(play, buyer).query({ opened, clarification });
    const consent = await buyer.sign.query(receivable, clarification, validity(play));
    return play.stage.relayer.query({ opened, clarification }, consent);
  },
  reject: async (play) => {
    const { header: opened, receivable } = await known(play);
    const clarification = anyClarification(play);
    const buyer = buyerOf(play, receivable);
    if (play.draw(2) === 0) return partyOrAgent(play, buyer).reject({ opened, clarification });
    const consent = await buyer.sign.rejection(receivable, clarification, validity(play));
    return play.stage.relayer.reject({ opened, clarification }, consent);
  },
  amend: async (play) => {
    const item = await known(play);
    const amended = await anyAmendment(play, item);
    await amend(play, item, amended);
    replace(play, item, amended);
  },
  debit: async (play) => {
    const item = await payable(play);
    const amount = part(play);
    const act = { receivable: item.receivable, amount, reason: HASH };
    if (play.draw(2) === 0) await play.stage.agent.debit(act);
    else await play.stage.relayer.debit(act, await debitConsents(play, item, amount));
    replace(play, item, debited(item.receivable, amount));
  },
  accelerate: async (play) => {
    const [earlier, later] = await twoLines(play);
    await (await holderOf(play, later.id)).accelerate({ receivable: later.receivable, overdue: earlier.receivable });
    const offset = later.receivable.terms.utcOffset * 60;
    const today = Math.floor(((await play.stage.chain.now()) + offset) / DAY);
    replace(play, later, accelerated(later.receivable, today));
  },
  split: async (play) => {
    const { id, receivable } = await payable(play);
    const state = await play.stage.onlooker.stateOf(id);
    const amounts = shares(play, openPrincipal(receivable.terms, state));
    const holder = await holderOf(play, id);
    if (play.draw(2) === 0) {
      await partyOrAgent(play, holder).split({ receivable, amounts });
    } else {
      const signed = { holder: holder.account ?? ZERO_ADDRESS, amounts };
      const consent = await holder.sign.split(receivable, signed, validity(play));
      await play.stage.relayer.split({ receivable, amounts }, consent);
    }
    play.items.push(...parts(receivable, state, amounts).map(itemOf));
  },
  writeOff: async (play) => {
    const { id, header: opened } = await known(play);
    await partyOrAgent(play, await holderOf(play, id)).writeOff({ opened, reason: HASH });
  },
  cancel: async (play) => {
    const { id, header: opened } = pick(play, [await draft(play), await known(play)]);
    await partyOrAgent(play, await holderOf(play, id)).cancel({ opened, reason: HASH });
  },
  consentTransfer: async (play) => {
    const { id, header: opened, receivable } = await known(play);
    const to = pick(play, [...HOLDERS.map((name) => address[name]), ZERO_ADDRESS]);
    await partyOrAgent(play, buyerOf(play, receivable)).consentTransfer({ opened, to });
    if (play.draw(2) === 0) await (await holderOf(play, id)).transfer(id, to);
  },
};

function anyClarification(play: Play): Clarification {
  return {
    reason: pick(play, Object.values(ClarificationReason)),
    action: pick(play, Object.values(ClarificationAction)),
    text: pick(play, [HASH, HASH, ZERO_HASH]),
  };
}

/** Mostly what can stand: a little more or less of everything. */
async function anyAmendment(play: Play, { receivable: { header, terms } }: Item): Promise<Receivable> {
  const today = Math.floor((await play.stage.chain.now()) / DAY);
  const changes: readonly Partial<Terms>[] = [
    { amount: BigInt(1 + play.draw(6_000)), discountDay1: 0, discount1: 0n, slidingRate: 0, discountOnParts: false },
    { dueDay: Math.max(terms.discountDay1, today - 20 + play.draw(60)) },
    { lateRate: play.draw(1_000_000), graceDays: play.draw(20), fixedSum: BigInt(play.draw(50)) },
    { currency: play.stage.chain.freezing, allocation: play.draw(2) },
    { discountOnParts: !terms.discountOnParts },
  ];
  const salt = keccakOfText(`salt ${play.draw(1_000)}`);
  return {
    header: { ...header, policy: pick(play, [header.policy, 0, 1, 5]), revision: header.revision + play.draw(4) },
    terms: { ...terms, ...pick(play, changes), salt },
    document: HASH,
  };
}

async function amend(play: Play, { id, receivable }: Item, amended: Receivable): Promise<void> {
  const act = { receivable, amended };
  if (play.draw(2) === 0) {
    await play.stage.agent.amend(act);
    return;
  }
  const holder = await holderOf(play, id);
  const [supplier, buyer] = [supplierOf(play, receivable), buyerOf(play, receivable)];
  const [ofHolder, ofSupplier, ofBuyer] = await Promise.all(
    [holder, supplier, buyer].map((party) =>
      party.sign.amendment(receivable, { amended, party: party.account ?? ZERO_ADDRESS }, validity(play)),
    ),
  );
  if (ofHolder === undefined || ofSupplier === undefined || ofBuyer === undefined) throw new Error("nobody signed");
  await play.stage.relayer.amend(act, { holder: ofHolder, supplier: ofSupplier, buyer: ofBuyer });
}

async function debitConsents(play: Play, { id, receivable }: Item, amount: bigint): Promise<Required<DebitConsents>> {
  const [holder, buyer] = [await holderOf(play, id), buyerOf(play, receivable)];
  const as = (party: typeof holder): Parameters<typeof holder.sign.debit>[1] => ({
    party: party.account ?? ZERO_ADDRESS,
    amount,
    reason: HASH,
  });
  return {
    holder: await holder.sign.debit(receivable, as(holder), validity(play)),
    buyer: await buyer.sign.debit(receivable, as(buyer), validity(play)),
  };
}

/** An instalment that is overdue and a later one of the same invoice, both accepted. */
async function twoLines(play: Play): Promise<readonly [Item, Item]> {
  const earlier = await draft(play);
  const { header, terms } = earlier.receivable;
  const dueDay = Math.floor((await play.stage.chain.now()) / DAY) + 5 + play.draw(30);
  const line = { ...header, line: 1 };
  const later = itemOf({ ...earlier.receivable, header: line, terms: { ...terms, dueDay, accelerationDays: 1 } });
  play.items.push(later);
  for (const { receivable } of [earlier, later]) {
    await supplierOf(play, receivable).issue(receivable);
    await buyerOf(play, receivable).accept(receivable);
  }
  if (play.draw(3) === 0) await supplierOf(play, later.receivable).transfer(later.id, address.factor);
  return [earlier, later];
}

/** Two to four shares of an amount. */
function shares(play: Play, amount: bigint): readonly bigint[] {
  const cuts = Array.from({ length: 1 + play.draw(3) }, () => BigInt(1 + play.draw(Math.max(1, Number(amount)))));
  const ends = [...new Set(cuts), amount].sort((a, b) => Number(a - b));
  return ends.map((end, i) => end - (ends[i - 1] ?? 0n));
}
