import { expect } from "chai";
import fc from "fast-check";
import { afterCredit, afterPayment, allocate, NEW_POSITION, openPrincipal, quote } from "../../src/domain/money.ts";
import type { Position, Terms } from "../../src/domain/receivable.ts";
import { runs } from "../support/runs.ts";
import { agreedTerms, anyCash, anyDay, anyPosition, anyTerms, history } from "./arbitraries.ts";
import type { Act } from "./arbitraries.ts";
import { connectEngine } from "./lens.ts";

describe("money engine: Solidity and TypeScript", () => {
  let engine: Awaited<ReturnType<typeof connectEngine>>;
  before(async () => {
    engine = await connectEngine();
  });
  after(() => engine.close());

  async function compare(terms: Terms, position: Position, day: number, maxCash: bigint): Promise<void> {
    const solidity = await engine.reckon(terms, position, day, maxCash);
    expect(solidity.due).to.deep.equal(quote(terms, position, day));
    expect(solidity.paid).to.deep.equal(allocate(terms, position, day, maxCash));
  }

  /** Plays one act on both engines and says where it leads. */
  async function play(terms: Terms, position: Position, { kind, day, share }: Act): Promise<Position> {
    const part = BigInt(share);
    if (kind === "credit") return afterCredit(position, (openPrincipal(terms, position) * part) / 1000n);
    const maxCash = (quote(terms, position, day).payoff * part) / 1000n;
    await compare(terms, position, day, maxCash);
    return afterPayment(position, allocate(terms, position, day, maxCash));
  }

  it("agree to the minor unit over random histories of agreed terms", async () => {
    await fc.assert(
      fc.asyncProperty(agreedTerms, history, async (terms, acts) => {
        let position = NEW_POSITION;
        for (const act of acts) position = await play(terms, position, act);
      }),
      { numRuns: runs(4000) },
    );
  });

  it("agree on whatever terms and positions can be opened, and neither fails", async () => {
    await fc.assert(fc.asyncProperty(anyTerms, anyPosition, anyDay, anyCash, compare), { numRuns: runs(4000) });
  });
});
