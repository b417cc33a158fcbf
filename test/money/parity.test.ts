import { expect } from "chai";
import fc from "fast-check";
import { dueOn } from "../../src/audit/due.ts";
import type { Entry } from "../../src/audit/history.ts";
import { settle } from "../../src/audit/money.ts";
import { afterCredit, afterPayment, allocate, NEW_POSITION, openPrincipal, quote } from "../../src/domain/money.ts";
import type { Position, Terms } from "../../src/domain/receivable.ts";
import { runs } from "../../scripts/effort.ts";
import { agreedTerms, anyCash, anyDay, anyPosition, anyTerms, history } from "./arbitraries.ts";
import type { Act } from "./arbitraries.ts";
import { connectEngine } from "./lens.ts";

/** One receivable as each of the three engines keeps it. */
interface Play {
  readonly position: Position;
  readonly entries: readonly Entry[];
}

describe("money engine", () => {
  let solidity: Awaited<ReturnType<typeof connectEngine>>;
  before(async () => {
    solidity = await connectEngine();
  });
  after(() => solidity.close());

  async function compareTwo(terms: Terms, position: Position, day: number, maxCash: bigint): Promise<void> {
    const { due, paid } = await solidity.reckon(terms, position, day, maxCash);
    expect(due).to.deep.equal(quote(terms, position, day));
    expect(paid).to.deep.equal(allocate(terms, position, day, maxCash));
  }

  /** What is due, asked of the oracle, which reckons from the history, and of the engine, which has a position. */
  function compareDue(terms: Terms, { position, entries }: Play, day: number): void {
    const { open, discount, charges, payoff } = dueOn(terms, entries, day);
    expect(quote(terms, position, day)).to.include({ open, discount, charges, payoff });
  }

  function credit(terms: Terms, { position, entries }: Play, { day, share }: Act): Play | undefined {
    const amount = (openPrincipal(terms, position) * BigInt(share)) / 1000n;
    const entry = settle(terms, entries, { kind: "credit", instant: day * 86_400, amount });
    if (amount === 0n || entry.kind !== "credited") return undefined;
    return { position: afterCredit(position, amount), entries: [...entries, entry] };
  }

  async function pay(terms: Terms, { position, entries }: Play, { day, share }: Act): Promise<Play | undefined> {
    const maxCash = (quote(terms, position, day).payoff * BigInt(share)) / 1000n;
    await compareTwo(terms, position, day, maxCash);
    const entry = settle(terms, entries, { kind: "payment", instant: day * 86_400, maxCash });
    const paid = allocate(terms, position, day, maxCash);
    if (entry.kind !== "paid") {
      expect(paid.principal + paid.charges).to.equal(0n);
      return undefined;
    }
    const { cash, principal, discount, charges, closed } = entry;
    expect(paid).to.include({ cash, principal, discount, charges, closed });
    return { position: afterPayment(position, paid), entries: [...entries, entry] };
  }

  it("gives the same to the minor unit in Solidity, TypeScript and the auditor's rationals", async () => {
    let acted = 0;
    await fc.assert(
      fc.asyncProperty(agreedTerms, history, async (terms, acts) => {
        let play: Play = { position: NEW_POSITION, entries: [] };
        for (const act of acts) {
          compareDue(terms, play, act.day);
          const next = act.kind === "credit" ? credit(terms, play, act) : await pay(terms, play, act);
          if (next === undefined) continue;
          play = next;
          acted += 1;
          if (play.entries.some((entry) => entry.kind !== "refused" && entry.closed)) return;
        }
      }),
      { numRuns: runs(3000) },
    );
    expect(acted).to.be.greaterThan(runs(3000));
  });

  it("gives the same in Solidity and TypeScript for whatever can be opened, and never fails", async () => {
    await fc.assert(fc.asyncProperty(anyTerms, anyPosition, anyDay, anyCash, compareTwo), { numRuns: runs(4000) });
  });
});
