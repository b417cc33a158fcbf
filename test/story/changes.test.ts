import { expect } from "chai";
import { importInvoice } from "../../src/cli/demo/importing.ts";
import { describeProof, gather, isSound, prove } from "../../src/cli/demo/proof.ts";
import type { Evidence, Proof } from "../../src/cli/demo/proof.ts";
import { STORY } from "../../src/cli/demo/story.ts";
import { createWorld } from "../../src/cli/demo/world.ts";
import type { World } from "../../src/cli/demo/world.ts";
import { startLocalChain } from "../../src/cli/localChain.ts";
import type { LocalChain } from "../../src/cli/localChain.ts";
import type { Validity } from "../../src/domain/messages.ts";
import { idOf, openTerms } from "../../src/domain/commitment.ts";
import { debited } from "../../src/domain/derived.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { RecordedReceipt } from "../../src/domain/receipts.ts";
import type { Receivable } from "../../src/domain/receivable.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { tampered } from "./evidence.ts";
import type { Numbers } from "./evidence.ts";

const REASON = keccakOfText("agreed by telephone");
const [SUPPLIER, BUYER] = ["musterwerk", "beispiel"] as const;
/** 10,019.99 EUR due 2026-12-15, 9 % a year and 40.00 if late. */
const FILE = "MW-2026-1103.ubl.xml";

/** One receivable that changes in every way in which sums depend on what was before. */
class Changing {
  readonly #chain: LocalChain;
  readonly #world: World;
  #receivable: Receivable;
  #nonce = 100n;

  constructor(chain: LocalChain, world: World, receivable: Receivable) {
    [this.#chain, this.#world, this.#receivable] = [chain, world, receivable];
  }

  on(date: string): Promise<void> {
    return this.#chain.setTime(dayNumber(date) * 86_400 + 43_200);
  }

  get #opened() {
    return { id: idOf(this.#receivable.header), opened: openTerms(this.#receivable) };
  }

  get #supplier() {
    return this.#world.client(SUPPLIER);
  }

  get #buyer() {
    return this.#world.client(BUYER);
  }

  #validity(): Validity {
    return { nonce: (this.#nonce += 1n), deadline: BigInt(dayNumber("2028-01-01")) * 86_400n };
  }

  async begin(): Promise<void> {
    await this.#supplier.issue(this.#receivable);
    await this.#buyer.accept(this.#receivable);
  }

  async receive(reference: string, valueDate: string, cash: bigint): Promise<void> {
    const receipt = { bankRef: keccakOfText(reference), cash, valueDay: dayNumber(valueDate) };
    await this.#supplier.recordReceipt({ ...this.#opened, receipt });
  }

  async reverse(reference: string, settled: Omit<RecordedReceipt, "bankRef" | "holder">): Promise<void> {
    const holder = this.#world.addressOf(SUPPLIER);
    const recorded = { bankRef: keccakOfText(reference), holder, ...settled };
    await this.#supplier.reverseReceipt({ ...this.#opened, recorded, evidence: REASON });
  }

  async waive(amount: bigint): Promise<void> {
    await this.#supplier.waive({ ...this.#opened, amount, reason: REASON });
  }

  async dispute(amount: bigint): Promise<void> {
    await this.#buyer.dispute({ receivable: this.#receivable, amount, code: 1, evidence: REASON });
  }

  async debit(amount: bigint): Promise<void> {
    const signed = { party: this.#world.addressOf(BUYER), amount, reason: REASON };
    const buyer = await this.#buyer.sign.debit(this.#receivable, signed, this.#validity());
    await this.#supplier.debit({ receivable: this.#receivable, amount, reason: REASON }, { buyer });
    this.#receivable = debited(this.#receivable, amount);
  }

  async amend(lateRate: number): Promise<void> {
    const { header, terms, document } = this.#receivable;
    const amended = {
      header: { ...header, revision: header.revision + 1 },
      terms: { ...terms, lateRate },
      document,
    };
    const signed = { amended, party: this.#world.addressOf(BUYER) };
    const buyer = await this.#buyer.sign.amendment(this.#receivable, signed, this.#validity());
    await this.#supplier.amend({ receivable: this.#receivable, amended }, { buyer });
    this.#receivable = amended;
  }

  async pay(maxCash: bigint): Promise<void> {
    await this.#buyer.pay({ ...this.#opened, maxCash });
  }
}

async function live(life: Changing): Promise<void> {
  await life.on("2026-11-09");
  await life.begin();
  await life.receive("A", "2026-11-09", 100_000n);
  await life.on("2026-12-05");
  await life.reverse("A", { principal: 100_000n, discount: 0n, charges: 0n, lateDays: 0n });
  await life.on("2026-12-30");
  // 10,019.99 x 9 % x 15 / 365 = 37.06, and 40.00.
  await life.receive("B", "2026-12-30", 50_000n);
  await life.dispute(900_000n);
  await life.pay(200_000n);
  await life.debit(10_000n);
  await life.amend(50_000);
  await life.on("2027-01-31");
  await life.waive(1_000n);
  await life.pay(10n ** 9n);
}

describe("the proof of a story with receipts, waivers and changed terms", () => {
  let chain: LocalChain;
  let world: World;
  let evidence: Evidence;

  before(async function () {
    this.timeout(60_000);
    chain = await startLocalChain("2026-11-01T08:00:00Z");
    world = await createWorld(chain);
    const invoice = STORY.find((scene) => scene.invoice.file === FILE)?.invoice;
    if (invoice === undefined) throw new Error(`the demo has no ${FILE}`);
    const { receivable } = await importInvoice(world, invoice);
    await live(new Changing(chain, world, receivable));
    evidence = await gather(chain, world.relayer.addresses);
  });
  after(() => chain.close());

  const judge = (change: Partial<Evidence> = {}): Promise<Proof> =>
    prove({ ...evidence, ...change }, world.relayer.addresses);

  it("holds for it as it was, and has reckoned everything that settles or opens again", async () => {
    const proof = await judge();
    expect(isSound(proof), describeProof(proof)).to.equal(true);
    expect(proof.settlements).to.equal(6);
    const last = evidence.events.findLast(({ name }) => name === "ReceivablePaid");
    expect(last?.args).to.include({ closed: true });
  });

  const miscalculated: readonly [title: string, name: string, change: (args: Numbers) => object, kind: string][] = [
    [
      "a return of less than was received",
      "ReceiptReversed",
      ({ principal = 0n }) => ({ principal: principal - 1n }),
      "ReceiptMismatch",
    ],
    ["a return that leaves closed what is owed", "ReceiptReversed", () => ({ closed: true }), "ClosedTooEarly"],
    ["a waiver of more than was due", "ChargesWaived", () => ({ charges: 1_000_000n }), "ChargesTooLarge"],
    [
      "a receipt of another value date",
      "ReceiptRecorded",
      ({ valueDay = 0n }) => ({ valueDay: Number(valueDay) - 1 }),
      "SettlementMismatch",
    ],
  ];
  for (const [title, name, change, kind] of miscalculated) {
    it(`finds ${title}`, async () => {
      const proof = await judge({ events: tampered(evidence.events, name, change) });
      expect(proof.miscalculated[0]).to.match(new RegExp(`^${kind}, ${name} in block \\d+, `));
      expect(isSound(proof)).to.equal(false);
    });
  }

  const contradictory: readonly [title: string, name: string, change: (args: Numbers) => object, kind: string][] = [
    [
      "a debit of another amount",
      "ReceivableDebited",
      ({ amount = 0n }) => ({ amount: amount + 1n }),
      "CommitmentMismatch",
    ],
    [
      "a debit that keeps disputed what was paid",
      "ReceivableDebited",
      () => ({ disputed: 900_000n }),
      "DisputedImpossible",
    ],
    ["an amendment to the same revision", "ReceivableAmended", () => ({ revision: 1 }), "AmendmentInvalid"],
  ];
  for (const [title, name, change, kind] of contradictory) {
    it(`finds ${title}`, async () => {
      const proof = await judge({ events: tampered(evidence.events, name, change) });
      expect(proof.findings[0]).to.match(new RegExp(`^${kind}, ${name} in block \\d+, `));
      expect(isSound(proof)).to.equal(false);
    });
  }

  it("finds that later payments come out otherwise under terms that were not agreed", async () => {
    const events = tampered(evidence.events, "ReceivableAmended", ({ terms }) => ({
      terms: { ...(Object(terms) as object), lateRate: 90_000 },
    }));
    const { miscalculated: sums, differing } = await judge({ events });
    expect(sums.some((sentence) => sentence.startsWith("SettlementMismatch, ReceivablePaid"))).to.equal(true);
    expect(differing).not.to.deep.equal([]);
  });
});
