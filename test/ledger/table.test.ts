import { expect } from "chai";
import { LedgerError } from "../../src/clients/errors.ts";
import type { LedgerClient } from "../../src/clients/port.ts";
import { idOf, openHeader, openTerms } from "../../src/domain/commitment.ts";
import { keccakOfWords, wordOf } from "../../src/domain/hash.ts";
import { Outcome, Status, ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Receivable } from "../../src/domain/receivable.ts";
import { addressOf, connectViem, openChain, Role } from "../support/chain.ts";
import type { TestChain } from "../support/chain.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { isForbidden, readTable, STATES } from "./table.ts";
import type { State } from "./table.ts";

const LEDGER_SLOT = 4n;
const EVERYTHING = 2n ** 255n;

interface Cast {
  readonly supplier: LedgerClient;
  readonly buyer: LedgerClient;
}

/** The verbs of the table's rows; each acts for the party that the table names. */
const ACTS: Readonly<Record<string, readonly ((cast: Cast, r: Receivable) => Promise<unknown>)[]>> = {
  "issue, issueMany, issueSealed": [
    ({ supplier }, r) => supplier.issue(r),
    ({ supplier }, r) => supplier.issueMany([r]),
    ({ supplier }, r) => supplier.issueSealed(openHeader(r), "0x1234"),
  ],
  accept: [({ buyer }, r) => buyer.accept(openHeader(r))],
  pay: [({ buyer }, r) => buyer.pay({ id: idOf(r.header), opened: openTerms(r), maxCash: EVERYTHING })],
  payMany: [({ buyer }, r) => buyer.payMany([{ id: idOf(r.header), opened: openTerms(r), maxCash: EVERYTHING }])],
  credit: [
    ({ supplier }, r) => supplier.credit({ id: idOf(r.header), opened: openTerms(r), amount: 1n, reason: ZERO_HASH }),
  ],
  dispute: [({ buyer }, r) => buyer.dispute({ receivable: r, amount: 1n, code: 1, evidence: ZERO_HASH })],
  "resolve, withdrawn": [({ buyer }, r) => buyer.resolve(resolution(r, Outcome.Withdrawn))],
  "resolve, conceded": [({ supplier }, r) => supplier.resolve(resolution(r, Outcome.Conceded))],
  claim: [({ buyer }, r) => buyer.claim(idOf(r.header), r.header.supplier, r.terms.currency)],
  "transfer (ERC-721)": [({ supplier }, r) => supplier.transfer(idOf(r.header), addressOf(Role.Factor))],
};

function resolution(receivable: Receivable, outcome: Outcome): Parameters<LedgerClient["resolve"]>[0] {
  return { receivable, amount: 1n, outcome, evidence: ZERO_HASH };
}

describe("the specification's table of verbs", () => {
  let chain: TestChain;
  let cast: Cast;
  before(async () => {
    chain = await openChain();
    cast = { supplier: await connectViem(chain, Role.Supplier), buyer: await connectViem(chain, Role.Buyer) };
  });
  after(() => chain.close());

  /** No verb leads to these statuses yet, so the ledger word is written directly. */
  async function force(receivable: Receivable, status: Status): Promise<void> {
    const slot = keccakOfWords(idOf(receivable.header), wordOf(LEDGER_SLOT));
    const word = BigInt(
      (await chain.provider.request({
        method: "eth_getStorageAt",
        params: [chain.addresses.ledger, slot, "latest"],
      })) as string,
    );
    const forced = wordOf(((word >> 4n) << 4n) | BigInt(status));
    await chain.provider.request({ method: "hardhat_setStorageAt", params: [chain.addresses.ledger, slot, forced] });
  }

  /** Brings a new receivable into each status of a column. A disputed amount is there wherever one can be. */
  async function reach(state: State): Promise<readonly Receivable[]> {
    const make = async (): Promise<Receivable> => {
      const today = Math.floor((await chain.now()) / 86_400);
      const header = headerOf(addressOf(Role.Supplier), addressOf(Role.Buyer));
      const receivable = receivableOf(header, termsOf(chain.currency, today));
      if (state !== "–") await cast.supplier.issue(receivable);
      return receivable;
    };
    if (state === "J, X, S") {
      const receivables: Receivable[] = [];
      for (const status of [Status.Rejected, Status.Cancelled, Status.Split]) {
        const receivable = await make();
        await force(receivable, status);
        receivables.push(receivable);
      }
      return receivables;
    }
    const receivable = await make();
    if (state === "Q") await force(receivable, Status.Queried);
    if (state.startsWith("A")) {
      await cast.buyer.accept(openHeader(receivable));
      await cast.buyer.dispute({ receivable, amount: 1n, code: 1, evidence: ZERO_HASH });
    }
    if (state === "A, closed") {
      await cast.buyer.pay({ id: idOf(receivable.header), opened: openTerms(receivable), maxCash: EVERYTHING });
    }
    return [receivable];
  }

  const table = readTable();

  it("has a row for every act that these tests know, and they know every row", () => {
    expect(table.map(({ verb }) => verb)).to.have.members(Object.keys(ACTS));
  });

  for (const { verb, cells } of table) {
    for (const state of STATES) {
      const cell = cells[state];
      if (isForbidden(cell)) {
        it(`${verb} in ${state} is refused with ${cell}`, async () => {
          for (const act of ACTS[verb] ?? []) {
            for (const receivable of await reach(state)) {
              const error = await act(cast, receivable).then(
                () => undefined,
                (reason: unknown) => reason,
              );
              expect(error).to.be.instanceOf(LedgerError).with.property("code", cell);
            }
          }
        });
      } else if (verb !== "claim") {
        it(`${verb} in ${state} is possible: ${cell}`, async () => {
          for (const act of ACTS[verb] ?? []) for (const receivable of await reach(state)) await act(cast, receivable);
        });
      }
    }
  }
});
