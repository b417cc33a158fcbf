import { expect } from "chai";
import { LedgerError } from "../../src/clients/errors.ts";
import type { LedgerClient } from "../../src/clients/port.ts";
import { idOf, openTerms } from "../../src/domain/commitment.ts";
import { keccakOfWords, wordOf } from "../../src/domain/hash.ts";
import { Status, ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Receivable } from "../../src/domain/receivable.ts";
import { addressOf, connectViem, openChain, Role } from "../support/chain.ts";
import type { TestChain } from "../support/chain.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { DEEDS, EVERYTHING } from "./acts.ts";
import type { Deed } from "./acts.ts";
import { isForbidden, readTable, STATES } from "./table.ts";
import type { State } from "./table.ts";

const LEDGER_SLOT = 4n;

describe("the specification's table of verbs", () => {
  let chain: TestChain;
  let supplier: LedgerClient;
  let buyer: LedgerClient;
  let stranger: LedgerClient;
  before(async () => {
    chain = await openChain();
    supplier = await connectViem(chain, Role.Supplier);
    buyer = await connectViem(chain, Role.Buyer);
    stranger = await connectViem(chain, Role.Stranger);
  });
  after(() => chain.close());

  /** No verb leads to these statuses yet, so the ledger word is written directly. */
  async function force(receivable: Receivable, status: Status): Promise<void> {
    const slot = keccakOfWords(idOf(receivable.header), wordOf(LEDGER_SLOT));
    const params = [chain.addresses.ledger, slot, "latest"];
    const word = BigInt((await chain.provider.request({ method: "eth_getStorageAt", params })) as string);
    const forced = wordOf(((word >> 4n) << 4n) | BigInt(status));
    await chain.provider.request({ method: "hardhat_setStorageAt", params: [chain.addresses.ledger, slot, forced] });
  }

  async function make(state: State): Promise<Receivable> {
    const today = Math.floor((await chain.now()) / 86_400);
    const header = headerOf(addressOf(Role.Supplier), addressOf(Role.Buyer));
    const receivable = receivableOf(header, termsOf(chain.currency, today));
    if (state !== "–") await supplier.issue(receivable);
    return receivable;
  }

  async function made(state: State, statuses: readonly Status[]): Promise<readonly Receivable[]> {
    const receivables: Receivable[] = [];
    for (const status of statuses) {
      const receivable = await make(state);
      await force(receivable, status);
      receivables.push(receivable);
    }
    return receivables;
  }

  /** Brings new receivables into each status of a column. A disputed amount is there wherever one can be. */
  async function reach(state: State): Promise<readonly Receivable[]> {
    if (state === "J, X, S") return made(state, [Status.Rejected, Status.Cancelled, Status.Split]);
    if (state === "Q") return made(state, [Status.Queried]);
    if (state === "I or Q, closed") {
      const receivables = await made(state, [Status.Issued, Status.Queried]);
      for (const r of receivables) {
        const amount = r.terms.amount;
        await supplier.credit({ id: idOf(r.header), opened: openTerms(r), amount, reason: ZERO_HASH });
      }
      return receivables;
    }
    const receivable = await make(state);
    if (state.startsWith("A")) {
      await buyer.accept(receivable);
      await buyer.dispute({ receivable, amount: 1n, code: 1, evidence: ZERO_HASH });
    }
    if (state === "A, closed") {
      await buyer.pay({ id: idOf(receivable.header), opened: openTerms(receivable), maxCash: EVERYTHING });
    }
    return [receivable];
  }

  const clientOf = (party: Deed["party"]): LedgerClient => (party === Role.Supplier ? supplier : buyer);

  async function expectRefused(act: Promise<unknown>, code: string): Promise<void> {
    const error = await act.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(LedgerError).with.property("code", code);
  }

  const table = readTable();

  it("has a row for every act that these tests know, and they know every row", () => {
    expect(table.map(({ verb }) => verb)).to.have.members(Object.keys(DEEDS));
    for (const { verb, actor } of table) {
      expect(actor.startsWith("anyone"), verb).to.equal(DEEDS[verb]?.party === undefined);
    }
  });

  for (const { verb, actor, cells } of table) {
    const deed = DEEDS[verb];
    for (const state of STATES) {
      const cell = cells[state];
      if (deed === undefined || cell === "what was kept") continue;
      if (isForbidden(cell)) {
        it(`${verb} in ${state} is refused with ${cell}`, async () => {
          for (const act of deed.acts) {
            for (const receivable of await reach(state)) {
              await expectRefused(act(clientOf(deed.party), receivable), cell);
            }
          }
        });
        continue;
      }
      it(`${verb} in ${state} does what it says: ${cell}`, async () => {
        for (const act of deed.acts) {
          for (const receivable of await reach(state)) {
            const id = idOf(receivable.header);
            const before = await stranger.stateOf(id);
            await act(clientOf(deed.party), receivable);
            deed.effect(before, await stranger.stateOf(id), receivable);
          }
        }
      });
      if (deed.party === undefined) continue;
      it(`${verb} in ${state} is refused to whoever is not the ${actor}`, async () => {
        for (const act of deed.acts) {
          for (const receivable of await reach(state)) await expectRefused(act(stranger, receivable), deed.refusal);
        }
      });
    }
  }
});
