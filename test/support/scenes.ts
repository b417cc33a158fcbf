/** What a play must have shown: every change of an agreement, open or sealed, and money that moved elsewhere. */
import { expect } from "chai";
import { ClarificationAction, ClarificationReason } from "../../src/domain/clarification.ts";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import { accelerated, debited, parts } from "../../src/domain/derived.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Receivable } from "../../src/domain/receivable.ts";
import { UNKNOWN_RECEIVABLE } from "../../src/domain/receivableState.ts";
import type { ReceivableState } from "../../src/domain/receivableState.ts";
import type { Mirror } from "./mirror.ts";
import { itemOf } from "./receivables.ts";
import type { Item } from "./receivables.ts";
import { address, order } from "./stage.ts";
import type { Stage } from "./stage.ts";

const HASH = keccakOfText("a paper");
const REFERENCE = keccakOfText("a bank's reference");
const DAY = 86_400;

/** Each follows the mirror as it goes. The stage's agent may do everything for everybody. */
export const SCENES: readonly ((stage: Stage, mirror: Mirror) => Promise<void>)[] = [
  async (stage, mirror) => {
    const terms = { discountOnParts: true, discount1: 1_001n, fixedSum: 77n };
    const [open, sealed] = [
      await stage.draft({ header: { policy: 5 }, terms }),
      await stage.draft({ header: { policy: 5 }, terms }),
    ];
    await stage.supplier.issue(open.receivable);
    await stage.supplier.issueSealed(sealed.header, "0x5ea1ed");
    for (const item of [open, sealed]) await sellAndDivide(stage, mirror, item);
  },
  answerAndCancel,
  callDue,
  moveElsewhere,
];

function recorded(mirror: Mirror, receivable: Receivable): ReceivableState {
  return mirror.state().receivables.get(idOf(receivable.header)) ?? UNKNOWN_RECEIVABLE;
}

async function sellAndDivide({ supplier, buyer, factor, agent }: Stage, mirror: Mirror, item: Item): Promise<void> {
  await buyer.accept(item.receivable);
  await buyer.consentTransfer({ opened: item.header, to: address.factor });
  await mirror.follow();
  await supplier.transfer(item.id, address.factor);
  await buyer.pay(order(item, 333n));
  await agent.debit({ receivable: item.receivable, amount: 1_000n, reason: HASH });
  await mirror.follow();
  const receivable = debited(item.receivable, 1_000n);
  const state = recorded(mirror, receivable);
  expect(state.commitment).to.equal(commitmentOf(receivable));
  const amounts = [1n, 60_000n, 101_000n - state.settled - 60_001n];
  await factor.split({ receivable, amounts });
  await mirror.follow();
  const open = state.agreed?.openTerms !== undefined;
  for (const part of parts(receivable, state, amounts)) {
    const itsState = recorded(mirror, part);
    expect(itsState).to.include({ commitment: commitmentOf(part), part: true, locked: true, holder: address.factor });
    expect(itsState.agreed).to.deep.include({ header: part.header, openTerms: open ? part.terms : undefined });
  }
}

async function answerAndCancel({ supplier, buyer, ...stage }: Stage, mirror: Mirror): Promise<void> {
  const { receivable, header: opened } = await stage.issued();
  const clarification = { reason: ClarificationReason.PRI, action: ClarificationAction.CNP, text: HASH };
  await buyer.query({ opened, clarification });
  await mirror.follow();
  await buyer.reject({ opened, clarification });
  const header = { ...receivable.header, revision: 7, policy: 1 };
  const amended = { ...receivable, header, document: HASH };
  await supplier.amend({ receivable, amended });
  await mirror.follow();
  expect(recorded(mirror, amended)).to.include({ commitment: commitmentOf(amended), locked: true });
  await supplier.cancel({ opened: itemOf(amended).header, reason: HASH });
  await mirror.follow();
}

async function callDue({ supplier, chain, ...stage }: Stage, mirror: Mirror): Promise<void> {
  const { receivable } = await stage.accepted({ header: { line: 1 }, terms: { accelerationDays: 1 } });
  const { invoice } = receivable.header;
  const terms = { discountDay1: 0, discount1: 0n, dueDay: receivable.terms.dueDay - 60 };
  const overdue = await stage.accepted({ header: { invoice }, terms });
  await supplier.accelerate({ receivable, overdue: overdue.receivable });
  const today = Math.floor(((await chain.now()) + receivable.terms.utcOffset * 60) / DAY);
  await supplier.writeOff({ opened: overdue.header, reason: HASH });
  await mirror.follow();
  const called = accelerated(receivable, today);
  expect(recorded(mirror, called)).to.include({ commitment: commitmentOf(called) });
}

async function moveElsewhere({ supplier, buyer, chain, ...stage }: Stage, mirror: Mirror): Promise<void> {
  const { id, receivable, terms: opened } = await stage.accepted();
  await chain.wait(100 * DAY);
  const valueDay = Math.floor((await chain.now()) / DAY) - 1;
  const other = { bankRef: HASH, cash: 9n, valueDay };
  for (const advice of [{ ...other, bankRef: REFERENCE }, other, { ...other, cash: 0n }]) {
    await buyer.advise({ receivable, advice });
    await mirror.follow();
  }
  const receipt = { bankRef: REFERENCE, cash: 9_000n, valueDay };
  const { events } = await supplier.recordReceipt({ id, opened, receipt });
  await mirror.follow();
  const settled = events.map(({ event }) => event).find((event) => event.name === "ReceiptRecorded");
  if (settled === undefined) throw new Error("no receipt was recorded");
  await supplier.waive({ id, opened, amount: 1n, reason: HASH });
  await mirror.follow();
  await supplier.reverseReceipt({ id, opened, recorded: settled, evidence: HASH });
  await mirror.follow();
  expect(recorded(mirror, receivable)).to.include({ settled: 0n, lateDays: 0n, chargesSettled: 1n, advices: 0 });
}
