/** What needs attention in a factor's book, over HTTP. */
import { expect } from "chai";
import { idsHash, noticeHash, NoticeKind, NoticeReply } from "../../src/domain/factoring/notice.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { BUYER, DESK, FACTOR, SELLER } from "../domain/factoring/bookTelling.ts";
import { openFactorBookScene, PARTIES } from "./factorBookScene.ts";
import type { FactorBookScene, PartyName, Schemas } from "./factorBookScene.ts";
import { addressOf } from "./stage.ts";

interface BookQuery {
  readonly date?: string;
  readonly block?: string;
}

interface ExceptionQuery extends BookQuery {
  readonly kind?: Schemas["BookException"]["kind"];
}

const REGISTRAR = addressOf("registrar");

describe("A gateway's exceptions of a factor's book", () => {
  let scene: FactorBookScene;
  let id: Hex;

  before(async () => {
    scene = await openFactorBookScene();
    const { story } = scene;
    id = story.issue({ discountDay1: 0, discount1: 0n });
    story.sell(id);
    const body = {
      ...{ mostDaysFromInvoice: 90, mostDaysPastDue: null, crossAgeing: null, excluded: [], concentration: null },
      ...{ advanceRate: "80", registrars: [REGISTRAR], tenor: null, id: "11111111-1111-4111-8111-111111111111" },
    };
    const { response } = await scene.as("factor").POST("/v1/eligibility-criteria", { body });
    expect(response.status).to.equal(201);
    await scene.index();
  });

  after(() => scene.close());

  const found = async (query: ExceptionQuery = {}, name: PartyName = "factor") => {
    const { data, error } = await scene.as(name).GET("/v1/factor-book/exceptions", { params: { query } });
    if (data === undefined) throw new Error(error.detail);
    return data.items;
  };
  const kinds = async (query: ExceptionQuery = {}): Promise<readonly string[]> =>
    (await found(query)).map(({ kind }) => kind);

  it("follow notice and reply, vouchers of the registrars that it relies on, and the ledger, by blocks", async () => {
    const { story } = scene;
    expect(await kinds()).to.deep.equal(["noticeMissing", "voucherMissing"]);
    const content = {
      ...{ kind: NoticeKind.Assigned, assignor: SELLER, assignee: FACTOR, debtor: BUYER, payee: DESK },
      ...{ receivables: idsHash([id]), proof: ZERO_HASH, givenAt: story.now },
    };
    const notice = noticeHash(content);
    story.dispute(id, 1_000n);
    const given = story.block;
    scene.assign({
      name: "AssignmentNotified",
      notice,
      assignee: FACTOR,
      debtor: BUYER,
      by: FACTOR,
      content,
      ids: [id],
    });
    scene.note(vouched(REGISTRAR, story.now + 10 * 86_400));
    scene.note(vouched(addressOf("another registrar"), story.now + 1_000 * 86_400));
    await scene.index();
    expect(await kinds()).to.deep.equal(["disputed", "noticeUnanswered"]);
    story.wait(5);
    story.dispute(id, 0n);
    scene.assign({
      name: "NoticeReplied",
      notice,
      debtor: BUYER,
      by: BUYER,
      reply: NoticeReply.Reserved,
      reason: PROOF,
    });
    await scene.index();
    expect(await kinds()).to.deep.equal([]);
    expect(await kinds({ date: "2026-12-31" }), "the voucher ends, and the due day passes").to.deep.equal([
      "overdue",
      "voucherLapsed",
    ]);
    expect(await kinds({ block: given.toString() })).to.deep.equal(["disputed", "noticeUnanswered"]);
    expect(await kinds({ block: given.toString(), kind: "disputed" })).to.deep.equal(["disputed"]);
    story.wait(1);
    story.claim(id);
    scene.note({ name: "VoucherWithdrawn", registrar: REGISTRAR, organisation: BUYER, reason: ZERO_HASH });
    await scene.index();
    expect(await kinds()).to.deep.equal(["voucherLapsed", "claimOpen"]);
    await scene.fork(story.block - 1);
    expect(await kinds(), "as if it had never been").to.deep.equal([]);
  });

  it("are told in words, with the amount that they touch, and to nobody else", async () => {
    const items = await found({ date: "2026-12-31" });
    expect(items[0]).to.deep.include({ kind: "overdue", receivable: id, offer: null, party: BUYER, amount: "1000.00" });
    expect(items[0]?.text).to.match(/^due on 2026-12-01, \d+ days before$/);
    expect(await found({}, "seller")).to.deep.equal([]);
    expect(await scene.refused("factor", "/v1/factor-book/exceptions?kind=nonsense")).to.equal("RequestInvalid");
  });
});

const PROOF = keccakOfText("defences");

function vouched(registrar: `0x${string}`, until: number) {
  const voucher = { legalId: PROOF, evidence: PROOF, enroller: registrar, channel: 1, since: 0, until };
  return { name: "OrganisationVouched", registrar, organisation: PARTIES.buyer, voucher } as const;
}
