/** What a link shows before anybody joins by it. */
import { expect } from "chai";
import { addressOf } from "../stage.ts";
import { bodyOf, demoInvoice, openScene } from "./scene.ts";
import type { Intent, Scene } from "./scene.ts";

describe("The preview of an invitation", () => {
  let scene: Scene;
  let supplier: string;
  let first: Intent;

  before(async () => {
    scene = await openScene();
    supplier = await scene.signIn("supplier");
    first = await prepared("MW-2026-1101.ubl.xml");
    await prepared("MW-2026-1103.ubl.xml");
    await prepared("MW-2026-1103.ubl.xml", "K-2", (text) =>
      text.replaceAll(/000000BEISPIELSE0251|DE000000020|eingang@[a-z-]+/g, "another"),
    );
    await prepared("MW-2026-1103.ubl.xml", "K-3", (text) => text, "other");
  });

  after(() => scene.close());

  async function prepared(file: string, number?: string, edit = (text: string) => text, by?: string): Promise<Intent> {
    const session = by === undefined ? supplier : await scene.signIn(by);
    return scene.prepare(session, bodyOf(edit(invoice(file, number))));
  }

  function invoice(file: string, number?: string): string {
    const own = file.split(".")[0] ?? "";
    return number === undefined ? demoInvoice(file) : demoInvoice(file).replaceAll(own, number);
  }

  function tokenOf({ invitation }: Intent): string {
    return new URL(invitation?.link ?? "https://nowhere").hash.slice(1);
  }

  const look = (token: string) => scene.client().POST("/v1/invitations/preview", { body: { token } });

  it("tells whoever has the link who invites, and what waits for the same buyer, and nothing else", async () => {
    const { data } = await look(tokenOf(first));
    expect(data).to.deep.equal({
      supplier: addressOf("supplier"),
      name: data?.name,
      waiting: 2,
      totals: data?.totals,
    });
    expect(data?.name).to.contain("Musterwerk");
    // 11,900.00 and 10,019.99.
    expect(data?.totals.map(({ currency, amount }) => [currency.code, amount])).to.deep.equal([["EUR", "21919.99"]]);
    expect(await look(tokenOf(first))).to.have.nested.property("data.waiting", 2);
  });

  it("names the supplier as it tells its counterparties", async () => {
    const body = { legalName: "Musterwerk Holding", identifiers: [], audience: "counterparties" as const };
    await scene.client(supplier).POST("/v1/profile", { body: { ...body, contacts: [], contactsAudience: "nobody" } });
    expect((await look(tokenOf(first))).data?.name).to.equal("Musterwerk Holding");
  });

  it("answers tokens that were never given, used, withdrawn, bound or have expired with one and the same", async () => {
    const never = await look("A".repeat(43));
    expect(never.response.status).to.equal(404);
    expect(never.error?.type).to.equal("/problems/InvitationUnknown");
    const gone = async (token: string): Promise<void> => {
      const { error } = await look(token);
      expect({ ...error, instance: "" }).to.deep.equal({ ...never.error, instance: "" });
    };
    const withdrawn = await prepared("MW-2026-1103.ubl.xml", "K-4");
    await scene.client(supplier).POST("/v1/intents/{id}/withdrawal", { params: { path: { id: withdrawn.id } } });
    await gone(tokenOf(withdrawn));
    const late = await prepared("MW-2026-1103.ubl.xml", "K-5");
    const bound = await prepared("MW-2026-1103.ubl.xml", "K-6");
    const body = { ...bodyOf(invoice("MW-2026-1103.ubl.xml", "K-6")), counterparty: addressOf("somebody") };
    await scene.prepare(supplier, body);
    await gone(tokenOf(bound));
    await scene
      .client(await scene.signIn("buyer"))
      .POST("/v1/invitations/acceptance", { body: { token: tokenOf(first) } });
    await gone(tokenOf(first));
    scene.now = Date.parse(late.deadline) / 1000 + 1;
    await gone(tokenOf(late));
  });
});
