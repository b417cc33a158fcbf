/** Files that come in pieces. */
import { createHash, randomUUID } from "node:crypto";
import { expect } from "chai";
import { lendDatabase } from "../store/lending.ts";
import { openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

describe("An upload", () => {
  let stage: Stage;
  let token: string;

  before(async () => {
    stage = await openStage();
    token = await stage.signIn("the supplier");
  });

  after(() => stage.close());

  const sha256 = (text: string): string => `0x${createHash("sha256").update(text).digest("hex")}`;

  async function begun(length = 6, id: string = randomUUID()) {
    const body = { id, name: "book.csv", length, sha256: sha256("abcdef") };
    const answer = await stage.client(token).POST("/v1/uploads", { body });
    return { id, ...answer };
  }

  function piece(id: string, start: number, text: string, as = token) {
    const body = { start, content: Buffer.from(text).toString("base64") };
    return stage.client(as).POST("/v1/uploads/{id}/pieces", { params: { path: { id } }, body });
  }

  it("takes its pieces in their order, and the same one again without harm", async () => {
    const { id } = await begun();
    expect((await piece(id, 0, "abc")).data).to.include({ received: 3, complete: false });
    expect((await piece(id, 0, "abc")).data?.received, "the same piece again").to.equal(3);
    expect((await piece(id, 4, "ef")).error?.detail).to.match(
      /it begins at 4; 3 of 6 bytes are there: send what comes/,
    );
    expect((await piece(id, 3, "defg")).error?.type, "beyond the end").to.match(/PieceMisplaced/);
    expect((await piece(id, 3, "def")).data).to.include({ received: 6, complete: true });
  });

  it("is forgotten with a last piece that makes it another file", async () => {
    const { id } = await begun();
    await piece(id, 0, "abc");
    expect((await piece(id, 3, "xyz")).error?.type).to.match(/DocumentMismatch/);
    const { response } = await stage.client(token).GET("/v1/uploads/{id}", { params: { path: { id } } });
    expect(response.status).to.equal(404);
  });

  it("is never there whole and unchecked, though the gateway breaks off where it finds another file", async () => {
    const { id } = await begun();
    await piece(id, 0, "abc");
    await stage.database.query(
      "create function broken() returns trigger language plpgsql as $$ begin raise 'broken off'; end $$",
    );
    await stage.database.query("create trigger broken before delete on uploads execute function broken()");
    const failed = await piece(id, 3, "xyz").catch((error: unknown) => String(error));
    expect(failed).to.match(/answered 500/);
    await stage.database.query("drop function broken cascade");
    const { data } = await stage.client(token).GET("/v1/uploads/{id}", { params: { path: { id } } });
    expect(data).to.include({ received: 3, complete: false });
    expect((await piece(id, 3, "def")).data?.complete).to.equal(true);
  });

  it("is the same under its id, and no other, and its organisation's alone", async () => {
    const { id } = await begun();
    expect((await begun(6, id)).data?.received).to.equal(0);
    expect((await begun(7, id)).error?.type).to.match(/IdTaken/);
    const stranger = await stage.signIn("a stranger");
    expect((await piece(id, 0, "abc", stranger)).response.status).to.equal(404);
    await stage.client(token).DELETE("/v1/uploads/{id}", { params: { path: { id } } });
    expect((await piece(id, 0, "abc")).response.status).to.equal(404);
  });

  it("leaves room: so much is announced at a time, and what is a day old is forgotten", async () => {
    const flooder = await stage.signIn("a flooder");
    const announce = (length: number) => {
      const body = { id: randomUUID(), name: "book.csv", length, sha256: sha256("") };
      return stage.client(flooder).POST("/v1/uploads", { body });
    };
    const most = 128 * 2 ** 20;
    for (let count = 0; count < 4; count += 1) expect((await announce(most)).response.status).to.equal(201);
    expect((await announce(1)).error?.type).to.match(/QuotaReached/);
    stage.now += 86_401;
    token = await stage.signIn("the supplier");
    const later = await stage.signIn("a flooder");
    const body = { id: randomUUID(), name: "book.csv", length: 1, sha256: sha256("") };
    expect((await stage.client(later).POST("/v1/uploads", { body })).response.status).to.equal(201);
  });

  it("has room for what fits and no more, however many are announced at once", async () => {
    // PGlite has one connection, and so no two transactions at once.
    const served = await openStage({ database: await lendDatabase("PostgreSQL") });
    const crowd = await served.signIn("a crowd");
    // So long that all have counted before the first one is stored.
    await served.database.query(
      "create function slow() returns trigger language plpgsql as " +
        "$$ begin perform pg_sleep(0.05); return new; end $$",
    );
    await served.database.query("create trigger slow before insert on uploads execute function slow()");
    const announced = await Promise.all(
      Array.from({ length: 9 }, () => {
        const body = { id: randomUUID(), name: "book.csv", length: 100 * 2 ** 20, sha256: sha256("") };
        return served.client(crowd).POST("/v1/uploads", { body });
      }),
    );
    expect(announced.filter(({ response }) => response.status === 201)).to.have.length(5);
    expect(announced.flatMap(({ error }) => (error === undefined ? [] : [error.type]))[0]).to.match(/QuotaReached/);
    await served.database.query("drop function slow cascade");
    await served.close();
  });

  it("is needed whole for a reconciliation", async () => {
    const { id } = await begun();
    await piece(id, 0, "abc");
    const body = {
      ...{ id: randomUUID(), side: "supplier" as const, counterparty: "Buyer SE", cutOff: "2026-06-30" },
      books: { supplier: { upload: id }, buyer: { upload: id } },
    };
    const { error } = await stage.client(token).POST("/v1/reconciliations", { body });
    expect(error?.detail).to.match(/of the supplier's book, 3 of 6 bytes are there: send the file first/);
  });
});
