/** Finding the buyer of an invoice, and inviting one that has no address yet. */
import { expect } from "chai";
import { contentOf } from "../../../src/store/contents.ts";
import type { Hex } from "../../../src/domain/receivable.ts";
import { addressOf } from "../stage.ts";
import { bodyOf, codeOf, demoInvoice, fieldsOf, openScene, problemOf, rowsOf } from "./scene.ts";
import type { Intent, NewReceivable, Scene } from "./scene.ts";

const LEI = "000000BEISPIELSE0251";

describe("The buyer of an invoice", () => {
  let scene: Scene;
  let supplier: string;
  let buyer: string;

  beforeEach(async () => {
    scene = await openScene();
    supplier = await scene.signIn("supplier");
    buyer = await scene.signIn("buyer");
  });

  afterEach(() => scene.close());

  function tokenOf({ invitation }: Intent): string {
    return new URL(invitation?.link ?? "https://nowhere").hash.slice(1);
  }

  function join(
    session: string,
    token: string,
  ): Promise<{
    data?: { organisation: string; supplier: string; receivable: string };
    error?: { type: string; detail: string };
    response: Response;
  }> {
    return scene.client(session).POST("/v1/invitations/acceptance", { body: { token } });
  }

  /** An invoice for somebody whom nothing leads to. */
  function invoice(over: Partial<NewReceivable> = {}): NewReceivable {
    return bodyOf(demoInvoice(), over);
  }

  it("is found by a legal id that a registrar vouches for, once the buyer has opened it", async () => {
    await scene.vouch("buyer", LEI);
    const before = await scene.prepare(supplier, fieldsOf("A-1", {}, {}));
    expect(before.counterparty).to.equal(addressOf("buyer"));
    const body = { value: LEI, opening: "salt: " };
    expect((await scene.client(buyer).POST("/v1/legal-ids", { body })).response.status).to.equal(200);
    const intent = await scene.prepare(supplier, invoice());
    expect(intent).to.include({ counterparty: addressOf("buyer"), state: "prepared", invitation: null });
  });

  it("is found for no voucher of a registrar that this gateway was not told to believe", async () => {
    await scene.close();
    scene = await openScene({ config: { registrars: [] } });
    await scene.vouch("buyer", LEI);
    const session = await scene.signIn("buyer");
    const body = { value: LEI, opening: "salt: " };
    const problem = await problemOf(scene.client(session).POST("/v1/legal-ids", { body }));
    expect(problem.code).to.equal("IdentifierNotVouched");
    const intent = await scene.prepare(await scene.signIn("supplier"), invoice());
    expect(intent.state).to.equal("awaitingCounterparty");
  });

  it("is found by what the supplier named before, and by nobody else's naming", async () => {
    await scene.prepare(supplier, invoice({ counterparty: addressOf("buyer") }));
    const again = await scene.prepare(supplier, bodyOf(demoInvoice("MW-2026-1103.ubl.xml")));
    expect(again.counterparty).to.equal(addressOf("buyer"));
    const other = await scene.prepare(await scene.signIn("other"), bodyOf(demoInvoice("MW-2026-1104.ubl.xml")));
    expect(other.counterparty).to.equal(null);
  });

  it("is asked for where the identifiers lead to several", async () => {
    await scene.prepare(supplier, invoice({ counterparty: addressOf("buyer") }));
    await scene.prepare(supplier, bodyOf(demoInvoice("MW-2026-1103.ubl.xml"), { counterparty: addressOf("twin") }));
    const body = bodyOf(demoInvoice("MW-2026-1104.ubl.xml"));
    const problem = await problemOf(scene.client(supplier).POST("/v1/receivables", { body }));
    expect(problem).to.include({ code: "CounterpartyAmbiguous", status: 422 });
    expect(problem.detail).to.contain(addressOf("twin"));
  });

  it("who has not joined gets a link, which is told once and kept as its hash alone", async () => {
    const intent = await scene.prepare(supplier, invoice());
    expect(intent).to.include({ state: "awaitingCounterparty", receivable: null, message: null, call: null });
    const token = tokenOf(intent);
    expect(token).to.match(/^[A-Za-z0-9_-]{43}$/);
    expect((await scene.prepare(supplier, invoice())).invitation?.link).to.equal(null);
    const rows = await scene.database.query("select * from invitations");
    expect(JSON.stringify(rows)).not.to.contain(token);
    expect(scene.log.join("")).not.to.contain(token);
    expect(await rowsOf(scene)).to.include({ contents: 0, invitations: 1, documents: 1 });
    const sign = await problemOf(
      scene.client(supplier).POST("/v1/intents/{id}/signature", {
        params: { path: { id: intent.id } },
        body: { signature: "0x1234" },
      }),
    );
    expect(sign.code).to.equal("CounterpartyMissing");
  });

  it("joins through the link, and then the supplier signs for the address that joined", async () => {
    const intent = await scene.prepare(supplier, invoice());
    const { data } = await join(buyer, tokenOf(intent));
    expect(data).to.include({ organisation: addressOf("buyer"), supplier: addressOf("supplier") });
    const bound = await scene.read(supplier, intent.id);
    expect(bound).to.include({ state: "prepared", counterparty: addressOf("buyer"), receivable: data?.receivable });
    expect(bound.invitation?.joinedBy).to.equal(addressOf("buyer"));
    const content = await contentOf(scene.database, bound.commitment as Hex);
    expect(content?.receivable.header.buyer).to.equal(addressOf("buyer"));
    expect(await scene.sign(supplier, bound, "supplier")).to.include({ status: 200 });
    const next = await scene.prepare(supplier, bodyOf(demoInvoice("MW-2026-1103.ubl.xml")));
    expect(next.counterparty).to.equal(addressOf("buyer"));
  });

  it("joins once: of many who follow the link at once one is bound, and the others learn nothing", async () => {
    const intent = await scene.prepare(supplier, invoice());
    const names = ["buyer", "thief", "second", "third"];
    const sessions = await Promise.all(names.map((name) => scene.signIn(name)));
    const answers = await Promise.all(sessions.map((session) => join(session, tokenOf(intent))));
    expect(answers.filter(({ data }) => data !== undefined)).to.have.length(1);
    const refused = answers.flatMap(({ error }) => error ?? []);
    expect(refused.map(({ type }) => codeOf(type))).to.deep.equal(Array(3).fill("InvitationUnknown"));
    const unknown = await join(buyer, "A".repeat(43));
    expect(unknown.error?.detail).to.equal(refused[0]?.detail);
  });

  it(
    "is neither the supplier itself nor anybody after the deadline, and then the link is still good or " + "gone",
    async () => {
      const intent = await scene.prepare(supplier, invoice());
      const own = await join(supplier, tokenOf(intent));
      expect(codeOf(own.error?.type ?? "")).to.equal("HeaderInvalid");
      scene.now = Date.parse(intent.deadline) / 1000 + 1;
      const late = await join(await scene.signIn("buyer"), tokenOf(intent));
      expect(codeOf(late.error?.type ?? "")).to.equal("InvitationUnknown");
    },
  );

  it("sets a viewing key before it joins where the invoice is to be sealed, and the link waits for that", async () => {
    await scene.giveViewingKey("supplier");
    const intent = await scene.prepare(supplier, invoice({ issuing: "sealed" }));
    const early = await join(buyer, tokenOf(intent));
    expect(codeOf(early.error?.type ?? "")).to.equal("ViewingKeyMissing");
    await scene.giveViewingKey("buyer");
    expect((await join(buyer, tokenOf(intent))).response.status).to.equal(200);
  });

  it("is bound by a repeated request that names it, and the link is worth nothing any more", async () => {
    const intent = await scene.prepare(supplier, invoice());
    const bound = await scene.prepare(supplier, invoice({ counterparty: addressOf("buyer") }));
    expect(bound).to.include({ id: intent.id, state: "prepared", counterparty: addressOf("buyer") });
    const late = await join(await scene.signIn("thief"), tokenOf(intent));
    expect(codeOf(late.error?.type ?? "")).to.equal("InvitationUnknown");
  });
});
