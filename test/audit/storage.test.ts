import { expect } from "chai";
import fc from "fast-check";
import { toHex } from "viem";
import { runs } from "../../scripts/effort.ts";
import { commitmentOf, termsHash } from "../../src/audit/commitment.ts";
import { fold } from "../../src/audit/fold.ts";
import { expectedWords } from "../../src/audit/words.ts";
import { EVIDENCE, Play, deeds, headerOf } from "./play.ts";
import type { Deed } from "./play.ts";
import { Role, openHeader, prepare, setStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const LEDGER_EVENTS = [
  "Approval",
  "ApprovalForAll",
  "CashClaimed",
  "CashKept",
  "ChargesWaived",
  "DiscountCarried",
  "DisputeResolved",
  "ListeningBegun",
  "NonceSpent",
  "ReceiptAdvised",
  "ReceiptRecorded",
  "ReceiptReversed",
  "ReceivableAccelerated",
  "ReceivableAccepted",
  "ReceivableAmended",
  "ReceivableCancelled",
  "ReceivableCredited",
  "ReceivableDebited",
  "ReceivableDisputed",
  "ReceivableIssued",
  "ReceivablePaid",
  "ReceivableQueried",
  "ReceivableRejected",
  "ReceivableSealed",
  "ReceivableSplit",
  "ReceivableWrittenOff",
  "RootRevoked",
  "Transfer",
  "TransferConsented",
];

/** Histories in which most of what chance seldom finds happens, in as many words as it takes. */
const EVENTFUL = deedsOf(
  "pay 100, dispute 300, withdraw 50, approve 0, operator 0, transfer 0, freeze 0, pay 70, claim 0, freeze 1, claim 0",
  "listen 0, concede 20, wait 20, wait 24, pay 300, claim 0, credit 50, nonce 3, revoke 3, pay 700",
);
const BY_BANK = deedsOf(
  "advise 100, advise 101, receive 100, wait 24, receive 38, advise 7, debit 30, wait 24, receive 60, return 38",
  "waive 50, amend 5, return 100, receive 100, writeOff 0, pay 700, return 60, consent 0, transfer 0, waive 2, pay 700",
);
/** What is paid of a dispute counts no more once the claim rises; a receipt goes back that was owed no longer. */
const DISPUTED = deedsOf(
  "dispute 600, pay 500, debit 30, dispute 9, pay 200, pay 200, amend 4, debit 10, withdraw 5, concede 5, wait 20",
  "wait 22, receive 5, waive 3, credit 500, credit 60, credit 20, credit 5, credit 4, credit 2, return 5, pay 9",
);
const FORGIVEN = deedsOf("wait 20, wait 24, receive 8, credit 1000, return 8, pay 9");
const CRUMBLED = deedsOf("split 0, amend 3, pay 700");
const PARTED = deedsOf("debit 9, credit 30, pay 90, receive 15, amend 3, split 400, pay 30, split 20, pay 1, wait 24");

function deedsOf(...told: readonly string[]): Deed[] {
  return told.flatMap((all) =>
    all.split(", ").map((each) => {
      const [verb = "", size] = each.split(" ");
      return { verb: verb as Deed["verb"], size: Number(size) };
    }),
  );
}

interface DisputedArgs {
  readonly disputed: bigint;
}

function isRevert(error: unknown): boolean {
  return error instanceof Error && error.name === "ContractFunctionExecutionError";
}

describe("The auditor and the chain", () => {
  let stage: Stage;
  let number = 1;

  before(async () => {
    stage = await setStage();
    const until = 2 ** 40 - 1;
    const mandate = { verbs: 0xffffffff, from: 0, until, cap: 2n ** 96n - 1n, currency: stage.currency };
    for (const [party, agent] of [
      [Role.Buyer, Role.Supplier],
      [Role.Buyer, Role.Factor],
      [Role.Supplier, Role.Factor],
    ] as const) {
      const given = { ...mandate, document: EVIDENCE };
      await stage.directory.write.giveMandate([stage.address(agent), given], { account: stage.account(party) });
    }
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
    await new Play(stage, prepared).begin({ sealed: false, queried: false });
    const accepted = (await stage.events()).findLast(({ name }) => name === "ReceivableAccepted");
    const commitment = commitmentOf(headerOf(prepared), termsHash(prepared.terms), prepared.document);
    expect(accepted?.args).to.deep.include({ commitment });
  });

  it("agree on lines that are withdrawn or called due", async () => {
    const supplier = { account: stage.account(Role.Supplier) };
    const earlier = await prepare(stage, (number += 10), {});
    const { dueDay } = earlier.terms;
    // Both tiers would outlive the day on which the line is called.
    const tiers = { discountDay1: dueDay + 20, discountDay2: dueDay + 30 };
    const later = (line: number) => ({
      ...earlier,
      header: { ...earlier.header, line },
      terms: { ...earlier.terms, ...tiers, dueDay: dueDay + 90, accelerationDays: 10 },
    });
    for (const line of [earlier, later(1)]) await new Play(stage, line).begin({ sealed: false, queried: false });
    await stage.ledger.write.issue([later(2), [], []], supplier);
    await stage.verbs.write.cancel([openHeader(later(2)), [], EVIDENCE, []], supplier);
    await stage.wait(41);
    await stage.verbs.write.accelerate([later(1), earlier, []], supplier);
    await expectStorageToBeTold();
  });

  it("agree on every storage word and every settlement after every act of any history", async () => {
    const choices = fc.record({
      sealed: fc.boolean(),
      queried: fc.boolean(),
      policy: fc.constantFrom(0, 1, 2, 4, 5),
      discountOnParts: fc.boolean(),
      allocation: fc.constantFrom(0, 1),
      slidingRate: fc.constantFrom(0, 365_000),
    });
    const play = fc.asyncProperty(choices, deeds, async ({ sealed, queried, policy, ...terms }, all) => {
      const game = new Play(stage, await prepare(stage, (number += 10), terms, policy));
      await game.begin({ sealed, queried });
      await expectStorageToBeTold();
      for (const deed of all) {
        await game.do(deed).catch((error: unknown) => {
          if (!isRevert(error)) throw error;
        });
        await expectStorageToBeTold();
      }
    });
    const chosen = { sealed: false, queried: false, policy: 0, discountOnParts: true, allocation: 0, slidingRate: 0 };
    const examples: [typeof chosen, Deed[]][] = [
      [chosen, EVENTFUL],
      [{ ...chosen, sealed: true, discountOnParts: false, allocation: 1 }, EVENTFUL],
      [{ ...chosen, queried: true, policy: 1 }, BY_BANK],
      [{ ...chosen, sealed: true, policy: 1, allocation: 1 }, BY_BANK],
      [chosen, DISPUTED],
      [{ ...chosen, sealed: true, discountOnParts: false }, DISPUTED],
      [chosen, FORGIVEN],
      [{ ...chosen, policy: 4 }, CRUMBLED],
      [{ ...chosen, policy: 4, slidingRate: 365_000 }, CRUMBLED],
      [{ ...chosen, policy: 4 }, PARTED],
      [{ ...chosen, policy: 4, discountOnParts: false }, PARTED],
    ];
    // Examples count as runs: with less effort than there are of them, the last would silently not be played.
    await fc.assert(play, { numRuns: examples.length + runs(4), endOnFailure: true, examples });
  });

  it("have seen every event of the ledger", async () => {
    const told = (await stage.events()).filter(({ address }) => address === stage.where.ledger.toLowerCase());
    expect([...new Set(told.map(({ name }) => name))].sort()).to.deep.equal(LEDGER_EVENTS);
    const withValue = (name: string, field: string, value: unknown) =>
      told.filter(({ name: other, args }) => other === name && (args as Record<string, unknown>)[field] === value);
    expect(withValue("ReceiptReversed", "closed", true)).not.to.deep.equal([]);
    // Of 6,000.00 that was disputed, 5,000.00 or so was left open when the debit came.
    const debited = told.filter(({ name }) => name === "ReceivableDebited").map(({ args }) => args as DisputedArgs);
    expect(debited.some(({ disputed }) => disputed > 0n && disputed < 600_000n)).to.equal(true);
  });

  it("agree on the directory", async () => {
    const supplier = { account: stage.account(Role.Supplier) };
    const [agent, until] = [toHex(0xa6e47, { size: 20 }), (await stage.now()) + 10_000];
    const mandate = { verbs: 2, from: 0, until, cap: 5n, currency: stage.currency, document: EVIDENCE };
    await stage.directory.write.giveMandate([agent, mandate], supplier);
    await stage.directory.write.setViewingKey([EVIDENCE], supplier);
    const voucher = { legalId: EVIDENCE, evidence: EVIDENCE, enroller: agent, channel: 1, since: 0, until };
    await stage.directory.write.vouch([stage.address(Role.Buyer), voucher], supplier);
    const { state, findings } = fold(await stage.events(), stage.where);
    expect(findings).to.deep.equal([]);
    expect([...state.mandates.values()].at(-1)).to.include({ agent, cap: 5n, until: BigInt(until) });
    expect([...state.vouchers.values()][0]).to.include({ organisation: stage.address(Role.Buyer), channel: 1n });
    expect([...state.viewingKeys.values()]).to.deep.equal([EVIDENCE]);
  });
});
