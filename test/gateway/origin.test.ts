/** Where a receivable comes from: told to whoever may see it, as the ledger recorded it, and to nobody else. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import pino from "pino";
import type { components } from "../../generated/openapi.d.ts";
import { encodeContent, seal } from "../../src/clients/sealing.ts";
import { idOf } from "../../src/domain/commitment.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address, Hex, Receivable } from "../../src/domain/receivable.ts";
import { openContents } from "../../src/gateway/contents/opening.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { splitting } from "../support/splitting.ts";
import { accepting, DAY, FIRST_INSTANT, sealing } from "./book.ts";
import { BUYER, DESK, FACTOR, openFactoringScene, SUPPLIER, TOKEN } from "./factoringScene.ts";
import type { FactoringScene } from "./factoringScene.ts";
import { addressOf } from "./stage.ts";

type Origin = components["schemas"]["Origin"];

const [SECOND, THIRD] = [addressOf("second"), addressOf("third")];

describe("The chain of origin over HTTP", () => {
  let scene: FactoringScene;
  /** 1,000.00 of the supplier's: 600.00 to the second, 350.00 of it to the third, 150.00 of that to the desk. */
  let whole: Receivable;
  let passed: readonly Receivable[];
  let [first, part, partOfPart, sold, kept]: Hex[] = [];

  before(async () => {
    scene = await openFactoringScene();
    whole = await scene.accepted();
    passed = await passedOn(whole, SUPPLIER, SECOND, [60_000n, 40_000n]);
    const [ofSecond] = passed as [Receivable];
    const [, ofThird] = await passedOn(ofSecond, SECOND, THIRD, [25_000n, 35_000n], 1);
    const [own, toDesk] = await passedOn(ofThird as Receivable, THIRD, DESK, [20_000n, 15_000n], 1);
    [first, part, partOfPart, kept, sold] = [whole, ofSecond, ofThird, own, toDesk].map((one) =>
      idOf((one as Receivable).header),
    );
  });

  after(() => scene.close());

  /** Splits what somebody holds, and passes one part on. */
  async function passedOn(
    receivable: Receivable,
    from: Address,
    to: Address,
    amounts: readonly bigint[],
    which = 0,
  ): Promise<readonly Receivable[]> {
    const { parts, events } = splitting(receivable, from, amounts);
    await scene.book.write(...events);
    await scene.book.write({ name: "Transfer", from, to, id: idOf((parts[which] as Receivable).header) });
    return parts;
  }

  async function asked(name: string, id: Hex | undefined): Promise<{ status: number; data?: Origin; error?: unknown }> {
    const client = scene.client(await scene.signIn(name));
    const { data, error, response } = await client.GET("/v1/receivables/{id}/origin", {
      params: { path: { id: id as string } },
    });
    return { status: response.status, ...(data && { data }), ...(error && { error }) };
  }

  async function origin(name: string, id: Hex | undefined): Promise<Origin> {
    const { data } = await asked(name, id);
    return data ?? expect.fail(`${name} may not see ${id}`);
  }

  it("leads from the first receivable down to a part of a part of a part, with all parts of each (R69)", async () => {
    const { links, parts, complete, currency, receivable } = await origin("factor", sold);
    expect([receivable, parts, complete, currency.code]).to.deep.equal([sold, null, true, "EUR"]);
    expect(links.map(({ id, number, amount }) => [id, number, amount])).to.deep.equal([
      [first, null, "1000.00"],
      [part, 1, "600.00"],
      [partOfPart, 2, "350.00"],
      [sold, 2, "150.00"],
    ]);
    expect(links.map(({ split }) => split && [split.whole, ...split.parts.map(({ amount }) => amount)])).to.deep.equal([
      null,
      ["1000.00", "600.00", "400.00"],
      ["600.00", "250.00", "350.00"],
      ["350.00", "200.00", "150.00"],
    ]);
    expect(links.at(-1)?.split?.parts.map(({ id, number }) => [id, number])).to.deep.equal([
      [kept, 1],
      [sold, 2],
    ]);
  });

  it("names who held each since when and how, and who is behind a desk", async () => {
    const { links } = await origin("buyer", sold);
    expect(links.map(({ holders }) => holders.map(({ organisation, how }) => [organisation, how]))).to.deep.equal([
      [[SUPPLIER, "issued"]],
      [
        [SUPPLIER, "split"],
        [SECOND, "transferred"],
      ],
      [
        [SECOND, "split"],
        [THIRD, "transferred"],
      ],
      [
        [THIRD, "split"],
        [FACTOR, "transferred"],
      ],
    ]);
    const last = links.at(-1)?.holders.at(-1);
    expect(last?.holder).to.equal(DESK);
    const { data } = await scene
      .client(scene.tokens.buyer)
      .GET("/v1/receivables/{id}", { params: { path: { id: sold as string } } });
    expect(last?.at, "as the timeline has it").to.deep.equal(data?.timeline.at(-1)?.at);
  });

  it("tells of what was split itself which parts came of it", async () => {
    const { links, parts } = await origin("supplier", first);
    expect(links.map(({ id }) => id)).to.deep.equal([first]);
    expect(parts?.parts.map(({ id, amount }) => [id, amount])).to.deep.equal([
      [part, "600.00"],
      [idOf((passed[1] as Receivable).header), "400.00"],
    ]);
  });

  it("is for those who may read the receivable itself, and for others as if there were none", async () => {
    const none = keccakOfText("no receivable");
    const withoutInstance = ({ error, status }: { error?: unknown; status: number }): unknown => {
      return { ...(error as object), instance: "", status };
    };
    const nothing = withoutInstance(await asked("stranger", none));
    for (const name of ["supplier", "buyer", "second", "third", "factor", "stranger"]) {
      const client = scene.client(await scene.signIn(name));
      for (const id of [first, part, partOfPart, sold, kept, none]) {
        const path = { id: id as string };
        const { response } = await client.GET("/v1/receivables/{id}", { params: { path } });
        const found = await asked(name, id);
        expect(found.status, `${name} and ${id}`).to.equal(response.status);
        if (found.status !== 200) expect(withoutInstance(found)).to.deep.equal(nothing);
      }
    }
    expect((await asked("second", sold)).status, "who held what it came from").to.equal(404);
    expect((await asked("third", sold)).status, "who passed it on").to.equal(404);
    expect((await asked("third", kept)).status).to.equal(200);
  });

  it("is shown to an auditor for as long as a grant shows the receivable", async () => {
    const id = randomUUID();
    const supplier = scene.client(scene.tokens.supplier);
    const body = {
      ...{ id, kind: "audit" as const, grantee: addressOf("auditor") },
      scope: { of: "everything" as const },
    };
    await supplier.POST("/v1/grants", { body: { ...body, until: shownInstant(scene.now + DAY) } });
    expect((await origin("auditor", sold)).links).to.have.length(4);
    await supplier.DELETE("/v1/grants/{id}", { params: { path: { id } } });
    expect((await asked("auditor", sold)).status).to.equal(404);
  });

  it("calls holders as the books of whoever asks do, or as they call themselves to it, and not otherwise", async () => {
    const profile = async (name: string, legalName: string, audience: "counterparties" | "everybody") => {
      const body = { legalName, identifiers: [], audience, contacts: [], contactsAudience: "nobody" as const };
      await scene.client(await scene.signIn(name)).POST("/v1/profile", { body });
    };
    await profile("factor", "Factor Bank", "everybody");
    await profile("second", "Second Ltd", "counterparties");
    const file = Buffer.from(`party,name,address\nT-3,Our third,${THIRD}\n`).toString("base64");
    await scene.client(scene.tokens.buyer).POST("/v1/imports", {
      body: {
        id: randomUUID(),
        kind: "parties",
        file,
        mapping: { party: "party", name: "name", address: "address" },
        apply: true,
      },
    });
    const names = async (name: string) => {
      const { links } = await origin(name, sold);
      const all = links.flatMap(({ holders }) => holders);
      return Object.fromEntries(all.map(({ organisation, name: called }) => [organisation, called]));
    };
    const nobody = { [SUPPLIER]: null };
    expect(await names("buyer")).to.include({ ...nobody, [THIRD]: "Our third", [FACTOR]: "Factor Bank" });
    // The factor has nothing in common with the second, and does not read the buyer's books.
    expect(await names("factor")).to.deep.equal({ ...nobody, [SECOND]: null, [THIRD]: null, [FACTOR]: "Factor Bank" });
  });

  it("shows amounts of sealed receivables once they are opened, and whoever gets a part can read it then", async () => {
    const sealed = receivableOf(headerOf(SUPPLIER, BUYER), termsOf(TOKEN, FIRST_INSTANT / DAY));
    const content = await seal(encodeContent(sealed, keccakOfText("secret")), [scene.viewingKey.publicKey]);
    await scene.book.write(...sealing(sealed, content), accepting(sealed));
    const [toSecond] = await passedOn(sealed, SUPPLIER, SECOND, [70_000n, 30_000n]);
    const id = idOf((toSecond as Receivable).header);
    const closed = await origin("second", id);
    expect([closed.currency.code, ...closed.links.map(({ amount }) => amount)]).to.deep.equal([null, null, "70000"]);
    const { database, viewingKey, now } = scene;
    await openContents({ database, viewingKey, now: () => now, logger: pino({ enabled: false }) });
    const opened = await origin("second", id);
    expect([opened.currency.code, ...opened.links.map(({ amount }) => amount)]).to.deep.equal([
      ...["EUR", "1000.00", "700.00"],
    ]);
    const second = scene.client(await scene.signIn("second"));
    const { data } = await second.GET("/v1/receivables/{id}", { params: { path: { id } } });
    expect(data).to.include({ content: "opened", amount: "700.00", holder: SECOND });
    expect(data?.terms).to.include({ amount: "700.00" });
  });
});
