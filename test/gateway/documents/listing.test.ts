/** Which documents a receivable has, told to those who may see it and to nobody else. */
import { createHash } from "node:crypto";
import { expect } from "chai";
import { idOf } from "../../../src/domain/commitment.ts";
import { ZERO_ADDRESS } from "../../../src/domain/receivable.ts";
import { headerOf, receivableOf, termsOf } from "../../support/receivables.ts";
import { DAY, FIRST_INSTANT, issuing } from "../book.ts";
import { addressOf, openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

const TEXT = "<order>4711</order>";
const SHA256 = `0x${createHash("sha256").update(TEXT).digest("hex")}`;
const OWN = receivableOf(
  headerOf(addressOf("supplier"), addressOf("buyer")),
  termsOf(ZERO_ADDRESS, FIRST_INSTANT / DAY),
);
const id = idOf(OWN.header);

describe("The documents of a receivable", () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
    await stage.book.write(...issuing(OWN));
  });
  after(() => stage.close());

  async function listed(name: "supplier" | "buyer" | "stranger"): Promise<unknown> {
    const client = stage.client(await stage.signIn(name));
    const { data, error } = await client.GET("/v1/receivables/{id}/documents", { params: { path: { id } } });
    return data?.items ?? error?.type;
  }

  it("are none before anybody gave one", async () => {
    expect(await listed("supplier")).to.deep.equal([]);
  });

  it("are listed to both parties with what they are, and do not exist for a stranger", async () => {
    const body = {
      content: Buffer.from(TEXT).toString("base64"),
      mediaType: "application/xml",
      kind: "order",
      receivable: id,
    } as const;
    const { response } = await stage.client(await stage.signIn("supplier")).POST("/v1/documents", { body });
    expect(response.status).to.equal(201);
    for (const name of ["supplier", "buyer"] as const) {
      expect(await listed(name), name).to.deep.equal([{ sha256: SHA256, kind: "order" }]);
    }
    expect(await listed("stranger")).to.equal("/problems/NotFound");
  });
});
