/** Invoices that are wrong: a clear problem each, and nothing half done. */
import { expect } from "chai";
import { request as httpRequest } from "node:http";
import { idOf } from "../../../src/domain/commitment.ts";
import { invoiceHash } from "../../../src/domain/invoiceNumber.ts";
import { headerOf, receivableOf, termsOf } from "../../support/receivables.ts";
import { issuing } from "../book.ts";
import { addressOf, KNOWN_TOKEN } from "../stage.ts";
import { bodyOf, demoInvoice, fieldsOf, openScene, problemOf, rowsOf } from "./scene.ts";
import type { NewReceivable, Scene } from "./scene.ts";

const UBL = demoInvoice();
const BUYER = { counterparty: addressOf("buyer") };

/** What each document is refused with, and what the detail names. */
const DOCUMENTS: readonly (readonly [what: string, text: string, code: string, names: RegExp])[] = [
  ["no XML", "the invoice is attached", "InvoiceUnreadable", /NOT_XML/],
  ["XML that breaks off", UBL.slice(0, 900), "InvoiceUnreadable", /XML_MALFORMED/],
  [
    "XML with entities",
    `<!DOCTYPE x [<!ENTITY a "b">]>${UBL.slice(UBL.indexOf("?>") + 2)}`,
    "InvoiceUnreadable",
    /DOC/,
  ],
  ["another document", "<Order xmlns='urn:x'/>", "InvoiceUnreadable", /NOT_AN_INVOICE/],
  ["a total that is none", UBL.replace(/(<cbc:PayableAmount[^>]*>)[\d.]+/, "$111.11"), "InvoiceInvalid", /BR-CO-16/],
  ["a currency of no country", UBL.replaceAll("EUR", "XXE"), "CurrencyUnknown", /BR-CL-04/],
  [
    "a due date before the issue date",
    UBL.replace(/<cbc:DueDate>[^<]+/, "<cbc:DueDate>2026-10-01").replace(
      /<cac:PaymentTerms>[\s\S]*?<\/cac:PaymentTerms>/,
      "",
    ),
    "DueBeforeIssue",
    /2026-10-01/,
  ],
  [
    "a payee that is not the supplier",
    UBL.replace(
      "<cac:PaymentMeans>",
      "<cac:PayeeParty><cac:PartyName><cbc:Name>Somebody Else</cbc:Name></cac:PartyName></cac:PayeeParty>" +
        "<cac:PaymentMeans>",
    ),
    "PayeeNotSupplier",
    /Somebody Else/,
  ],
];

describe("An invoice that cannot be issued", () => {
  let scene: Scene;
  let token: string;

  before(async () => {
    scene = await openScene();
    token = await scene.signIn("supplier");
  });

  after(() => scene.close());

  afterEach("leaves nothing behind", async () => {
    expect(Object.values(await rowsOf(scene))).to.deep.equal([0, 0, 0, 0, 0, 0]);
  });

  const refused = (body: NewReceivable): ReturnType<typeof problemOf> =>
    problemOf(scene.client(token).POST("/v1/receivables", { body }));

  for (const [what, text, code, names] of DOCUMENTS) {
    it(`is refused as ${code}: ${what}`, async () => {
      expect(text).not.to.equal(UBL);
      const problem = await refused(bodyOf(text, BUYER));
      expect(problem).to.include({ code, status: 422 });
      expect(problem.detail).to.match(names);
    });
  }

  it("is refused while its terms leave a question open, and names question and way out", async () => {
    const text = UBL.replace(/<cbc:DueDate>[^<]+<\/cbc:DueDate>/, "").replace(
      /<cac:PaymentTerms>[\s\S]*?<\/cac:PaymentTerms>/,
      "<cac:PaymentTerms><cbc:Note>net 30 EOM</cbc:Note></cac:PaymentTerms>",
    );
    const problem = await refused(bodyOf(text, BUYER));
    expect(problem).to.include({ code: "QuestionsOpen", status: 422 });
    expect(problem.detail).to.match(/DUE_DATE_UNKNOWN.*answered/s);
  });

  it("is refused where the same invoice is on the ledger already, under the name of the Solidity error", async () => {
    const header = headerOf(addressOf("supplier"), addressOf("buyer"), { invoice: invoiceHash("TAKEN-1") });
    const issued = receivableOf(header, termsOf(KNOWN_TOKEN, 20_000));
    await scene.book.write(...issuing(issued));
    const problem = await refused(fieldsOf(" taken-1 "));
    expect(problem).to.include({ code: "AlreadyIssued", status: 409 });
    expect(problem.detail).to.contain(idOf(header));
  });

  it("is refused field by field as an e-invoice is", async () => {
    const told = (invoice: Record<string, unknown>, over: Partial<NewReceivable> = {}): ReturnType<typeof problemOf> =>
      refused(fieldsOf("A-1", over, invoice));
    expect(await told({ payee: { name: "Somebody Else" } })).to.include({ code: "PayeeNotSupplier" });
    expect(await told({ dueDate: "2026-11-19" })).to.include({ code: "DueBeforeIssue" });
    expect(await told({ currency: "XXE" })).to.include({ code: "CurrencyUnknown" });
    expect(await told({ payable: "10.001" })).to.include({ code: "AmountUnfit" });
    expect(await told({ payable: "0.00" })).to.include({ code: "TermsInvalid", status: 422 });
    expect(await told({ number: "\u2060 " })).to.include({ code: "InvoiceInvalid" });
    const discounts = [{ until: "2026-11-30", sum: "1000.01" }];
    expect(await told({ discounts })).to.include({ code: "TermsInvalid" });
    expect(await told({}, { counterparty: addressOf("supplier") })).to.include({ code: "HeaderInvalid" });
    expect(await told({}, { deadline: "2026-11-01T00:00:00Z" })).to.include({ code: "DeadlineInvalid" });
    const policy = { assignability: "Freely", splittable: true, minimumPart: "25.00" } as const;
    const minimum = await told({}, { policy });
    expect(minimum).to.include({ code: "HeaderInvalid", status: 422 });
    expect(minimum.detail).to.match(/minimumPart is 2500 minor units; it is a power of ten/);
    const agreed = { utcOffset: 60, currency: addressOf("a token that nobody named") };
    expect(await told({}, { agreed })).to.include({ code: "CurrencyUnknown" });
  });

  it("is refused where a reader has no viewing key, and says whose is wanting", async () => {
    const first = await refused(fieldsOf("A-1", { issuing: "sealed" }));
    expect(first).to.include({ code: "ViewingKeyMissing", status: 422 });
    expect(first.detail)
      .to.contain(`supplier ${addressOf("supplier")}`)
      .and.to.contain("open");
    await scene.giveViewingKey("supplier");
    const second = await refused(fieldsOf("A-1", { issuing: "sealed" }));
    expect(second.detail).to.contain(`buyer ${addressOf("buyer")}`);
  });

  it("is refused where its seller goes by numbers that are vouched for somebody else", async () => {
    await scene.vouch("rival", "DE999999999");
    const rival = await scene.signIn("rival");
    const body = { value: "DE999999999", opening: "salt: " };
    const { data } = await scene.client(rival).POST("/v1/legal-ids", { body });
    expect(data?.items).to.deep.equal([{ value: "DE999999999", vouched: true }]);
    const problem = await refused(fieldsOf("A-1", {}, { seller: { name: "Supplier GmbH", vatId: "de 999999999" } }));
    expect(problem).to.include({ code: "SupplierMismatch", status: 422 });
    const own = await problemOf(
      scene.client(rival).POST("/v1/receivables", { body: fieldsOf("A-1", {}, { seller: { name: "X", vatId: "Y" } }) }),
    );
    expect(own).to.include({ code: "SupplierMismatch" });
    const claimed = await problemOf(
      scene.client(token).POST("/v1/legal-ids", { body: { value: "DE999999999", opening: "salt: " } }),
    );
    expect(claimed).to.include({ code: "IdentifierNotVouched", status: 422 });
  });

  it("is refused by its length before 50 MB of it are read", async () => {
    const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      const url = new URL(`${scene.url}/v1/receivables`);
      const request = httpRequest(url, { method: "POST", headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") }),
        );
      });
      request.on("error", reject);
      request.write(`{"invoice":{"kind":"xml","text":"`);
      request.end(Buffer.alloc(50_000_000, "x"));
    });
    expect(answer.status).to.equal(413);
    expect(answer.text).to.contain("/problems/BodyTooLarge");
  });
});
