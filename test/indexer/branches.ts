/** Acts on receivables that two forks have in common, so that dropping one fork changes what it touched. */
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Item } from "../support/receivables.ts";
import { address, order } from "../support/stage.ts";
import type { ServedStage } from "./stage.ts";

/** What both forks start from: one receivable to be paid, one that can be split, one that nobody has accepted yet. */
export interface Common {
  readonly paid: Item;
  readonly whole: Item;
  readonly waiting: Item;
}

const MINTED = 5;
let nonces = 1_000n;

export async function common(stage: ServedStage): Promise<Common> {
  const whole = await stage.accepted({ header: { policy: 4 } });
  const paid = await stage.accepted();
  await stage.buyer.pay(order(paid, 11n));
  return { paid, whole, waiting: await stage.issued() };
}

/** A fork of so many blocks; those of another `turn` hold other acts. @returns How many of its blocks hold events. */
export async function branch(stage: ServedStage, from: Common, blocks: number, turn: number): Promise<number> {
  const { supplier, buyer, stranger } = stage;
  const { paid, whole, waiting } = from;
  const first = BigInt(30_000 + turn * 1_000);
  const fresh = await stage.draft();
  const acts: readonly (() => Promise<unknown>)[] = [
    () => buyer.pay(order(paid, BigInt(100 + turn))),
    () => supplier.split({ receivable: whole.receivable, amounts: [first, 100_000n - first] }),
    () => (turn % 2 === 0 ? buyer.accept(waiting.receivable) : supplier.transfer(waiting.id, address.factor)),
    () => supplier.issue(fresh.receivable),
    () => stranger.directory.setViewingKey(keccakOfText(`key ${turn}`)),
    () => buyer.spendNonce((nonces += 1n)),
    () => buyer.dispute({ receivable: paid.receivable, amount: 9n, code: turn, evidence: keccakOfText("why") }),
    () => buyer.accept(fresh.receivable),
    () => buyer.pay(order(fresh, 77n)),
  ];
  // Of two forks, the second has its blocks without events between those with.
  let acted = 0;
  for (let block = 0; block < blocks; block += 1) {
    const act = turn % 2 === 1 && block % MINTED === MINTED - 1 ? undefined : acts[acted];
    if (act === undefined) await stage.pass(1);
    else {
      await act();
      acted += 1;
    }
  }
  return acted;
}
