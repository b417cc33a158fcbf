/**
 * What was told at another gateway: this one learns of it by its hash on the chain alone, until somebody hands in what
 * opens it.
 */
import { expect } from "chai";
import { CHANNELS } from "../../src/domain/collections/policy.ts";
import { paymentHash } from "../../src/domain/collections/record.ts";
import type { PromisedPayment } from "../../src/domain/collections/record.ts";
import { idOf } from "../../src/domain/commitment.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { checkEvidence } from "../../src/cli/evidence/checking.ts";
import { MOST_OPENED_TEXT } from "../../src/wire/collection.ts";
import { contentHashOf } from "../../src/documents/letters/contentHash.ts";
import { DAY, FIRST_INSTANT } from "./book.ts";
import { openCollectionScene } from "./collectionScene.ts";
import type { Collection, CollectionScene } from "./collectionScene.ts";
import { BUYER, SUPPLIER } from "./factoringScene.ts";

const NOW = FIRST_INSTANT + 31 * DAY + 12 * 3600;
const [SALT, OTHER_SALT] = [keccakOfText("salt"), keccakOfText("other salt")];
const [WORDS, REPLY, REASON] = ["Please pay\n  by Friday.\n", "It was late. 迟到了。", "File 7 is complete."];
const PROMISED: PromisedPayment = { amount: 10_000n, payBy: dayNumber("2026-12-10"), salt: SALT };

describe("An opening of what was told at another gateway", () => {
  let scene: CollectionScene;
  let id: Hex;
  let [supplier, buyer, stranger, agency] = ["", "", "", ""];

  before(async () => {
    scene = await openCollectionScene();
  });

  beforeEach(async () => {
    scene.now = NOW;
    const names = ["supplier", "buyer", "stranger", "agency"];
    const sessions = await Promise.all(names.map((name) => scene.signIn(name)));
    [supplier = "", buyer = "", stranger = "", agency = ""] = sessions;
    id = idOf((await scene.accepted()).header);
  });

  after(() => scene.close());

  const words = (text: string, salt: Hex = SALT) => ({ kind: "words", text, salt }) as const;
  const payment = (over: object = {}) => {
    return { kind: "payment", amount: "100.00", payBy: "2026-12-10", salt: SALT, ...over } as const;
  };

  type Opening = ReturnType<typeof words> | ReturnType<typeof payment>;

  const handIn = async (session: string, opening: Opening, of: Hex = id) => {
    const path = "/v1/receivables/{id}/collection/openings" as const;
    const { data, error, response } = await scene.client(session).POST(path, {
      ...{ params: { path: { id: of } }, body: opening },
    });
    return { data, problem: error?.type.replace("/problems/", ""), detail: error?.detail, status: response.status };
  };
  const recorded = (of: Hex = id, content: Hex = contentHashOf(WORDS, SALT)): Promise<void> =>
    scene.book.collect({
      ...{ name: "CollectionRecorded", id: of, creditor: SUPPLIER, collector: SUPPLIER, by: SUPPLIER, cycle: 0n },
      ...{ claimed: 0n, body: "0x" },
      entry: {
        ...{ kind: 0, stage: 1, channel: CHANNELS.indexOf("email"), outcome: 0, doneAt: NOW, nextDay: 0 },
        content,
      },
    });
  const answered = (kind: 0 | 1, reply = REPLY): Promise<void> => {
    const told =
      kind === 0
        ? { content: contentHashOf(reply, SALT), payment: ZERO_HASH }
        : { content: ZERO_HASH, payment: paymentHash(PROMISED) };
    return scene.book.collect({
      ...{ name: "DebtorAnswered", id, debtor: BUYER, by: BUYER, body: "0x" },
      answer: { kind, record: ZERO_HASH, ...told },
    });
  };
  const seen = ({ entries }: Collection): unknown[] =>
    entries.map(({ content, payment: sum }) => content?.text ?? sum?.amount ?? null);

  it("lets the debtor read what its creditor's gateway keeps, and the creditor what the debtor's keeps", async () => {
    await recorded();
    await answered(0);
    expect(seen(await scene.collection(buyer, id))).to.deep.equal([null, null]);
    const opened = await handIn(buyer, words(WORDS));
    expect(opened.data === undefined ? undefined : seen(opened.data)).to.deep.equal([WORDS, null]);
    expect((await handIn(supplier, words(REPLY))).status).to.equal(200);
    for (const session of [supplier, buyer]) {
      expect(seen(await scene.collection(session, id))).to.deep.equal([WORDS, REPLY]);
    }
  });

  it("of a promise counts as if it had been made here, and judges it (R46)", async () => {
    await answered(1);
    expect((await scene.collection(supplier, id)).entries[0]?.payment).to.equal(null);
    const { data } = await handIn(supplier, payment());
    expect(data?.entries[0]?.payment).to.deep.equal({
      ...{ amount: "100.00", payBy: "2026-12-10", salt: SALT, standing: "open", rest: "100.00" },
    });
  });

  it("goes from gateway to gateway as it is read, to the last byte", async () => {
    await recorded();
    await answered(1);
    await handIn(supplier, words(WORDS));
    await handIn(supplier, payment());
    const [first, second] = (await scene.collection(supplier, id)).entries;
    await scene.database.query("delete from collection_contents");
    await scene.database.query("delete from promised_payments");
    expect(seen(await scene.collection(buyer, id))).to.deep.equal([null, null]);
    const { text = "", salt = "" } = first?.content ?? {};
    const { amount = "", payBy = null, salt: own = "" } = second?.payment ?? {};
    await handIn(buyer, words(text, salt as Hex));
    await handIn(buyer, payment({ amount, payBy, salt: own }));
    expect(seen(await scene.collection(supplier, id))).to.deep.equal([WORDS, "100.00"]);
  });

  it("is refused where a character, the salt, the sum or the day is another", async () => {
    await recorded();
    await answered(1);
    const wrong: readonly Opening[] = [
      ...[words(`${WORDS} `), words(WORDS.trim()), words(WORDS, OTHER_SALT), words(REPLY)],
      ...[payment({ amount: "100.01" }), payment({ payBy: "2026-12-11" }), payment({ salt: OTHER_SALT })],
    ];
    for (const opening of wrong) {
      const { status, problem, detail = "" } = await handIn(supplier, opening);
      expect([status, problem], JSON.stringify(opening)).to.deep.equal([422, "OpeningNotRecorded"]);
      expect(detail).to.include("exactly as it was told");
    }
    expect(seen(await scene.collection(supplier, id))).to.deep.equal([null, null]);
    const kept = await scene.database.query(
      `select hash from collection_contents where receivable = $1
       union select hash from promised_payments where receivable = $1`,
      [`\\x${id.slice(2)}`],
    );
    expect(kept).to.be.empty;
  });

  it("is refused before its event is there, and taken after it", async () => {
    expect((await handIn(buyer, words(WORDS))).problem).to.equal("OpeningNotRecorded");
    await recorded();
    expect((await handIn(buyer, words(WORDS))).status).to.equal(200);
  });

  it("is of the receivable alone whose event has the hash", async () => {
    const other = idOf((await scene.accepted()).header);
    await recorded(other);
    expect((await handIn(buyer, words(WORDS))).problem).to.equal("OpeningNotRecorded");
    // Whoever copies a hash to another receivable opens nothing by it.
    await recorded();
    await handIn(buyer, words(WORDS), other);
    expect(seen(await scene.collection(buyer, id))).to.deep.equal([null]);
  });

  it("of words is none of a payment, and of a payment none of words", async () => {
    await recorded(id, paymentHash(PROMISED));
    expect((await handIn(supplier, payment())).problem).to.equal("OpeningNotRecorded");
  });

  it("changes nothing when it is handed in again, by whomever, and at the same moment", async () => {
    await recorded();
    await answered(1);
    const all = [supplier, buyer, supplier, buyer].flatMap((session) => [
      handIn(session, words(WORDS)),
      handIn(session, payment()),
    ]);
    expect((await Promise.all(all)).map(({ status }) => status)).to.deep.equal(all.map(() => 200));
    const [row] = await scene.database.query<{ count: number }>(
      `select (select count(*) from collection_contents where receivable = $1)::int
         + (select count(*) from promised_payments where receivable = $1)::int as count`,
      [`\\x${id.slice(2)}`],
    );
    expect(row?.count).to.equal(2);
  });

  it("is for the parties, and for whom it is placed with while that counts", async () => {
    await recorded();
    expect(
      [await handIn(stranger, words(WORDS)), await handIn(agency, words(WORDS))].map(({ status }) => status),
    ).to.deep.equal([404, 404]);
    const unknown = keccakOfText("nobody has issued this");
    expect((await handIn(supplier, words(WORDS), unknown)).status).to.equal(404);
    await scene.place(id, SUPPLIER, { until: NOW + DAY });
    expect((await handIn(agency, words(WORDS))).status).to.equal(200);
    scene.now += DAY + 1;
    agency = await scene.signIn("agency");
    expect((await handIn(agency, words(WORDS))).status).to.equal(404);
  });

  it("does not show the debtor what those who collect keep among them", async () => {
    const step = { creditor: SUPPLIER, collector: SUPPLIER, by: SUPPLIER, step: 0, doneAt: NOW } as const;
    await scene.book.collect({ name: "CollectionStepTaken", id, ...step, content: contentHashOf(REASON, SALT) });
    expect((await handIn(supplier, words(REASON))).status).to.equal(200);
    expect(seen(await scene.collection(supplier, id))).to.deep.equal([REASON]);
    expect(seen(await scene.collection(buyer, id))).to.deep.equal([null]);
  });

  it("of the longest words is evidence that its checker reads", async () => {
    const longest = "迟".repeat(MOST_OPENED_TEXT);
    await answered(0, longest);
    expect((await handIn(buyer, words(longest))).status).to.equal(200);
    const asked = { params: { path: { id } }, parseAs: "arrayBuffer" } as const;
    const { data } = await scene.client(supplier).GET("/v1/receivables/{id}/evidence-pack", asked);
    const { findings } = await checkEvidence(new Uint8Array(data as unknown as ArrayBuffer));
    expect(findings.filter(({ state }) => state === "fails")).to.deep.equal([]);
    expect(findings.find(({ file }) => file === "openings.json")).to.include({ state: "holds" });
    await answered(0, `${longest}.`);
    expect((await handIn(buyer, words(`${longest}.`))).problem, "one more").to.equal("RequestInvalid");
  });

  it("with a character that no table takes is refused at the border", async () => {
    const told = "It was late.\0";
    await answered(0, told);
    const { status, problem, detail } = await handIn(buyer, words(told));
    expect([status, problem]).to.deep.equal([400, "BodyUnreadable"]);
    expect(detail).to.include("NUL character");
  });

  it("with an amount that its currency cannot hold, or too large for the chain, names the field", async () => {
    await answered(1);
    expect((await handIn(supplier, payment({ amount: "100.001" }))).problem).to.equal("AmountUnfit");
    expect((await handIn(supplier, payment({ amount: "9".repeat(40) }))).problem).to.equal("ArgumentInvalid");
    expect((await handIn(supplier, payment({ amount: "-1.00" }))).problem).to.equal("AmountUnfit");
  });
});
