import { readFileSync } from "node:fs";
import { expect } from "chai";
import pino from "pino";
import { decodeContent, encodeContent, open, seal } from "../../../src/clients/sealing.ts";
import { newViewingKey } from "../../../src/clients/sealingKeys.ts";
import type { ViewingKeyPair } from "../../../src/clients/sealingKeys.ts";
import { readInvoice } from "../../../src/documents/readInvoice.ts";
import { commitmentOf, idOf } from "../../../src/domain/commitment.ts";
import { documentRoot, fieldsOf, isDisclosed } from "../../../src/domain/document.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import type { Address, Hex, Receivable } from "../../../src/domain/receivable.ts";
import { openContents } from "../../../src/gateway/contents/opening.ts";
import { contentOf, keepContent } from "../../../src/store/contents.ts";
import { addGrant, revokeGrant } from "../../../src/store/grants.ts";
import { headerOf, receivableOf, termsOf } from "../../support/receivables.ts";
import { DAY, FIRST_INSTANT, issuing, sealing } from "../book.ts";
import { addressOf, openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

const EUR: Address = "0x00000000000000000000000000000000000003d2";
const FILE = readFileSync(new URL("../../../src/cli/demo/invoices/MW-2026-1101.ubl.xml", import.meta.url));
const [SUPPLIER, BUYER, AUDITOR] = [addressOf("supplier"), addressOf("buyer"), addressOf("auditor")];
const SECRET = keccakOfText("secret of the document");
const GRANT = "0190f1de-3a55-7000-8000-000000000002";

describe("Disclosing over HTTP", () => {
  let stage: Stage;
  let own: ViewingKeyPair;
  let auditors: ViewingKeyPair;
  const tokens = { supplier: "", buyer: "", auditor: "", stranger: "" };
  let document: Hex;
  let sealed: Receivable;
  let inOpen: Receivable;
  let hidden: Receivable;

  before(async () => {
    [own, auditors] = await Promise.all([newViewingKey(), newViewingKey()]);
    stage = await openStage({ viewingKey: own });
    document = documentRoot(fieldsOf((await readInvoice(FILE)).invoice), SECRET);
    const make = (): Receivable => ({
      ...receivableOf(headerOf(SUPPLIER, BUYER), termsOf(EUR, FIRST_INSTANT / DAY)),
      document,
    });
    [sealed, inOpen, hidden] = [make(), make(), make()];
    const readers = [own.publicKey];
    await stage.book.write(...sealing(sealed, await seal(encodeContent(sealed, SECRET), readers)), ...issuing(inOpen));
    await stage.book.write(...sealing(hidden, await seal(encodeContent(hidden, SECRET), [auditors.publicKey])));
    await openContents({ database: stage.database, viewingKey: own, now: () => 1, logger: pino({ enabled: false }) });
    for (const name of Object.keys(tokens) as (keyof typeof tokens)[]) tokens[name] = await stage.signIn(name);
    const grant = {
      grantor: SUPPLIER,
      grantee: AUDITOR,
      kind: "audit",
      counterparty: null,
      receivables: null,
    } as const;
    const period = { issuedFrom: null, issuedTo: null, since: stage.now, until: stage.now + DAY };
    await addGrant(stage.database, { ...grant, ...period, id: GRANT, account: SUPPLIER }, 5);
  });

  after(() => stage.close());

  type Name = keyof typeof tokens;
  const setKey = async (organisation: Address, key: Hex): Promise<void> => {
    const values = [organisation, key].map((hex) => `\\x${hex.slice(2)}`);
    await stage.database.query(
      "insert into viewing_keys values ($1, $2) on conflict (organisation) do update set key = excluded.key",
      values,
    );
  };
  const disclose = async (
    name: Name,
    one: Receivable,
    body: { readonly reader: Address; readonly sealed?: Hex },
  ): Promise<{ status: number; problem: string }> => {
    const params = { path: { id: idOf(one.header) } };
    const client = stage.client(tokens[name]);
    const { response, error } = await client.POST("/v1/receivables/{id}/disclosures", { params, body });
    return { status: response.status, problem: error?.type.replace("/problems/", "") ?? "" };
  };
  const shownTo = async (name: Name, one: Receivable): Promise<{ status: number; items: { sealed: string }[] }> => {
    const params = { path: { id: idOf(one.header) } };
    const { response, data } = await stage.client(tokens[name]).GET("/v1/receivables/{id}/disclosures", { params });
    return { status: response.status, items: data?.items ?? [] };
  };
  const fields = async (name: Name, one: Receivable, paths: string[]): Promise<Record<string, unknown>> => {
    const params = { path: { id: idOf(one.header) } };
    const body = { paths };
    const { data, error } = await stage.client(tokens[name]).POST("/v1/receivables/{id}/fields", { params, body });
    return data ?? { problem: error.type.replace("/problems/", ""), detail: error.detail };
  };

  it("seals content to one more reader, who opens it to the commitment on the chain", async () => {
    await setKey(AUDITOR, auditors.publicKey);
    for (const one of [sealed, inOpen]) {
      expect(await disclose("supplier", one, { reader: AUDITOR })).to.include({ status: 201 });
      const [item] = (await shownTo("auditor", one)).items;
      const content = await open((item?.sealed ?? "0x") as Hex, auditors.secret);
      const decoded = decodeContent(content ?? new Uint8Array(), one);
      expect(decoded && commitmentOf(decoded.receivable)).to.equal(commitmentOf(one));
      expect(decoded?.documentSecret).to.equal(one === sealed ? SECRET : null);
      expect(item).to.deep.include({ by: SUPPLIER, reader: AUDITOR, commitment: commitmentOf(one) });
    }
  });

  it("tells the reader and the party that showed it of a disclosure, and nobody else", async () => {
    await disclose("supplier", sealed, { reader: AUDITOR });
    expect((await shownTo("supplier", sealed)).items).to.have.length(1);
    expect(await shownTo("buyer", sealed)).to.deep.equal({ status: 200, items: [] });
    expect((await shownTo("stranger", sealed)).status).to.equal(404);
  });

  it("takes the place of what was shown before, and keeps what each party showed", async () => {
    await disclose("supplier", sealed, { reader: AUDITOR, sealed: "0x0102" });
    const shown = { reader: AUDITOR, sealed: "0x0304" } as const;
    // Whether the supplier lets somebody see is no business of the buyer's.
    expect(await disclose("buyer", sealed, shown)).to.deep.equal({ status: 422, problem: "ReaderMayNotSee" });
    const scope = { of: "everything" as const };
    const until = new Date((stage.now + DAY) * 1000).toISOString().replace(".000Z", "Z");
    const body = { id: GRANT, grantee: AUDITOR, kind: "audit" as const, scope, until };
    await stage.client(tokens.buyer).POST("/v1/grants", { body });
    await disclose("buyer", sealed, shown);
    const { items } = await shownTo("auditor", sealed);
    expect(items.map((item) => item.sealed)).to.have.members(["0x0102", "0x0304"]);
  });

  it("takes content that the party sealed itself where the gateway cannot open it", async () => {
    expect(await disclose("supplier", hidden, { reader: AUDITOR })).to.deep.equal({
      status: 422,
      problem: "ContentSealed",
    });
    const own = await seal(encodeContent(hidden, SECRET), [auditors.publicKey]);
    expect(await disclose("supplier", hidden, { reader: AUDITOR, sealed: own })).to.include({ status: 201 });
    expect((await shownTo("auditor", hidden)).items[0]?.sealed).to.equal(own);
  });

  it("shows to nobody who may not see the receivable, by nobody who takes no part in it", async () => {
    const stranger = addressOf("stranger");
    expect(await disclose("supplier", sealed, { reader: stranger })).to.deep.equal({
      status: 422,
      problem: "ReaderMayNotSee",
    });
    for (const name of ["auditor", "stranger"] as const) {
      expect(await disclose(name, sealed, { reader: AUDITOR }), name).to.deep.equal({
        status: 404,
        problem: "NotFound",
      });
    }
  });

  it("needs a key that something can be sealed to", async () => {
    expect(await disclose("supplier", sealed, { reader: BUYER })).to.include({ problem: "ViewingKeyMissing" });
    await setKey(BUYER, `0x01${"00".repeat(31)}`);
    expect(await disclose("supplier", sealed, { reader: BUYER })).to.include({ problem: "ViewingKeyMissing" });
  });

  it("shows nothing more once the grant is taken back", async () => {
    expect((await shownTo("auditor", sealed)).status).to.equal(200);
    await revokeGrant(stage.database, SUPPLIER, GRANT, stage.now - 1);
    await revokeGrant(stage.database, BUYER, GRANT, stage.now - 1);
    expect((await shownTo("auditor", sealed)).status).to.equal(404);
    expect(await disclose("supplier", sealed, { reader: AUDITOR })).to.include({ problem: "ReaderMayNotSee" });
  });

  it("proves single fields once the gateway has the e-invoice, as anybody can check", async () => {
    expect(await fields("buyer", sealed, ["totals.payable"])).to.include({ problem: "ContentSealed" });
    const { data } = await stage.client(tokens.supplier).POST("/v1/documents", {
      body: {
        ...{ content: FILE.toString("base64"), mediaType: "application/xml", kind: "invoice" },
        receivable: idOf(sealed.header),
      },
    });
    expect(data)
      .to.have.property("receivables")
      .that.deep.equals([idOf(sealed.header)]);
    const file = await fields("buyer", sealed, ["totals.payable", "lines[0].name", "totals.payable"]);
    expect(file).to.include({ version: 1, root: document, receivable: idOf(sealed.header), chainId: 31_337 });
    const proven = file["fields"] as { path: string; value: string; salt: Hex; proof: Hex[] }[];
    expect(proven.map(({ path }) => path)).to.deep.equal(["totals.payable", "lines[0].name"]);
    expect(proven[0]?.value).to.equal("11900.00");
    for (const { path, value, salt, proof } of proven) {
      expect(isDisclosed(document, { field: { path, value }, salt, proof })).to.equal(true);
      expect(isDisclosed(document, { field: { path, value: `${value}0` }, salt, proof })).to.equal(false);
    }
  });

  it("proves fields of an e-invoice that was kept as read", async () => {
    const { invoice } = await readInvoice(FILE);
    const known = await contentOf(stage.database, commitmentOf(sealed));
    await keepContent(stage.database, { ...(known ?? expect.fail("it was not opened")), invoice });
    expect(await fields("supplier", sealed, ["number"])).to.have.nested.property("fields[0].value", "MW-2026-1101");
  });

  it("names a field that the document has not, and proves nothing to who takes no part", async () => {
    const unknown = await fields("supplier", sealed, ["totals.nothing"]);
    expect(unknown["problem"]).to.equal("FieldUnknown");
    expect(unknown["detail"])
      .to.include("totals.nothing")
      .and.match(/: it has \w+/);
    for (const name of ["auditor", "stranger"] as const) {
      expect(await fields(name, sealed, ["number"]), name).to.include({ problem: "NotFound" });
    }
    expect(await fields("supplier", hidden, ["number"])).to.include({ problem: "ContentSealed" });
    expect(await fields("supplier", inOpen, ["number"])).to.include({ problem: "ContentSealed" });
  });
});
