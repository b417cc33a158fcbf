import { expect } from "chai";
import fc from "fast-check";
import { toHex } from "viem";
import type { Hex } from "viem";
import { runs } from "../../scripts/effort.ts";
import { commitmentOf, idOf, termsHash } from "../../src/audit/commitment.ts";
import { fold } from "../../src/audit/fold.ts";
import type { Entry } from "../../src/audit/history.ts";
import { settle } from "../../src/audit/money.ts";
import { expectedWords } from "../../src/audit/words.ts";
import { Role, openHeader, openTerms, prepare, setStage } from "./stage.ts";
import type { Prepared, Stage } from "./stage.ts";

const VERBS = [
  "pay",
  "pay",
  "pay",
  "credit",
  "dispute",
  "withdraw",
  "concede",
  "transfer",
  "approve",
  "operator",
  "nonce",
  "revoke",
  "freeze",
  "claim",
  "wait",
  "wait",
] as const;

interface Deed {
  readonly verb: (typeof VERBS)[number];
  /** Thousandths of the amount, or any other number the verb needs. */
  readonly size: number;
}

const LEDGER_EVENTS = [
  "Approval",
  "ApprovalForAll",
  "CashClaimed",
  "CashKept",
  "DiscountCarried",
  "DisputeResolved",
  "NonceSpent",
  "ReceivableAccepted",
  "ReceivableCredited",
  "ReceivableDisputed",
  "ReceivableIssued",
  "ReceivablePaid",
  "ReceivableSealed",
  "RootRevoked",
  "Transfer",
];

const deeds: fc.Arbitrary<Deed[]> = fc.array(
  fc.record({ verb: fc.constantFrom(...VERBS), size: fc.integer({ min: 0, max: 700 }) }),
  { minLength: 6, maxLength: 14 },
);

/** A history in which cash is kept and claimed, parts are late, and a dispute is conceded: chance seldom finds it. */
const EVENTFUL: Deed[] = [
  { verb: "pay", size: 100 },
  { verb: "dispute", size: 300 },
  { verb: "withdraw", size: 50 },
  { verb: "approve", size: 0 },
  { verb: "operator", size: 0 },
  { verb: "transfer", size: 0 },
  { verb: "freeze", size: 0 },
  { verb: "pay", size: 70 },
  { verb: "claim", size: 0 },
  { verb: "freeze", size: 1 },
  { verb: "claim", size: 0 },
  { verb: "concede", size: 20 },
  { verb: "wait", size: 20 },
  { verb: "wait", size: 24 },
  { verb: "pay", size: 300 },
  { verb: "credit", size: 50 },
  { verb: "nonce", size: 3 },
  { verb: "revoke", size: 3 },
  { verb: "pay", size: 700 },
];

const EVIDENCE = toHex(7, { size: 32 });

/** One receivable in play, with what the auditor's money makes of its payments and credits. */
class Play {
  readonly #stage: Stage;
  readonly #prepared: Prepared;
  readonly id: Hex;
  entries: readonly Entry[] = [];

  constructor(stage: Stage, prepared: Prepared) {
    this.#stage = stage;
    this.#prepared = prepared;
    const { line, policy, revision, ...rest } = prepared.header;
    this.id = idOf({ ...rest, line: BigInt(line), policy: BigInt(policy), revision: BigInt(revision) });
  }

  async begin(sealed: boolean): Promise<void> {
    const { ledger, account } = this.#stage;
    const supplier = { account: account(Role.Supplier) };
    if (sealed) await ledger.write.issueSealed([openHeader(this.#prepared), "0x1234", [], []], supplier);
    else await ledger.write.issue([this.#prepared, [], []], supplier);
    await ledger.write.accept([openHeader(this.#prepared), [], []], { account: account(Role.Buyer) });
  }

  #amount(size: number): bigint {
    return (this.#prepared.terms.amount * BigInt(size)) / 1_000n;
  }

  async holder(): Promise<Role> {
    const holder = await this.#stage.ledger.read.ownerOf([BigInt(this.id)]);
    return holder.toLowerCase() === this.#stage.address(Role.Supplier) ? Role.Supplier : Role.Factor;
  }

  /** Pays, and expects that the ledger settles what the auditor reckons. */
  async pay(size: number): Promise<void> {
    const { ledger, account, now } = this.#stage;
    const maxCash = size > 600 ? 2n ** 200n : this.#amount(size);
    const opened = openTerms(this.#prepared);
    const paid = await ledger.write
      .pay([this.id, opened, maxCash, []], { account: account(Role.Buyer) })
      .then(() => true)
      .catch(() => false);
    const entry = settle(this.#prepared.terms, this.entries, { kind: "payment", instant: await now(), maxCash });
    expect(paid ? "paid" : "refused").to.equal(entry.kind);
    this.entries = [...this.entries, entry];
    if (entry.kind !== "paid") return;
    const event = (await this.#stage.events()).findLast(({ name }) => name === "ReceivablePaid");
    const { principal, discount, charges, daysLate, closed } = entry;
    const lateDays = principal * BigInt(daysLate);
    expect(event?.args).to.deep.include({ principal, discount, charges, lateDays, closed });
  }

  async #reduce(amount: bigint, send: () => Promise<unknown>): Promise<void> {
    await send();
    const instant = await this.#stage.now();
    const entry = settle(this.#prepared.terms, this.entries, { kind: "credit", instant, amount });
    expect(entry.kind).to.equal("credited");
    this.entries = [...this.entries, entry];
  }

  /** Does one thing; the ledger may refuse it. */
  async do({ verb, size }: Deed): Promise<void> {
    const { ledger, adjustments, currency, account, address, freeze } = this.#stage;
    const amount = this.#amount(size);
    const holder = await this.holder();
    const [own, buyer, token] = [{ account: account(holder) }, { account: account(Role.Buyer) }, BigInt(this.id)];
    const opened = openTerms(this.#prepared);
    const acts: Record<Deed["verb"], () => Promise<unknown>> = {
      pay: () => this.pay(size),
      credit: () => this.#reduce(amount, () => adjustments.write.credit([this.id, opened, amount, EVIDENCE, []], own)),
      dispute: () => adjustments.write.dispute([this.#prepared, amount, 3, EVIDENCE, []], buyer),
      withdraw: () => adjustments.write.resolve([this.#prepared, amount, 0, EVIDENCE, []], buyer),
      concede: () =>
        this.#reduce(amount, () => adjustments.write.resolve([this.#prepared, amount, 1, EVIDENCE, []], own)),
      transfer: () => ledger.write.transferFrom([address(holder), address(Role.Factor), token], own),
      approve: () => ledger.write.approve([address(Role.Buyer), token], own),
      operator: () => ledger.write.setApprovalForAll([address(Role.Factor), size % 2 === 0], own),
      nonce: () => ledger.write.spendNonce([BigInt(size)], own),
      revoke: () => ledger.write.revoke([toHex(size, { size: 32 })], own),
      freeze: () => freeze(address(holder), size % 2 === 0),
      claim: () => ledger.write.claim([this.id, address(holder), currency]),
      wait: () => this.#stage.wait(1 + (size % 25)),
    };
    await acts[verb]();
  }
}

function isRevert(error: unknown): boolean {
  return error instanceof Error && error.name === "ContractFunctionExecutionError";
}

describe("The auditor and the chain", () => {
  let stage: Stage;
  let number = 1;

  before(async () => {
    stage = await setStage();
  });

  after(() => stage.close());

  async function expectStorageToBeTold(): Promise<void> {
    const { state, findings } = fold(await stage.events(), stage.where);
    expect(findings).to.deep.equal([]);
    const expected = [...expectedWords(state)];
    const actual = await stage.words(expected.map(([slot]) => slot));
    expect(actual).to.deep.equal(expected.map(([, word]) => word));
  }

  it("agree on the commitment", async () => {
    const prepared = await prepare(stage, (number += 10), {});
    await new Play(stage, prepared).begin(false);
    const { line, policy, revision, ...parties } = prepared.header;
    const header = { ...parties, line: BigInt(line), policy: BigInt(policy), revision: BigInt(revision) };
    const accepted = (await stage.events()).findLast(({ name }) => name === "ReceivableAccepted");
    const commitment = commitmentOf(header, termsHash(prepared.terms), prepared.document);
    expect(accepted?.args).to.deep.include({ commitment });
  });

  it("agree on every storage word and every settlement after every act of any history", async () => {
    const choices = fc.record({
      sealed: fc.boolean(),
      policy: fc.constantFrom(0, 0, 0, 2),
      discountOnParts: fc.boolean(),
      allocation: fc.constantFrom(0, 1),
      slidingRate: fc.constantFrom(0, 365_000),
    });
    const play = fc.asyncProperty(choices, deeds, async ({ sealed, policy, ...terms }, all) => {
      const game = new Play(stage, await prepare(stage, (number += 10), terms, policy));
      await game.begin(sealed);
      for (const deed of all) {
        await game.do(deed).catch((error: unknown) => {
          if (!isRevert(error)) throw error;
        });
        await expectStorageToBeTold();
      }
    });
    const chosen = { sealed: false, policy: 0, discountOnParts: true, allocation: 0, slidingRate: 0 };
    const examples: [typeof chosen, Deed[]][] = [
      [chosen, EVENTFUL],
      [{ ...chosen, sealed: true, discountOnParts: false, allocation: 1 }, EVENTFUL],
    ];
    await fc.assert(play, { numRuns: runs(12), endOnFailure: true, examples });
    const told = new Set((await stage.events()).map(({ name }) => name));
    expect([...told].sort()).to.deep.equal(LEDGER_EVENTS);
  });

  it("agree on the directory", async () => {
    const supplier = { account: stage.account(Role.Supplier) };
    const [agent, until] = [stage.address(Role.Factor), (await stage.now()) + 10_000];
    const mandate = { verbs: 2, from: 0, until, cap: 5n, currency: stage.currency, document: EVIDENCE };
    await stage.directory.write.giveMandate([agent, mandate], supplier);
    await stage.directory.write.setViewingKey([EVIDENCE], supplier);
    const voucher = { legalId: EVIDENCE, evidence: EVIDENCE, enroller: agent, channel: 1, since: 0, until };
    await stage.directory.write.vouch([stage.address(Role.Buyer), voucher], supplier);
    const { state, findings } = fold(await stage.events(), stage.where);
    expect(findings).to.deep.equal([]);
    expect([...state.mandates.values()][0]).to.include({ agent, cap: 5n, until: BigInt(until) });
    expect([...state.vouchers.values()][0]).to.include({ organisation: stage.address(Role.Buyer), channel: 1n });
    expect([...state.viewingKeys.values()]).to.deep.equal([EVIDENCE]);
  });
});
