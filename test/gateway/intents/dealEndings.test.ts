/** How deals end and what two agree on, as intents: whose call it is, and for how long a word is good. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { decodeFunctionData } from "viem";
import { deskAbi } from "../../../generated/abi.ts";
import { Source } from "../../../src/domain/factoring/deal.ts";
import { PROPOSAL_SECONDS } from "../../../src/domain/factoring/dealFold.ts";
import { keccak256, keccakOfText } from "../../../src/domain/hash.ts";
import type { Hex } from "../../../src/domain/receivable.ts";
import { DAY, FIRST_INSTANT } from "../book.ts";
import { FACTOR, openFactoringScene, saleOf, SUPPLIER } from "../factoringScene.ts";
import type { FactoringScene } from "../factoringScene.ts";
import { addressOf } from "../stage.ts";
import { problemOf } from "./scene.ts";
import type { Act } from "./scene.ts";

const BANK_REF = keccakOfText("BANK-1");
const [TODAY, SHARED] = [FIRST_INSTANT / DAY, { toFunds: 80_000n, toFees: 500n, toSeller: 0n }];

describe("The end of a deal", () => {
  let scene: FactoringScene;
  let [supplier, factor] = ["", ""];

  before(async () => {
    scene = await openFactoringScene();
    ({ supplier, factor } = scene.tokens);
  });

  beforeEach(() => Object.assign(scene, { refusing: undefined }).tried.splice(0));

  after(() => scene.close());

  const refusal = (session: string, body: Act) => problemOf(scene.client(session).POST("/v1/intents", { body }));
  const send = (session: string, id: string) =>
    scene.client(session).POST("/v1/intents/{id}/sending", { params: { path: { id } } });

  /** A deal whose only receipt was reversed. */
  async function reversed(): Promise<Hex> {
    const { id } = await scene.dealt();
    const receipt = { source: Source.FactorReceipt, ...SHARED, day: TODAY + 1 } as const;
    await scene.trade({
      ...{ name: "DealPaid", id, source: receipt.source, shared: SHARED, day: receipt.day, bankRef: BANK_REF },
    });
    await scene.trade({ name: "DealReceiptReversed", id, bankRef: BANK_REF, receipt });
    return id;
  }

  it("is the factor's own call where the factor asks for it, whatever the deal took in", async () => {
    const { id } = await scene.dealt();
    for (const receivable of [await reversed(), id]) {
      const intent = await scene.act(factor, { verb: "reassign", receivable });
      expect(scene.tried.at(-1)?.from).to.equal(FACTOR);
      expect((await problemOf(send(factor, intent.id))).code, "it sends it with its own account").to.equal(
        "SentItself",
      );
    }
  });

  it("is the factor's alone once the deal took in a receipt, reversed since or not, as the desk has it", async () => {
    const id = await reversed();
    const reassigning = await refusal(supplier, { verb: "reassign", receivable: id });
    expect(reassigning.code).to.equal("NotAuthorised");
    const buying = await refusal(supplier, { verb: "buyBack", receivable: id });
    expect([buying.code, buying.detail]).to.deep.equal([
      "ReceiptsReversible",
      `the deal took in a receipt, and ends by its factor alone: repay what is outstanding, and ` +
        `ask ${FACTOR} to reassign`,
    ]);
    expect(scene.tried, "before any allowance is given").to.deep.equal([]);
  });

  it("of an earlier sale makes nothing of a later one the factor's alone", async () => {
    const id = await reversed();
    await scene.trade({ name: "ReceivableReassigned", id, seller: SUPPLIER });
    await scene.trade(saleOf(id));
    const intent = await scene.act(supplier, { verb: "reassign", receivable: id });
    expect(scene.tried.at(-1)?.from, "anybody's").to.equal(undefined);
    expect((await send(supplier, intent.id)).data?.state).to.equal("signed");
  });

  describe("and an act of both", () => {
    const WAIVER: Omit<Extract<Act, { verb: "waive" }>, "receivable"> = {
      ...{ verb: "waive", amount: "1.00", reason: "goodwill" },
    };
    const callOf = (intent: { readonly call: { readonly data: string } | null }): Hex => {
      const { args } = decodeFunctionData({ abi: deskAbi, data: (intent.call?.data ?? "0x") as Hex });
      return args[1] as Hex;
    };

    /** A waiver that one side has consented to. */
    async function proposed(by = SUPPLIER) {
      const { id } = await scene.dealt();
      const call = callOf(await scene.act(supplier, { ...WAIVER, receivable: id }));
      await scene.trade({ name: "ActProposed", id, by, call });
      return { id, call, agreeing: { verb: "agreeAct", receivable: id, act: keccak256(call) } as const };
    }

    /** Blocks without an event, a day apart. */
    async function pass(days: number): Promise<void> {
      for (let day = 0; day < days; day += 1) await scene.book.assign();
    }

    it("waits for as long as the desk lets it", () => {
      const source = readFileSync(new URL("../../../contracts/desk/Acting.sol", import.meta.url), "utf8");
      const days = /PERIOD = (\d+) days/.exec(source)?.[1];
      expect(PROPOSAL_SECONDS).to.equal(Number(days) * DAY);
    });

    it("is agreed to until the other side's word lapses, and refused after it", async () => {
      const { id, call, agreeing } = await proposed();
      await pass(30);
      expect((await scene.act(factor, agreeing)).state, "in the last second").to.equal("prepared");
      await pass(1);
      const late = await refusal(factor, { ...agreeing, id: randomUUID() });
      expect(late.code).to.equal("ProposalOver");
      expect(late.detail).to.include("propose the act yourself");
      await scene.trade({ name: "ActProposed", id, by: SUPPLIER, call });
      expect((await scene.act(factor, { ...agreeing, id: randomUUID() })).state, "said anew").to.equal("prepared");
    });

    it("is agreed to by what does it, and not by one more word for it", async () => {
      const { id, call, agreeing } = await proposed();
      const intent = await scene.act(factor, agreeing);
      await scene.trade({ name: "ActProposed", id, by: FACTOR, call });
      expect((await scene.read(factor, intent.id)).state, "nothing was waived").to.equal("prepared");
      await scene.trade({ name: "ActDone", id, by: FACTOR, act: keccak256(call) });
      expect((await scene.read(factor, intent.id)).state).to.equal("recorded");
    });

    it("of what is repaid for good is the seller's alone to do, whatever it said before", async () => {
      const { id, agreeing } = await proposed();
      const paid = { toFunds: 80_000n, toFees: 50_000n, toSeller: 0n };
      await scene.trade({
        ...{ name: "DealPaid", id, source: Source.Payment, shared: paid, day: TODAY, bankRef: keccakOfText("") },
      });
      const late = await refusal(factor, agreeing);
      expect([late.code, late.detail]).to.deep.equal([
        "NotAuthorised",
        `nothing is outstanding, so that ${SUPPLIER} alone does this: it needs no word of the factor`,
      ]);
    });

    it("that an agent proposed for the factor is not the factor's to agree to", async () => {
      const { agreeing } = await proposed(addressOf("agent of the factor"));
      expect((await refusal(factor, agreeing)).code).to.equal("NotFound");
      expect((await scene.act(supplier, agreeing)).state).to.equal("prepared");
    });
  });
});
