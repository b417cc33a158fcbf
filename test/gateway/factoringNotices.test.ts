/** Notices, their proof, filings and competing claims over HTTP: for those whom they name, and what they are worth. */
import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import { EnrolmentChannel } from "../../src/domain/directory.ts";
import { idsHash, NoticeKind, NoticeReply } from "../../src/domain/factoring/notice.ts";
import type { Filing } from "../../src/domain/factoring/filing.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { replaceFacts } from "../../src/store/facts.ts";
import { DAY, FACTORING, FIRST_INSTANT } from "./book.ts";
import { BUYER, DESK, FACTOR, noticeOf, openFactoringScene, PROOF, SUPPLIER } from "./factoringScene.ts";
import type { FactoringScene } from "./factoringScene.ts";
import { addressOf } from "./stage.ts";

const REGISTRAR = addressOf("registrar");
const OTHER = addressOf("other factor");

describe("A notice of assignment", () => {
  let scene: FactoringScene;
  let [supplier, buyer, factor, stranger, other] = ["", "", "", "", ""];

  before(async () => {
    scene = await openFactoringScene();
    ({ supplier, buyer, factor, stranger } = scene.tokens);
    other = await scene.signIn("other factor");
    const voucher = {
      ...{ legalId: keccakOfText("id"), evidence: keccakOfText("extract"), enroller: REGISTRAR },
      ...{ channel: EnrolmentChannel.RegisteredLetter, since: FIRST_INSTANT, until: 4_000_000_000 },
    };
    await scene.database.transaction((tx) =>
      replaceFacts(tx, [`vouchers/${REGISTRAR}/${BUYER}`], {
        vouchers: [{ registrar: REGISTRAR, organisation: BUYER, voucher }],
      }),
    );
  });

  after(() => scene.close());

  const notice = (session: string, hash: Hex) =>
    scene.client(session).GET("/v1/assignment-notices/{hash}", { params: { path: { hash } } });
  const proof = (session: string, hash: Hex) =>
    scene.client(session).GET("/v1/assignment-notices/{hash}/proof", { params: { path: { hash } } });
  const list = async (session: string, role: "assignor" | "assignee" | "debtor") =>
    (await scene.client(session).GET("/v1/assignment-notices", { params: { query: { role } } })).data?.items ?? [];
  const replied = (hash: Hex, reply: NoticeReply, reason: Hex = ZERO_HASH) =>
    scene.book.assign({ name: "NoticeReplied", notice: hash, debtor: BUYER, by: BUYER, reply, reason });

  it("is shown to the three whom it names, and to nobody else", async () => {
    const { id } = await scene.dealt();
    const hash = await scene.notify(id);
    for (const [session, role] of [
      [supplier, "assignor"],
      [factor, "assignee"],
      [buyer, "debtor"],
    ] as const) {
      const { data } = await notice(session, hash);
      expect(data).to.deep.include({ hash, role, kind: "Assigned", payee: DESK, receivables: [id], reply: "None" });
      expect((await list(session, role)).map((one) => one.hash)).to.include(hash);
    }
    expect((await notice(stranger, hash)).response.status).to.equal(404);
    expect((await proof(stranger, hash)).response.status).to.equal(404);
    expect((await notice(stranger, keccakOfText("none"))).response.status).to.equal(404);
    expect(await list(buyer, "assignor")).to.deep.equal([]);
  });

  it("tells how the debtor replied, in words where it said them here, and who vouched for its key", async () => {
    const { id } = await scene.dealt();
    const hash = await scene.notify(id);
    await replied(hash, NoticeReply.Received);
    const body = { verb: "replyToNotice", notice: hash, reply: "Reserved", reason: "two pallets are missing" } as const;
    await scene.act(buyer, body);
    await replied(hash, NoticeReply.Reserved, keccakOfText("two pallets are missing"));
    const { data } = await notice(factor, hash);
    expect(data?.replies.map(({ reply, said }) => [reply, said])).to.deep.equal([
      ["Received", null],
      ["Reserved", "two pallets are missing"],
    ]);
    expect(data?.reply).to.equal("Reserved");
    expect(data?.debtorVouchers.map(({ registrar, channel, inForce }) => [registrar, channel, inForce])).to.deep.equal([
      [REGISTRAR, "RegisteredLetter", true],
    ]);
    const elsewhere = await scene.notify((await scene.dealt()).id);
    await replied(elsewhere, NoticeReply.Refused, keccakOfText("said at another gateway"));
    expect((await notice(factor, elsewhere)).data?.replies.at(-1)).to.include({ reply: "Refused", said: null });
  });

  it("stands for as long as the ledger bears it out", async () => {
    const { id } = await scene.dealt();
    const hash = await scene.notify(id);
    const item = async () => (await notice(buyer, hash)).data?.items[0];
    expect(await item()).to.deep.include({ receivable: id, holder: DESK, payee: FACTOR, stands: true });
    await scene.trade({ name: "ReceivableReassigned", id, seller: SUPPLIER });
    await scene.book.write({ name: "Transfer", from: DESK, to: SUPPLIER, id });
    expect(await item()).to.deep.include({ payee: SUPPLIER, stands: false });
  });

  it("proves to the debtor what was assigned, by whom, to whom, whom to pay, and where the chain has it", async () => {
    const { id, receivable } = await scene.dealt();
    const hash = await scene.notify(id);
    const { data } = await proof(buyer, hash);
    expect(data).to.deep.include({ notice: hash, contract: FACTORING, agreement: PROOF, by: FACTOR });
    expect(data?.text).to.include("Pay the payee alone from now on");
    expect(data?.payee).to.deep.equal({ account: DESK, factor: FACTOR });
    expect([data?.assignor.address, data?.assignee.address]).to.deep.equal([SUPPLIER, FACTOR]);
    expect(data?.statement.join(" ")).to.include(`pay ${DESK}, the desk of ${FACTOR}`);
    const [named] = data?.receivables ?? [];
    expect(named).to.deep.include({ receivable: id, holder: DESK, invoice: receivable.header.invoice });
    expect(named?.assigned?.transaction).to.match(/^0x[0-9a-f]{64}$/);
    expect(data?.recorded.block).to.be.greaterThan(named?.assigned?.block ?? Infinity);
  });

  it("of a reassignment that somebody gives to itself misleads nobody, and shows it nothing", async () => {
    const { id } = await scene.dealt();
    const plain = await scene.accepted();
    const untouched = idOf(plain.header);
    const forged = noticeOf([untouched], {
      ...{ kind: NoticeKind.Reassigned, assignor: SUPPLIER, assignee: addressOf("stranger"), payee: SUPPLIER },
      receivables: idsHash([untouched]),
    });
    await scene.book.assign(forged);
    const seen = await scene.client(buyer).GET("/v1/receivables/{id}", { params: { path: { id: untouched } } });
    expect(seen.data?.assignment, "it was never assigned").to.equal(null);
    const own = await notice(stranger, forged.notice);
    expect(own.data?.items[0]).to.deep.include({ invoiceNumber: null, stands: false });
    expect(
      (await scene.client(stranger).GET("/v1/receivables/{id}", { params: { path: { id } } })).response.status,
    ).to.equal(404);
  });

  describe("and filings", () => {
    const filed = (secured: Address, filedAt: number, ids: readonly Hex[], until = 0): Promise<void> => {
      const filing: Filing = {
        ...{ register: "ZDW", office: "", number: `N-${filedAt}`, filedAt, until, secured, debtor: SUPPLIER },
        ...{ collateral: ids.length === 0 ? ZERO_HASH : idsHash(ids), document: PROOF },
      };
      return scene.book.assign({
        name: "FilingRecorded",
        secured,
        debtor: SUPPLIER,
        by: secured,
        filing,
        ids: [...ids],
      });
    };
    const claims = async (session: string, id: Hex, law?: "prc768" | "ucc9322" | "english") =>
      scene.client(session).GET("/v1/receivables/{id}/claims", {
        params: { path: { id }, query: law === undefined ? {} : { law } },
      });

    it("are listed to who stated them and against whom", async () => {
      const { id } = await scene.dealt();
      await filed(FACTOR, FIRST_INSTANT, [id], FIRST_INSTANT + 1000 * DAY);
      await filed(OTHER, 253_402_300_800, []);
      const filings = async (session: string, role: "secured" | "debtor") =>
        (await scene.client(session).GET("/v1/filings", { params: { query: { role } } })).data?.items ?? [];
      const [own] = await filings(factor, "secured");
      expect(own).to.deep.include({ register: "ZDW", office: "", secured: FACTOR, receivables: [id] });
      const against = await filings(supplier, "debtor");
      expect(against.length).to.be.greaterThan(1);
      expect(against.at(-1), "of no calendar, and of all that the seller has").to.deep.include({
        ...{ filedAt: null, receivables: null },
      });
      expect(await filings(stranger, "secured")).to.deep.equal([]);
    });

    it("rank before what is only noticed under Civil Code 768, and the answer says what is missing", async () => {
      const { id } = await scene.dealt();
      const hash = await scene.notify(id);
      await replied(hash, NoticeReply.Received);
      await filed(OTHER, FIRST_INSTANT - 30 * DAY, [id]);
      const { data } = await claims(factor, id);
      expect(data?.items.map((one) => [one.factor, one.rank, one.reason])).to.deep.equal([
        [OTHER, 1, "registered"],
        [FACTOR, 2, "noticed"],
      ]);
      const [first, second] = data?.items ?? [];
      expect([first?.assignedAt, second?.registeredAt]).to.deep.equal([null, null]);
      expect(second?.missing.map(({ step }) => step)).to.deep.equal(["registration"]);
      expect(data?.notes.join(" ")).to.include("not the legal order").and.to.include("Search the registers");
      const ucc = (await claims(factor, id, "ucc9322")).data;
      expect(ucc?.items.map((one) => [one.factor, one.reason])).to.deep.equal([
        [OTHER, "perfected"],
        [FACTOR, "attached"],
      ]);
      const english = (await claims(supplier, id, "english")).data;
      expect(english?.items[0]).to.include({ factor: FACTOR, reason: "noticed" });
      expect((await claims(other, id)).response.status, "it filed against this one").to.equal(200);
      expect((await claims(buyer, id)).response.status, "its creditors' business").to.equal(404);
      expect((await claims(stranger, id)).response.status).to.equal(404);
      expect(JSON.stringify(data)).not.to.include("800.00");
    });

    it("are the business of nobody who only filed for all that somebody has", async () => {
      const { id } = await scene.dealt();
      await filed(addressOf("stranger"), FIRST_INSTANT, []);
      expect((await claims(stranger, id)).response.status).to.equal(404);
      const named = (await claims(factor, id)).data?.items.map((one) => one.factor);
      expect(named, "which competes all the same").to.include(addressOf("stranger"));
    });
  });
});
