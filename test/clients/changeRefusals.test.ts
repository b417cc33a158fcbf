import { expect } from "chai";
import { ledgerAbi } from "../../generated/abi.ts";
import { RefusedError } from "../../src/clients/errors.ts";
import type { ErrorCode } from "../../src/clients/errors.ts";
import { ClarificationAction, ClarificationReason } from "../../src/domain/clarification.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import { address, CLIENTS, failureOf, setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";

const HASH = keccakOfText("a paper");
const DAY = 86_400;

interface Refusal {
  readonly act: Promise<unknown>;
  readonly values: Readonly<Record<string, unknown>>;
  /** What the sentence has to say in words. */
  readonly said: RegExp;
}

/** How to meet the errors of the verbs that change an agreement or record money that moved elsewhere. */
const REFUSALS: Readonly<Partial<Record<ErrorCode, (stage: Stage) => Promise<Refusal>>>> = {
  async ClarificationInvalid(s) {
    const { header: opened } = await s.issued();
    const [reason, action] = [ClarificationReason.PPD, ClarificationAction.CNA];
    const act = s.buyer.query({ opened, clarification: { reason, action, text: ZERO_HASH } });
    return { act, values: { reason, action }, said: /reason PPD with the action CNA/ };
  },
  async AmendmentInvalid(s) {
    const { receivable } = await s.issued();
    const amended = { ...receivable, header: { ...receivable.header, line: 3, revision: 1 } };
    const act = s.supplier.amend({ receivable, amended });
    return { act, values: { field: "line", value: 3n }, said: /amendment's line is 3: it may be what/ };
  },
  async AlreadyWrittenOff(s) {
    const { header: opened, id } = await s.issued();
    await s.supplier.writeOff({ opened, reason: HASH });
    return { act: s.supplier.writeOff({ opened, reason: HASH }), values: { id }, said: /written off already/ };
  },
  async AdvicesTooMany(s) {
    const { receivable, id } = await s.issued();
    const valueDay = await yesterday(s);
    const advise = (number: number): Promise<unknown> =>
      s.buyer.advise({ receivable, advice: { bankRef: keccakOfText(`entry ${number}`), cash: 1n, valueDay } });
    const calls = await Promise.all(
      Array.from({ length: 63 }, (_, number) =>
        s.buyer.calls.advise({ receivable, advice: { bankRef: keccakOfText(`entry ${number}`), cash: 1n, valueDay } }),
      ),
    );
    await s.buyer.multicall(calls);
    return { act: advise(63), values: { id }, said: /take some back/ };
  },
  async ReceiptKnown(s) {
    const { receivable, id } = await s.issued();
    const advice = { bankRef: HASH, cash: 1n, valueDay: await yesterday(s) };
    await s.buyer.advise({ receivable, advice });
    return { act: s.buyer.advise({ receivable, advice }), values: { id, bankRef: HASH }, said: /counts once/ };
  },
  async ReceiptUnknown(s) {
    const { receivable, id } = await s.issued();
    const act = s.buyer.advise({ receivable, advice: { bankRef: HASH, cash: 0n, valueDay: 0 } });
    return { act, values: { id, bankRef: HASH }, said: /ReceiptRecorded/ };
  },
  async ReceiptsStand(s) {
    const { id, terms: opened, header } = await s.issued();
    const receipt = { bankRef: HASH, cash: 700n, valueDay: await yesterday(s) };
    await s.supplier.recordReceipt({ id, opened, receipt });
    const act = s.supplier.cancel({ opened: header, reason: HASH });
    return { act, values: { id, principal: 700n, charges: 0n }, said: /reverse them/ };
  },
  async ValueDayInvalid(s) {
    const { id, terms: opened } = await s.issued();
    const today = (await yesterday(s)) + 1;
    const receipt = { bankRef: HASH, cash: 1n, valueDay: today + 1 };
    const date = new Date((today + 1) * DAY * 1000).toISOString().slice(0, 10);
    return {
      act: s.supplier.recordReceipt({ id, opened, receipt }),
      values: { id, valueDay: BigInt(today + 1), today: BigInt(today) },
      said: new RegExp(`value day ${date}`),
    };
  },
  async SplitForbidden(s) {
    const { receivable, id } = await s.accepted();
    const act = s.supplier.split({ receivable, amounts: [1n, 99_999n] });
    return { act, values: { id, why: "policy" }, said: /\(policy\): the buyer has not agreed to parts/ };
  },
  async PartsInvalid(s) {
    const { receivable, id } = await s.accepted({ header: { policy: 4 } });
    const act = s.supplier.split({ receivable, amounts: [1n, 2n] });
    return { act, values: { id, count: 2n, sum: 3n, open: 100_000n }, said: /2 parts of 3 minor units/ };
  },
  async PartTooSmall(s) {
    const { receivable, id } = await s.accepted({ header: { policy: 4 + 8 * 3 } });
    const act = s.supplier.split({ receivable, amounts: [99_001n, 999n] });
    return { act, values: { id, part: 1n, amount: 999n, minimum: 1_000n }, said: /999 minor units .* asks for 1000/ };
  },
  async ListeningForbidden(s) {
    const { id } = await s.accepted();
    return { act: s.buyer.listen(id), values: { id, why: "holder" }, said: /\(holder\): only who holds it now/ };
  },
  async AccelerationForbidden(s) {
    const [{ receivable, id }, { receivable: overdue }] = [await s.accepted(), await s.accepted()];
    const act = s.supplier.accelerate({ receivable, overdue });
    return { act, values: { id, why: "terms" }, said: /\(terms\): its terms have no acceleration/ };
  },
  async PolicyForbids(s) {
    const { header: opened, id } = await s.accepted();
    const act = s.buyer.consentTransfer({ opened, to: address.factor });
    return { act, values: { id, policy: 0 }, said: /transfer it if it is freely assignable/ };
  },
};

/** In the time zone of the receivables, an hour ahead. */
async function yesterday({ chain }: Stage): Promise<number> {
  return Math.floor(((await chain.now()) + 3_600) / DAY) - 1;
}

for (const [library, connect] of Object.entries(CLIENTS)) {
  describe(`A refused change over ${library}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage(connect);
    });
    after(() => stage.chain.close());

    for (const [code, meet] of Object.entries(REFUSALS)) {
      it(`names ${code}, the values that offended and the way out`, async () => {
        const { act, values, said } = await meet(stage);
        const failure = await failureOf(act);
        expect(failure).to.be.instanceOf(RefusedError).with.property("code", code);
        expect(failure).to.have.deep.property("values", values);
        expect(failure)
          .to.have.property("message")
          .that.matches(/^\S.*: \S/)
          .and.matches(said);
      });
    }
  });
}

describe("The errors of these verbs", () => {
  it("are all of the ledger's, by their names", () => {
    const names: readonly string[] = ledgerAbi.flatMap((entry) => (entry.type === "error" ? [entry.name] : []));
    expect(names).to.include.members(Object.keys(REFUSALS));
  });
});
