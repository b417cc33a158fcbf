import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import type { Address, Hex, Receivable } from "../../src/domain/receivable.ts";
import type { Database } from "../../src/store/database.ts";
import { readOrigin } from "../../src/store/origin.ts";
import { accepting, issuing, openBook } from "../gateway/book.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { splitting } from "../support/splitting.ts";
import { ENGINES, freshDatabase } from "./engines.ts";
import { address, hash } from "./rows.ts";

const [SUPPLIER, BUYER] = [address(0x51), address(0x52)];
const SPLITS = 5;

for (const engine of ENGINES) {
  describe(`The chain of origin in ${engine}`, () => {
    let database: Database;
    /** From what was issued to a part that is five splits below it. */
    const chain: Hex[] = [];

    before(async () => {
      database = await freshDatabase(engine);
      const book = openBook(database);
      let receivable: Receivable = receivableOf(headerOf(SUPPLIER, BUYER), termsOf(address(0x70), 20_000));
      let holder: Address = SUPPLIER;
      chain.push(idOf(receivable.header));
      await book.write(...issuing(receivable), accepting(receivable));
      for (let split = 1; split <= SPLITS; split += 1) {
        const { amount } = receivable.terms;
        const { parts, events } = splitting(receivable, holder, [amount - 1_000n, 1_000n]);
        await book.write(...events);
        receivable = parts[0] ?? receivable;
        const [id, to] = [idOf(receivable.header), address(0x60 + split)];
        await book.write({ name: "Transfer", from: holder, to, id });
        holder = to;
        chain.push(id);
      }
    });

    const last = (): Hex => chain.at(-1) ?? hash(0);

    it("is read whole where it has no more links than are asked for", async () => {
      for (const most of [SPLITS + 1, SPLITS + 2, 100]) {
        const read = await readOrigin(database, last(), most);
        expect(read).to.include({ complete: true, face: 100_000n, currency: address(0x70) });
        expect(read?.links.map(({ id }) => id)).to.deep.equal(chain);
        expect(read?.links.map(({ part }) => part?.amount)).to.deep.equal([
          ...[undefined, 99_000n, 98_000n, 97_000n, 96_000n, 95_000n],
        ]);
        expect(read?.links.at(-1)?.holders.map(({ holder }) => holder)).to.deep.equal([address(0x64), address(0x65)]);
      }
    });

    it("is read from its end where it is longer, each link with the split that made it", async () => {
      for (let most = 1; most <= SPLITS; most += 1) {
        const read = await readOrigin(database, last(), most);
        expect(read?.complete).to.equal(false);
        expect(read?.links.map(({ id }) => id)).to.deep.equal(chain.slice(-most));
        for (const { part, split } of read?.links ?? []) expect(split?.parts[0]).to.equal(part);
        expect(read?.links.map(({ part }) => part?.number)).to.deep.equal(Array<number>(most).fill(1));
      }
    });

    it("is that of what was split too, with its parts; and of nothing where nobody has issued", async () => {
      const read = await readOrigin(database, chain[1] ?? hash(0), 100);
      expect(read?.links.map(({ id }) => id)).to.deep.equal(chain.slice(0, 2));
      expect(read?.into?.parts.map(({ amount }) => amount)).to.deep.equal([98_000n, 1_000n]);
      expect(read?.into?.parts[0]?.id).to.equal(chain[2]);
      expect(await readOrigin(database, hash(7), 100)).to.equal(undefined);
    });
  });
}
