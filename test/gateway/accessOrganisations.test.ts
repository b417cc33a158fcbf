import { expect } from "chai";
import { EnrolmentChannel } from "../../src/domain/directory.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { replaceFacts } from "../../src/store/facts.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const EUR: Address = "0x00000000000000000000000000000000000003d2";
const [SUPPLIER, BUYER, REGISTRAR] = [addressOf("supplier"), addressOf("buyer"), addressOf("registrar")];
const KEY = keccakOfText("viewing key");
const PROFILE = {
  legalName: "Mühlenwerk GmbH",
  identifiers: [{ scheme: "LEI", value: "529900T8BM49AURSDO55" }],
  audience: "counterparties" as const,
  contacts: [{ name: "Ada Öz", email: "ada@supplier.example", phone: null, purpose: "invoices" }],
  contactsAudience: "nobody" as const,
};

describe("Organisations", () => {
  let stage: Stage;
  let supplier: string;
  let buyer: string;
  let stranger: string;

  before(async () => {
    stage = await openStage();
    const sold = receivableOf(headerOf(SUPPLIER, BUYER), termsOf(EUR, FIRST_INSTANT / DAY));
    await stage.book.write(...issuing(sold));
    const voucher = {
      legalId: keccakOfText("legal id"),
      evidence: keccakOfText("evidence"),
      enroller: addressOf("enroller"),
      channel: EnrolmentChannel.QualifiedSignature,
      since: stage.now - DAY,
      until: stage.now + DAY,
    };
    await stage.database.transaction((tx) =>
      replaceFacts(tx, [], {
        vouchers: [
          { registrar: REGISTRAR, organisation: SUPPLIER, voucher },
          {
            registrar: BUYER,
            organisation: SUPPLIER,
            voucher: { ...voucher, channel: 9, since: 1, until: stage.now - 1 },
          },
        ],
        viewingKeys: [{ organisation: SUPPLIER, key: KEY }],
      }),
    );
    [supplier, buyer, stranger] = [
      await stage.signIn("supplier"),
      await stage.signIn("buyer"),
      await stage.signIn("stranger"),
    ];
  });

  after(() => stage.close());

  async function seen(token: string, address: Address = SUPPLIER) {
    return (await stage.client(token).GET("/v1/organisations/{address}", { params: { path: { address } } })).data;
  }

  it("are told of what the directory says, and whether they are here", async () => {
    const found = await seen(stranger);
    expect(found?.joined).to.equal(true);
    expect(found?.viewingKey).to.equal(KEY);
    expect(found?.vouchers.map(({ registrar, channel, inForce }) => ({ registrar, channel, inForce }))).to.deep.equal([
      { registrar: REGISTRAR, channel: "QualifiedSignature", inForce: true },
      { registrar: BUYER, channel: "Other", inForce: false },
    ]);
    expect(found?.vouchers[0]?.until).to.equal(shownInstant(stage.now + DAY));
    expect(await seen(stranger, addressOf("nobody"))).to.deep.equal({
      ...{ address: addressOf("nobody"), joined: false, viewingKey: null, vouchers: [] },
      ...{ legalName: null, identifiers: [], contacts: [] },
    });
  });

  it("show their name and their contacts to whom they choose, and to themselves", async () => {
    const write = async (over: object): Promise<number> =>
      (await stage.client(supplier).POST("/v1/profile", { body: { ...PROFILE, ...over } })).response.status;
    const names = async (): Promise<readonly (string | null | undefined)[]> =>
      Promise.all([supplier, buyer, stranger].map(async (token) => (await seen(token))?.legalName));
    const contacts = async (): Promise<readonly (number | undefined)[]> =>
      Promise.all([supplier, buyer, stranger].map(async (token) => (await seen(token))?.contacts.length));
    const { legalName } = PROFILE;
    expect(await names()).to.deep.equal([null, null, null]);
    expect(await write({})).to.equal(204);
    expect(await names()).to.deep.equal([legalName, legalName, null]);
    expect(await contacts()).to.deep.equal([1, 0, 0]);
    await write({ audience: "everybody", contactsAudience: "counterparties" });
    expect(await names()).to.deep.equal([legalName, legalName, legalName]);
    expect(await contacts()).to.deep.equal([1, 1, 0]);
    await write({ audience: "nobody" });
    expect(await names()).to.deep.equal([legalName, null, null]);
    expect((await stage.client(supplier).GET("/v1/profile")).data).to.deep.equal({ ...PROFILE, audience: "nobody" });
  });

  it("erase their contacts, and leave none in the database", async () => {
    await stage.client(supplier).POST("/v1/profile", { body: PROFILE, headers: { "Idempotency-Key": "profile-1" } });
    const { response } = await stage.client(supplier).DELETE("/v1/profile/contacts");
    expect(response.status).to.equal(204);
    expect((await stage.client(supplier).GET("/v1/profile")).data).to.deep.equal({ ...PROFILE, contacts: [] });
    for (const table of ["organisations", "idempotency"]) {
      expect(await stage.database.query(`select from ${table} t where t::text like '%Ada%'`)).to.deep.equal([]);
    }
  });

  it("write plain names alone: nothing that looks like another's", async () => {
    for (const legalName of ["", "a\u202Eb", "a\u200Bb", " a", "x".repeat(301), "a\u0007"]) {
      const { response } = await stage.client(supplier).POST("/v1/profile", { body: { ...PROFILE, legalName } });
      expect(response.status).to.equal(400);
    }
    const legalName = "上海蓝海贸易有限公司";
    const { response } = await stage.client(supplier).POST("/v1/profile", { body: { ...PROFILE, legalName } });
    expect(response.status).to.equal(204);
  });
});
