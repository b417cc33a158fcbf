/** A policy's own words: taken at the border, kept with their version, and read by whom they are written for. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { BUYER, contactBody, openDunningScene, policyBody, TUESDAY } from "./dunningScene.ts";
import type { DunningScene } from "./dunningScene.ts";
import { addressOf } from "./stage.ts";
import { DAY } from "./book.ts";

type Text = components["schemas"]["DunningText"];

const ENGLISH: Text = {
  ...{ template: "house", language: "en", subject: "Your account with {sender}" },
  ...{ opening: "{attention}, {total} is open.", closing: "Thank you, {customer}." },
};

describe("The words of a policy", () => {
  let scene: DunningScene;
  let policy: string;

  beforeEach(async () => {
    const body = policyBody({ texts: [ENGLISH] });
    ({ policy } = body);
    scene = await openDunningScene(body);
  });

  afterEach(() => scene.close());

  const client = async () => scene.client(await scene.signIn("the supplier"));
  const set = async (texts: readonly Text[]) =>
    (await client()).POST("/v1/dunning/policies", { body: policyBody({ policy, texts: [...texts] }) });
  const textOf = async (id: string) =>
    (await (await client()).GET("/v1/dunning/sends/{id}", { params: { path: { id } } })).data?.text ?? "";
  const dryRun = async (query: { customer?: string } = {}) =>
    (await (await client()).GET("/v1/dunning/dry-run", { params: { query } })).data;

  it("are in the notice and in the dry run before it, which are the same but for number and salt", async () => {
    await scene.issue("RE-1", 8, { lateRate: 0 });
    const [preview, ...others] = (await dryRun({ customer: BUYER }))?.notices ?? [];
    expect(others).to.deep.equal([]);
    expect(preview).to.deep.include({ level: "first", channel: "email", template: "house", words: "template" });
    expect(preview?.subject).to.match(/^Your account with Müller GmbH DN-2026-11-24-/);
    await scene.run();
    const [send] = await scene.sends();
    const text = await textOf(send?.id ?? "");
    expect(text).to.include("\nFrau Kasse, EUR 1,040.00 is open.\n").and.to.include("\nThank you, Nordwind SE.\n");
    const plain = (said: string): string => said.replaceAll(/DN-[\w-]+|0x[\da-f]{64}/g, "");
    expect(plain(preview?.text ?? "")).to.equal(plain(text));
    expect(preview?.items).to.deep.equal(send?.items.map(({ item }) => item));
  });

  it("are of the version by which the notice was made, whatever comes after it", async () => {
    await scene.issue("RE-1", 8);
    await scene.run();
    const [first] = await scene.sends();
    expect((await set([{ ...ENGLISH, closing: "Goodbye." }])).response.status).to.equal(201);
    await scene.issue("RE-2", 8);
    scene.now = TUESDAY + 2 * DAY;
    await scene.run();
    const [second] = await scene.sends();
    expect([first?.version, second?.version]).to.deep.equal([1, 2]);
    expect(await textOf(first?.id ?? ""))
      .to.include("Thank you")
      .and.not.to.include("Goodbye.");
    expect(await textOf(second?.id ?? ""))
      .to.include("\nGoodbye.\n")
      .and.not.to.include("Thank you");
    const listed = (await (await client()).GET("/v1/dunning/policies")).data?.items ?? [];
    expect(listed.map(({ texts }) => texts[0]?.closing)).to.have.members(["Goodbye.", ENGLISH.closing]);
  });

  it("are the stage's own for who reads another language, and for a template without a text", async () => {
    const reader = addressOf("a reader of Chinese");
    await scene.issue("RE-1", 22, {}, reader);
    await (
      await client()
    ).POST("/v1/dunning/contacts", {
      body: contactBody({ id: randomUUID(), customer: reader, language: "zh", email: null, postal: ["上海", "上海"] }),
    });
    await scene.issue("RE-2", 8);
    const [level] = policyBody().levels.filter(({ id }) => id === "first");
    if (level === undefined) throw new Error("no level");
    const levels = [
      { ...level, channel: "letter" as const, id: "a" },
      { ...level, id: "b", trigger: { kind: "due" as const, days: 30 }, template: "other", channel: "letter" as const },
    ];
    await (await client()).POST("/v1/dunning/policies", { body: policyBody({ policy, levels, texts: [ENGLISH] }) });
    const previews = (await dryRun())?.notices ?? [];
    expect(previews.map(({ customer, language, words }) => [customer, language, words])).to.have.deep.members([
      [BUYER, "en", "template"],
      [reader, "zh", "stage"],
    ]);
    expect(
      previews.map(({ text }) => text),
      "of all customers no texts",
    ).to.deep.equal([null, null]);
  });

  it("are refused with the name of what they cannot name, and nothing is kept", async () => {
    const wrong: readonly (readonly [Partial<Text>, RegExp])[] = [
      [{ opening: "You owe {amount}." }, /texts.0.opening.*\{amount\} stands for nothing here: write \{customer\}/],
      [{ subject: "Pay {total}" }, /texts.0.subject.*\{total\} stands for nothing/],
      [{ closing: "{ thanks" }, /texts.0.closing.*\{ stands for nothing/],
      [{ template: "hause" }, /texts.0.template.*no level has the template hause/],
      [{ opening: "Two\nlines" }, /texts.0.opening.*on one line/],
      [{ closing: "Our new account: DE89 3704 0044 0532 0130 00." }, /texts.0.closing.*leave out DE89 3704 0044/],
      [{ subject: "To 622202123456" }, /texts.0.subject.*leave out 622202123456: the house says where to pay/],
    ];
    for (const [over, detail] of wrong) {
      const { response, error } = await set([{ ...ENGLISH, ...over }]);
      expect(response.status, JSON.stringify(over)).to.equal(400);
      expect(JSON.stringify(error).replaceAll('"', "")).to.match(detail);
    }
    const twice = await set([ENGLISH, { ...ENGLISH, subject: "Another" }]);
    expect(JSON.stringify(twice.error)).to.include("this template has a text in that language");
    expect((await (await client()).GET("/v1/dunning/policies")).data?.items).to.have.length(1);
  });
});
