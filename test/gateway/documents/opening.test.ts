import { expect } from "chai";
import pino from "pino";
import { encodeContent, seal } from "../../../src/clients/sealing.ts";
import { newViewingKey, recipientOf } from "../../../src/clients/sealingKeys.ts";
import type { ViewingKeyPair } from "../../../src/clients/sealingKeys.ts";
import { commitmentOf, idOf } from "../../../src/domain/commitment.ts";
import { debited, parts } from "../../../src/domain/derived.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import type { Address, Hex, Receivable, Terms } from "../../../src/domain/receivable.ts";
import { UNKNOWN_RECEIVABLE } from "../../../src/domain/receivableState.ts";
import { dateOfDay } from "../../../src/domain/terms.ts";
import { openContents } from "../../../src/gateway/contents/opening.ts";
import type { OpeningCounts } from "../../../src/gateway/contents/opening.ts";
import { contentOf } from "../../../src/store/contents.ts";
import { removeStates } from "../../../src/store/readModel.ts";
import { headerOf, receivableOf, termsOf } from "../../support/receivables.ts";
import { accepting, DAY, FIRST_INSTANT, sealing } from "../book.ts";
import { addressOf, openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

const TODAY = FIRST_INSTANT / DAY;
const EUR: Address = "0x00000000000000000000000000000000000003d2";
const BUYER = addressOf("buyer");
const SECRET = keccakOfText("secret of a document");
const logger = pino({ enabled: false });

describe("Sealed receivables at a gateway", () => {
  let stage: Stage;
  let own: ViewingKeyPair;
  let others: ViewingKeyPair;
  let supplier: string;
  let SUPPLIER: Address;
  let suppliers = 0;

  before(async () => {
    [own, others] = await Promise.all([newViewingKey(), newViewingKey()]);
    stage = await openStage({ viewingKey: own });
  });

  // One of its own for each test, so that each has a list of its own.
  beforeEach(async () => {
    suppliers += 1;
    SUPPLIER = addressOf(`supplier ${suppliers}`);
    supplier = await stage.signIn(`supplier ${suppliers}`);
  });

  after(() => stage.close());

  const receivable = (over: Partial<Terms> = {}): Receivable =>
    receivableOf(headerOf(SUPPLIER, BUYER), termsOf(EUR, TODAY, over));

  const open = (key = own, limit?: number): Promise<OpeningCounts> =>
    openContents({ database: stage.database, viewingKey: key, now: () => stage.now, logger }, limit);
  const sealedTo = (one: Receivable, ...keys: readonly ViewingKeyPair[]): Promise<Hex> =>
    seal(
      encodeContent(one, SECRET),
      keys.map(({ publicKey }) => publicKey),
    );
  const issue = async (one: Receivable, ...keys: readonly ViewingKeyPair[]): Promise<Receivable> => {
    await stage.book.write(...sealing(one, await sealedTo(one, ...keys)));
    return one;
  };
  const detail = async (one: Receivable): Promise<Record<string, unknown>> => {
    const path = { id: idOf(one.header) };
    const { data } = await stage.client(supplier).GET("/v1/receivables/{id}", { params: { path } });
    return data ?? expect.fail("it is not shown");
  };
  const list = async (query: Record<string, string> = {}): Promise<(readonly [Hex, string, string | null])[]> => {
    const params = { query: { sort: "due", order: "asc", ...query } as const };
    const { data } = await stage.client(supplier).GET("/v1/receivables", { params });
    return (data?.items ?? []).map(({ id, content, dueDate }) => [id as Hex, content, dueDate]);
  };

  it("are shown with amount, due date, terms and payoff once it has opened them", async () => {
    const one = await issue(receivable(), others, own);
    expect(await detail(one)).to.include({ content: "sealed", sealed: true, amount: null, payoff: null });
    expect(await open()).to.deep.equal({ opened: 1, sealed: 0, false: 0 });
    const shown = await detail(one);
    expect(shown).to.include({ content: "opened", sealed: false, amount: "1000.00", open: "1000.00" });
    expect(shown["dueDate"]).to.equal(dateOfDay(TODAY + 30));
    expect(shown["terms"]).to.include({ lateRate: "10.15", fixedSum: "40.00" });
    expect(shown["payoff"]).to.include({ payoff: "1000.00" });
    expect((await contentOf(stage.database, commitmentOf(one)))?.documentSecret).to.equal(SECRET);
    expect(await list()).to.deep.equal([[idOf(one.header), "opened", dateOfDay(TODAY + 30)]]);
  });

  it("stay sealed where they are sealed to others, and the others in the list are shown all the same", async () => {
    const hidden = await issue(receivable(), others);
    const later = await issue(receivable({ dueDay: TODAY + 50 }), own);
    const sooner = await issue(receivable({ dueDay: TODAY + 20 }), own);
    expect(await open()).to.deep.equal({ opened: 2, sealed: 1, false: 0 });
    expect(await list()).to.deep.equal([
      [idOf(sooner.header), "opened", dateOfDay(TODAY + 20)],
      [idOf(later.header), "opened", dateOfDay(TODAY + 50)],
      [idOf(hidden.header), "sealed", null],
    ]);
    expect(await list({ dueFrom: dateOfDay(TODAY + 21) })).to.have.length(1);
    expect(await list({ dueTo: dateOfDay(TODAY + 60), limit: "1" })).to.have.length(1);
  });

  it("are marked false where what was sealed is not what was committed to", async () => {
    const told = receivable();
    const lie = { ...told, terms: { ...told.terms, amount: 1n, discount1: 0n, discountDay1: 0 } };
    await stage.book.write(...sealing(told, await sealedTo(lie, own)));
    const noise = receivable();
    await stage.book.write(...sealing(noise, await seal(new Uint8Array(40), [own.publicKey])));
    expect(await open()).to.deep.equal({ opened: 0, sealed: 0, false: 2 });
    for (const one of [told, noise]) {
      expect(await detail(one)).to.include({ content: "false", sealed: true, amount: null, payoff: null });
    }
  });

  it("are marked false where the ledger would take no such terms, whatever their commitment is of", async () => {
    const beyond = await issue(receivable({ dueDay: 4_294_967_295 }), own);
    expect(await open()).to.deep.equal({ opened: 0, sealed: 0, false: 1 });
    expect(await detail(beyond)).to.include({ content: "false", dueDate: null });
  });

  it("are tried once, whatever a stranger sealed", async () => {
    const good = await sealedTo(receivable(), own);
    const contents: readonly Hex[] = [
      "0x",
      "0x00",
      `0x${Buffer.from("age-encryption.org/v1\n").toString("hex")}`,
      good.slice(0, -2) as Hex,
      `0x${"61".repeat(100_000)}`,
      `0x${Buffer.from("age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 63\n").toString("hex")}`,
    ];
    for (const content of contents) await stage.book.write(...sealing(receivable(), content));
    const one = await issue(receivable(), own);
    expect(await open()).to.deep.equal({ opened: 1, sealed: contents.length, false: 0 });
    expect(await open()).to.deep.equal({ opened: 0, sealed: 0, false: 0 });
    await stage.book.write(accepting(one));
    expect(await open()).to.deep.equal({ opened: 0, sealed: 0, false: 0 });
    expect(await detail(one)).to.include({ content: "opened", status: "Accepted" });
    expect(await list()).to.have.length(contents.length + 1);
  });

  it("are opened in batches, until none is left", async () => {
    for (let count = 0; count < 5; count += 1) await issue(receivable(), own);
    const counts = [await open(own, 2), await open(own, 2), await open(own, 2), await open(own, 2)];
    expect(counts.map(({ opened }) => opened)).to.deep.equal([2, 2, 1, 0]);
  });

  it("are opened with a new key that the gateway was given", async () => {
    const one = await issue(receivable(), others);
    expect(await open()).to.include({ sealed: 1 });
    expect(await open(others))
      .to.have.property("opened")
      .that.is.at.least(1);
    expect(await detail(one)).to.include({ content: "opened" });
    // What was tried with one key is tried again with the next, once.
    expect(await open())
      .to.have.property("sealed")
      .that.is.at.least(1);
    expect(await open()).to.deep.equal({ opened: 0, sealed: 0, false: 0 });
  });

  it("are followed through a debit note and a split, whose terms the ledger derives", async () => {
    const one = await issue(receivable(), own);
    const id = idOf(one.header);
    const more = debited(one, 5_000n);
    const note = { by: SUPPLIER, buyerBy: BUYER, reason: keccakOfText("reason"), disputed: 0n } as const;
    await stage.book.write(accepting(one));
    const debit = { name: "ReceivableDebited", id, amount: 5_000n, commitment: commitmentOf(more), ...note } as const;
    await stage.book.write(debit);
    expect(await open()).to.include({ opened: 1 });
    expect(await detail(one)).to.include({ content: "opened", amount: "1050.00" });
    const amounts = [60_000n, 45_000n];
    const made = parts(more, UNKNOWN_RECEIVABLE, amounts);
    const ids = made.map(({ header }) => idOf(header));
    await stage.book.write(
      ...ids.map((part) => ({ name: "Transfer", from: `0x${"00".repeat(20)}`, to: SUPPLIER, id: part }) as const),
      { name: "ReceivableSplit", id, by: SUPPLIER, amounts, commitments: made.map(commitmentOf) },
    );
    expect(await open()).to.include({ opened: 2 });
    for (const [index, part] of made.entries()) {
      expect(await detail(part)).to.include({ content: "opened", part: true, amount: ["600.00", "450.00"][index] });
    }
  });

  it(
    "are opened before the index tells of them, where the gateway was given their content, and forgotten " + "with it",
    async () => {
      const one = await issue(receivable(), own);
      await open();
      await stage.database.transaction((tx) => removeStates(tx, [idOf(one.header)]));
      expect(await list()).to.deep.equal([]);
      await stage.book.write();
      expect(await list()).to.deep.equal([[idOf(one.header), "opened", dateOfDay(TODAY + 30)]]);
      expect(await open()).to.deep.equal({ opened: 0, sealed: 0, false: 0 });
    },
  );

  it("can be sealed to it by whoever asks for its key", async () => {
    const { data } = await stage.client().GET("/v1/viewing-key");
    expect(data).to.deep.equal({ key: own.publicKey, recipient: recipientOf(own.publicKey) });
    const blind = await openStage();
    const answer = await blind.client().GET("/v1/viewing-key");
    expect(answer.data).to.deep.equal({ key: null, recipient: null });
    await blind.close();
  });
});
