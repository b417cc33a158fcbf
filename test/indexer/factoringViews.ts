/** Desks, deals, use, waiting cash, nonces and notices in the tables beside what the contracts answer. */
import { expect } from "chai";
import type { FactoringClient } from "../../src/clients/factoring.ts";
import { factorDay, feesDue } from "../../src/domain/factoring/waterfall.ts";
import { noticesAfter } from "../../src/store/assignmentNotices.ts";
import type { Database } from "../../src/store/database.ts";
import { dealsAfter, inUseOf } from "../../src/store/deals.ts";
import { allDesks, isFactoringNonceSpent, owedTo, spentDeskNonces } from "../../src/store/desks.ts";
import { address } from "../support/stage.ts";

const MOST = 1_000;
const YEAR = 365 * 86_400;

/** @param now Unix seconds. @returns how many deals there are, of which how many live. */
export async function expectFactoring(
  database: Database,
  client: FactoringClient,
  now: number,
): Promise<{ readonly deals: number; readonly live: number }> {
  const desks = await allDesks(database);
  for (const [desk, factor] of desks) expect(await client.deskOf(factor)).to.equal(desk);
  const deals = await dealsAfter(database, { desk: "0x", id: "0x", number: 0 }, MOST);
  for (const { state, factor } of deals) {
    const desk = client.desk(state.desk);
    expect(await desk.factor()).to.equal(factor);
    for (const buyer of [undefined, state.buyer]) {
      const used = await inUseOf(database, state.desk, state.offer, buyer);
      expect(await desk.inUse(state.offer, buyer), "in use").to.equal(used);
    }
    const spent = await spentDeskNonces(database, state.desk, [state.nonce]);
    expect(await desk.isSpent(state.nonce)).to.equal(spent.has(state.nonce));
    for (const instant of state.live ? [now, now + YEAR] : []) {
      const fees = feesDue(state.money, state.terms, factorDay(state.terms.utcOffset, instant));
      const told = await desk.dealOf(state.id, instant);
      expect(told).to.deep.equal({ terms: state.terms, funds: state.money.funds, fees });
    }
  }
  for (const account of Object.values(address)) {
    for (const { desk, currency, amount } of await owedTo(database, account)) {
      expect(await client.desk(desk).owedTo(account, currency), "owed").to.equal(amount);
    }
  }
  for (const { state } of await noticesAfter(database, "0x", MOST)) {
    const { recorded, reply } = await client.noticeOf(state.hash);
    expect([recorded > 0, reply], "notice").to.deep.equal([true, state.reply]);
  }
  for (const nonce of [71n, 72n, 73n]) {
    const isSpent = await isFactoringNonceSpent(database, address.factor, nonce);
    expect(await client.isSpent(address.factor, nonce)).to.equal(isSpent);
  }
  return { deals: deals.length, live: deals.filter(({ state }) => state.live).length };
}
